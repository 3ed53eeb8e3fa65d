import { createHash, createPublicKey, verify as verifyByNode } from 'node:crypto'
import { exportJWK, importSPKI } from 'jose'
import { circle, receiveWebhook } from 'shroff/circle'
import { expect } from 'vitest'
import { signedText } from '../../src/circle/canonical.js'
import { keyAlgorithm, signedMembers } from '../../src/circle/wire.js'
import { codeOf } from '../support/failure.js'
import { vectors } from '../vectors/circle.js'
import { testSamples } from '../vectors/flip.js'

const pem = (spki: string) => `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`

testSamples(vectors, {
  async webhook({ input, expected }) {
    const { keyId = '', signature = '', body = '', publicKey = '' } = input
    const { signatureValid, algorithm } = expected as { signatureValid: boolean; algorithm: string }
    expect(algorithm).toBe(`${keyAlgorithm} (P-256, DER signature)`)
    const incoming = () => ({
      headers: { 'X-Circle-Key-Id': keyId, 'X-Circle-Signature': signature },
      body: new TextEncoder().encode(body),
    })
    for (const key of [publicKey, pem(publicKey), Uint8Array.from(Buffer.from(publicKey, 'base64'))]) {
      const received = receiveWebhook(circle({ notificationKeys: { [keyId]: key } }), incoming())
      if (signatureValid) expect(await received).toMatchObject({ type: 'other', name: 'webhooks.test' })
      else expect(await codeOf(received)).toBe('SIGNATURE_INVALID')
    }
    // Two more opinions, of the platform's two doors to cryptography.
    const [bytes, message] = [Buffer.from(signature, 'base64'), Buffer.from(body)]
    const key = createPublicKey(pem(publicKey))
    expect(verifyByNode('sha256', message, key, bytes)).toBe(signatureValid)
    const imported = await importSPKI(pem(publicKey), 'ES256')
    const raw = toRaw(bytes)
    const byWeb = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported as CryptoKey, raw, message)
    expect(byWeb).toBe(signatureValid)
  },

  async key({ input: { publicKey = '' }, expected }) {
    const { jwk } = expected as { jwk: Record<string, string> }
    expect(await exportJWK(await importSPKI(pem(publicKey), 'ES256', { extractable: true }))).toEqual(jwk)
    expect(createPublicKey(pem(publicKey)).export({ format: 'jwk' })).toEqual(jwk)
    // As a JWK it is the same key.
    const [{ input }] = vectors as [(typeof vectors)[number]]
    const account = circle({ notificationKeys: { [input.keyId!]: jwk } })
    const headers = { 'x-circle-key-id': input.keyId!, 'x-circle-signature': input.signature! }
    expect(await receiveWebhook(account, { headers, body: new TextEncoder().encode(input.body) })).toMatchObject({
      type: 'other',
    })
  },

  'signed-text'({ input, expected }) {
    const text = signedText(signedMembers.Notification, input)!
    const hash = (algorithm: string) => createHash(algorithm).update(text).digest('hex')
    expect({ canonical: text, sha256Hex: hash('sha256'), sha1Hex: hash('sha1') }).toEqual(expected)
  },
})

/** r and s, of 32 bytes each. */
function toRaw(der: Buffer): Uint8Array<ArrayBuffer> {
  const length = der[3]!
  const parts = [der.subarray(4, 4 + length), der.subarray(6 + length)]
  return Uint8Array.from(
    Buffer.from(parts.map((part) => part.toString('hex').slice(-64).padStart(64, '0')).join(''), 'hex'),
  )
}
