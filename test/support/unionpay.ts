import { createPrivateKey, createPublicKey } from 'node:crypto'
import { createClient, type Transport, type WireRequest } from 'shroff'
import { type UnionpayAccount, type UnionpayOptions, unionpay } from 'shroff/unionpay'
import { importPrivateKey } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toPem } from '../../src/crypto/pem.js'
import { type CertificateOptions, writeCertificate } from '../../src/crypto/x509-write.js'
import { formFields } from '../oracle/alipay/primitives.js'
import { type Fields, sealNotice, sealReply } from '../oracle/unionpay.js'
import { privateKey as rootKey } from '../vectors/antom.js'
import { rsa2048 } from '../vectors/crypto.js'
import { merchantCertificate, merchantKey } from '../vectors/unionpay.js'
import { merchantPem } from './alipay.js'
import { noon } from './noon.js'
import { clockAt } from './wechatpay.js'

// UnionPay's side, whose keys are ours: a root, a middle and a leaf of the published shape.

export const unionpayName = '041@8310000000083040@中国银联股份有限公司@00016495'
export const middleKey = merchantPem
export const leafKey = rsa2048.privateKey
export { rootKey }

const day = 86_400_000
const named = (value: string) => [
  { type: 'C', value: 'CN' },
  { type: 'CN', value },
]

/** A certificate of this name and key, by this issuer and key. */
export async function certificateOf(
  subject: string,
  key: string,
  issuer: string,
  issuerKey: string,
  more: Partial<CertificateOptions> = {},
): Promise<string> {
  const der = await writeCertificate({
    serial: '1046900149',
    subject: named(subject),
    issuer: named(issuer),
    notBefore: new Date(noon.getTime() - 365 * day),
    notAfter: new Date(noon.getTime() + 365 * day),
    subjectPublicKey: createPublicKey(createPrivateKey(key)).export({ format: 'der', type: 'spki' }),
    signer: await importPrivateKey(issuerKey, 'the issuer’s key', rsaSha256),
    ...more,
  })
  return toPem('CERTIFICATE', der)
}

const authority = {
  authority: true,
  notBefore: new Date(noon.getTime() - 3650 * day),
  notAfter: new Date(noon.getTime() + 3650 * day),
}
export const root = await certificateOf('A ROOT', rootKey, 'A ROOT', rootKey, authority)
export const middle = await certificateOf('A MIDDLE', middleKey, 'A ROOT', rootKey, authority)
export const leaf = await certificateOf(unionpayName, leafKey, 'A MIDDLE', middleKey)

export const merchantId = '777290058167151'
export const secureKey = 'a shared key of 32 characters..!'.replaceAll(' ', '-')

/** The published test merchant, who trusts our chain. */
export const accountOf = (more: Partial<UnionpayOptions> = {}): UnionpayAccount =>
  unionpay({
    merchantId,
    privateKey: merchantKey,
    certificate: merchantCertificate,
    rootCertificate: root,
    middleCertificate: middle,
    clock: clockAt(noon.getTime()),
    ...more,
  } as UnionpayOptions)

/** The same merchant with a key that both sides hold. */
export const keyedAccount = (more: Partial<UnionpayOptions> = {}): UnionpayAccount =>
  unionpay({ merchantId, secureKey, clock: clockAt(noon.getTime()), ...more } as UnionpayOptions)

export type Sealing = { privateKey?: string; certificate?: string; secureKey?: string }
const ours: Sealing = { privateKey: leafKey, certificate: leaf }

export const answer = (fields: Fields, sealing = ours) => sealReply({ fields, ...sealing })
export const notice = (fields: Fields, sealing = ours) => sealNotice({ fields, ...sealing })

/** What each answer repeats of its request. */
export const echoOf = (asked: Fields): Fields =>
  Object.fromEntries(
    'txnType txnSubType bizType accessType merId orderId txnTime txnAmt origQryId reqReserved'
      .split(' ')
      .flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  )

/** A client whose every call is answered by these fields, the request's repeated, sealed by the oracle; gives what it has sent. */
export function openUnionpay(fields: Fields | ((asked: Fields) => Fields), account = accountOf(), sealing?: Sealing) {
  const sent: Fields[] = []
  const requests: WireRequest[] = []
  const by = sealing ?? (account.signMethod === '11' ? { secureKey } : ours)
  const transport: Transport = async (request) => {
    const asked = formFields(Buffer.from(request.body!).toString(), (problem) => {
      throw new Error(problem)
    })
    requests.push(request)
    sent.push(asked)
    const given = typeof fields === 'function' ? fields(asked) : fields
    return answer({ ...echoOf(asked), respCode: '00', respMsg: '成功[0000000]', ...given }, by)
  }
  return { account, sent, requests, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

export const placedAt = noon
export const txnTime = '20260304120000'

/** An order of tea for 25 yuan. */
export const tea = {
  orderId: 'T0001001',
  placedAt,
  amount: { currency: 'CNY', value: 2500 },
  notifyUrl: 'https://shop.example/unionpay/notify?shop=1',
} as const

/** What a query tells of it once it is paid. */
export const paidTea: Fields = {
  txnType: '01',
  txnSubType: '07',
  txnAmt: '2500',
  currencyCode: '156',
  queryId: '562603041200000000018',
  origRespCode: '00',
  origRespMsg: '成功[0000000]',
  settleAmt: '2500',
  settleCurrencyCode: '156',
  settleDate: '0304',
  traceNo: '000001',
  traceTime: '0304120000',
  accNo: '6216***********0018',
}

/** What a notification tells of it. */
export const teaNotice: Fields = {
  txnType: '01',
  txnSubType: '07',
  bizType: '000000',
  accessType: '0',
  merId: merchantId,
  orderId: tea.orderId,
  txnTime,
  txnAmt: '2500',
  currencyCode: '156',
  queryId: '562603041200000000018',
  respCode: '00',
  respMsg: 'success',
  settleAmt: '2500',
  settleCurrencyCode: '156',
  settleDate: '0304',
  traceNo: '000001',
  traceTime: '0304120000',
}
