import { advanceClock, type MockGateway, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAsker } from '../../support/alipay-asker.js'

// §10.1 of the wire, row by row: what a call gets in each state of a trade, over both wires, each answer judged by the oracle.

const number = { out_trade_no: 'T_1001' }
const order = { ...number, total_amount: '25.00', subject: 'Oolong tea' }
const buyer = { buyer_id: '2088102534368455', product_code: 'JSAPI_PAY' }
const payment = { provider: 'alipay', orderId: 'T_1001' } as const

type Ask = (method: string, content: object) => Promise<Record<string, unknown>>
type Reach = (ask: Ask, mock: MockGateway) => Promise<unknown>
const waiting: Reach = (ask) => ask('alipay.trade.create', { ...order, ...buyer })
const paid: Reach = async (ask, mock) => {
  await waiting(ask, mock)
  await pay(mock, payment)
}
const states = {
  'not created': async () => {},
  'a code that nobody scanned': (ask) => ask('alipay.trade.precreate', order),
  WAIT_BUYER_PAY: waiting,
  TRADE_SUCCESS: paid,
  'refunded in part': async (ask, mock) => {
    await paid(ask, mock)
    await ask('alipay.trade.refund', { ...number, refund_amount: '5.00', out_request_no: 'R_1' })
  },
  TRADE_FINISHED: async (ask, mock) => {
    await paid(ask, mock)
    advanceClock(mock, 366 * 24 * 3_600_000)
  },
  'TRADE_CLOSED, never paid': async (ask, mock) => {
    await waiting(ask, mock)
    await ask('alipay.trade.close', number)
  },
  'TRADE_CLOSED, refunded': async (ask, mock) => {
    await paid(ask, mock)
    await ask('alipay.trade.refund', { ...number, refund_amount: '25.00', out_request_no: 'R_1' })
  },
} satisfies Record<string, Reach>
type State = keyof typeof states

const done = (members: object = {}) => ({ code: '10000', ...members })
const refused = (...codes: string[]) => ({
  code: '40004',
  sub_code: expect.stringMatching(`^ACQ\\.(${codes.join('|')})$`),
})
const unknown = refused('TRADE_NOT_EXIST')
/** Unconfirmed; that it is an answer of this method is judged all the same. */
const either = { code: expect.stringMatching(/^(10000|40004)$/) }
const closes = refused('TRADE_STATUS_ERROR', 'REASON_TRADE_STATUS_INVALID')

