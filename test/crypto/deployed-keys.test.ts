import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sign, verify } from '#crypto'
import { importPrivateKey, importPublicKey } from '../../src/core/keys.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { readKeys } from '../../src/crypto/key.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'
import { wantedPrivate, wantedPublic } from './forms.js'

/** What deployments make of a file on its way into a variable. */
const forms: [string, (pem: string) => string | Uint8Array][] = [
  ['base64 of the PEM file', (pem) => Buffer.from(pem).toString('base64')],
  ['base64 of the PEM file, wrapped', (pem) => Buffer.from(pem).toString('base64').replace(/.{76}/g, '$&\n')],
  ['base64url of the PEM file', (pem) => Buffer.from(pem).toString('base64url')],
  ['base64 of the PEM file with CRLF', (pem) => Buffer.from(pem.replaceAll('\n', '\r\n')).toString('base64')],
  ['line ends escaped twice', (pem) => pem.replaceAll('\n', '\\\\n')],
  ['line ends escaped four times', (pem) => pem.replaceAll('\n', '\\\\\\\\r\\\\\\\\n')],
  ['JSON text', (pem) => JSON.stringify(pem)],
  ['base64url of the DER', (pem) => der(pem).toString('base64url')],
  ['base64 without its padding', (pem) => der(pem).toString('base64').replace(/=+$/, '')],
  ['a zero width space inside', (pem) => pem.replace(/\n(.{9})/, '\n$1\u200b')],
  [
    'a soft hyphen and a word joiner in the base64',
    (pem) =>
      der(pem)
        .toString('base64')
        .replace(/(.{9})(.{9})/, '$1\u00ad$2\u2060'),
  ],
  ['a mark in front of its BEGIN line', (pem) => `\ufeff${pem}`],
  ['a zero width space in its BEGIN line', (pem) => pem.replace('BEGIN', 'BEGIN\u200b')],
  ['no-break spaces for blanks', (pem) => pem.replaceAll('\n', '\u00a0')],
  ['UTF-16, little end first', (pem) => Buffer.from(`\ufeff${pem}`, 'utf16le')],
  ['UTF-16 without its mark', (pem) => Buffer.from(pem, 'utf16le')],
  ['UTF-16, big end first', (pem) => Buffer.from(`\ufeff${pem}`, 'utf16le').swap16()],
  ['UTF-8 with its mark', (pem) => Buffer.from(`\ufeff${pem}`)],
  ['base64 of a UTF-16 file', (pem) => Buffer.from(`\ufeff${pem}`, 'utf16le').toString('base64')],
]
const der = (pem: string) => Buffer.from(pem.replace(/-----.*?-----|\s/g, ''), 'base64')

describe('a key is taken as a deployment brings it', () => {
  const message = new Uint8Array(32)
  test.each(forms)('%s', async (_name, made) => {
    const privateKey = await importPrivateKey(made(rsa2048.privateKey), wantedPrivate, rsaSha256)
    const spki = createPublicKey(rsa2048.certificate).export({ format: 'pem', type: 'spki' }) as string
    for (const pem of [spki, rsa2048.certificate]) {
      const publicKey = await importPublicKey(made(pem), wantedPublic, rsaSha256)
      expect(await verify(rsaSha256, publicKey, await sign(rsaSha256, privateKey, message), message)).toBe(true)
    }
    const pkcs1 = createPrivateKey(rsa2048.privateKey).export({ format: 'pem', type: 'pkcs1' }) as string
    await importPrivateKey(made(pkcs1), wantedPrivate, rsaSha256)
  })

  test.each(forms.filter(([name]) => !/DER|padding|in the base64/.test(name)))('a bundle: %s', (_name, made) =>
    expect(readKeys(made(rsa2048.certificate + rsa4096.certificate)).map(({ form }) => form)).toEqual([
      'certificate',
      'certificate',
    ]),
  )
})

describe('a line of a PEM text that was changed is named', () => {
  const pem = rsa2048.privateKey
  const begin = /BEGIN line has not five dashes/
  test.each<[string, string, RegExp]>([
    ['four dashes in front of BEGIN', pem.slice(1), begin],
    ['four dashes behind BEGIN', pem.replace('KEY-----', 'KEY----'), /not five dashes/],
    ['no dashes', pem.replaceAll('-', ''), begin],
    ['dashes of a word processor', pem.replaceAll('-----', '—–-'), begin],
    ['four dashes behind END', pem.trim().slice(0, -1), /not five dashes stand on each side of BEGIN and END/],
    [
      'four dashes in front of END',
      pem.replace('-----END', '----END'),
      /not five dashes stand on each side of BEGIN and END/,
    ],
  ])('%s', async (_name, text, words) => {
    const error = await importPrivateKey(text, wantedPrivate, rsaSha256).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message).toMatch(words)
    expect(error.message).not.toMatch(/[A-Za-z0-9+/_]{24}/)
  })
})
