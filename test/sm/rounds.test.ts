import { randomBytes } from 'node:crypto'
import {
  decryptSm2,
  decryptSm4Cbc,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm2,
  encryptSm4Cbc,
  encryptSm4Ecb,
  encryptSm4Gcm,
  generateSm2KeyPair,
  importSm2PrivateKey,
  importSm2PublicKey,
  signSm2,
  sm3,
  verifySm2,
} from 'shroff/sm'
import * as second from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { cipherBlocks, roundKeys } from '../../src/sm/sm4-block.js'
import { bytesFrom, hexOf } from '../support/bytes.js'
import { opensslSm2, opensslSm3, opensslSm4 } from '../support/openssl-sm.js'
import { million } from '../vectors/sm.js'

// Both ways against two others: the command line openssl, and sm-crypto-v2. `npm run full:sm` has 200 rounds of each.
const rounds = Number(process.env.SM_ROUNDS ?? 3)
const lengths = [1, 15, 16, 17, 31, 32, 33, 55, 56, 63, 64, 65, 119, 1000]
const each = Array.from({ length: rounds }, (_, round) => ({
  round,
  bytes: new Uint8Array(randomBytes(lengths[round % lengths.length]!)),
  key: new Uint8Array(randomBytes(16)),
  iv: new Uint8Array(randomBytes(16)),
}))
const userIds = ['1234567812345678', 'B', '客户：联合', 'x'.repeat(300)]

const pair = await generateSm2KeyPair()
const privateKey = await importSm2PrivateKey(pair.privateKey)
const publicKey = await importSm2PublicKey(pair.publicKey)
const inside = Buffer.from(pair.privateKey.split('-----')[2]!, 'base64')
const number = hexOf(inside.subarray(inside.indexOf(Buffer.from('0201010420', 'hex')) + 5).subarray(0, 32))
const point = hexOf(Buffer.from(pair.publicKey.split('-----')[2]!, 'base64').subarray(-65))

describe('openssl', () => {
  it.each(each)('agrees on SM3 and SM4, round $round', ({ bytes, key, iv }) => {
    expect(hexOf(sm3(bytes))).toBe(hexOf(opensslSm3(bytes)))
    const ecb = opensslSm4('ecb', key, iv, bytes)
    expect(hexOf(encryptSm4Ecb(key, bytes))).toBe(hexOf(ecb))
    expect(hexOf(decryptSm4Ecb(key, ecb))).toBe(hexOf(bytes))
    const cbc = opensslSm4('cbc', key, iv, bytes)
    expect(hexOf(encryptSm4Cbc(key, iv, bytes))).toBe(hexOf(cbc))
    expect(hexOf(decryptSm4Cbc(key, iv, cbc))).toBe(hexOf(bytes))
  })

  it.each(each)('and we take each other’s SM2, round $round', async ({ round, bytes }) => {
    const userId = userIds[round % userIds.length]!
    expect(await verifySm2(publicKey, opensslSm2.sign(pair.privateKey, bytes, userId), bytes, { userId })).toBe(true)
    const ours = await signSm2(privateKey, bytes, { userId })
    expect(opensslSm2.verifies(pair.publicKey, bytes, ours, userId)).toBe(true)
    expect(opensslSm2.verifies(pair.publicKey, bytes, ours, `${userId} `)).toBe(false)
    expect(hexOf(await decryptSm2(privateKey, opensslSm2.encrypt(pair.publicKey, bytes)))).toBe(hexOf(bytes))
    expect(hexOf(opensslSm2.decrypt(pair.privateKey, await encryptSm2(publicKey, bytes)))).toBe(hexOf(bytes))
  })
})

describe('sm-crypto-v2', () => {
  it.each(each)('agrees on SM4-GCM, round $round', ({ bytes, key, iv }) => {
    const nonce = iv.subarray(0, 12)
    const associatedData = iv.subarray(3)
    const options = { mode: 'gcm', iv: nonce, associatedData, output: 'array', outputTag: true } as const
    const { output, tag } = second.sm4.encrypt(bytes, key, options)
    const theirs = Uint8Array.of(...output, ...tag!)
    expect(hexOf(encryptSm4Gcm(key, nonce, associatedData, bytes))).toBe(hexOf(theirs))
    expect(hexOf(decryptSm4Gcm(key, nonce, associatedData, theirs))).toBe(hexOf(bytes))
  })

  it.each(each)('and we take each other’s SM2, round $round', async ({ round, bytes }) => {
    const userId = userIds[round % userIds.length]!
    const der = round % 2 === 0
    const form = der ? 'der' : 'raw'
    const theirs = second.sm2.doSignature(bytes, number, { der, hash: true, publicKey: point, userId })
    expect(await verifySm2(publicKey, bytesFrom(theirs), bytes, { userId, form })).toBe(true)
    const ours = hexOf(await signSm2(privateKey, bytes, { userId, form }))
    expect(second.sm2.doVerifySignature(bytes, ours, point, { der, hash: true, userId })).toBe(true)
    const sealed = second.sm2.doEncrypt(bytes, point, 1, { asn1: der })
    expect(hexOf(await decryptSm2(privateKey, bytesFrom(sealed), { form: der ? 'der' : 'bare' }))).toBe(hexOf(bytes))
    const own = hexOf(await encryptSm2(publicKey, bytes, { form: der ? 'der' : 'bare' }))
    expect(hexOf(second.sm2.doDecrypt(own, number, 1, { asn1: der, output: 'array' }))).toBe(hexOf(bytes))
  })
})

// A second of our own block cipher, which nothing of the runtime's is asked in.
if (rounds >= 200)
  it('SM4 of one block a million times is what GB/T 32907 says', () => {
    const keys = roundKeys(bytesFrom(million.key))
    let block = bytesFrom(million.plaintext)
    for (let time = 0; time < 1_000_000; time++) block = cipherBlocks(keys, block)
    expect(hexOf(block)).toBe(million.ciphertext)
  })
