import { generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto'
import {
  decryptSm2,
  encryptSm2,
  generateSm2KeyPair,
  importSm2PrivateKey,
  importSm2PublicKey,
  signSm2,
  verifySm2,
} from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { bytesFrom, hexOf, textOf, utf8 } from '../support/bytes.js'
import { failure } from '../support/failure.js'
import { opensslSm2 } from '../support/openssl-sm.js'
import { rsa2048, sm2 } from '../vectors/crypto.js'

const der = (pem: string) => new Uint8Array(Buffer.from(pem.split('-----')[2]!, 'base64'))
const pem = (label: string, bytes: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

const pkcs8 = der(sm2.privateKey)
// RFC 5915 stands inside of it as it is.
const sec1 = pkcs8.subarray(pkcs8.length - 0x79)
const at = Buffer.from(pkcs8).indexOf(Buffer.from('0201010420', 'hex')) + 5
const number = pkcs8.subarray(at, at + 32)
const point = pkcs8.subarray(-64)
const spki = Uint8Array.of(
  ...bytesFrom('3059301306072a8648ce3d020106082a811ccf5501822d034200'),
  ...Uint8Array.of(4),
  ...point,
)
const message = utf8('这是待签名原文')

const privateForms: Record<string, unknown> = {
  'PKCS#8 PEM': sm2.privateKey,
  'PKCS#8 base64': base64(pkcs8),
  'PKCS#8 DER': pkcs8,
  'SEC1 PEM': pem('EC PRIVATE KEY', sec1),
  'SEC1 base64': base64(sec1),
  'SEC1 DER': sec1,
  'SEC1 without curve and public half': bytesFrom(`302502010104 20${hexOf(number)}`.replace(' ', '')),
  hexadecimal: hexOf(number),
  'hexadecimal in upper case with 0x': `0x${hexOf(number).toUpperCase()}`,
  'hexadecimal as the bytes of a file': utf8(`${hexOf(number)}\n`),
  'bare base64': base64(number),
  'bare base64 of a number with a sign byte': base64(Uint8Array.of(0, ...number)),
  'bare bytes': number,
}

const publicForms: Record<string, unknown> = {
  certificate: sm2.certificate,
  'certificate in DER': der(sm2.certificate),
  'SPKI PEM': pem('PUBLIC KEY', spki),
  'SPKI base64': base64(spki),
  'SPKI DER': spki,
  'hexadecimal with 04': `04${hexOf(point)}`,
  'hexadecimal without': hexOf(point),
  'bare base64 with 04': base64(Uint8Array.of(4, ...point)),
  'bare base64 without': base64(point),
  'bare bytes': point,
}

describe('a key of SM2', () => {
  it.each(Object.entries(privateForms))('signs as %s', async (_, input) => {
    const signature = await signSm2(await importSm2PrivateKey(input as string), message)
    expect(await verifySm2(await importSm2PublicKey(sm2.certificate), signature, message)).toBe(true)
  })

  const made = opensslSm2.sign(sm2.privateKey, message)
  it.each(Object.entries(publicForms))('verifies as %s', async (_, input) => {
    const key = await importSm2PublicKey(input as string)
    expect(await verifySm2(key, made, message)).toBe(true)
    expect(await verifySm2(key, made, utf8('another'))).toBe(false)
  })

  it('is generated as PEM that openssl takes', async () => {
    const pair = await generateSm2KeyPair()
    const other = await generateSm2KeyPair()
    expect(pair.privateKey).not.toBe(other.privateKey)
    const signature = opensslSm2.sign(pair.privateKey, message)
    expect(await verifySm2(await importSm2PublicKey(pair.publicKey), signature, message)).toBe(true)
    expect(await verifySm2(await importSm2PublicKey(other.publicKey), signature, message)).toBe(false)
    const ours = await signSm2(await importSm2PrivateKey(pair.privateKey), message)
    expect(opensslSm2.verifies(pair.publicKey, message, ours)).toBe(true)
    const sealed = await encryptSm2(await importSm2PublicKey(pair.publicKey), message)
    expect(textOf(await decryptSm2(await importSm2PrivateKey(pair.privateKey), sealed))).toBe(textOf(message))
  })

  it('prints nothing', async () => {
    const key = await importSm2PrivateKey(sm2.privateKey)
    expect(JSON.stringify(key)).toBe('{"kind":"private","algorithm":"SM2-SM3"}')
  })
})

const pairOf = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const p256 = pairOf('P-256')
const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }))
const encrypted = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' },
  publicKeyEncoding: { format: 'pem', type: 'spki' },
}).privateKey
const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
const lessOne = `${order.slice(0, -1)}2`
const changed = (bytes: Uint8Array, where: number) => bytes.map((byte, place) => (place === where ? byte ^ 1 : byte))
const cryptoKey = (type: 'publicKey' | 'privateKey') =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']).then((k) => k[type])

