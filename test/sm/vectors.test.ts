import {
  decryptSm2,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm2,
  encryptSm4Ecb,
  encryptSm4Gcm,
  importSm2PrivateKey,
  importSm2PublicKey,
  signSm2,
  sm3,
  verifySm2,
} from 'shroff/sm'
import { describe, expect, vi } from 'vitest'
import { nativeSm } from '#crypto'
import { bytesFrom, hexOf, textOf, utf8 } from '../support/bytes.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { type SmSample, samples } from '../vectors/sm.js'

/** The one random number that a sample was made with: what is drawn is one less, and 40 bytes long. */
function drawing(k: string): void {
  const drawn = bytesFrom((BigInt(`0x${k}`) - 1n).toString(16).padStart(80, '0'))
  const { getRandomValues } = crypto
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    // Others are for blinding.
    if (into?.byteLength !== drawn.length) return getRandomValues.call(crypto, into)
    ;(into as Uint8Array).set(drawn)
    return into
  })
}

const checks: Checks<SmSample> = {
  sm3: ({ input, expected }) => expect(hexOf(sm3(utf8(input.text!)))).toBe(expected.digest),

  'sm4-block'({ input, expected }) {
    const [key, block] = [bytesFrom(input.key!), bytesFrom(input.plaintext!)]
    const ciphertext = encryptSm4Ecb(key, block)
    // What follows is the padding, a block of its own.
    expect(hexOf(ciphertext.subarray(0, 16))).toBe(expected.ciphertext)
    expect(hexOf(decryptSm4Ecb(key, ciphertext))).toBe(input.plaintext)
  },

  'sm4-gcm'({ input, expected }) {
    const [key, nonce, additionalData, plaintext] = [input.key, input.nonce, input.additionalData, input.plaintext].map(
      (hex) => bytesFrom(hex!),
    ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const sealed = encryptSm4Gcm(key, nonce, additionalData, plaintext)
    expect(hexOf(sealed)).toBe(`${expected.ciphertext}${expected.tag}`)
    expect(hexOf(decryptSm4Gcm(key, nonce, additionalData, sealed))).toBe(input.plaintext)
  },

  'sm4-gcm-opens'({ input, expected }) {
    const key = sm3(utf8(input.apiV3Key!)).subarray(0, 16)
    expect(hexOf(key)).toBe(expected.sm4KeyHex)
    const sealed = new Uint8Array(Buffer.from(input.ciphertextBase64!, 'base64'))
    expect(textOf(decryptSm4Gcm(key, input.nonce!, input.associatedData!, sealed))).toBe(expected.plaintext)
  },

  async 'sm2-signs'({ input, expected }) {
    const { x, y, r, s } = expected
    const publicKey = await importSm2PublicKey(`04${x}${y}`)
    const options = { userId: input.userId!, form: 'raw' } as const
    expect(await verifySm2(publicKey, bytesFrom(`${r}${s}`), utf8(input.text!), options)).toBe(true)
    drawing(input.k!)
    const signature = await signSm2(await importSm2PrivateKey(input.number!), utf8(input.text!), options)
    vi.restoreAllMocks()
    // OpenSSL draws its own.
    if (!nativeSm()) expect(hexOf(signature)).toBe(`${r}${s}`)
    expect(await verifySm2(publicKey, signature, utf8(input.text!), options)).toBe(true)
  },

  async 'sm2-encrypts'({ input, expected }) {
    const { c1, c3, c2 } = expected
    const key = await importSm2PrivateKey(input.number!)
    const sealed = bytesFrom(`04${c1}${c3}${c2}`)
    expect(textOf(await decryptSm2(key, sealed, { form: 'raw' }))).toBe(input.text)
    expect(textOf(await decryptSm2(key, sealed.subarray(1), { form: 'bare' }))).toBe(input.text)
    const { x, y } = samples.find(({ kind }) => kind === 'sm2-signs')!.expected
    const publicKey = await importSm2PublicKey(`${x}${y}`)
    drawing(input.k!)
    const ours = await encryptSm2(publicKey, utf8(input.text!), { form: 'raw' })
    vi.restoreAllMocks()
    expect(hexOf(ours)).toBe(`04${c1}${c3}${c2}`)
  },

  async 'sm2-verifies'({ input, expected }) {
    const key = await importSm2PublicKey(input.key!)
    const signature = new Uint8Array(Buffer.from(input.signatureBase64!, 'base64'))
    const options = { form: input.form as 'der' | 'raw' }
    expect(await verifySm2(key, signature, utf8(input.text!), options)).toBe(expected.valid)
    expect(await verifySm2(key, signature, utf8(`${input.text} `), options)).toBe(false)
    expect(await verifySm2(key, signature, utf8(input.text!), { ...options, userId: '' })).toBe(false)
  },

  async 'sm2-decrypts'({ input, expected }) {
    const key = await importSm2PrivateKey(input.key!)
    const sealed = new Uint8Array(Buffer.from(input.ciphertextBase64!, 'base64'))
    expect(textOf(await decryptSm2(key, sealed))).toBe(expected.plaintext)
  },
}

describe('published samples', () => testSamples(samples, checks))
