import { advanceClock, deliverWebhooks, failNext, pay, presentCode } from 'shroff/mock'
import { cancelPayment, closePayment, createPayment, getPayment, refundPayment } from 'shroff/wechatpay'
import { type MockWechatpayOptions, mockWechatpay, type Unconfirmed } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { openWechatpayShop, tea } from '../../support/wechatpay-shop.js'

// Each doubt of the documentation decided the one way and the other. The record is exhaustive: a switch without a test does
// not compile.

const at = { provider: 'wechatpay', orderId: tea.orderId } as const
const order = { orderId: tea.orderId }
const open = (unconfirmed: Unconfirmed, account = {}) => openWechatpayShop({ mock: { unconfirmed }, account })
type Shop = Awaited<ReturnType<typeof open>>

async function placed(unconfirmed: Unconfirmed): Promise<Shop> {
  const shop = await open(unconfirmed)
  await createPayment(shop.client, { channel: 'qr', ...tea })
  return shop
}

async function paid(unconfirmed: Unconfirmed): Promise<Shop> {
  const shop = await placed(unconfirmed)
  await pay(shop.mock, at)
  return shop
}

const codeOf = async (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    ({ providerCode }: { providerCode?: string }) => providerCode,
  )

async function till(unconfirmed: Unconfirmed, payer: 'pays' | 'types-password'): Promise<Shop> {
  const shop = await open(unconfirmed, { codePay: 'v3' })
  const charge = { channel: 'barcode', ...tea, payerClientIp: '203.0.113.7', store: { outId: 'S-1' } } as const
  const { notifyUrl: _, ...sale } = charge
  await createPayment(shop.client, { ...sale, payerCode: presentCode(shop.mock, { ...at, payer }) })
  return shop
}

/** What is seen of each switch: as the mock is by itself, then as it is switched. */
const switches: Record<
  keyof Unconfirmed,
  { seen: (unconfirmed: Unconfirmed) => Promise<unknown>; rows: [Unconfirmed, unknown][] }
> = {
  refusesRepeatedNonces: {
    async seen(unconfirmed) {
      const { mock, client } = await placed(unconfirmed)
      await getPayment(client, order)
      const entry = mock.journal.at(-1)
      if (entry?.kind !== 'request') throw new Error('no request')
      return (await mock.transport(entry.request, { signal: AbortSignal.timeout(5_000) })).status
    },
    rows: [
      [{}, 200],
      [{ refusesRepeatedNonces: true }, 401],
    ],
  },
  paidOrderCode: {
    async seen(unconfirmed) {
      const { client } = await paid(unconfirmed)
      return [await codeOf(createPayment(client, { channel: 'qr', ...tea })), await codeOf(closePayment(client, order))]
    },
    rows: [
      [{}, ['ORDER_PAID', 'ORDER_PAID']],
      [{ paidOrderCode: 'ORDERPAID' }, ['ORDERPAID', 'ORDERPAID']],
      [{ paidOrderCode: 'TRADE_ERROR' }, ['TRADE_ERROR', 'TRADE_ERROR']],
    ],
  },
  rateLimitCode: {
    async seen(unconfirmed) {
      const { mock, client } = await placed(unconfirmed)
      failNext(mock, { provider: 'wechatpay', fault: 'rate-limited', times: 3 })
      return codeOf(getPayment(client, order))
    },
    rows: [
      [{}, 'FREQUENCY_LIMITED'],
      [{ rateLimitCode: 'RATELIMIT_EXCEEDED' }, 'RATELIMIT_EXCEEDED'],
      [{ rateLimitCode: 'RATELIMIT_EXCEED' }, 'RATELIMIT_EXCEED'],
    ],
  },
  hidesOpenAmount: {
    async seen(unconfirmed) {
      const { client } = await placed(unconfirmed)
      return (await getPayment(client, order)).amount
    },
    rows: [
      [{}, tea.amount],
      [{ hidesOpenAmount: true }, undefined],
    ],
  },
  showsAcceptedRefunds: {
    async seen(unconfirmed) {
      const { client } = await paid(unconfirmed)
      await refundPayment(client, { ...order, refundId: 'R-1', amount: tea.amount, orderAmount: tea.amount })
      return ((await getPayment(client, order)).raw as { trade_state: string }).trade_state
    },
    rows: [
      [{}, 'SUCCESS'],
      [{ showsAcceptedRefunds: true }, 'REFUND'],
    ],
  },
  refusesReversingUnknown: {
    async seen(unconfirmed) {
      const { client, mock } = await open(unconfirmed)
      const outcome = await codeOf(cancelPayment(client, { orderId: 'T-never' }))
      expect(mock.journal.length).toBeGreaterThan(0)
      return outcome
    },
    rows: [
      [{}, 'done'],
      [{ refusesReversingUnknown: true }, 'ORDERNOTEXIST'],
    ],
  },
  endsV3Reversal: {
    async seen(unconfirmed) {
      const { mock, client } = await till(unconfirmed, 'pays')
      advanceClock(mock, 8 * 24 * 3_600_000)
      return codeOf(cancelPayment(client, order))
    },
    rows: [
      [{}, 'done'],
      [{ endsV3Reversal: true }, 'REVERSE_EXPIRE'],
    ],
  },
  answersBusyByCode: {
    async seen(unconfirmed) {
      const { mock } = await till(unconfirmed, 'types-password')
      const entry = mock.journal.at(-1)
      const body = entry?.kind === 'request' ? JSON.parse(Buffer.from(entry.reply!.body).toString()) : undefined
      return body.code ?? body.trade_state
    },
    rows: [
      [{}, 'USERPAYING'],
      [{ answersBusyByCode: true }, 'USERPAYING'],
    ],
  },
  sendsBareWebhooks: {
    async seen(unconfirmed) {
      const { mock } = await paid(unconfirmed)
      const resources: Record<string, unknown>[] = []
      await deliverWebhooks(mock, {
        to: async (request) => {
          resources.push((await request.json()).resource)
          return new Response(null, { status: 204 })
        },
      })
      const { associated_data, original_type } = resources[0]!
      return { associated_data, original_type }
    },
    rows: [
      [{}, { associated_data: 'transaction', original_type: 'transaction' }],
      [{ sendsBareWebhooks: true }, { associated_data: '', original_type: undefined }],
    ],
  },
}

