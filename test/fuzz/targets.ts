import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { amount, createClient } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as circle from 'shroff/circle'
import * as wechatpay from 'shroff/wechatpay'
import { readStatement as readAlipayStatement } from '../../src/alipay/statement.js'
import { parseJson } from '../../src/codec/json.js'
import { parseXml, writeXml } from '../../src/codec/xml.js'
import { namedSha1, readStatement as readWechatpayStatement } from '../../src/wechatpay/statement.js'
import { sealGatewayReply, sealRestReply } from '../oracle/alipay.js'
import { sealNotice, sealReply } from '../oracle/antom/wire.js'
import { noticeText, sealWebhook } from '../oracle/circle/wire.js'
import { bill, sha1 } from '../statement/bill.js'
import { sizesBehind, sizesInFront, stored } from '../statement/zips.js'
import * as ant from '../support/alipay.js'
import { certificateFiles } from '../support/alipay-certificates.js'
import * as antomSupport from '../support/antom.js'
import * as tencent from '../support/wechatpay.js'
import { acceptedRefund, paidOrder } from '../support/wechatpay-answering.js'
import { tea } from '../support/wechatpay-shop.js'
import { baiduTargets } from './baidu.js'
import { lakalaTargets } from './lakala.js'
import type { Kind } from './mutate.js'
import { type Message, packed, unpacked } from './packed.js'
import { qqpayTargets } from './qqpay.js'
import { ripplePaymentsTargets } from './ripple-payments.js'
import { xrplTargets } from './xrpl.js'
import { yeepayTargets } from './yeepay.js'

/** Something of the library's that reads what strangers write. */
export type Target = {
  name: string
  kind: Kind
  samples: readonly Uint8Array[]
  /** What it makes of the bytes; what it throws must be one of ours, or of `errors`. */
  read: (bytes: Uint8Array) => unknown
  /** Names of errors that its callers expect. Default: `ShroffError`. */
  errors?: readonly string[]
  /** What is signed may say the same in other bytes, never another thing: whatever is taken must be what a sample says. */
  signed?: true
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (from: Uint8Array) => Buffer.from(from).toString()
const json = (value: unknown) => bytes(JSON.stringify(value))
async function* pieces(file: Uint8Array) {
  for (let at = 0; at < file.length; at += 512) yield new Uint8Array(file.subarray(at, at + 512))
}
async function rowsOf(rows: AsyncIterable<unknown>) {
  const all: unknown[] = []
  for await (const row of rows) all.push(row)
  return all
}

const wechatpayAccount = tencent.accountWith()
const alipayAccount = ant.accountOf()
const v3Account = ant.accountOf({ generation: 'v3' })

const wechatpayAnswer = (body: Uint8Array, headers: Record<string, string>, status = 200) =>
  createClient({
    account: wechatpayAccount,
    transport: async () => ({ status, headers, body }),
    retry: { attempts: 1 },
  })
const alipayAnswer = (account: alipay.AlipayAccount, body: Uint8Array, headers: Record<string, string> = {}) =>
  createClient({ account, transport: async () => ({ status: 200, headers, body }), retry: { attempts: 1 } })

const payment = { ...ant.paidFields, code: '10000', msg: 'Success', buyer_logon_id: '159****5620' }
const method = 'alipay.trade.query'
const v2Answer = sealGatewayReply({ privateKey: ant.alipayKey, method, content: payment }).body
const v3Answer = sealRestReply({ privateKey: ant.alipayKey, now: ant.now, content: payment })

const antomAccount = antomSupport.accountOf()
const antomAnswer = (body: Uint8Array, headers: Record<string, string>) =>
  createClient({
    account: antomAccount,
    transport: async () => ({ status: 200, headers, body }),
    retry: { attempts: 1 },
  })
const antomPaid = {
  ...antomSupport.resultOf('SUCCESS'),
  notifyType: 'PAYMENT_RESULT',
  paymentStatus: 'SUCCESS',
  paymentRequestId: 'T_1001',
  paymentId: '202603041940108001001885J00000000001',
  paymentAmount: { currency: 'JPY', value: '200' },
  actualPaymentAmount: { currency: 'CNY', value: '1292' },
  paymentTime: '2026-03-04T12:00:00+08:00',
  refundRequestId: 'R_1',
  refundId: '202603041940108001001885J00000000002',
  refundAmount: { currency: 'JPY', value: '200' },
  transactions: [{ transactionType: 'REFUND', transactionStatus: 'SUCCESS', transactionRequestId: 'R_1' }],
}
const antomSeal = {
  path: '/ams/api/v1/payments/inquiryPayment',
  clientId: antomSupport.clientId,
  privateKey: antomSupport.merchantPem,
  time: '2026-03-04T12:00:00+08:00',
}
const antomNotice = sealNotice({ ...antomSeal, path: '/notify', body: JSON.stringify(antomPaid) })

const circleKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const amazonKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
const circleKeyId = '879dc113-5ca4-4ff7-a6b7-54652083fcf8'
const pemOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ type: 'spki', format: 'pem' }) as string
const certificateUrl = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0.pem'
const circleAccount = circle.circle({
  apiKey: 'TEST_API_KEY:0011:2233',
  notificationKeys: { [circleKeyId]: pemOf(circleKey) },
  signingCertificates: { [certificateUrl]: pemOf(amazonKey) },
})
const intent = {
  id: '6e4d4047-db14-4c09-b238-1215aee50d03',
  type: 'transient',
  amount: { amount: '3.14', currency: 'USD' },
  amountPaid: { amount: '3.140001', currency: 'USD' },
  amountRefunded: { amount: '0.00', currency: 'USD' },
  paymentMethods: [{ type: 'blockchain', chain: 'ETH', address: '0x97de855690955e0da79ce5c1b6804847e7070c7f' }],
  timeline: [{ status: 'complete', time: '2022-07-21T20:19:24.861094Z', context: 'overpaid' }],
  expiresOn: '2022-07-22T04:19:24.859052Z',
}
const circleWebhook = {
  subscriptionId: circleKeyId,
  notificationId: circleKeyId,
  notificationType: 'paymentIntents',
  notification: { paymentIntent: intent },
  version: 2,
}
function amazonNotice(message: string, SignatureVersion = '2') {
  const notice = {
    Type: 'Notification',
    MessageId: circleKeyId,
    TopicArn: circleAccount.topics[0],
    Message: message,
    Timestamp: '2022-08-02T21:00:00.000Z',
    SignatureVersion,
    SigningCertURL: certificateUrl,
  }
  const Signature = sign('sha256', Buffer.from(noticeText(notice)), amazonKey.privateKey).toString('base64')
  return json({ ...notice, Signature })
}
const circleMessage = JSON.stringify({ notificationType: 'paymentIntents', version: 1, paymentIntent: intent })

