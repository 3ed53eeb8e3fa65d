// One shop and its two providers: the keys of all sides, and messages sealed by the oracle of the tests, which shares no
// line with what is measured.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealNotification } from '../oracle/alipay.js'
import { sealNotice } from '../oracle/antom/wire.js'
import { sealNotice as sealUnionpayNotice } from '../oracle/unionpay.js'
import { sealWebhook } from '../oracle/wechatpay.js'

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ format: 'pem', type }) as string

export const merchant = pair()
export const platform = pair()
export const merchantPem = pem(merchant.privateKey, 'pkcs8')
export const platformPem = pem(platform.publicKey, 'spki')
/** Alipay's own tools hand out keys as bare Base64. */
export const bare = (text: string) => text.replace(/-----[A-Z ]+-----|\s/g, '')

export const wechatpayOptions = {
  merchantId: '1900007291',
  appId: 'wxd678efh567hg6787',
  apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
  serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
  privateKey: merchantPem,
  platformKeys: { PUB_KEY_ID_0000000000000024101100397200000006: platformPem },
} as const
export const platformSerial = 'PUB_KEY_ID_0000000000000024101100397200000006'

export const alipayOptions = {
  appId: '2021000122672388',
  sellerId: '2088621955702781',
  privateKey: merchantPem,
  alipayPublicKey: platformPem,
} as const

export const antomOptions = {
  clientId: '5Y00000000000001',
  privateKey: merchantPem,
  antomPublicKey: platformPem,
} as const

const root = pair()
const middle = pair()
const folder = mkdtempSync(join(tmpdir(), 'shroff-bench-'))

/** A certificate by the command line `openssl`, of UnionPay's shape; its own, unless somebody else issues it. */
function certificate(name: string, of: typeof root, by?: { certificate: string; pair: typeof root }): string {
  const files = {
    key: pem(of.privateKey, 'pkcs8'),
    issuer: by?.certificate,
    'issuer-key': by && pem(by.pair.privateKey, 'pkcs8'),
  }
  for (const [file, content] of Object.entries(files)) if (content) writeFileSync(join(folder, file), content)
  const authority = name.length === 1 ? 'TRUE' : 'FALSE'
  const request = ['req', '-x509', '-new', '-key', 'key', '-utf8', '-subj', `/C=CN/CN=${name}`, '-days', '365']
  const rest = ['-set_serial', '0x1046900149', '-addext', `basicConstraints=critical,CA:${authority}`]
  const issued = by ? ['-CA', 'issuer', '-CAkey', 'issuer-key'] : []
  return execFileSync('openssl', [...request, ...rest, ...issued], { cwd: folder, stdio: 'pipe' }).toString()
}
const rootCertificate = certificate('R', root)
const middleCertificate = certificate('M', middle, { certificate: rootCertificate, pair: root })
const byMiddle = { certificate: middleCertificate, pair: middle }
export const unionpayLeaf = certificate('041@8310000000083040@中国银联股份有限公司@00016495', platform, byMiddle)
export const unionpayOptions = {
  merchantId: '777290058167151',
  privateKey: merchantPem,
  certificate: certificate('041@Z1@700000000000001:SIGN@00000003', merchant, byMiddle),
  rootCertificate,
  middleCertificate,
} as const
rmSync(folder, { recursive: true })

/** A delivery as Node's server hands it over: names in lower case, among those that every request has. */
export type Delivery = { readonly headers: Record<string, string>; readonly body: Uint8Array }

const delivered = ({ headers, body }: Delivery): Delivery => ({
  headers: {
    host: 'shop.example',
    'user-agent': 'Mozilla/4.0',
    accept: '*/*',
    connection: 'close',
    'content-length': String(body.length),
    ...headers,
  },
  body: Buffer.from(body),
})

/** Different ones, as real ones are: an engine must not learn the one message by heart. */
const many = <T>(make: (place: number) => T, count = 64): T[] =>
  Array.from({ length: count }, (_, place) => make(place))

const digits = (place: number, length: number) => String(place * 7919 + 1).padStart(length, '0')

