import type { AlipayUnconfirmed } from 'shroff/alipay/mock'
import { advanceClock, deliverWebhooks, type MockGateway, pay, presentCode } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAlipayGateway, payerCode, teaContent } from '../../support/alipay-gateway.js'

const hour = 3_600_000
const day = 24 * hour
const tea = { provider: 'alipay', orderId: 'T_1001' } as const
const byId = { out_trade_no: 'T_1001' }
const barcode = { ...teaContent, scene: 'bar_code', auth_code: payerCode }
const created = { ...teaContent, buyer_id: '2088102146225135' }

/** The order in each of its states; `none` is a QR code that nobody has scanned. */
const states = {
  none: async ({ ask }) => void (await ask('precreate', teaContent)),
  waiting: async ({ ask }) => void (await ask('create', created)),
  paid: async ({ ask }) => void (await ask('pay', barcode)),
  finished: async ({ ask, mock }) => {
    await ask('pay', barcode)
    advanceClock(mock, 366 * day)
  },
  closed: async ({ ask }) => {
    await ask('create', created)
    await ask('close', byId)
  },
  refunded: async ({ ask }) => {
    await ask('pay', barcode)
    await ask('refund', { ...byId, refund_amount: '25.00', out_request_no: 'R_1' })
  },
} satisfies Record<string, (gateway: Awaited<ReturnType<typeof openAlipayGateway>>) => Promise<void>>
type State = keyof typeof states

async function inState(state: State) {
  const gateway = await openAlipayGateway()
  await states[state](gateway)
  return gateway
}

const all: [State, Record<string, string>][] = [
  ['none', { query: 'ACQ.TRADE_NOT_EXIST', close: 'ACQ.TRADE_NOT_EXIST', refund: 'ACQ.TRADE_NOT_EXIST', pay: '10000' }],
  ['waiting', { query: 'WAIT_BUYER_PAY', close: '10000', refund: 'ACQ.TRADE_STATUS_ERROR', pay: '10000' }],
  ['paid', { query: 'TRADE_SUCCESS', close: 'ACQ.TRADE_STATUS_ERROR', refund: '10000', pay: 'ACQ.TRADE_HAS_SUCCESS' }],
  [
    'finished',
    {
      query: 'TRADE_FINISHED',
      close: 'ACQ.TRADE_STATUS_ERROR',
      refund: 'ACQ.TRADE_HAS_FINISHED',
      pay: 'ACQ.TRADE_HAS_SUCCESS',
    },
  ],
  ['closed', { query: 'TRADE_CLOSED', close: '10000', refund: 'ACQ.TRADE_HAS_CLOSE', pay: 'ACQ.TRADE_HAS_CLOSE' }],
  [
    'refunded',
    {
      query: 'TRADE_CLOSED',
      close: 'ACQ.TRADE_STATUS_ERROR',
      refund: 'ACQ.TRADE_HAS_CLOSE',
      pay: 'ACQ.TRADE_HAS_SUCCESS',
    },
  ],
]
const told = (body: Record<string, unknown>) => body.sub_code ?? body.trade_status ?? body.code

describe.each(all)('an order that is %s', (state, expected) => {
  it.each(Object.entries(expected))('answers %s with %s', async (method, outcome) => {
    const { ask } = await inState(state)
    const content = {
      query: byId,
      close: byId,
      refund: { ...byId, refund_amount: '1', out_request_no: 'R_2' },
      pay: barcode,
    }
    expect(told(await ask(method, content[method as keyof typeof content]))).toBe(outcome)
  })
})

