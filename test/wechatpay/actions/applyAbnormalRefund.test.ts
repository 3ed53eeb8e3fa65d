import { constants, privateDecrypt } from 'node:crypto'
import { pay, settleRefund } from 'shroff/mock'
import { applyAbnormalRefund, createPayment, getRefund, refundPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { options as merchant, now, platformKey, publicKeyId } from '../../support/wechatpay.js'
import { acceptedRefund, openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf, openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const numbers = { refundId: 'T-1001-R1', providerRefundId: acceptedRefund.refund_id }
const toMerchant = { ...numbers, to: 'merchant-card' } as const
const toPayer = {
  ...numbers,
  to: 'payer-card',
  bankType: 'ICBC_DEBIT',
  bankAccount: '6222020111122220000',
  realName: '张三',
} as const
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const decrypted = (text: unknown) =>
  privateDecrypt(
    { key: platformKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(text as string, 'base64'),
  ).toString()
const judgedBy = { ...merchant, publicKey: merchantKeyOf(merchant), now }

describe('applyAbnormalRefund', () => {
  it.each([
    ['another refund', { out_refund_no: 'T-1001-R2' }],
    ['another number of WeChat Pay’s', { refund_id: '50000000000000000000000000001' }],
  ])('refuses a signed answer about %s', async (_, changes) => {
    const { client } = openAnswering({ body: { ...acceptedRefund, ...changes } })
    expect(await failure(applyAbnormalRefund(client, toMerchant))).toEqual(code('REPLY_MISMATCH'))
  })

  it.each([
    ['a probe', { body: acceptedRefund, headers: { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${'A'.repeat(99)}` } }],
    ['a server error', { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }],
    ['a rate limit', { status: 429, body: { code: 'RATELIMIT_EXCEEDED', message: '频率超限' } }],
  ])('is not repeated after %s', async (_, first) => {
    const { client, requests } = openAnswering([first, { body: acceptedRefund }], {
      client: { retry: { attempts: 5 } },
    })
    expect(await failure(applyAbnormalRefund(client, toMerchant))).toHaveProperty('outcome', 'unknown')
    expect(requests).toHaveLength(1)
  })

  it('needs a key of WeChat Pay’s to encrypt for', async () => {
    const { client, requests } = openAnswering(
      {},
      { account: { platformKeys: {}, refreshPlatformKeys: async () => ({}) } },
    )
    expect(await failure(applyAbnormalRefund(client, toPayer))).toEqual(code('CONFIG_INVALID', { outcome: 'not-sent' }))
    expect(requests).toHaveLength(0)
  })

  it('has sent nothing where the keys cannot be fetched', async () => {
    const refreshPlatformKeys = () => Promise.reject(new Error('no line'))
    const { client, requests } = openAnswering({}, { account: { platformKeys: {}, refreshPlatformKeys } })
    const error = await failure(applyAbnormalRefund(client, toPayer))
    expect(error).toEqual(code('KEY_UNKNOWN', { outcome: 'not-sent', action: 'applyAbnormalRefund' }))
    expect(error.cause).toHaveProperty('message', 'no line')
    expect(requests).toHaveLength(0)
  })

  it('ends while it waits for keys: in time, or when the caller gives up', async () => {
    const account = { platformKeys: {}, refreshPlatformKeys: () => new Promise<never>(() => {}) }
    const { client } = openAnswering({}, { account, client: { timeout: { total: 20 } } })
    expect(await failure(applyAbnormalRefund(client, toPayer))).toEqual(code('TIMEOUT', { outcome: 'not-sent' }))
    const giveUp = new AbortController()
    const patient = openAnswering({}, { account })
    const waiting = failure(applyAbnormalRefund(patient.client, toPayer, { signal: giveUp.signal }))
    setTimeout(() => giveUp.abort(), 0)
    expect(await waiting).toEqual(code('ABORTED', { outcome: 'not-sent' }))
  })

  it('encrypts account and name for WeChat Pay alone', async () => {
    const { client, sentBody } = openAnswering({ body: acceptedRefund })
    await applyAbnormalRefund(client, toPayer)
    const { bank_account, real_name, ...rest } = sentBody()
    expect(rest).toEqual({ out_refund_no: 'T-1001-R1', type: 'USER_BANK_CARD', bank_type: 'ICBC_DEBIT' })
    expect([decrypted(bank_account), decrypted(real_name)]).toEqual(['6222020111122220000', '张三'])
  })

  it('says for which key it encrypted', async () => {
    const { client, requests } = openAnswering({ body: acceptedRefund })
    await applyAbnormalRefund(client, toPayer)
    expect(requests[0]?.headers).toHaveProperty('wechatpay-serial', publicKeyId)
  })

  it('sends a card with the refund it was given for, whatever becomes of the parameters meanwhile', async () => {
    const { client, requests, sentBody } = openAnswering({ body: acceptedRefund })
    const parameters = { ...toPayer }
    const applying = applyAbnormalRefund(client, parameters)
    Object.assign(parameters, { refundId: 'T-1002-R1', providerRefundId: '5001', bankType: 'CMB_DEBIT' })
    expect(await applying).toHaveProperty('refundId', 'T-1001-R1')
    expect(requests[0]?.url).toContain(acceptedRefund.refund_id)
    expect(sentBody()).toMatchObject({ out_refund_no: 'T-1001-R1', bank_type: 'ICBC_DEBIT' })
  })

  it('encrypts one and the same text differently each time', async () => {
    const { client, sentBody } = openAnswering({ body: acceptedRefund })
    await applyAbnormalRefund(client, toPayer)
    const first = sentBody().real_name
    await applyAbnormalRefund(client, toPayer)
    expect(sentBody().real_name).not.toBe(first)
  })

  it.each([toPayer, toMerchant])('sends $to, judged by the oracle', async (parameters) => {
    const { client, requests } = openAnswering({ body: acceptedRefund })
    expect(await applyAbnormalRefund(client, parameters)).toMatchObject({ refundId: 'T-1001-R1', status: 'pending' })
    expect(judgeRequest(requests[0]!, judgedBy)).toMatchObject({
      route: 'POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
      path: { refund_id: acceptedRefund.refund_id },
    })
  })

  it('names the sub-merchant of a partner', async () => {
    const { client, sentBody, requests } = openAnswering(
      { body: acceptedRefund },
      { account: { subMerchantId: '1900000109' } },
    )
    await applyAbnormalRefund(client, toMerchant)
    expect(sentBody()).toEqual({ sub_mchid: '1900000109', out_refund_no: 'T-1001-R1', type: 'MERCHANT_BANK_CARD' })
    expect(() => judgeRequest(requests[0]!, judgedBy)).not.toThrow()
  })

  it.each(['merchant-card', 'payer-card'] as const)('sets a refund of the mock going again, to %s', async (to) => {
    const { client, mock } = await openJudgedShop()
    const refundId = 'T-1001-R1'
    await createPayment(client, { ...tea, channel: 'qr' })
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    await refundPayment(client, { orderId: 'T-1001', refundId, amount: tea.amount, orderAmount: tea.amount })
    await settleRefund(mock, { provider: 'wechatpay', refundId, status: 'needs-action' })
    const { providerRefundId } = await getRefund(client, { refundId })
    const card = to === 'payer-card' ? toPayer : toMerchant
    expect(await applyAbnormalRefund(client, { ...card, providerRefundId })).toHaveProperty('status', 'pending')
  })
})
