import { createHash } from 'node:crypto'
import { createClient } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as wechatpay from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { openAlipay } from '../support/alipay.js'
import { alipayTea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'
import { openAnswering } from '../support/wechatpay-answering.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

/** What is said of one wrong parameter of createPayment, by WeChat Pay and by Alipay; nothing is sent. */
async function saidOf(change: object): Promise<string[]> {
  const w = openAnswering({})
  const a = openAlipay({})
  const errors = [
    await failure(wechatpay.createPayment(w.client, { ...tea, channel: 'qr', ...change } as never)),
    await failure(alipay.createPayment(a.client, { ...alipayTea, channel: 'qr', ...change } as never)),
  ]
  expect([...w.requests, ...a.requests]).toEqual([])
  return errors.map((error) => {
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    return error.fields![0]!.problem
  })
}

describe('a wrong type is told with what came, and what to write', () => {
  it.each([
    [
      { expiresAt: '2026-12-01T00:00:00+08:00' },
      /^must be a Date, such as new Date\(.*; a string, '2026-12-01T00:00:00\+08:00', came$/,
    ],
    [{ expiresAt: 1_780_000_000_000 }, /^must be a Date.*; a number, 1780000000000, came$/],
    [{ expiresAt: new Date('never') }, /^must be a Date.*; an invalid Date came$/],
    [{ amount: '25.00' }, /^must be an amount, such as amount\('25\.00', 'CNY'\); a string, '25\.00', came$/],
    [{ amount: 2500 }, /^must be an amount.*; a number, 2500, came$/],
    [{ amount: undefined }, /^must be given, as an amount, such as amount\(/],
    [{ amount: { currency: 'CNY', value: '5' } }, /^must be a number; a string, '5', came$/],
    [{ orderId: 1001 }, /^must be a string; a number came$/],
    [{ orderId: ['T_1001'] }, /^must be a string; an array came$/],
    [{ description: undefined }, /^must be given, as a string$/],
  ])('%j', async (change, said) => {
    for (const problem of await saidOf(change)) expect(problem).toMatch(said)
  })

  it('but never with a value where a text is wanted, which may be a name or the number of a card', async () => {
    const { client } = openAnswering({})
    const card = { refundId: 'R', providerRefundId: '5', to: 'payer-card', bankType: 'I', realName: '张' }
    const error = await failure(
      wechatpay.applyAbnormalRefund(client, { ...card, bankAccount: 6225760000001234 } as never),
    )
    expect(error.message).not.toContain('6225')
  })
})

describe('a text that was cut inside a character', () => {
  it.each(['description', 'storeId', 'operatorId', 'attach', 'goodsTag'])('is refused: %s', async (name) => {
    const half = '绿茶🍵'.slice(0, 3)
    const problems = await saidOf({ [name]: half })
    // One of the two providers may have no such parameter.
    expect(problems.some((problem) => /half of a surrogate pair/.test(problem))).toBe(true)
  })

  it('is refused in the number of what exists, and in a reason', async () => {
    const { client, requests } = openAnswering({})
    const refund = { orderId: 'T-1001', refundId: 'R', amount: tea.amount, orderAmount: tea.amount }
    for (const given of [{ orderId: 'T\ud83c' }, { reason: '\udf75' }]) {
      const error = await failure(wechatpay.refundPayment(client, { ...refund, ...given }))
      expect(error.fields![0]!.problem).toMatch(/half of a surrogate pair/)
    }
    expect(requests).toEqual([])
  })
})

describe('where webhooks go', () => {
  const local = 'http://localhost:3000/notify'

  it('must be public for an account that sends to the provider', async () => {
    const { client } = openAnswering({})
    const error = await failure(wechatpay.createPayment(client, { ...tea, channel: 'qr', notifyUrl: local }))
    expect(error.fields).toEqual([{ path: 'notifyUrl', problem: expect.stringMatching(/must be public.*mock/) }])
    const refund = { orderId: 'T-1001', refundId: 'R', amount: tea.amount, orderAmount: tea.amount, notifyUrl: local }
    expect((await failure(wechatpay.refundPayment(client, refund))).fields).toMatchObject([{ path: 'notifyUrl' }])
  })

  it('may be on this machine for an account of a mock, or one whose hosts all are', async () => {
    const { mock, client } = await openWechatpayShop()
    await wechatpay.createPayment(client, { ...tea, channel: 'qr', notifyUrl: local })
    expect(mock.journal.length).toBe(1)
    const shop = openAlipay(
      { content: { out_trade_no: 'T_1001', qr_code: 'https://qr.alipay.com/x' } },
      {},
      {
        account: { hosts: ['http://127.0.0.1:8080'] },
      },
    )
    await alipay.createPayment(shop.client, { ...alipayTea, channel: 'qr', notifyUrl: local })
    expect(shop.requests.length).toBe(1)
  })

  it('must be public where only some of the hosts are on this machine', async () => {
    const { account } = openAnswering(
      {},
      { account: { hosts: ['http://127.0.0.1:8080', 'https://api.mch.weixin.qq.com'] } },
    )
    const client = createClient({ account, transport: () => Promise.reject(new Error('not needed')) })
    const error = await failure(wechatpay.createPayment(client, { ...tea, channel: 'qr', notifyUrl: local }))
    expect(error.fields).toMatchObject([{ path: 'notifyUrl' }])
  })
})

describe('a form for the payer’s browser', () => {
  it('says what a Content-Security-Policy must let through, and has a button for when it does not', async () => {
    const shop = openAlipay({})
    const { nextAction } = await alipay.createPayment(shop.client, { ...alipayTea, channel: 'page', as: 'form' })
    if (nextAction.type !== 'form') throw new Error('no form')
    const script = /<script>(.*)<\/script>/.exec(nextAction.html)![1]!
    const hash = createHash('sha256').update(script).digest('base64')
    expect(nextAction.policy.scriptSrc).toEqual([`'sha256-${hash}'`])
    // The gateway itself, and the hosts that it has been seen to redirect to (front-end page §3.4).
    expect(nextAction.policy.formAction).toEqual([
      'https://openapi.alipay.com',
      'https://unitradeprod.alipay.com',
      'https://excashier.alipay.com',
      'https://mclient.alipay.com',
    ])
    const [, inForm] = /<form[^>]*>(.*)<\/form>/.exec(nextAction.html)!
    expect(inForm).toContain('<button>')
    expect(nextAction.html).not.toContain('<noscript>')
  })
})
