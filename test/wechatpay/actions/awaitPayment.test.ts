import { type Clock, createClient } from 'shroff'
import { failNext, pay } from 'shroff/mock'
import { awaitPayment, createPayment, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { noon } from '../../support/noon.js'
import { openAnswering, paidOrder } from '../../support/wechatpay-answering.js'
import { openWechatpayShop, tea } from '../../support/wechatpay-shop.js'

const open = { appid: paidOrder.appid, mchid: paidOrder.mchid, out_trade_no: 'T-1001', trade_state: 'NOTPAY' }
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const order = { orderId: 'T-1001' }
const serverError = { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }
const rateLimited = { status: 429, body: { code: 'FREQUENCY_LIMITED', message: '频率超限' } }

describe('awaitPayment, unhappy ends', () => {
  it('refuses a bad number before it waits', async () => {
    const { client, waits } = openAnswering({ body: paidOrder })
    expect(await failure(awaitPayment(client, { orderId: '' }))).toEqual(code('PARAMETERS_INVALID'))
    expect(waits).toEqual([])
  })

  it.each([
    ['ORDER_NOT_FOUND', { status: 404, body: { code: 'ORDER_NOT_EXIST', message: '订单不存在' } }],
    ['SIGNATURE_REFUSED', { status: 401, body: { code: 'SIGN_ERROR', message: '签名错误' } }],
  ])('ends at once with %s', async (wanted, answer) => {
    const { client, requests } = openAnswering(answer)
    expect(await failure(awaitPayment(client, order))).toEqual(code(wanted))
    expect(requests).toHaveLength(1)
  })

  it('waits for the order it was given, whatever becomes of the parameters meanwhile', async () => {
    const { client, requests } = openAnswering([{ body: open }, { body: paidOrder }])
    const parameters = { ...order }
    const waiting = awaitPayment(client, parameters)
    parameters.orderId = 'T-1002'
    await waiting.catch(() => {})
    expect(requests.map(({ url }) => url).join()).not.toContain('T-1002')
  })

  it('throws the error of the last query in the rhythm', async () => {
    const { client, requests } = openAnswering(serverError)
    expect(await failure(awaitPayment(client, order))).toEqual(code('PROVIDER_UNAVAILABLE'))
    expect(requests).toHaveLength(7)
  })

  it('is ABORTED before it asks anything', async () => {
    const { client, requests } = openAnswering({ body: paidOrder })
    const clock: Clock = { now: () => noon.getTime(), sleep: async (_, signal) => signal?.throwIfAborted() }
    const account = wechatpay({ ...(await openWechatpayShop()).credentials, clock })
    const aborted = createClient({ account, transport: client.transport })
    const error = await failure(awaitPayment(aborted, order, { signal: AbortSignal.abort() }))
    expect(error).toEqual(code('ABORTED', { outcome: 'not-sent', action: 'awaitPayment', provider: 'wechatpay' }))
    expect(requests).toHaveLength(0)
  })

  it('is ABORTED while it waits on the system clock', async () => {
    const { credentials, mock } = await openWechatpayShop()
    const { clock: _, ...rest } = credentials
    const client = createClient({ account: wechatpay(rest), transport: mock.transport })
    const controller = new AbortController()
    const waiting = failure(awaitPayment(client, order, { signal: controller.signal }))
    controller.abort(new Error('the payer has left'))
    expect(await waiting).toEqual(code('ABORTED', { outcome: 'not-sent' }))
  })

  it('is ABORTED, not repeated, when aborted during a query', async () => {
    const controller = new AbortController()
    const { client, requests } = openAnswering(() => {
      controller.abort()
      return { body: open }
    })
    expect(await failure(awaitPayment(client, order, { signal: controller.signal }))).toEqual(code('ABORTED'))
    expect(requests).toHaveLength(1)
  })
})

describe('awaitPayment, the rhythm', () => {
  it('waits 5, 30, 60, 180, 300, 600 and 1800 s, then gives the last answer', async () => {
    const { client, waits } = openAnswering({ body: open })
    expect(await awaitPayment(client, order)).toHaveProperty('status', 'pending')
    expect(waits).toEqual([5_000, 30_000, 60_000, 180_000, 300_000, 600_000, 1_800_000])
  })

  it.each([
    ['paid', paidOrder],
    ['closed', { ...open, trade_state: 'CLOSED' }],
    ['failed', { ...open, trade_state: 'PAYERROR' }],
  ])('stops at the first answer that is %s', async (status, last) => {
    const { client, waits } = openAnswering([
      { body: open },
      { body: { ...open, trade_state: 'USERPAYING' } },
      { body: last },
    ])
    expect(await awaitPayment(client, order)).toHaveProperty('status', status)
    expect(waits).toEqual([5_000, 30_000, 60_000])
  })

  it.each([
    ['a server error', serverError],
    ['a rate limit', rateLimited],
    ['a proxy page', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['an unsigned answer', { body: paidOrder, unsigned: true }],
  ])('goes on after %s', async (_, passing) => {
    const { client, waits } = openAnswering([passing, { body: paidOrder }])
    expect(await awaitPayment(client, order)).toHaveProperty('status', 'paid')
    expect(waits).toEqual([5_000, 30_000])
  })

  it('goes on after a refused connection', async () => {
    const { client: paying } = openAnswering({ body: paidOrder })
    let calls = 0
    const { client } = openAnswering(
      {},
      {
        client: {
          transport: (request, options) => {
            calls += 1
            if (calls === 1) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
            return paying.transport(request, options)
          },
        },
      },
    )
    expect(await awaitPayment(client, order)).toHaveProperty('status', 'paid')
  })

  it('moves the mock’s clock and sees the payment on the way', async () => {
    const { client, mock } = await openWechatpayShop()
    await createPayment(client, { ...tea, channel: 'qr' })
    failNext(mock, { provider: 'wechatpay', fault: 'system-error-before', times: 3 })
    await pay(mock, { provider: 'wechatpay', orderId: tea.orderId })
    expect(await awaitPayment(client, order)).toHaveProperty('status', 'paid')
    expect(mock.clock.now() - noon.getTime()).toBeGreaterThanOrEqual(35_000)
  })
})
