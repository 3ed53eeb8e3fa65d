import fc from 'fast-check'
import { amount } from 'shroff'
import { callProvider, getPayment } from 'shroff/alipay'
import { advanceClock, failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { cancelFreeze } from '../../../src/alipay/actions/cancelFreeze.js'
import { captureFunds } from '../../../src/alipay/actions/captureFunds.js'
import { freezeFunds } from '../../../src/alipay/actions/freezeFunds.js'
import { getFreeze } from '../../../src/alipay/actions/getFreeze.js'
import { getUnfreeze } from '../../../src/alipay/actions/getUnfreeze.js'
import { unfreezeFunds } from '../../../src/alipay/actions/unfreezeFunds.js'
import { confirmFreeze } from '../../../src/alipay/mock/controls.js'
import { judgeOrderString } from '../../oracle/alipay.js'
import { type Answer, factsOf, type Mode, openAlipay, sellerId, withoutAnOutcome } from '../../support/alipay.js'
import { openAlipayShop } from '../../support/alipay-shop.js'
import { failure } from '../../support/failure.js'

const deposit = { freezeId: 'F_1', amount: amount('100.00', 'CNY'), description: 'Bicycle 押金' } as const
const byCode = { ...deposit, channel: 'barcode', payerCode: '289821051157962364' } as const
const authorizationId = '2026030400002001440260000001'
const buyerId = '2088102534368455'
const lend = { authorizationId, orderId: 'C_1', description: 'One hour', remainder: 'keep', buyerId } as const
const capture = { ...lend, amount: amount('30.00', 'CNY') } as const
const giveBack = { authorizationId, unfreezeId: 'U-1', amount: amount('20.00', 'CNY'), reason: 'returned early' }

const frozen = {
  auth_no: authorizationId,
  out_order_no: 'F_1',
  operation_id: '20260304123456780',
  out_request_no: 'F_1',
  amount: '100.00',
  status: 'SUCCESS',
  // What is not there may also be empty.
  payer_open_id: '',
  payer_user_id: buyerId,
  gmt_trans: '2026-03-04 11:59:58',
}
const unfrozen = { ...frozen, out_request_no: 'U-1', amount: '20.00' }
const told = {
  ...frozen,
  order_status: 'AUTHORIZED',
  operation_type: 'FREEZE',
  total_freeze_amount: '100.00',
  rest_amount: '50.00',
  total_pay_amount: '30.00',
}
const captured = {
  trade_no: '2026030422001400000000000001',
  out_trade_no: 'C_1',
  total_amount: '30.00',
  gmt_payment: '2026-03-04 11:59:59',
}

const open = (answer: Answer | Answer[], mode: Mode = {}) => openAlipay(answer, mode)
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const unknown = { outcome: 'unknown' }

describe.each([{ generation: 'v2' }, { generation: 'v3' }] as const)(
  'the bytes of $generation, judged by the oracle',
  (mode) => {
    it.each([
      [
        'barcode',
        byCode,
        'freeze',
        { product_code: 'PRE_AUTH', auth_code: byCode.payerCode, auth_code_type: 'bar_code' },
        frozen,
      ],
      [
        'face',
        { ...deposit, channel: 'face', payerCode: `fp${'0'.repeat(33)}` } as const,
        'freeze',
        { product_code: 'PRE_AUTH', auth_code: `fp${'0'.repeat(33)}`, auth_code_type: 'security_code' },
        frozen,
      ],
      [
        'qr',
        { ...deposit, channel: 'qr' } as const,
        'voucher.create',
        { product_code: 'PRE_AUTH' },
        { out_order_no: 'F_1', out_request_no: 'F_1', code_type: 'qrCode', code_value: 'https://qr.alipay.com/fux01' },
      ],
    ])('freezeFunds %s', async (_, parameters, method, more, answer) => {
      const { client, last } = open({ content: answer }, mode)
      await freezeFunds(client, parameters)
      expect(last()).toMatchObject({
        method: `alipay.fund.auth.order.${method}`,
        content: {
          out_order_no: 'F_1',
          out_request_no: 'F_1',
          order_title: 'Bicycle 押金',
          amount: '100.00',
          payee_user_id: sellerId,
          ...more,
        },
      })
    })

    it('captureFunds', async () => {
      const { client, last } = open({ content: captured }, mode)
      expect(await captureFunds(client, capture)).toMatchObject({
        orderId: 'C_1',
        status: 'paid',
        amount: { value: 3000 },
      })
      expect(last()).toMatchObject({
        method: 'alipay.trade.pay',
        content: {
          out_trade_no: 'C_1',
          auth_no: authorizationId,
          total_amount: '30.00',
          subject: 'One hour',
          product_code: 'PRE_AUTH',
          auth_confirm_mode: 'NOT_COMPLETE',
          buyer_id: buyerId,
          seller_id: sellerId,
        },
      })
    })

    it('unfreezeFunds, getUnfreeze, getFreeze and cancelFreeze', async () => {
      const cancelled = { auth_no: authorizationId, out_order_no: 'F_1', out_request_no: 'F_1', action: 'unfreeze' }
      const answers = [unfrozen, { ...told, ...unfrozen, operation_type: 'UNFREEZE' }, told, cancelled]
      const { client, judged } = open(
        answers.map((content) => ({ content })),
        mode,
      )
      const back = { unfreezeId: 'U-1', freezeId: 'F_1', authorizationId, status: 'succeeded', amount: { value: 2000 } }
      expect(await unfreezeFunds(client, giveBack)).toMatchObject(back)
      expect(await getUnfreeze(client, { authorizationId, unfreezeId: 'U-1' })).toMatchObject(back)
      expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({
        freezeId: 'F_1',
        authorizationId,
        status: 'frozen',
        amount: { value: 10000 },
        remainingAmount: { value: 5000 },
        capturedAmount: { value: 3000 },
        frozenAt: new Date('2026-03-04T11:59:58+08:00'),
        payerId: buyerId,
      })
      expect(await cancelFreeze(client, { freezeId: 'F_1', reason: 'rain' })).toEqual({
        freezeId: 'F_1',
        action: 'unfreeze',
      })
      expect(judged.map(({ method, content }) => [method, content])).toEqual([
        [
          'alipay.fund.auth.order.unfreeze',
          { auth_no: authorizationId, out_request_no: 'U-1', amount: '20.00', remark: 'returned early' },
        ],
        [
          'alipay.fund.auth.operation.detail.query',
          { auth_no: authorizationId, out_request_no: 'U-1', operation_type: 'UNFREEZE' },
        ],
        [
          'alipay.fund.auth.operation.detail.query',
          { out_order_no: 'F_1', out_request_no: 'F_1', operation_type: 'FREEZE' },
        ],
        ['alipay.fund.auth.operation.cancel', { out_order_no: 'F_1', out_request_no: 'F_1', remark: 'rain' }],
      ])
    })

    it.each([
      ['another freeze', { ...frozen, out_order_no: 'F_2' }],
      ['another operation', { ...frozen, out_request_no: 'F_2' }],
      ['another amount', { ...frozen, amount: '100.01' }],
    ])('a signed answer about %s is not believed', async (_, content) => {
      expect(await failure(freezeFunds(open({ content }, mode).client, byCode))).toEqual(
        code('REPLY_MISMATCH', unknown),
      )
    })

    it.each([
      ['auth_no', { ...unfrozen, auth_no: '1' }],
      ['out_request_no', { ...unfrozen, out_request_no: 'U-2' }],
      ['amount', { ...unfrozen, amount: '2.00' }],
    ])('nor an unfreezing with another %s', async (_, content) => {
      expect(await failure(unfreezeFunds(open({ content }, mode).client, giveBack))).toEqual(
        code('REPLY_MISMATCH', unknown),
      )
    })

    it.each([
      ['out_trade_no', { ...captured, out_trade_no: 'C_2' }],
      ['total_amount', { ...captured, total_amount: '3.00' }],
    ])('nor a capture with another %s', async (_, content) => {
      expect(await failure(captureFunds(open({ content }, mode).client, capture))).toEqual(
        code('REPLY_MISMATCH', unknown),
      )
    })

    it('nor an answer about the freezing to a question about giving back', async () => {
      const { client } = open({ content: { ...told, out_request_no: 'U-1' } }, mode)
      expect(await failure(getUnfreeze(client, { authorizationId, unfreezeId: 'U-1' }))).toEqual(code('REPLY_MISMATCH'))
    })

    it('a state that is not documented is no state', async () => {
      const { client } = open({ content: { ...told, order_status: 'constructor' } }, mode)
      expect(await failure(getFreeze(client, { freezeId: 'F_1' }))).toEqual(code('BODY_INVALID', unknown))
    })

    it.each([
      ['freezeFunds', 'getFreeze', (client: Client) => freezeFunds(client, byCode)],
      ['captureFunds', 'getPayment', (client: Client) => captureFunds(client, capture)],
      ['unfreezeFunds', 'getUnfreeze', (client: Client) => unfreezeFunds(client, giveBack)],
    ])('%s is sent once, and names %s where its outcome is unknown', async (_, query, act) => {
      expect(await withoutAnOutcome(act, mode)).toEqual({
        ...unknown,
        next: expect.stringContaining(query),
        sent: 1,
      })
    })
  },
)

type Client = ReturnType<typeof open>['client']

describe('states', () => {
  it('10003 waits for the payer, and is not frozen', async () => {
    const { client } = open({ code: '10003', content: { ...frozen, status: 'INIT' } })
    expect(await freezeFunds(client, byCode)).toMatchObject({ status: 'processing', authorizationId })
  })

  it('an amount may come without its decimals', async () => {
    const { client } = open({ content: { ...frozen, amount: '100' } })
    expect(await freezeFunds(client, byCode)).toMatchObject({ status: 'frozen', amount: { value: 10000 } })
  })

  it.each([
    ['10003', '10003' as const, {}],
    ['accepted for later', '10000' as const, { async_payment_mode: 'ASYNC_DELAY_PAY' }],
  ])('a capture that is %s is not paid', async (_, wire, more) => {
    const { client } = open({ code: wire, content: { ...captured, ...more } })
    expect(await captureFunds(client, capture)).toHaveProperty('status', 'processing')
  })

  it('in the app: an order string, signed and not sent', async () => {
    const { client, judged } = open({})
    const { nextAction } = await freezeFunds(client, {
      ...deposit,
      channel: 'app',
      payee: { logonId: 'shop@example.cn' },
    })
    const { method, content } = judgeOrderString(nextAction.payload.orderString, factsOf())
    expect(method).toBe('alipay.fund.auth.order.app.freeze')
    expect(content).toMatchObject({ product_code: 'PRE_AUTH_ONLINE', payee_logon_id: 'shop@example.cn' })
    expect(content).not.toHaveProperty('payee_user_id')
    expect(judged).toEqual([])
  })
})

describe('limits, before anything is sent', () => {
  it.each([
    ['amount.value', { ...byCode, amount: { currency: 'CNY', value: 0 } }],
    ['amount.value', { ...byCode, amount: { currency: 'CNY', value: 10_000_000_001 } }],
    ['freezeId', { ...byCode, freezeId: 'F-1' }],
    ['description', { ...byCode, description: 'x'.repeat(101) }],
    ['payerCode', { ...byCode, payerCode: '1234' }],
    ['payee.userId', { ...byCode, payee: { userId: buyerId, logonId: 'a@b.cn' } }],
    ['notifyUrl', { ...byCode, notifyUrl: 'shop.example' }],
  ])('freezeFunds: %s', async (path, parameters) => {
    const { client, judged } = open({})
    const { fields } = await failure(freezeFunds(client, parameters as never))
    expect(fields?.map((field) => field.path)).toEqual([path])
    expect(judged).toEqual([])
  })

  it.each([
    ['buyerOpenId', { ...capture, buyerId: undefined }],
    ['buyerOpenId', { ...capture, buyerOpenId: 'open' }],
    ['remainder', { ...capture, remainder: undefined }],
    ['description', { ...capture, description: 'a/b' }],
  ])('captureFunds: %s', async (path, parameters) => {
    const { fields } = await failure(captureFunds(open({}).client, parameters as never))
    expect(fields?.map((field) => field.path)).toEqual([path])
  })

  it.each([
    ['reason', { ...giveBack, reason: '' }],
    ['unfreezeId', { ...giveBack, unfreezeId: 'U 1' }],
  ])('unfreezeFunds: %s', async (path, parameters) => {
    const { fields } = await failure(unfreezeFunds(open({}).client, parameters))
    expect(fields?.map((field) => field.path)).toEqual([path])
  })

  it('somebody must be paid', async () => {
    const { client } = openAlipay({}, {}, { account: { sellerId: undefined } as never })
    expect((await failure(freezeFunds(client, byCode))).fields).toEqual([
      { path: 'payee', problem: expect.stringContaining('sellerId') },
    ])
  })
})

describe.each([
  { generation: 'v2' },
  { generation: 'v3' },
  { generation: 'v2', mock: { mode: 'certificate', encrypted: true } },
  { generation: 'v3', mock: { mode: 'certificate', encrypted: true } },
] as const)('at the mock, $generation $mock', (options) => {
  it('freezes, captures twice, and gives the rest back', async () => {
    const { client } = await openAlipayShop(options)
    const freeze = await freezeFunds(client, byCode)
    expect(freeze.status).toBe('frozen')
    const { authorizationId } = freeze
    await captureFunds(client, { ...capture, authorizationId })
    await unfreezeFunds(client, { ...giveBack, authorizationId })
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({
      status: 'frozen',
      remainingAmount: { value: 5000 },
      capturedAmount: { value: 3000 },
    })
    const rest = { ...capture, authorizationId, orderId: 'C_2', remainder: 'unfreeze' } as const
    expect(await captureFunds(client, rest)).toHaveProperty('status', 'paid')
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({
      status: 'finished',
      remainingAmount: { value: 0 },
      capturedAmount: { value: 6000 },
    })
    expect(await getPayment(client, { orderId: 'C_2' })).toMatchObject({ status: 'paid', amount: { value: 3000 } })
  })

  it('a QR code is pending until the payer agrees, and can be cancelled', async () => {
    const { client, mock } = await openAlipayShop(options)
    expect(await freezeFunds(client, { ...deposit, channel: 'qr' })).toMatchObject({
      status: 'pending',
      nextAction: { type: 'qr', content: expect.stringMatching(/^https:\/\/qr\.alipay\.com\//) },
    })
    expect(await getFreeze(client, { freezeId: 'F_1' })).toHaveProperty('status', 'pending')
    advanceClock(mock, 600_000)
    await confirmFreeze(mock, { freezeId: 'F_1' })
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({
      status: 'frozen',
      frozenAt: new Date(mock.clock.now()),
      raw: { gmt_create: '2026-03-04 12:00:00' },
    })
    expect(await cancelFreeze(client, { freezeId: 'F_1', reason: 'rain' })).toHaveProperty('action', 'unfreeze')
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({
      status: 'closed',
      remainingAmount: { value: 0 },
    })
  })

  it('gives nothing back without a number of its own and a reason', async () => {
    const { client } = await openAlipayShop(options)
    const { authorizationId: auth_no } = await freezeFunds(client, byCode)
    const method = 'alipay.fund.auth.order.unfreeze'
    const whole = { auth_no, out_request_no: 'U-1', amount: '20.00', remark: 'rain' }
    for (const missing of ['out_request_no', 'remark'] as const) {
      const refused = callProvider(client, { method, content: { ...whole, [missing]: undefined } })
      expect(await failure(refused)).toHaveProperty('providerCode', 'ILLEGAL_ARGUMENT')
    }
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({ remainingAmount: { value: 10_000 } })
  })

  it('a lost answer is found by the query, and a repeat freezes nothing more', async () => {
    const { client, mock } = await openAlipayShop(options)
    failNext(mock, { provider: 'alipay', fault: 'timeout-after' })
    expect(await failure(freezeFunds(client, byCode))).toEqual(code('TIMEOUT', unknown))
    const { authorizationId } = await getFreeze(client, { freezeId: 'F_1' })
    expect(await failure(freezeFunds(client, byCode))).toHaveProperty('providerCode', 'FREEZE_ALREADY_SUCCESS')

    failNext(mock, { provider: 'alipay', fault: 'reset-after' })
    const back = { ...giveBack, authorizationId: authorizationId! }
    expect(await failure(unfreezeFunds(client, back))).toEqual(code('TRANSPORT_FAILED', unknown))
    expect(await getUnfreeze(client, { authorizationId: authorizationId!, unfreezeId: 'U-1' })).toMatchObject({
      status: 'succeeded',
      amount: { value: 2000 },
    })
    expect(await unfreezeFunds(client, back)).toHaveProperty('status', 'succeeded')
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({ remainingAmount: { value: 8000 } })
  })
})

describe('what was captured and given back never exceeds what was frozen', () => {
  const step = fc.record({
    act: fc.constantFrom('capture', 'unfreeze', 'finish', 'cancel'),
    number: fc.integer({ min: 1, max: 4 }),
    value: fc.integer({ min: 1, max: 80 }),
  })

  it('whatever is asked for, in whatever order, as often as may be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { client } = await openAlipayShop()
        const whole = { ...byCode, amount: amount('1.00', 'CNY') }
        const { authorizationId } = await freezeFunds(client, whole)
        let paid = 0
        let back = 0
        const given = new Set<string>()
        const orders = new Set<string>()
        for (const { act, number, value } of steps) {
          const asked = { currency: 'CNY', value } as const
          try {
            if (act === 'cancel') {
              await cancelFreeze(client, { freezeId: 'F_1', reason: 'rain' })
            } else if (act === 'unfreeze') {
              const unfreezeId = `U-${number}`
              await unfreezeFunds(client, { authorizationId, unfreezeId, amount: asked, reason: 'part' })
              if (!given.has(unfreezeId)) back += value
              given.add(unfreezeId)
            } else {
              const remainder = act === 'finish' ? 'unfreeze' : 'keep'
              const orderId = `C_${number}`
              await captureFunds(client, { ...lend, authorizationId, orderId, amount: asked, remainder })
              expect(orders.has(orderId)).toBe(false)
              orders.add(orderId)
              paid += value
            }
          } catch (error) {
            expect(error).toHaveProperty('providerCode', expect.any(String))
          }
        }
        const { remainingAmount, capturedAmount } = await getFreeze(client, { freezeId: 'F_1' })
        expect(capturedAmount?.value).toBe(paid)
        expect(paid + back + (remainingAmount?.value ?? 0)).toBeLessThanOrEqual(100)
        expect(remainingAmount?.value).toBeGreaterThanOrEqual(0)
        let total = 0
        for (const orderId of orders) total += (await getPayment(client, { orderId })).amount.value
        expect(total).toBe(paid)
      }),
      { numRuns: 25 },
    )
  }, 30_000)
})
