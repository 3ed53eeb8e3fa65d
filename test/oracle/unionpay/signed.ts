import { isBase64, type Report } from '../wechatpay/primitives.js'
import { examineCertificate, type Trust } from './certificates.js'
import { type Fields, type Key, keyedSignature, signatureOf, verifies } from './primitives.js'

/** What the merchant knows of UnionPay. `secureKey` for signMethod 11 and 12. */
export type PlatformFacts = Trust & { secureKey?: string }

/** §4: what both answers and notices prove, by the method that they name. */
export function examineSignature(fields: Fields, facts: PlatformFacts, report: Report): void {
  const { signMethod, signPubKeyCert: pem = '', signature = '' } = fields
  if (fields.version !== '5.1.0') report(`version is ${fields.version} (§6)`)
  if (signMethod === '11' || signMethod === '12') {
    if (signature !== keyedSignature(fields, facts.secureKey ?? '')) report('signature does not verify (§4)')
    return
  }
  if (signMethod !== '01') report(`signMethod is ${signMethod} (§4)`)
  // As in all published messages: one PEM, CRLF between its lines, none at its end.
  const [first, ...lines] = pem.split('\r\n')
  const last = lines.pop()
  const isPem =
    first === '-----BEGIN CERTIFICATE-----' &&
    last === '-----END CERTIFICATE-----' &&
    lines.every((line) => /^[A-Za-z0-9+/=]{1,64}$/.test(line)) &&
    isBase64(lines.join(''))
  if (!isPem) report('signPubKeyCert is no PEM with CRLF (§3)')
  else if (!verifies(fields, signature, examineCertificate(pem, facts, report).publicKey))
    report('signature does not verify (§4)')
}

/** What UnionPay signs. Members of `fields` come last, so that a test can spoil any. */
export type Seal = {
  fields: Fields
  /** With `certificate`, whose line ends become CRLF: signMethod 01. */
  privateKey?: Key
  certificate?: string
  /** signMethod 11. */
  secureKey?: string
}

export function sealFields({ fields, privateKey, certificate, secureKey }: Seal): Fields {
  const pem = certificate?.trimEnd().replaceAll(/\r?\n/g, '\r\n')
  const signed = {
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: secureKey === undefined ? '01' : '11',
    ...(pem !== undefined && { signPubKeyCert: pem }),
    ...fields,
  }
  const signature = secureKey === undefined ? signatureOf(signed, privateKey!) : keyedSignature(signed, secureKey)
  return { ...signed, signature }
}
