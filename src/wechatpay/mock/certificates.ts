import { encryptAesGcm, toBase64 } from '#crypto'
import { toChinaTime } from '../../codec/time.js'
import { utf8 } from '../../crypto/bytes.js'
import { readKey } from '../../crypto/key.js'
import { readCertificate } from '../../crypto/x509.js'
import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { aeadAlgorithm } from '../wire.js'
import { isCertificate } from './identity.js'
import type { Handler } from './platform.js'

/** `GET /v3/certificates` (doc 4012551764). */
export const listCertificates: Handler = async ({ identity }) => {
  const certificates = identity.platform.filter(isCertificate)
  if (certificates.length === 0) {
    // The status is unconfirmed.
    throw refuse(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。')
  }
  const data = certificates.map(async ({ serial, file }): Promise<Json> => {
    const key = readKey(file)
    if (key.form !== 'certificate') throw new TypeError(`${serial} is not a certificate`)
    const { notBefore, notAfter } = readCertificate(key.der)
    return {
      serial_no: serial,
      effective_time: toChinaTime(notBefore.getTime()),
      expire_time: toChinaTime(notAfter.getTime()),
      encrypt_certificate: await encryptResource(identity.apiV3Key, 'certificate', file),
    }
  })
  return { data: await Promise.all(data) }
}

/** `AEAD_AES_256_GCM` as WeChat Pay writes it (doc 4012071382). */
export async function encryptResource(apiV3Key: string, associatedData: string, plaintext: string): Promise<Json> {
  const nonce = randomHex(6)
  const ciphertext = await encryptAesGcm(utf8(apiV3Key), utf8(nonce), utf8(associatedData), utf8(plaintext))
  return { algorithm: aeadAlgorithm, nonce, associated_data: associatedData, ciphertext: toBase64(ciphertext) }
}
