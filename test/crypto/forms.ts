import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { exportJWK, importPKCS8, importSPKI } from 'jose'
import type { KeyInput } from '../../src/crypto/contract.js'

export const wantedPrivate = 'privateKey: the merchant private key (apiclient_key.pem)'
export const wantedPublic = 'platformKeys: the WeChat Pay public key (pub_key.pem)'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The same private key in every form, converted by Node and jose. */
export async function privateForms(pem: string): Promise<Record<string, KeyInput>> {
  const key = createPrivateKey(pem)
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' })
  const pkcs1 = key.export({ format: 'der', type: 'pkcs1' })
  const pkcs1Pem = key.export({ format: 'pem', type: 'pkcs1' }) as string
  return {
    ...textForms('PKCS#8', key.export({ format: 'pem', type: 'pkcs8' }) as string, pkcs8),
    ...textForms('PKCS#1', pkcs1Pem, pkcs1),
    'PKCS#1 under the label of PKCS#8': pkcs1Pem.replaceAll('RSA PRIVATE KEY', 'PRIVATE KEY'),
    JWK: (await exportJWK(await importPKCS8(pem, 'RS256', { extractable: true }))) as JsonWebKey,
    CryptoKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    KeyObject: key,
  }
}

/** The same public key in every form. */
export async function publicForms(certificatePem: string): Promise<Record<string, KeyInput>> {
  const certificate = new X509Certificate(certificatePem)
  const key = createPublicKey(certificatePem)
  const spki = key.export({ format: 'der', type: 'spki' })
  const spkiPem = key.export({ format: 'pem', type: 'spki' }) as string
  const pkcs1Pem = key.export({ format: 'pem', type: 'pkcs1' }) as string
  return {
    ...textForms('SPKI', spkiPem, spki),
    ...textForms('PKCS#1', pkcs1Pem, key.export({ format: 'der', type: 'pkcs1' })),
    ...textForms('certificate', certificatePem, certificate.raw),
    'PKCS#1 under the label of SPKI': pkcs1Pem.replaceAll('RSA PUBLIC KEY', 'PUBLIC KEY'),
    'certificate after its printed text': `Certificate:\n    Data:\n        Version: 3 (0x2)\n${certificatePem}`,
    JWK: (await exportJWK(await importSPKI(spkiPem, 'RS256', { extractable: true }))) as JsonWebKey,
    CryptoKey: await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']),
    KeyObject: key,
  }
}

function textForms(name: string, pem: string, der: Buffer): Record<string, KeyInput> {
  const lines = pem.trim().split('\n')
  const [begin, end] = [lines[0]!, lines.at(-1)!]
  const base64 = der.toString('base64')
  return {
    [`${name} PEM`]: pem,
    [`${name} PEM with CRLF`]: pem.replaceAll('\n', '\r\n'),
    [`${name} PEM with literal \\n`]: pem.replaceAll('\n', '\\n'),
    [`${name} PEM with literal \\r\\n`]: pem.replaceAll('\n', '\\r\\n'),
    [`${name} PEM in one line`]: begin + base64 + end,
    [`${name} PEM with blanks for line ends`]: [begin, base64, end].join(' '),
    [`${name} PEM wrapped at 20`]: [begin, ...base64.match(/.{1,20}/g)!, end].join('\n'),
    [`${name} PEM with blanks around`]: `\uFEFF \n\t${pem}\n \n`,
    [`${name} PEM, indented`]: lines.map((line) => `    ${line}`).join('\n'),
    [`${name} PEM as bytes of a file`]: new TextEncoder().encode(pem),
    [`${name} base64`]: base64,
    [`${name} base64, wrapped`]: ` ${base64.match(/.{1,64}/g)!.join('\r\n')}\n`,
    [`${name} base64 in quotes`]: `"${base64}"`,
    [`${name} DER`]: new Uint8Array(der),
    [`${name} DER as a Buffer`]: der,
  }
}