describe('cancelling', () => {
  it.each<[State, object]>([
    ['waiting', { action: 'close', trade_no: expect.stringMatching(/^20260304\d{20}$/) }],
    ['paid', { action: 'refund', trade_no: expect.any(String) }],
    ['finished', { code: '40004', sub_code: 'ACQ.TRADE_HAS_FINISHED' }],
    ['closed', { action: 'close' }],
    ['refunded', { action: 'refund' }],
  ])('an order that is %s', async (state, answer) => {
    const { ask } = await inState(state)
    expect(await ask('cancel', byId)).toMatchObject(answer)
  })

  it.each([
    ['what is not there', async () => await openAlipayGateway()],
    ['a code that nobody has scanned', () => inState('none')],
  ])('%s succeeds without action and trade number: nothing was cancelled', async (_, open) => {
    const { ask } = await open()
    expect(await ask('cancel', byId)).toEqual({
      code: '10000',
      msg: 'Success',
      out_trade_no: 'T_1001',
      retry_flag: 'N',
    })
  })

  it('leaves a charge that was on its way to land afterwards', async () => {
    const { ask } = await openAlipayGateway()
    await ask('cancel', byId)
    expect(await ask('pay', barcode)).toMatchObject({ code: '10000' })
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
  })

  it('leaves a code alone that nobody has scanned', async () => {
    const { ask, mock } = await inState('none')
    await ask('cancel', byId)
    await pay(mock, tea)
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
  })

  it('knows no other trade number', async () => {
    const { ask } = await openAlipayGateway()
    const refused = { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' }
    expect(await ask('cancel', { trade_no: '2026030422001400000000000001' })).toMatchObject(refused)
  })

  it.each<State>(['waiting', 'paid'])('ends a day after the order was made, if it is %s', async (state) => {
    const { ask, mock } = await inState(state)
    advanceClock(mock, day)
    const again = await inState(state)
    advanceClock(mock, 1)
    expect(await ask('cancel', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_CANCEL_TIME_OUT' })
    advanceClock(again.mock, day)
    expect((await again.ask('cancel', byId)).code).toBe('10000')
  })

  it('is repeatable', async () => {
    const { ask } = await inState('paid')
    const first = await ask('cancel', byId)
    expect(await ask('cancel', byId)).toEqual(first)
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    const found = await ask('fastpay.refund.query', { ...byId, out_request_no: 'T_1001' })
    expect(found).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '25.00' })
  })

  it('is refused once part of the payment has gone back: the rest goes by refund only', async () => {
    const { ask } = await inState('paid')
    await ask('refund', { ...byId, refund_amount: '5.00', out_request_no: 'R_1' })
    const refused = { code: '40004', sub_code: 'ACQ.REASON_TRADE_REFUND_FEE_ERR' }
    expect(await ask('cancel', byId)).toMatchObject(refused)
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    const rest = { ...byId, refund_amount: '20.00', out_request_no: 'R_2' }
    expect(await ask('refund', rest)).toMatchObject({ fund_change: 'Y', refund_fee: '25.00' })
  })
})

describe('a contract without refunds', () => {
  it('finishes a payment at once: no refund, no cancelling, and one notice that is its only one', async () => {
    const { ask, mock } = await openAlipayGateway({ refunds: false })
    await ask('pay', barcode, { notify_url: 'https://shop.example/notify' })
    expect(await ask('query', byId)).toMatchObject({
      trade_status: 'TRADE_FINISHED',
      send_pay_date: expect.any(String),
    })
    const finished = { sub_code: 'ACQ.TRADE_HAS_FINISHED' }
    expect(await ask('refund', { ...byId, refund_amount: '25.00' })).toMatchObject(finished)
    expect(await ask('cancel', byId)).toMatchObject(finished)
    const told: (string | null)[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        told.push(new URLSearchParams(await request.text()).get('trade_status'))
        return new Response('success')
      },
    })
    expect(told).toEqual(['TRADE_FINISHED'])
  })
})

describe('what is unconfirmed, decided the other way', () => {
  const other = { ...teaContent, total_amount: '30.00' }
  const refund = { ...byId, refund_amount: '25.00', out_request_no: 'R_1' }
  it.each<[keyof AlipayUnconfirmed, [string, object][], string]>([
    [
      'refusesSecondCode',
      [
        ['precreate', teaContent],
        ['precreate', other],
      ],
      'ACQ.CONTEXT_INCONSISTENT',
    ],
    [
      'refusesClosingTwice',
      [
        ['create', created],
        ['close', byId],
        ['close', byId],
      ],
      'ACQ.TRADE_STATUS_ERROR',
    ],
    [
      'refusesCancellingRefunded',
      [
        ['pay', barcode],
        ['refund', refund],
        ['cancel', byId],
      ],
      'ACQ.REASON_TRADE_REFUND_FEE_ERR',
    ],
  ])('%s', async (name, calls, sub_code) => {
    const outcome = async (chosen: boolean) => {
      const { ask } = await openAlipayGateway({ unconfirmed: { [name]: chosen } })
      let last: Record<string, unknown> = {}
      for (const [method, content] of calls) last = await ask(method, content)
      return last.sub_code ?? last.code
    }
    expect([await outcome(false), await outcome(true)]).toEqual(['10000', sub_code])
  })

  it('refusesCancellingRefunded does not mean what cancelling itself has refunded', async () => {
    const { ask } = await openAlipayGateway({ unconfirmed: { refusesCancellingRefunded: true } })
    await ask('pay', barcode)
    await ask('cancel', byId)
    expect(await ask('cancel', byId)).toMatchObject({ code: '10000', action: 'refund' })
  })
})

