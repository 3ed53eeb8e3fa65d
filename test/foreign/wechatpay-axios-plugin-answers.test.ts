import { createClient } from 'shroff'
import {
  closePayment,
  createPayment,
  fetchCertificates,
  getPayment,
  ready,
  refundPayment,
  wechatpay,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import { codeOf } from '../support/failure.js'
import { clockAt, options, transaction } from '../support/wechatpay.js'
import { acceptedRefund } from '../support/wechatpay-answering.js'
import { tea } from '../support/wechatpay-shop.js'
import { rsa2048 } from '../vectors/crypto.js'
import {
  type Asked,
  encrypted,
  merchant,
  openForeignPlatform,
  signedAnswer,
  signedHeaders,
  v2Answer,
} from './wechatpay-axios-plugin.js'

// Answers that somebody else's code signs and encrypts, on a real socket; our client opens them.

describe('our client opens an answer of theirs', () => {
  it('to an order, and what it then hands to the wallet is verified by their code', async () => {
    const prepayId = 'wx201410272009395522657a690389285100'
    const { client } = await openForeignPlatform(() => signedAnswer({ prepay_id: prepayId }))
    const { nextAction } = await createPayment(client, { channel: 'jsapi', ...tea, openId: 'o1' })
    const { appId, timeStamp, nonceStr, package: subject, paySign } = nextAction.parameters
    expect(subject).toBe(`prepay_id=${prepayId}`)
    const lines = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, subject)
    expect(Rsa.verify(lines, paySign, merchant)).toBe(true)
    const app = await createPayment(client, { channel: 'app', ...tea })
    const { payload } = app.nextAction
    const bare = Formatter.joinedByLineFeed(payload.appId, payload.timeStamp, payload.nonceStr, prepayId)
    expect(Rsa.verify(bare, payload.sign, merchant)).toBe(true)
  })

  it('to a query, whatever the text in it', async () => {
    const told = { ...transaction, attach: '茶 "\\/\n 🍵 \u2028', trade_state_desc: '支付成功' }
    const { client } = await openForeignPlatform(() => signedAnswer(told))
    expect(await getPayment(client, { orderId: 'T-1001' })).toMatchObject({
      status: 'paid',
      paymentId: transaction.transaction_id,
      amount: { currency: 'CNY', value: 2500 },
      attach: told.attach,
    })
  })

  it('to a close, which has no body', async () => {
    const { client } = await openForeignPlatform(() => new Response(null, { status: 204, headers: signedHeaders('') }))
    expect(await closePayment(client, { orderId: 'T-1001' })).toBeDefined()
  })

  it('to a refund', async () => {
    const { client } = await openForeignPlatform(() => signedAnswer(acceptedRefund))
    const { out_refund_no: refundId, out_trade_no: orderId } = acceptedRefund
    const { total, refund } = acceptedRefund.amount
    const yuan = (value: number) => ({ currency: 'CNY', value }) as const
    const result = await refundPayment(client, { orderId, refundId, amount: yuan(refund), orderAmount: yuan(total) })
    expect(result).toMatchObject({ refundId, status: 'pending' })
  })

  it('with certificates, signed by the one that is in it', async () => {
    // A day on which this published certificate was valid.
    const at = Date.parse('2024-02-29T12:00:00Z')
    const listed = {
      serial_no: rsa2048.serial,
      effective_time: '2022-05-10T09:57:10+08:00',
      expire_time: '2025-05-09T09:57:10+08:00',
      encrypt_certificate: encrypted(rsa2048.certificate, 'certificate'),
    }
    const answer = ({ url }: Asked) =>
      signedAnswer(url === '/v3/certificates' ? { data: [listed] } : transaction, { at, serial: rsa2048.serial })
    const { account, transport } = await openForeignPlatform(answer)
    const fetched = wechatpay({
      ...options,
      hosts: account.hosts as [string],
      clock: clockAt(at),
      platformKeys: {},
      refreshPlatformKeys: fetchCertificates(transport),
    })
    const client = createClient({ account: fetched, transport })
    expect(await getPayment(client, { orderId: 'T-1001' })).toMatchObject({ status: 'paid' })
    expect(await ready(fetched)).toHaveProperty('proven')
  })

  it('of APIv2, and refuses one under another key', async () => {
    const paid = {
      return_code: 'SUCCESS',
      return_msg: 'OK',
      result_code: 'SUCCESS',
      appid: options.appId,
      mch_id: options.merchantId,
      nonce_str: Formatter.nonce(),
      openid: 'o1',
      trade_type: 'MICROPAY',
      bank_type: 'OTHERS',
      total_fee: '2500',
      cash_fee: '2500',
      transaction_id: '4200000202603041234567890123',
      out_trade_no: 'T-1001',
      attach: 'a < b && "c" 茶',
      time_end: '20260304120000',
    }
    const sale = {
      channel: 'barcode',
      orderId: 'T-1001',
      amount: tea.amount,
      description: tea.description,
      payerCode: '134579823487512345',
      payerClientIp: '203.0.113.7',
    } as const
    const { client } = await openForeignPlatform(() => v2Answer(paid))
    expect(await createPayment(client, sale)).toMatchObject({ status: 'paid', paymentId: paid.transaction_id })
    const other = await openForeignPlatform(() => v2Answer(paid, 'f'.repeat(32)))
    expect(await codeOf(createPayment(other.client, sale))).toBe('SIGNATURE_INVALID')
  })
})

describe('our client refuses an answer of theirs', () => {
  const body = JSON.stringify(transaction)
  const { 'Wechatpay-Nonce': _, ...withoutNonce } = signedHeaders(body)
  it.each<[string, () => Response, string]>([
    ['with a byte more', () => new Response(`${body} `, { headers: signedHeaders(body) }), 'SIGNATURE_INVALID'],
    ['signed for another body', () => new Response(body, { headers: signedHeaders('{}') }), 'SIGNATURE_INVALID'],
    [
      'of five minutes ago',
      () => signedAnswer(transaction, { at: options.clock.now() - 300_000 }),
      'TIMESTAMP_OUT_OF_WINDOW',
    ],
    ['under a key unknown', () => signedAnswer(transaction, { serial: 'PUB_KEY_ID_9' }), 'KEY_UNKNOWN'],
    ['without a nonce', () => new Response(body, { headers: withoutNonce }), 'SIGNATURE_MISSING'],
    ['about another order', () => signedAnswer({ ...transaction, out_trade_no: 'T-1002' }), 'REPLY_MISMATCH'],
  ])('%s', async (_name, answer, code) => {
    const { client } = await openForeignPlatform(answer)
    expect(await codeOf(getPayment(client, { orderId: 'T-1001' }))).toBe(code)
  })
})
