import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isShroffError } from '../../src/core/errors.js'
import { importPrivateKey, importPublicKey } from '../../src/core/keys.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import type { KeyInput } from '../../src/crypto/contract.js'
import { rsa2048, sm2 } from '../vectors/crypto.js'
import { privateForms, publicForms, wantedPrivate, wantedPublic } from './forms.js'

type Case = [name: string, input: unknown, given: string, next?: string]

const pem = (key: KeyObject) => key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }) as string
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const x25519 = generateKeyPairSync('x25519')
const ed25519 = generateKeyPairSync('ed25519')
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
const rsa = createPrivateKey(rsa2048.privateKey)
const secret = { cipher: 'aes-256-cbc', passphrase: 'secret' } as const
const [body] = rsa2048.privateKey.split('-----').filter((part) => part.length > 100)

const block = (label: string) => `-----BEGIN ${label}-----\naGVsbG8=\n-----END ${label}-----`
const cryptoKey = (name: string, hash: string, usages: [KeyUsage, KeyUsage]) =>
  crypto.subtle.generateKey({ name, hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, false, usages)
const sha512 = await cryptoKey('RSASSA-PKCS1-v1_5', 'SHA-512', ['sign', 'verify'])
const rsaPss = await cryptoKey('RSA-PSS', 'SHA-256', ['sign', 'verify'])
const hmac = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
const oaep = await cryptoKey('RSA-OAEP', 'SHA-1', ['encrypt', 'decrypt'])
const forSignatures = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const spki = createPublicKey(rsa2048.certificate).export({ format: 'der', type: 'spki' })
const unusable = await crypto.subtle.importKey('spki', spki, forSignatures, false, [])
const { privateKey: signing, publicKey: verifying } = await cryptoKey('RSASSA-PKCS1-v1_5', 'SHA-256', [
  'sign',
  'verify',
])
const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
const weakCryptoKey = await crypto.subtle.importKey(
  'spki',
  weak.publicKey.export({ format: 'der', type: 'spki' }),
  forSignatures,
  false,
  ['verify'],
)

const neither: Case[] = [
  ['undefined', undefined, 'nothing'],
  ['null', null, 'nothing'],
  ['a number', 5, 'a number'],
  ['an empty text', ' \n', 'an empty text'],
  ['an object', {}, 'an object that is no key'],
  ['an object that exports nothing', { type: 'private', export: 'x' }, 'an object that is no key'],
  ['a boolean', true, 'a boolean'],
  ['a secret KeyObject', createSecretKey(Buffer.alloc(32)), 'a secret KeyObject'],
  ['an AES CryptoKey', aes, 'a secret CryptoKey (AES-GCM, usages: encrypt)'],
  ['a file name', './certs/apiclient_key.pem', 'a file name instead of what the file holds'],
  ['a file name of another system', 'C:\\certs\\APICLIENT_KEY.PEM', 'a file name instead of what the file holds'],
  ['a sentence that ends like a file', 'see key.pem', 'a text that is neither PEM nor base64 of a key'],
  ['a file name in a sentence', 'key.pem.', 'a text that is neither PEM nor base64 of a key'],
  ['a word with such an end inside', 'key.pems', 'a text that is neither PEM nor base64 of a key'],
  ['an endless file name', `${'x'.repeat(401)}.pem`, 'a text that is neither PEM nor base64 of a key'],
  ['base64 of something else', 'aGVsbG8=', 'a text that is neither PEM nor base64 of a key'],
  ['other text', 'hello', 'a text that is neither PEM nor base64 of a key'],
  ['URL-safe base64', 'MIIB-_8=', 'a text that is neither PEM nor base64 of a key'],
  [
    'another END line',
    rsa2048.privateKey.replace('END PRIVATE', 'END PUBLIC'),
    'a truncated PEM text (its END line is missing, or not five dashes stand on each side of BEGIN and END)',
  ],
  [
    'no END line',
    rsa2048.privateKey.slice(0, 900),
    'a truncated PEM text (its END line is missing, or not five dashes stand on each side of BEGIN and END)',
  ],
  [
    'lines missing',
    `${rsa2048.privateKey.slice(0, 200)}\n-----END PRIVATE KEY-----`,
    'a truncated or damaged PEM text (PRIVATE KEY)',
  ],
  ['a character lost', rsa2048.certificate.replace('MII', 'MI'), 'a truncated or damaged PEM text (CERTIFICATE)'],
  [
    'another format',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----',
    'a truncated or damaged PEM text (OPENSSH PRIVATE KEY)',
  ],
  // What stands after BEGIN is repeated only if it looks like a label: it could be anything that was pasted.
  ['a label in small letters', block('secret'), 'a truncated or damaged PEM text (PEM)'],
  ['a label with a sign', block('KEY=7'), 'a truncated or damaged PEM text (PEM)'],
  ['a label of 30', block('A'.repeat(30)), `a truncated or damaged PEM text (${'A'.repeat(30)})`],
  ['a label of 31', block('A'.repeat(31)), 'a truncated or damaged PEM text (PEM)'],
  ['truncated DER', Uint8Array.of(0x30, 0x82, 4, 0, 2, 1, 0), 'truncated or damaged DER'],
]

const privateCases: Case[] = [
  ...neither,
  ['a public key', pem(createPublicKey(rsa)), 'a public key (SPKI)'],
  ['a PKCS#1 public key', createPublicKey(rsa).export({ format: 'der', type: 'pkcs1' }), 'a public key (PKCS#1)'],
  ['a public KeyObject', createPublicKey(rsa), 'a public key (SPKI)'],
  ['a certificate', rsa2048.certificate, 'a certificate'],
  [
    'encrypted PKCS#8',
    rsa.export({ format: 'pem', type: 'pkcs8', ...secret }),
    'an encrypted private key',
    'openssl pkcs8 -in key.pem -out decrypted.pem',
  ],
  [
    'encrypted PKCS#8, DER',
    rsa.export({ format: 'der', type: 'pkcs8', ...secret }),
    'an encrypted private key',
    'openssl pkcs8',
  ],
  ['encrypted PKCS#1', rsa.export({ format: 'pem', type: 'pkcs1', ...secret }), 'an encrypted private key', 'openssl'],
  ['PKCS#12', Uint8Array.of(0x30, 7, 2, 1, 3, 0x30, 0, 0x30, 0), 'a PKCS#12 file (.p12 or .pfx)', 'openssl pkcs12'],
  ['EC', pem(ec.privateKey), 'a private key of another algorithm (EC)', 'Give an RSA key'],
  ['EC, SEC 1', ec.privateKey.export({ format: 'pem', type: 'sec1' }), 'an EC private key', 'Give an RSA key'],
  ['EC, KeyObject', ec.privateKey, 'a private key of another algorithm (EC)'],
  ['EC, JWK', ec.privateKey.export({ format: 'jwk' }), 'a JWK that is not RSA'],
  ['SM2', sm2.privateKey, 'a private key of another algorithm (SM2)'],
  ['Ed25519', pem(ed25519.privateKey), 'a private key of another algorithm (Ed25519)'],
  ['RSA-PSS', pem(pss.privateKey), 'a private key of another algorithm (RSA-PSS)'],
  ['1024 bits', pem(weak.privateKey), 'a 1024-bit key', 'generate a new pair'],
  ['1024 bits, PKCS#1', weak.privateKey.export({ format: 'der', type: 'pkcs1' }), 'a 1024-bit key'],
  ['1024 bits, JWK', weak.privateKey.export({ format: 'jwk' }), 'a 1024-bit key'],
  [
    'a public JWK',
    createPublicKey(rsa).export({ format: 'jwk' }),
    'a public JWK (it has no "d")',
    'Give the private JWK',
  ],
  ...['p', 'q', 'dp', 'dq', 'qi'].map(
    (name): Case => [
      `a JWK without ${name}`,
      without(rsa.export({ format: 'jwk' }), name),
      'a JWK without its primes (p, q, dp, dq, qi)',
    ],
  ),
  ['a damaged JWK', { ...rsa.export({ format: 'jwk' }), n: '!' }, 'a damaged key'],
  ['a JWK with an empty number', { ...rsa.export({ format: 'jwk' }), e: '' }, 'a damaged key'],
  ['a JWK without its modulus', without(rsa.export({ format: 'jwk' }), 'n'), 'a damaged key'],
  ['a PKCS#8 key with a negative number', negative('pkcs8'), 'a damaged key'],
  ['a PKCS#1 key with a negative number', negative('pkcs1'), 'a damaged key'],
  ['a public CryptoKey', verifying, 'a public CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, usages: verify)'],
  ['a CryptoKey with SHA-512', sha512.privateKey, 'a private CryptoKey (RSASSA-PKCS1-v1_5, SHA-512, usages: sign)'],
  ['a CryptoKey for RSA-PSS', rsaPss.privateKey, 'a private CryptoKey (RSA-PSS, SHA-256, usages: sign)'],
  ['a CryptoKey for HMAC', hmac, 'a secret CryptoKey (HMAC, SHA-256, usages: sign, verify)'],
  ['X25519', pem(x25519.privateKey), 'a private key of another algorithm'],
  ['a CryptoKey for RSA-OAEP', oaep.privateKey, 'a private CryptoKey (RSA-OAEP, SHA-1, usages: decrypt)'],
]

const publicCases: Case[] = [
  ...neither,
  ['a private key', rsa2048.privateKey, 'a private key (PKCS#8)', 'keep the private key where it is'],
  ['a PKCS#1 private key', rsa.export({ format: 'pem', type: 'pkcs1' }), 'a private key (PKCS#1)'],
  ['a private KeyObject', rsa, 'a private key (PKCS#8)'],
  ['a private JWK', rsa.export({ format: 'jwk' }), 'a private JWK'],
  ['a private CryptoKey', signing, 'a private CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, usages: sign)'],
  ['an encrypted private key', rsa.export({ format: 'pem', type: 'pkcs8', ...secret }), 'an encrypted private key'],
  ['EC', pem(ec.publicKey), 'a public key of another algorithm (EC)', 'Give an RSA key'],
  ['EC, JWK', ec.publicKey.export({ format: 'jwk' }), 'a JWK that is not RSA'],
  ['an SM2 certificate', sm2.certificate, 'a public key of another algorithm (SM2)'],
  ['Ed25519', pem(ed25519.publicKey), 'a public key of another algorithm (Ed25519)'],
  ['1024 bits', pem(weak.publicKey), 'a 1024-bit key', 'generate a new pair'],
  ['1024 bits, JWK', weak.publicKey.export({ format: 'jwk' }), 'a 1024-bit key'],
  ['2047 bits', { kty: 'RSA', e: 'AQAB', n: modulus(0x7f) }, 'a 2047-bit key'],
  ['2041 bits', { kty: 'RSA', e: 'AQAB', n: modulus(0x01) }, 'a 2041-bit key'],
  ['no bits', { kty: 'RSA', e: 'AQAB', n: 'AA' }, 'a 0-bit key'],
  ['a JWK without its exponent', { kty: 'RSA', n: modulus(0xff) }, 'a damaged key'],
  ['a negative exponent', changed(spki, '0203010001', '0203810001'), 'a damaged key'],
  ['a CryptoKey with SHA-512', sha512.publicKey, 'a public CryptoKey (RSASSA-PKCS1-v1_5, SHA-512, usages: verify)'],
  ['a CryptoKey for RSA-PSS', rsaPss.publicKey, 'a public CryptoKey (RSA-PSS, SHA-256, usages: verify)'],
  ['a CryptoKey for HMAC', hmac, 'a secret CryptoKey (HMAC, SHA-256, usages: sign, verify)'],
  ['X25519', pem(x25519.publicKey), 'a public key of another algorithm'],
  ['a CryptoKey for RSA-OAEP', oaep.publicKey, 'a public CryptoKey (RSA-OAEP, SHA-1, usages: encrypt)'],
  ['a 1024-bit CryptoKey', weakCryptoKey, 'a 1024-bit key'],
  ['a CryptoKey without usages', unusable, 'a public CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, usages: none)'],
]

describe('a wrong private key is named', () => {
  test.each(privateCases)('%s', async (_name, input, given, next = '') => {
    const error = await importPrivateKey(input as KeyInput, wantedPrivate, rsaSha256).catch((caught) => caught)
    expectRefusal(error, `${wantedPrivate} is wanted, but ${given} was given.`, next)
  })
})

describe('a wrong public key is named', () => {
  test.each(publicCases)('%s', async (_name, input, given, next = '') => {
    const error = await importPublicKey(input as KeyInput, wantedPublic, rsaSha256).catch((caught) => caught)
    expectRefusal(error, `${wantedPublic} is wanted, but ${given} was given.`, next)
  })

  test('but not taken for a private one where it is none', async () => {
    const advice = (input: KeyInput) => importPublicKey(input, wantedPublic, rsaSha256).catch(({ next }) => next)
    expect(await advice('tea')).not.toContain('private')
    expect(await advice(rsa2048.privateKey)).toContain('keep the private key where it is')
  })
})

test('no form of a key appears in the message that refuses it', async () => {
  const forms = { ...(await privateForms(rsa2048.privateKey)), damaged: `-----BEGIN ${body}-----` }
  const others = await publicForms(rsa2048.certificate)
  const refusals = [
    ...Object.values(forms).map((input) => importPublicKey(input, wantedPublic, rsaSha256)),
    ...Object.values(others).map((input) => importPrivateKey(input, wantedPrivate, rsaSha256)),
  ]
  for (const refusal of await Promise.allSettled(refusals)) {
    expect(refusal.status).toBe('rejected')
    expect(String((refusal as PromiseRejectedResult).reason)).not.toMatch(/[A-Za-z0-9+/_]{24}/)
  }
})

function expectRefusal(error: unknown, problem: string, next: string): void {
  if (!isShroffError(error, 'CONFIG_INVALID')) throw new Error(`not refused: ${error}`)
  expect(error.message.split('\n')[0]).toBe(problem)
  expect(error.outcome).toBe('not-sent')
  expect(error.next ?? '').toContain(next)
}

/** 256 bytes that begin with this one. */
function modulus(first: number): string {
  return Buffer.alloc(256, 0xff).fill(first, 0, 1).toString('base64url')
}

function changed(der: Uint8Array, from: string, to: string): Uint8Array {
  const hex = Buffer.from(der).toString('hex')
  if (hex.split(from).length !== 2) throw new Error(`${from} does not stand there once`)
  return Buffer.from(hex.replace(from, to), 'hex')
}

/** The key with the first bit of its private exponent set, which makes it a negative INTEGER. */
function negative(type: 'pkcs1' | 'pkcs8'): Uint8Array {
  const der = rsa.export({ format: 'der', type })
  const exponent = Buffer.from(rsa.export({ format: 'jwk' }).d!, 'base64url')
  const at = der.indexOf(exponent)
  if (exponent[0]! >= 0x80 || at < 0) throw new Error('another key is needed')
  return der.fill(exponent[0]! | 0x80, at, at + 1)
}

function without(jwk: object, name: string): object {
  return Object.fromEntries(Object.entries(jwk).filter(([key]) => key !== name))
}