const rows: Record<string, [method: string, content: object, Record<State, object>]> = {
  query: [
    'query',
    number,
    {
      'not created': unknown,
      'a code that nobody scanned': unknown,
      WAIT_BUYER_PAY: done({ trade_status: 'WAIT_BUYER_PAY' }),
      TRADE_SUCCESS: done({ trade_status: 'TRADE_SUCCESS' }),
      'refunded in part': done({ trade_status: 'TRADE_SUCCESS' }),
      TRADE_FINISHED: done({ trade_status: 'TRADE_FINISHED' }),
      'TRADE_CLOSED, never paid': done({ trade_status: 'TRADE_CLOSED' }),
      'TRADE_CLOSED, refunded': done({ trade_status: 'TRADE_CLOSED' }),
    },
  ],
  // Without `action` and `trade_no` (the oracle says that they go together): nothing was cancelled.
  cancel: [
    'cancel',
    number,
    {
      'not created': done({ retry_flag: 'N', action: undefined }),
      'a code that nobody scanned': done({ retry_flag: 'N', action: undefined }),
      WAIT_BUYER_PAY: done({ retry_flag: 'N', action: 'close' }),
      TRADE_SUCCESS: done({ retry_flag: 'N', action: 'refund' }),
      'refunded in part': refused('REASON_TRADE_REFUND_FEE_ERR'),
      TRADE_FINISHED: refused('TRADE_HAS_FINISHED'),
      'TRADE_CLOSED, never paid': done({ action: 'close' }),
      // Idempotent, or refused as while part of it is left: unconfirmed.
      'TRADE_CLOSED, refunded': either,
    },
  ],
  'cancel by a trade_no': [
    'cancel',
    { trade_no: '2013112011001004330000121536' },
    Object.fromEntries(Object.keys(states).map((state) => [state, unknown])) as Record<State, object>,
  ],
  close: [
    'close',
    number,
    {
      'not created': unknown,
      'a code that nobody scanned': unknown,
      WAIT_BUYER_PAY: done(),
      TRADE_SUCCESS: closes,
      'refunded in part': closes,
      TRADE_FINISHED: closes,
      // Or refused: unconfirmed.
      'TRADE_CLOSED, never paid': done(),
      'TRADE_CLOSED, refunded': either,
    },
  ],
  refund: [
    'refund',
    { ...number, refund_amount: '5.00', out_request_no: 'R_2' },
    {
      'not created': unknown,
      'a code that nobody scanned': unknown,
      WAIT_BUYER_PAY: refused('TRADE_STATUS_ERROR'),
      TRADE_SUCCESS: done({ fund_change: 'Y', refund_fee: '5.00' }),
      'refunded in part': done({ fund_change: 'Y', refund_fee: '10.00' }),
      TRADE_FINISHED: refused('TRADE_HAS_FINISHED'),
      'TRADE_CLOSED, never paid': refused('TRADE_HAS_CLOSE'),
      'TRADE_CLOSED, refunded': refused('TRADE_HAS_CLOSE'),
    },
  ],
  'the same order again': [
    'create',
    { ...order, ...buyer },
    {
      'not created': done(),
      'a code that nobody scanned': done(),
      WAIT_BUYER_PAY: done(),
      TRADE_SUCCESS: refused('TRADE_HAS_SUCCESS'),
      'refunded in part': refused('TRADE_HAS_SUCCESS'),
      TRADE_FINISHED: refused('TRADE_HAS_SUCCESS'),
      'TRADE_CLOSED, never paid': refused('TRADE_HAS_CLOSE'),
      'TRADE_CLOSED, refunded': refused('TRADE_HAS_CLOSE', 'TRADE_HAS_SUCCESS'),
    },
  ],
  'another amount under its number': [
    'precreate',
    { ...order, total_amount: '26.00' },
    {
      'not created': done(),
      // There is no trade yet that it could contradict.
      'a code that nobody scanned': done(),
      WAIT_BUYER_PAY: refused('CONTEXT_INCONSISTENT'),
      TRADE_SUCCESS: refused('CONTEXT_INCONSISTENT', 'TRADE_HAS_SUCCESS'),
      'refunded in part': refused('CONTEXT_INCONSISTENT', 'TRADE_HAS_SUCCESS'),
      TRADE_FINISHED: refused('CONTEXT_INCONSISTENT', 'TRADE_HAS_SUCCESS'),
      'TRADE_CLOSED, never paid': refused('CONTEXT_INCONSISTENT', 'TRADE_HAS_CLOSE'),
      'TRADE_CLOSED, refunded': refused('CONTEXT_INCONSISTENT', 'TRADE_HAS_CLOSE', 'TRADE_HAS_SUCCESS'),
    },
  ],
}

describe.each(['v2', 'v3'] as const)('%s', (api) => {
  describe.each(Object.entries(rows))('%s', (_name, [method, content, expected]) => {
    it.each(Object.entries(states) as [State, Reach][])('%s', async (state, reach) => {
      const { ask, mock } = await openAsker(api)
      await reach(ask, mock)
      expect({ action: undefined, ...(await ask(`alipay.trade.${method}`, content)) }).toMatchObject(expected[state])
    })
  })

  it('a refund again is answered as the first time, though the trade is closed, and another amount is refused', async () => {
    const { ask, mock } = await openAsker(api)
    await states['TRADE_CLOSED, refunded'](ask, mock)
    const again = { ...number, refund_amount: '25.00', out_request_no: 'R_1' }
    expect(await ask('alipay.trade.refund', again)).toMatchObject(done({ fund_change: 'N', refund_fee: '25.00' }))
    expect(await ask('alipay.trade.refund', { ...again, refund_amount: '5.00' })).toMatchObject(
      refused('DISCORDANT_REPEAT_REQUEST'),
    )
  })

  it('a cancel that found nothing has ended nothing: the code can still be paid', async () => {
    const { ask, mock } = await openAsker(api)
    await ask('alipay.trade.precreate', order)
    await ask('alipay.trade.cancel', number)
    await pay(mock, payment)
    expect(await ask('alipay.trade.query', number)).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
  })

  it('cancelling ends after 24 hours', async () => {
    const { ask, mock } = await openAsker(api)
    await paid(ask, mock)
    advanceClock(mock, 24 * 3_600_000 + 1)
    expect(await ask('alipay.trade.cancel', number)).toMatchObject(refused('TRADE_CANCEL_TIME_OUT'))
  })
})