describe('placing', () => {
  it.each([
    ['no number', { out_trade_no: undefined }, 'ACQ.INVALID_PARAMETER'],
    ['a number with a dash', { out_trade_no: 'T-1' }, 'ACQ.INVALID_PARAMETER'],
    ['65 characters', { out_trade_no: 'T'.repeat(65) }, 'ACQ.INVALID_PARAMETER'],
    ['no subject', { subject: '' }, 'ACQ.INVALID_PARAMETER'],
    ['a subject with &', { subject: 'tea & cake' }, 'ACQ.INVALID_PARAMETER'],
    ['a subject with a field of the protocol', { subject: 'tea&refund_fee=5.00' }, 'ACQ.INVALID_PARAMETER'],
    ['nothing to pay', { total_amount: '0.00' }, 'ACQ.INVALID_PARAMETER'],
    ['three decimals', { total_amount: '1.001' }, 'ACQ.INVALID_PARAMETER'],
    ['too much', { total_amount: '100000000.01' }, 'ACQ.TOTAL_FEE_EXCEED'],
    ['no duration', { timeout_express: '1.5h' }, 'ACQ.INVALID_PARAMETER'],
    ['16 days', { timeout_express: '16d' }, 'ACQ.INVALID_PARAMETER'],
    ['no time', { time_expire: 'tomorrow' }, 'ACQ.INVALID_PARAMETER'],
    ['a time that has passed', { time_expire: '2026-03-04 12:00:00' }, 'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR'],
  ])('with %s', async (_, changes, sub_code) => {
    const { ask } = await openAlipayGateway()
    expect(await ask('precreate', { ...teaContent, ...changes })).toMatchObject({ code: '40004', sub_code })
  })

  it.each([25, '25', '25.0', '25.00'])('takes the amount %j', async (total_amount) => {
    const { ask } = await openAlipayGateway()
    await ask('create', { ...created, total_amount })
    expect(await ask('query', byId)).toMatchObject({ total_amount: '25.00' })
  })

  it.each([{ total_amount: '25.01' }, { subject: 'Green tea' }])('again with %j is another order', async (changes) => {
    const { ask } = await inState('waiting')
    expect(await ask('create', { ...created, ...changes })).toMatchObject({ sub_code: 'ACQ.CONTEXT_INCONSISTENT' })
    expect((await ask('create', created)).trade_no).toBe((await ask('query', byId)).trade_no)
  })

  it.each([
    { body: 'tea&refund_fee=5.00' },
    { passback_params: 'a=1&out_trade_no=T_2' },
    { passback_params: '&sign=' },
  ])('with %j, which a notification would fold into another: refused as an attack', async (changes) => {
    const { ask } = await openAlipayGateway()
    const refused = { code: '40002', sub_code: 'isv.suspected-attack' }
    expect(await ask('create', { ...created, ...changes })).toMatchObject(refused)
    expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
  })

  it.each([
    { body: 'tea & refund_fee' },
    { passback_params: 'refund_fee=5.00&shelf=7' },
    { passback_params: 'a%26sign%3D' },
  ])('with %j, which cannot be folded', async (changes) => {
    const { ask } = await openAlipayGateway()
    expect((await ask('create', { ...created, ...changes })).code).toBe('10000')
    expect(await ask('query', byId)).toMatchObject(changes)
  })

  it('charges nothing by what is not a payer’s code, and creates no trade', async () => {
    const { ask } = await openAlipayGateway()
    const refused = { sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID' }
    for (const auth_code of [undefined, '1234', '3176344382566439', 'fp1', `fp${'a'.repeat(35)}`])
      expect(await ask('pay', { ...barcode, auth_code })).toMatchObject(refused)
    expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    expect((await ask('pay', { ...barcode, scene: 'security_code', auth_code: `fp${'0a'.repeat(16)}1` })).code).toBe(
      '10000',
    )
  })

  it('creates for a payer only', async () => {
    const { ask } = await openAlipayGateway()
    expect(await ask('create', teaContent)).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' })
    expect((await ask('create', { ...teaContent, buyer_open_id: 'o1' })).code).toBe('10000')
  })

  it('waits for the password where the payer’s code says so', async () => {
    const { ask, mock } = await openAlipayGateway()
    const waiting = await ask('pay', { ...barcode, auth_code: '2876344382510003' })
    expect(waiting).toMatchObject({ code: '10003', msg: 'order success pay inprocess', total_amount: '25.00' })
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'WAIT_BUYER_PAY', trade_no: waiting.trade_no })
    await pay(mock, tea)
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS', trade_no: waiting.trade_no })
  })
})

