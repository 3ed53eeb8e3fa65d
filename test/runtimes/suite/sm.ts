// SM2, SM3 and SM4, natively or not: what another author has made, and for him what is made here.
import { samples } from '../../vectors/sm.js'
import { equal, fromBase64, text, thrown, toHex, utf8 } from './check.js'
import type { Test } from './run.js'

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const of = (kind: string) => samples.filter((sample) => sample.kind === kind)

export const smTests: Test[] = [
  {
    name: 'SM2, SM3 and SM4 as published',
    async run({ library: { sm } }) {
      for (const { input, expected } of of('sm3')) equal(toHex(sm.sm3(utf8(input.text!))), expected.digest)
      for (const { input, expected } of of('sm4-gcm')) {
        const given = [input.key, input.nonce, input.additionalData, input.plaintext].map((hex) => bytesOf(hex!))
        const sealed = sm.encryptSm4Gcm(...(given as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]))
        equal(toHex(sealed), `${expected.ciphertext}${expected.tag}`)
      }
      for (const { input, expected } of of('sm2-verifies')) {
        const key = await sm.importSm2PublicKey(input.key!)
        const options = { form: input.form as 'der' | 'raw' }
        const signature = fromBase64(input.signatureBase64!)
        equal(await sm.verifySm2(key, signature, utf8(input.text!), options), expected.valid)
        equal(await sm.verifySm2(key, signature, utf8(`${input.text} `), options), false)
      }
      for (const { input, expected } of of('sm2-decrypts')) {
        const key = await sm.importSm2PrivateKey(input.key!)
        equal(text(await sm.decryptSm2(key, fromBase64(input.ciphertextBase64!))), expected.plaintext)
      }
    },
  },
  {
    name: 'SM2, SM3 and SM4 of another author',
    async run({ library: { sm }, environment, report }) {
      const given = environment.sm
      const privateKey = await sm.importSm2PrivateKey(given.privateKey)
      const publicKey = await sm.importSm2PublicKey(given.publicKey)
      const [key, nonce] = [bytesOf(given.key), bytesOf(given.nonce)]
      report.sm = []
      for (const { message, digest, signature, ciphertext, sealed } of given.rounds) {
        const bytes = bytesOf(message)
        equal(toHex(sm.sm3(bytes)), digest)
        equal(toHex(sm.encryptSm4Gcm(key, nonce, key, bytes)), sealed)
        equal(toHex(sm.decryptSm4Gcm(key, nonce, key, bytesOf(sealed))), message)
        equal(toHex(sm.decryptSm4Cbc(key, key, sm.encryptSm4Cbc(key, key, bytes))), message)
        equal(await sm.verifySm2(publicKey, bytesOf(signature), bytes), true)
        equal(toHex(await sm.decryptSm2(privateKey, bytesOf(ciphertext))), message)
        const own = await sm.signSm2(privateKey, bytes)
        report.sm.push({ signature: toHex(own), ciphertext: toHex(await sm.encryptSm2(publicKey, bytes)) })
        own[10]! ^= 1
        equal(await sm.verifySm2(publicKey, own, bytes), false)
        const damaged = bytesOf(sealed)
        damaged[0]! ^= 1
        equal((await thrown(() => sm.decryptSm4Gcm(key, nonce, key, damaged))).code, 'DECRYPTION_FAILED')
      }
    },
  },
]
