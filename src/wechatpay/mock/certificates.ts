import { encryptAesGcm, toBase64 } from '#crypto'
import { toChinaTime } from '../../codec/time.js'
import { utf8 } from '../../crypto/bytes.js'
import { readKey } from '../../crypto/key.js'
import { readCertificate } from '../../crypto/x509.js'
import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import type { Party } from '../../mock/parties.js'
import { refuse } from '../../mock/refusal.js'
import { aeadAlgorithm, smAeadAlgorithm } from '../wire.js'
import { type Identity, isCertificate } from './identity.js'
import type { Handler } from './platform.js'

const names: Record<string, readonly string[]> = {
  RSA: ['RSA-SHA256'],
  SM2: ['SM2-SM3'],
  ALL: ['RSA-SHA256', 'SM2-SM3'],
}

/** `GET /v3/certificates` (doc 4012551764). */
export const listCertificates: Handler = async ({ identity }, { query }) => {
  const wanted = names[query.get('algorithm_type') ?? 'RSA']
  if (!wanted) throw refuse(400, 'PARAM_ERROR', 'algorithm_type只能是RSA、SM2或ALL')
  const certificates = identity.platform.filter(
    (party) => isCertificate(party) && wanted.includes(party.algorithm.name),
  )
  if (certificates.length === 0) {
    // The status is unconfirmed.
    throw refuse(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。')
  }
  const data = certificates.map(async (party): Promise<Json> => {
    const { serial, file } = party
    const key = readKey(file)
    if (key.form !== 'certificate') throw new TypeError(`${serial} is not a certificate`)
    const { notBefore, notAfter } = readCertificate(key.der)
    return {
      serial_no: serial,
      effective_time: toChinaTime(notBefore.getTime()),
      expire_time: toChinaTime(notAfter.getTime()),
      encrypt_certificate: await encryptResource(identity, party, identity.apiV3Key, 'certificate', file),
    }
  })
  return { data: await Promise.all(data) }
}

/** A resource as WeChat Pay writes it (doc 4012071382), beside a signature by this key. */
export async function encryptResource(
  { sm }: Identity,
  { algorithm: { name } }: Party,
  apiV3Key: string,
  associatedData: string,
  plaintext: string,
): Promise<Json> {
  const nonce = randomHex(6)
  const given = [utf8(nonce), utf8(associatedData), utf8(plaintext)] as const
  const ofSm = sm && name === 'SM2-SM3'
  const ciphertext = ofSm
    ? sm.encryptSm4Gcm(sm.sm3(utf8(apiV3Key)).subarray(0, 16), ...given)
    : await encryptAesGcm(utf8(apiV3Key), ...given)
  const algorithm = ofSm ? smAeadAlgorithm : aeadAlgorithm
  return { algorithm, nonce, associated_data: associatedData, ciphertext: toBase64(ciphertext) }
}