describe('a payer’s code', () => {
  const refused = { code: '40004', sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID' }
  const other = { ...barcode, out_trade_no: 'T_1002' }

  it('is good for one charge', async () => {
    const { ask, mock } = await openAlipayGateway()
    const auth_code = presentCode(mock, { provider: 'alipay' })
    expect(await ask('pay', { ...barcode, auth_code })).toMatchObject({ code: '10000' })
    expect(await ask('pay', { ...other, auth_code })).toMatchObject(refused)
    expect(await ask('query', { out_trade_no: 'T_1002' })).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    // The same charge again is told what became of the first.
    expect(await ask('pay', { ...barcode, auth_code })).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' })
  })

  it('is used up by a charge that the payer refused', async () => {
    const { ask, mock } = await openAlipayGateway()
    const auth_code = presentCode(mock, { provider: 'alipay', payer: 'refuses' })
    expect(await ask('pay', { ...barcode, auth_code })).toMatchObject({ sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' })
    expect(await ask('pay', { ...barcode, auth_code })).toMatchObject(refused)
  })

  it('expires', async () => {
    const { ask, mock } = await openAlipayGateway()
    const auth_code = presentCode(mock, { provider: 'alipay' })
    advanceClock(mock, 10 * 60_000)
    expect(await ask('pay', { ...barcode, auth_code })).toMatchObject(refused)
    expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
  })
})

it('creates no trade where the payer has too little money', async () => {
  const { ask, mock } = await openAlipayGateway()
  const auth_code = presentCode(mock, { provider: 'alipay', payer: 'refuses' })
  expect(await ask('pay', { ...barcode, auth_code })).toMatchObject({ sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' })
  expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
})

describe('a second order under a number that nobody has opened', () => {
  const dearer = { ...teaContent, total_amount: '30.00' }
  const visit = async (mock: MockGateway, url: unknown) => (await mock.fetch(new Request(String(url)))).text()

  it('is taken, and the first code that is scanned wins', async () => {
    const { ask, mock } = await openAlipayGateway()
    const first = await ask('precreate', teaContent)
    const second = await ask('precreate', dearer)
    expect([first.code, second.code]).toEqual(['10000', '10000'])
    expect(await visit(mock, first.qr_code)).toContain('¥25.00')
    expect(await visit(mock, second.qr_code)).toContain('ACQ.CONTEXT_INCONSISTENT')
    await pay(mock, tea)
    expect(await ask('query', byId)).toMatchObject({ total_amount: '25.00' })
    expect(await ask('precreate', dearer)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' })
  })

  it('is the one that is paid where nobody has scanned the first', async () => {
    const { ask, mock } = await openAlipayGateway()
    await ask('precreate', teaContent)
    await ask('precreate', dearer)
    await pay(mock, tea)
    expect(await ask('query', byId)).toMatchObject({ total_amount: '30.00' })
  })

  it('may be a charge', async () => {
    const { ask, mock } = await openAlipayGateway()
    const { qr_code } = await ask('precreate', dearer)
    expect(await ask('pay', barcode)).toMatchObject({ code: '10000', total_amount: '25.00' })
    expect(await visit(mock, qr_code)).toContain('ACQ.CONTEXT_INCONSISTENT')
  })

  it('knows no other code', async () => {
    const { mock } = await openAlipayGateway()
    expect((await mock.fetch(new Request('https://qr.alipay.com/bax0'))).status).toBe(404)
  })
})

describe('time to pay', () => {
  const noon = Date.parse('2026-03-04T12:00:00+08:00')
  it.each<[string, object, string, number]>([
    ['create', {}, '15 days', 15 * day],
    ['create', { timeout_express: '90m' }, '90 minutes', 90 * 60_000],
    ['create', { timeout_express: '1c' }, 'the end of the day', 12 * hour],
    ['create', { timeout_express: '1m', time_expire: '2026-03-05 12:00:00' }, 'the time named', day],
    ['precreate', {}, 'two hours, for a code', 2 * hour],
    ['precreate', { qr_code_timeout_express: '5m' }, 'five minutes', 5 * 60_000],
    ['precreate', { timeout_express: '10m' }, 'ten minutes', 10 * 60_000],
    ['pay', { auth_code: '2876344382510003' }, 'three hours, face to face', 3 * hour],
  ])('%s with %j: %s', async (method, changes, _, length) => {
    const { ask, mock } = await openAlipayGateway()
    await ask(method, { ...created, ...changes })
    advanceClock(mock, length + 1)
    await expect(pay(mock, tea)).rejects.toThrow(/expired/)
    const second = await openAlipayGateway()
    await second.ask(method, { ...created, ...changes })
    advanceClock(second.mock, length)
    await pay(second.mock, tea)
    expect(await second.ask('query', byId)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    expect(second.mock.clock.now()).toBe(noon + length)
  })

  it('over, the trade is closed', async () => {
    const { ask, mock } = await inState('waiting')
    advanceClock(mock, 15 * day + 1)
    expect(await ask('create', created)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' })
    expect(await ask('query', byId)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
  })

  it('over for a code that nobody scanned, a new one can be had', async () => {
    const { ask, mock } = await inState('none')
    advanceClock(mock, 2 * hour + 1)
    expect(await ask('query', byId)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    expect((await ask('precreate', teaContent)).code).toBe('10000')
    await pay(mock, tea)
  })
})
