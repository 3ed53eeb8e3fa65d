import { advanceClock, deliverWebhooks, type Forgery, forgeWebhook } from 'shroff/mock'
import { acknowledge, getTransfer, receiveNotice, ripplePaymentsNotices, transferFunds } from 'shroff/ripple-payments'
import { moveTransfer } from 'shroff/ripple-payments/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { beneficiary, openRipple } from '../support/ripple-payments.js'

const id = '00000000-0000-4000-8000-000000000001'
const quoteId = '7ea3399c-1234-5678-8d8f-d320ea406630'

async function received(body: unknown) {
  const { account } = await openRipple()
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return receiveNotice(account, { headers: {}, body: text, encoding: 'utf8' })
}

async function told() {
  const shop = await openRipple()
  await transferFunds(shop.client, { transferId: 'P-7', quoteId: shop.quoteId, ...beneficiary })
  moveTransfer(shop.mock, { quoteId: shop.quoteId, state: 'COMPLETED' })
  return shop
}

describe('a notice', () => {
  it('is a hint of what to ask about, and never says what has happened', async () => {
    const { mock, account, client, quoteId: paid } = await told()
    const hints: object[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        hints.push(await receiveNotice(account, request))
        return acknowledge(account, 'received')
      },
    })
    expect(hints).toHaveLength(4)
    for (const hint of hints)
      expect(hint).toEqual({
        type: 'hint',
        id: expect.stringMatching(/^hint\/[\w-]{36}$/),
        provider: 'ripple-payments',
        authentic: false,
        name: 'PAYMENT_STATE_TRANSITION',
        quoteId: paid,
        next: 'getTransfer',
      })
    expect((await getTransfer(client, { quoteId: paid })).status).toBe('succeeded')
  })

  it('has one id over all its deliveries, and comes again until it is taken', async () => {
    const { mock, account } = await told()
    const ids: string[] = []
    const to = (answer: 'received' | 'again') => async (request: Request) => {
      ids.push((await receiveNotice(account, request)).id)
      return acknowledge(account, answer)
    }
    await deliverWebhooks(mock, { to: to('again') })
    advanceClock(mock, 60_000)
    await deliverWebhooks(mock, { to: to('received') })
    expect(ids.slice(0, 4)).toEqual(ids.slice(4))
    expect(new Set(ids).size).toBe(4)
    expect(await deliverWebhooks(mock, { to: to('received'), untilSettled: true })).toEqual([])
  })

  it('goes through webhookHandler as what it is', async () => {
    const { mock, account } = await told()
    const events: string[] = []
    const handler = webhookHandler({
      accounts: [ripplePaymentsNotices(account, { path: '/notify' })],
      store: memoryStore(),
      onEvent: async (event) => {
        events.push(event.type)
      },
    })
    const reports = await deliverWebhooks(mock, { to: (request) => handler(request), times: 2 })
    expect(reports.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(events).toEqual(Array(4).fill('hint'))
  })

  it('of something else names nothing to ask', async () => {
    const other = { id, eventType: 'SOMETHING_NEW', eventVersion: 2, eventData: { paymentId: 'x' } }
    const hint = {
      type: 'hint',
      id: `hint/${id}`,
      provider: 'ripple-payments',
      authentic: false,
      name: 'SOMETHING_NEW',
    }
    expect(await received(other)).toEqual(hint)
    expect(await received({ id, eventType: 'SOMETHING_NEW' })).toEqual(hint)
  })

  it('gives nothing of a stranger’s text on', async () => {
    const state = { paymentState: 'COMPLETED', amount: 1e9, note: 'pay me' }
    const hint = await received({
      id,
      eventType: 'PAYMENT_STATE_TRANSITION',
      eventData: { paymentId: quoteId, ...state },
    })
    expect(JSON.stringify(hint)).not.toMatch(/COMPLETED|pay me|1000000000/)
  })

  it.each([
    ['{}'],
    ['[]'],
    ['null'],
    [''],
    ['<xml/>'],
    [`{"id":"${'x'.repeat(65)}","eventType":"A"}`],
    [`{"id":"${id}","eventType":"A\\nB"}`],
    [`{"id":"${id}","eventType":"A","eventData":[]}`],
    [`{"id":7,"eventType":"A B"}`],
    [`{"id":"${id}","eventType":"A","x":${'['.repeat(200)}${']'.repeat(200)}}`],
  ])('is none: %j', async (body) => {
    expect(await failure(received(body))).toMatchObject({
      code: 'BODY_INVALID',
      outcome: 'not-sent',
      authentic: false,
      provider: 'ripple-payments',
    })
  })

  it('cannot be forged, for nobody signs it', async () => {
    const { mock } = await told()
    for (const forgery of ['tampered-body', 'unsigned', 'wrong-key'] as Forgery[])
      await expect(forgeWebhook(mock, { provider: 'ripple-payments', orderId: 'P-7', forgery })).rejects.toThrow(
        /has no/,
      )
  })

  it('is answered with a status alone', async () => {
    const { account } = await openRipple()
    const answers = [await acknowledge(account, 'received'), await acknowledge(account, 'again')]
    expect(answers.map(({ status }) => status)).toEqual([200, 500])
  })
})