export const targets: readonly Target[] = [
  ...xrplTargets,
  ...qqpayTargets,
  ...baiduTargets,
  ...ripplePaymentsTargets,
  ...lakalaTargets,
  ...yeepayTargets,
  {
    name: 'webhook of Circle',
    kind: 'json',
    signed: true,
    samples: [sealWebhook(circleWebhook, circleKeyId, circleKey.privateKey)].map((sealed) => packed(sealed as Message)),
    read: (wire) => circle.receiveWebhook(circleAccount, unpacked(wire)),
  },
  {
    name: 'content that Circle signed',
    kind: 'json',
    samples: [
      json(circleWebhook),
      json({
        ...circleWebhook,
        notificationType: 'payments',
        notification: { payment: { id: circleKeyId, type: 'refund', status: 'paid', amount: intent.amount } },
      }),
    ],
    read: (content) =>
      circle.receiveWebhook(
        circleAccount,
        sealWebhook({}, circleKeyId, circleKey.privateKey, text(content)) as Message,
      ),
  },
  {
    name: 'notice that Amazon carries for Circle',
    kind: 'json',
    samples: [amazonNotice(circleMessage), amazonNotice(circleMessage, '1')],
    read: (body) => circle.receiveNotice(circleAccount, { headers: {}, body }),
  },
  {
    name: 'message that Amazon signed for Circle',
    kind: 'json',
    samples: [bytes(circleMessage)],
    read: (content) => circle.receiveNotice(circleAccount, { headers: {}, body: amazonNotice(text(content)) }),
  },
  {
    name: 'answer of Circle',
    kind: 'json',
    samples: [json({ data: intent })],
    read: (body) =>
      circle.getPayment(
        createClient({
          account: circleAccount,
          transport: async () => ({ status: 200, headers: {}, body }),
          retry: { attempts: 1 },
        }),
        { reference: intent.id },
      ),
  },
  {
    name: 'webhook of WeChat Pay',
    kind: 'json',
    signed: true,
    samples: [
      tencent.webhook(),
      tencent.webhook({ eventType: 'REFUND.SUCCESS', originalType: 'refund', resource: tencent.refund }),
    ].map(packed),
    read: (wire) => wechatpay.receiveWebhook(wechatpayAccount, unpacked(wire)),
  },
  {
    name: 'content that WeChat Pay signed',
    kind: 'json',
    samples: [json(tencent.transaction), json(tencent.refund)],
    read(resource) {
      const eventType = text(resource).includes('refund_id') ? 'REFUND.SUCCESS' : 'TRANSACTION.SUCCESS'
      const originalType = eventType.startsWith('REFUND') ? 'refund' : 'transaction'
      return wechatpay.receiveWebhook(
        wechatpayAccount,
        tencent.webhook({ eventType, originalType, text: text(resource) }),
      )
    },
  },
  {
    name: 'answer of WeChat Pay',
    kind: 'json',
    samples: [packed(tencent.reply(JSON.stringify(paidOrder)))],
    signed: true,
    read(wire) {
      const { headers, body } = unpacked(wire)
      return wechatpay.getPayment(wechatpayAnswer(body, headers), { orderId: 'T-1001' })
    },
  },
  {
    name: 'answer that WeChat Pay signed',
    kind: 'json',
    samples: [json(acceptedRefund)],
    read(body) {
      const { headers } = tencent.reply(text(body))
      const sums = { amount: amount('5.00', 'CNY'), orderAmount: amount('25.00', 'CNY') }
      return wechatpay.refundPayment(wechatpayAnswer(bytes(text(body)), headers), {
        orderId: 'T-1001',
        refundId: 'T-1001-R1',
        ...sums,
      })
    },
  },
  {
    name: 'refusal of WeChat Pay',
    kind: 'json',
    samples: [
      json({
        code: 'PARAM_ERROR',
        message: '参数错误',
        detail: { field: '/amount', value: 'x', issue: 'no', location: 'body' },
      }),
    ],
    read: (body) =>
      wechatpay.createPayment(wechatpayAnswer(body, {}, 400), { ...tea, channel: 'qr', orderId: 'T-1001' }),
  },
  {
    name: 'notification of Alipay',
    kind: 'form',
    signed: true,
    samples: [
      ant.notification(),
      ant.notification({ refund_fee: '5.00', gmt_refund: '2026-03-04 12:00:00.123', out_biz_no: 'R_1' }),
      // In the order of the signed text, where neighbours can swallow each other.
    ].map(({ body }) => bytes(text(body).split('&').sort().join('&'))),
    read: (body) => alipay.receiveWebhook(alipayAccount, { headers: {}, body }),
  },
  {
    name: 'content that Alipay signed',
    kind: 'lines',
    samples: [
      bytes(
        Object.entries(ant.paidFields)
          .map(([name, value]) => `${name},${value}`)
          .join('\n'),
      ),
    ],
    read(lines) {
      const fields = text(lines)
        .split('\n')
        .map((line) => [line.split(',')[0]!, line.split(',').slice(1).join(',')] as const)
      const { body } = ant.notification(
        {},
        { fields: Object.fromEntries(fields.filter(([name]) => name)) as Record<string, string> },
      )
      return alipay.receiveWebhook(alipayAccount, { headers: {}, body })
    },
  },
  {
    name: 'return address of Alipay',
    kind: 'form',
    signed: true,
    samples: [bytes(`https://shop.example/return?${text(ant.notification().body)}`)],
    read: (address) => alipay.receiveReturn(alipayAccount, text(address)),
  },
  {
    name: 'answer of Alipay V2',
    kind: 'json',
    signed: true,
    samples: [v2Answer],
    read: (body) => alipay.getPayment(alipayAnswer(alipayAccount, body), { orderId: 'T_1001' }),
  },
  {
    name: 'answer of Alipay V3',
    kind: 'json',
    signed: true,
    samples: [packed(v3Answer)],
    read(wire) {
      const { headers, body } = unpacked(wire)
      return alipay.getPayment(alipayAnswer(v3Account, body, headers), { orderId: 'T_1001' })
    },
  },
  {
    name: 'answer that Alipay signed',
    kind: 'json',
    samples: [json(payment)],
    read(content) {
      const { body, headers } = sealRestReply({ privateKey: ant.alipayKey, now: ant.now, text: text(content) })
      return alipay.getPayment(alipayAnswer(v3Account, body, headers), { orderId: 'T_1001' })
    },
  },
  {
    name: 'result of Alipay’s app',
    kind: 'json',
    signed: true,
    samples: [sealGatewayReply({ privateKey: ant.alipayKey, method: 'alipay.trade.app.pay', content: payment }).body],
    read: (result) => alipay.receiveAppResult(alipayAccount, { resultStatus: '9000', result: text(result) }),
  },
  {
    name: 'notification of Antom',
    kind: 'json',
    signed: true,
    samples: [packed(antomNotice)],
    read(wire) {
      const { headers, body } = unpacked(wire)
      return antom.receiveWebhook(antomAccount, { headers, body, url: '/notify' })
    },
  },
  {
    name: 'notification that Antom signed',
    kind: 'json',
    samples: [antomNotice.body, json({ ...antomPaid, notifyType: 'REFUND_RESULT', refundStatus: 'SUCCESS' })],
    read: (content) =>
      antom.receiveWebhook(antomAccount, sealNotice({ ...antomSeal, path: '/notify', body: text(content) })),
  },
  {
    name: 'answer of Antom',
    kind: 'json',
    signed: true,
    samples: [packed(sealReply({ ...antomSeal, body: JSON.stringify(antomPaid) }))],
    read(wire) {
      const { headers, body } = unpacked(wire)
      return antom.getPayment(antomAnswer(body, headers), { orderId: 'T_1001' })
    },
  },
  {
    name: 'answer that Antom signed',
    kind: 'json',
    samples: [json(antomPaid)],
    read(content) {
      const { headers, body } = sealReply({ ...antomSeal, body: text(content) })
      return antom.getPayment(antomAnswer(body, headers), { orderId: 'T_1001' })
    },
  },
  {
    name: 'statement of WeChat Pay',
    kind: 'lines',
    samples: [bytes(bill)],
    read: (file) =>
      rowsOf(
        readWechatpayStatement(() => pieces(gzipSync(file)), {
          hash: namedSha1(sha1(file)),
          provisional: false,
          maximumBytes: 1e6,
        }),
      ),
  },
  {
    name: 'packed statement of WeChat Pay',
    kind: 'bytes',
    samples: [gzipSync(bill)],
    read: (file) =>
      rowsOf(
        readWechatpayStatement(() => pieces(file), {
          hash: namedSha1(sha1(bill)),
          provisional: true,
          maximumBytes: 1e6,
        }),
      ),
  },
  {
    name: 'statement of Alipay',
    kind: 'bytes',
    samples: [sizesBehind, sizesInFront, stored].map((zip) => new Uint8Array(Buffer.from(zip, 'base64'))),
    read: (file) => rowsOf(readAlipayStatement(pieces(file), 1e6)),
  },
  {
    name: 'XML',
    kind: 'lines',
    errors: ['SyntaxError'],
    samples: [bytes(writeXml({ return_code: 'SUCCESS', mch_id: '10000100', attach: 'a <b> & "c"' }))],
    read: (xml) => parseXml(text(xml)),
  },
  {
    name: 'JSON',
    kind: 'json',
    errors: ['SyntaxError'],
    samples: [json(paidOrder), json(payment)],
    read: (tree) => parseJson(text(tree)),
  },
  {
    name: 'private key',
    kind: 'bytes',
    samples: [
      bytes(tencent.merchantPem),
      new Uint8Array(Buffer.from(tencent.merchantPem.replace(/-.*|\n/g, ''), 'base64')),
    ],
    read: (privateKey) => wechatpay.ready(tencent.accountWith({ privateKey })),
  },
  {
    name: 'public key',
    kind: 'bytes',
    samples: [
      bytes(tencent.platformPem),
      new Uint8Array(Buffer.from(tencent.platformPem.replace(/-.*|\n/g, ''), 'base64')),
    ],
    read: (key) => wechatpay.ready(tencent.accountWith({ platformKeys: { [tencent.publicKeyId]: key } })),
  },
  ...(['app', 'alipay', 'root'] as const).map(
    (file): Target => ({
      name: `certificate: ${file}`,
      kind: 'bytes',
      samples: [bytes(certificateFiles[file])],
      read: (changed) =>
        alipay.ready(
          ant.accountOf({ certificate: true }, { certificates: { ...certificateFiles, [file]: changed } } as never),
        ),
    }),
  ),
]