describe.each(Object.entries(switches))('%s', (_, { seen, rows }) => {
  it.each(rows)('%j', async (unconfirmed, expected) => {
    expect(await seen(unconfirmed)).toEqual(expected)
  })
})

it('answersBusyByCode: a code in place of an order', async () => {
  const bodies = await Promise.all(
    [false, true].map(async (answersBusyByCode) => {
      const { mock } = await till({ answersBusyByCode }, 'types-password')
      const entry = mock.journal.at(-1)
      return entry?.kind === 'request' ? Object.keys(JSON.parse(Buffer.from(entry.reply!.body).toString())) : []
    }),
  )
  expect(bodies[0]).toContain('trade_state')
  expect(bodies[1]!.sort()).toEqual(['code', 'message'])
})

describe('an option that there is not', () => {
  it.each<[unknown, string]>([
    [{ modes: 'certificate' }, 'mockWechatpay has no option modes.'],
    [{ mode: 'certificates' }, 'mockWechatpay: mode must be'],
    [{ subMerchantIds: '1900000109' }, 'mockWechatpay: subMerchantIds must be a list'],
    [{ routes: { 'GET /v3/a': {} } }, 'mockWechatpay: routes must be an object of functions'],
    [{ unconfirmed: { refuseRepeatedNonces: true } }, 'mockWechatpay: unconfirmed has no option refuseRepeatedNonces.'],
    [{ unconfirmed: { hidesOpenAmount: 'yes' } }, 'mockWechatpay: unconfirmed: hidesOpenAmount must be true or false'],
    [{ unconfirmed: { paidOrderCode: 'PAID' } }, 'mockWechatpay: unconfirmed: paidOrderCode must be'],
  ])('%j is refused', (options, words) => {
    expect(() => mockWechatpay(options as MockWechatpayOptions)).toThrow(words)
  })
})

it('a refusal says the server’s time, which nothing signs', async () => {
  const { mock, client } = await openWechatpayShop()
  await getPayment(client, { orderId: 'T-none-1' }).catch(() => {})
  advanceClock(mock, 90_000)
  await getPayment(client, { orderId: 'T-none-1' }).catch(() => {})
  const dates = mock.journal.flatMap((entry) => (entry.kind === 'request' ? [entry.reply?.headers] : []))
  expect(dates.map((headers) => headers?.date ?? headers?.Date)).toEqual([
    'Wed, 04 Mar 2026 04:00:00 GMT',
    'Wed, 04 Mar 2026 04:01:30 GMT',
  ])
})