const wrongPrivate: [string, () => unknown, given: string][] = [
  ['an RSA key', () => rsa2048.privateKey, 'a private key of another algorithm (RSA)'],
  ['a key of P-256', () => p256.privateKey, 'a private key of another algorithm (EC, P-256)'],
  [
    'a SEC1 key of P-256',
    () => p256.privateKey.export({ format: 'pem', type: 'sec1' }),
    'an EC private key of another curve',
  ],
  ['a key of P-384', () => pairOf('P-384').privateKey, 'a private key of another algorithm (EC, another curve)'],
  ['an Ed25519 key', () => generateKeyPairSync('ed25519').privateKey, 'a private key of another algorithm (Ed25519)'],
  ['a public key', () => pem('PUBLIC KEY', spki), 'a public key (SPKI)'],
  ['a certificate', () => sm2.certificate, 'a certificate'],
  ['a bare public key', () => `04${hexOf(point)}`, 'a bare public key'],
  ['an encrypted key', () => encrypted, 'an encrypted private key'],
  ['a CryptoKey', () => cryptoKey('privateKey'), 'a CryptoKey'],
  ['a JWK', () => p256.privateKey.export({ format: 'jwk' }), 'a JWK'],
  ['nought', () => '0'.repeat(64), 'a number that is no SM2 key'],
  ['n − 1', () => lessOne, 'a number that is no SM2 key'],
  ['n', () => order, 'a number that is no SM2 key'],
  ['a key with a digit changed', () => changed(pkcs8, at + 7), 'a damaged key'],
  ['one whose public half has a digit changed', () => changed(pkcs8, pkcs8.length - 3), 'a damaged key'],
  ['a digit less', () => hexOf(number).slice(1), 'a text that is neither PEM nor base64 of a key'],
  ['a file name', () => 'apiclient_key.pem', 'a file name instead of what the file holds'],
  ['nothing', () => undefined, 'nothing'],
]

const wrongPublic: [string, () => unknown, given: string][] = [
  ['an RSA key', () => rsa2048.certificate, 'a public key of another algorithm (RSA)'],
  ['a key of P-256', () => p256.publicKey, 'a public key of another algorithm (EC, P-256)'],
  [
    'a key of secp256k1',
    () => spkiOf(pairOf('secp256k1').publicKey),
    'a public key of another algorithm (EC, secp256k1)',
  ],
  ['a private key', () => sm2.privateKey, 'a private key (PKCS#8)'],
  ['a SEC1 private key', () => sec1, 'an EC private key'],
  ['a bare private key', () => hexOf(number), 'a bare private key'],
  ['a compressed point', () => `0${2 + (point.at(-1)! & 1)}${hexOf(point.subarray(0, 32))}`, 'a compressed point'],
  ['a point off the curve', () => hexOf(changed(point, 63)), 'a damaged key'],
  ['the point with another first byte', () => `05${hexOf(point)}`, 'a damaged key'],
  ['noughts', () => '0'.repeat(128), 'a damaged key'],
  ['a CryptoKey', () => cryptoKey('publicKey'), 'a CryptoKey'],
  ['a text', () => 'hello', 'a text that is neither PEM nor base64 of a key'],
]

describe('refused by its own reason', () => {
  it.each(wrongPrivate)('as a private key: %s', async (_, input, given) => {
    const error = await failure(importSm2PrivateKey((await input()) as string))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message.split('\n')[0]).toBe(`an SM2 private key is wanted, but ${given} was given.`)
  })

  it.each(wrongPublic)('as a public key: %s', async (_, input, given) => {
    const error = await failure(importSm2PublicKey((await input()) as string))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message.split('\n')[0]).toBe(`an SM2 public key is wanted, but ${given} was given.`)
  })
})
