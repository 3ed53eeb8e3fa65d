import { X509Certificate } from 'node:crypto'
import type { Report } from '../wechatpay/primitives.js'

/** Whom the merchant trusts, PEM. `relaxed`: the second owner that test messages may have (§4). `now` in milliseconds. */
export type Trust = { root: string; middle: string; now: number; relaxed?: boolean }

/** §4: the serial number in decimal. */
export const certificateId = (pem: string) => BigInt(`0x${new X509Certificate(pem).serialNumber}`).toString()

/** §4: the parts of the common name. */
export const ownerOf = (certificate: X509Certificate) => (/^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '').split('@')

/** §4: dates, then leaf → middle → root, then the owner. Gives the certificate that a message is verified by. */
export function examineCertificate(pem: string, { root, middle, now, relaxed }: Trust, report: Report) {
  const leaf = new X509Certificate(pem)
  const chain = [leaf, new X509Certificate(middle), new X509Certificate(root)]
  chain.forEach((certificate, index) => {
    const name = ['signPubKeyCert', 'the middle certificate', 'the root'][index]
    const issuer = chain[index + 1] ?? certificate
    if (now < Date.parse(certificate.validFrom)) report(`${name} is not valid yet (§4)`)
    if (now > Date.parse(certificate.validTo)) report(`${name} is expired (§4)`)
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey) || !issuer.ca)
      report(`${name} is not issued by the next (§4)`)
  })
  const owner = ownerOf(leaf)[2]
  if (owner !== '中国银联股份有限公司' && !(relaxed && owner === '00040000:SIGN'))
    report(`signPubKeyCert belongs to ${owner} (§4)`)
  return leaf
}
