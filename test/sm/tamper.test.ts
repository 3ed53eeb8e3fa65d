import {
  decryptSm2,
  decryptSm4Cbc,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm2,
  encryptSm4Cbc,
  encryptSm4Ecb,
  encryptSm4Gcm,
  importSm2PrivateKey,
  importSm2PublicKey,
  signSm2,
  verifySm2,
} from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { bytesFrom, flipped, hexOf, utf8 } from '../support/bytes.js'
import { failure } from '../support/failure.js'
import { sm2 } from '../vectors/crypto.js'

const privateKey = await importSm2PrivateKey(sm2.privateKey)
const publicKey = await importSm2PublicKey(sm2.certificate)
const message = utf8('{"amount":{"total":8880}}')
const key = bytesFrom('0123456789abcdeffedcba9876543210')
const iv = bytesFrom('00001234567800000000abcd00000000')
const nonce = iv.subarray(0, 12)
const bitsOf = (bytes: Uint8Array) => Array.from({ length: bytes.length * 8 }, (_, bit) => bit)

/** What an attacker may make of it: bits turned, ends cut off, and a byte more on either side. */
const mutations = (bytes: Uint8Array, step = 1) => [
  ...bitsOf(bytes)
    .filter((bit) => bit % step === 0)
    .map((bit) => flipped(bytes, bit)),
  ...Array.from(bytes, (_, length) => bytes.subarray(0, length)),
  Uint8Array.of(...bytes, 0),
  Uint8Array.of(0, ...bytes),
]

// Of SM2 one bit in each byte, in another place each time; `npm run full:sm` turns them all.
const step = process.env.SM_ROUNDS ? 1 : 9

describe('nothing changed verifies', () => {
  it.each(['der', 'raw'] as const)('of a signature, %s', async (form) => {
    const signature = await signSm2(privateKey, message, { form })
    expect(await verifySm2(publicKey, signature, message, { form })).toBe(true)
    for (const changed of mutations(signature, step))
      expect(await verifySm2(publicKey, changed, message, { form }), hexOf(changed)).toBe(false)
  })

  it('of a message, nor of a user id', async () => {
    const signature = await signSm2(privateKey, message)
    for (const changed of mutations(message, step)) expect(await verifySm2(publicKey, signature, changed)).toBe(false)
    for (const userId of ['', '1234567812345679', '12345678123456780'])
      expect(await verifySm2(publicKey, signature, message, { userId })).toBe(false)
  })

  const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
  const one = '1'.padStart(64, '0')
  it.each([
    ['noughts', '0'.repeat(128)],
    ['r of nought', '0'.repeat(64) + one],
    ['s of nought', one + '0'.repeat(64)],
    ['r of n', order + one],
    ['s of n', one + order],
    ['r + s of n', `${one}${order.slice(0, -1)}2`],
    ['the largest numbers', 'f'.repeat(128)],
  ])('of numbers that are none: %s', async (_, bare) => {
    expect(await verifySm2(publicKey, bytesFrom(bare), message, { form: 'raw' })).toBe(false)
  })

  it('of one form as the other', async () => {
    expect(await verifySm2(publicKey, await signSm2(privateKey, message), message, { form: 'raw' })).toBe(false)
    expect(await verifySm2(publicKey, await signSm2(privateKey, message, { form: 'raw' }), message)).toBe(false)
  })
})

const refused = { code: 'DECRYPTION_FAILED', outcome: 'not-sent' }
const thrown = (run: () => unknown) => failure(Promise.resolve().then(run))