export const wechatpayWebhooks = (count?: number): Delivery[] =>
  many(
    (place) =>
      delivered(
        sealWebhook({
          privateKey: platform.privateKey,
          serial: platformSerial,
          now: Date.now(),
          nonce: `5K8264ILTKCH16CQ2502SI8Z${digits(place, 8)}`,
          apiV3Key: wechatpayOptions.apiV3Key,
          id: `EV-${digits(place, 20)}`,
          eventType: 'TRANSACTION.SUCCESS',
          originalType: 'transaction',
          resource: {
            appid: wechatpayOptions.appId,
            mchid: wechatpayOptions.merchantId,
            out_trade_no: `T-${digits(place, 10)}`,
            transaction_id: `42000020260304${digits(place, 14)}`,
            trade_type: 'NATIVE',
            trade_state: 'SUCCESS',
            trade_state_desc: '支付成功',
            bank_type: 'OTHERS',
            attach: 'shelf 7',
            success_time: '2026-03-04T11:59:00+08:00',
            payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
            amount: { total: 2500 + place, payer_total: 2500 + place, currency: 'CNY', payer_currency: 'CNY' },
          },
        }),
      ),
    count,
  )

export const unionpayNotices = (): Delivery[] =>
  many((place) => {
    const { headers, body } = sealUnionpayNotice({
      privateKey: platform.privateKey,
      certificate: unionpayLeaf,
      fields: {
        accNo: '6216***********0018',
        accessType: '0',
        bizType: '000201',
        currencyCode: '156',
        merId: unionpayOptions.merchantId,
        orderId: `T${digits(place, 10)}`,
        queryId: `5626030411590${digits(place, 8)}`,
        respCode: '00',
        respMsg: 'success',
        settleAmt: String(2500 + place),
        settleCurrencyCode: '156',
        settleDate: '0304',
        traceNo: digits(place, 6),
        traceTime: '0304115900',
        txnAmt: String(2500 + place),
        txnSubType: '01',
        txnTime: '20260304115900',
        txnType: '01',
      },
    })
    return delivered({ headers, body })
  })

/** At the path of our own, which is signed. */
export const antomNotices = (): (Delivery & { url: string })[] =>
  many((place) => {
    const { url, ...sealed } = sealNotice({
      path: '/antom/notify?shop=1',
      clientId: antomOptions.clientId,
      privateKey: pem(platform.privateKey, 'pkcs8'),
      time: '2026-03-04T12:00:00+08:00',
      body: JSON.stringify({
        notifyType: 'PAYMENT_RESULT',
        result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' },
        paymentRequestId: `T_${digits(place, 10)}`,
        paymentId: `202603041940108001001885J0${digits(place, 10)}`,
        paymentAmount: { currency: 'HKD', value: String(2500 + place) },
        actualPaymentAmount: { currency: 'CNY', value: String(2290 + place) },
        paymentQuote: { guaranteed: false, quoteCurrencyPair: 'HKD/CNY', quotePrice: 0.916 },
        paymentCreateTime: '2026-03-04T11:58:00+08:00',
        paymentTime: '2026-03-04T11:59:00+08:00',
        pspCustomerInfo: { pspName: 'ALIPAYCN', pspCustomerId: '2088102534368455', displayCustomerId: 'buy***@x.com' },
      }),
    })
    return { url, ...delivered(sealed) }
  })

export const alipayNotifications = (): Delivery[] =>
  many((place) =>
    delivered(
      sealNotification({
        privateKey: platform.privateKey,
        fields: {
          gmt_create: '2026-03-04 11:58:00',
          charset: 'utf-8',
          gmt_payment: '2026-03-04 11:59:30',
          notify_time: '2026-03-04 11:59:31',
          subject: 'Oolong tea 乌龙茶',
          buyer_id: '2088102534368455',
          invoice_amount: '25.00',
          version: '1.0',
          notify_id: `2026030400222${digits(place, 21)}`,
          fund_bill_list: '[{"amount":"25.00","fundChannel":"ALIPAYACCOUNT"}]',
          notify_type: 'trade_status_sync',
          out_trade_no: `T_${digits(place, 10)}`,
          total_amount: `${25 + place}.00`,
          trade_status: 'TRADE_SUCCESS',
          trade_no: `20260304220014${digits(place, 14)}`,
          auth_app_id: alipayOptions.appId,
          receipt_amount: `${25 + place}.00`,
          point_amount: '0.00',
          buyer_pay_amount: `${25 + place}.00`,
          app_id: alipayOptions.appId,
          seller_id: alipayOptions.sellerId,
        },
      }),
    ),
  )

/** The same message with one character changed after it was signed. */
export function tampered({ headers, body }: Delivery): Delivery {
  const text = Buffer.from(body).toString()
  const changed = text.replace(/支付成功|25\.00|2026/, (found) => (found === '2026' ? '2027' : `${found}0`))
  if (changed === text) throw new Error('nothing to change')
  return { headers, body: Buffer.from(changed) }
}

/** Gives them one after the other, without an end. */
export function inTurn<T>(items: readonly T[]): () => T {
  let place = 0
  return () => {
    place = (place + 1) % items.length
    return items[place]!
  }
}
