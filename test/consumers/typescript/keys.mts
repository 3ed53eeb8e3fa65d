// Keys in the forms that Node has them in, in a project that knows Node's types and not the browser's.
import { createPrivateKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import type { KeyInput } from 'shroff'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const der = privateKey.export({ format: 'der', type: 'pkcs8' })
const cryptoKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])

export const keys: KeyInput[] = [
  privateKey,
  createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  privateKey.export({ format: 'pem', type: 'pkcs8' }),
  privateKey.export({ format: 'jwk' }),
  der,
  cryptoKey,
  await webcrypto.subtle.exportKey('jwk', cryptoKey),
]

// @ts-expect-error: a key is never a number
export const noKey: KeyInput = 42