describe('nothing changed decrypts', () => {
  it.each(['der', 'raw', 'bare'] as const)('of SM2, %s', async (form) => {
    const sealed = await encryptSm2(publicKey, utf8('李四'), { form })
    const [first] = await Promise.all([decryptSm2(privateKey, sealed, { form })])
    expect(hexOf(first)).toBe(hexOf(utf8('李四')))
    const said = new Set<string>()
    for (const changed of mutations(sealed, step)) {
      const error = await failure(decryptSm2(privateKey, changed, { form }))
      expect(error, hexOf(changed)).toMatchObject(refused)
      said.add(error.message)
    }
    expect(said.size).toBe(1)
  })

  it('of SM2 in another form', async () => {
    const sealed = await encryptSm2(publicKey, message)
    for (const form of ['raw', 'bare'] as const)
      expect(await failure(decryptSm2(privateKey, sealed, { form }))).toMatchObject(refused)
  })

  it('of SM4-GCM: no bit of text, tag, nonce or additional data', async () => {
    const sealed = encryptSm4Gcm(key, nonce, 'certificate', message)
    expect(hexOf(decryptSm4Gcm(key, nonce, 'certificate', sealed))).toBe(hexOf(message))
    const said = new Set<string>()
    const runs = [
      ...mutations(sealed).map((changed) => () => decryptSm4Gcm(key, nonce, 'certificate', changed)),
      ...mutations(nonce).map((changed) => () => decryptSm4Gcm(key, changed, 'certificate', sealed)),
      ...mutations(utf8('certificate')).map((changed) => () => decryptSm4Gcm(key, nonce, changed, sealed)),
      ...bitsOf(key).map((bit) => () => decryptSm4Gcm(flipped(key, bit), nonce, 'certificate', sealed)),
    ]
    for (const run of runs) {
      const error = await thrown(run)
      expect(error).toMatchObject(refused)
      said.add(error.message)
    }
    expect(said.size).toBe(1)
  })

  it('of SM4-ECB and SM4-CBC whose padding is none, and it says no more than that', async () => {
    const full = (last: number, count: number) =>
      encryptedWithout(Uint8Array.of(...new Uint8Array(16 - count), ...new Uint8Array(count).fill(last)))
    const said = new Set<string>()
    for (const blocks of [full(0, 16), full(17, 1), full(16, 15), full(2, 1), full(255, 16), new Uint8Array()]) {
      const error = await thrown(() => decryptSm4Ecb(key, blocks))
      expect(error).toMatchObject(refused)
      said.add(error.message)
    }
    said.add((await thrown(() => decryptSm4Ecb(key, encryptSm4Ecb(key, message).subarray(1)))).message)
    expect(said.size).toBe(1)
    const cbc = encryptSm4Cbc(key, iv, message)
    for (const blocks of [cbc.subarray(1), new Uint8Array(), flipped(cbc, 8 * (cbc.length - 17) + 7)])
      expect(await thrown(() => decryptSm4Cbc(key, iv, blocks))).toMatchObject(refused)
  })
})

/** One block as it is, without the padding that would follow. */
const encryptedWithout = (block: Uint8Array) => encryptSm4Ecb(key, block).subarray(0, 16)

describe('what cannot be right is refused', () => {
  const short = new Uint8Array(15)
  it.each<[string, () => unknown]>([
    ['key', () => encryptSm4Ecb(short, message)],
    ['key', () => decryptSm4Ecb(new Uint8Array(32), message)],
    ['key', () => encryptSm4Cbc(short, iv, message)],
    ['iv', () => encryptSm4Cbc(key, short, message)],
    ['iv', () => decryptSm4Cbc(key, nonce, message)],
    ['key', () => encryptSm4Gcm(short, nonce, '', message)],
    ['nonce', () => encryptSm4Gcm(key, iv, '', message)],
    ['key', () => decryptSm4Gcm(short, nonce, '', message)],
    ['plaintext', () => encryptSm2(publicKey, new Uint8Array())],
    ['plaintext', () => encryptSm2(publicKey, new Uint8Array(65_537))],
    ['userId', () => signSm2(privateKey, message, { userId: 'x'.repeat(8192) })],
    ['userId', () => verifySm2(publicKey, message, message, { userId: 'x'.repeat(8192) })],
  ])('%s', async (path, run) => {
    expect(await thrown(run)).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
  })
})
