import { amount } from 'shroff'
import { getPayment, receiveWebhook } from 'shroff/alipay'
import { failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { chargeAgreement } from '../../../src/alipay/actions/chargeAgreement.js'
import { endAgreement } from '../../../src/alipay/actions/endAgreement.js'
import { getAgreement } from '../../../src/alipay/actions/getAgreement.js'
import { signAgreement } from '../../../src/alipay/actions/signAgreement.js'
import { confirmAgreement } from '../../../src/alipay/mock/controls.js'
import { judgeOrderString, judgePage } from '../../oracle/alipay.js'
import {
  type Answer,
  accountOf,
  factsOf,
  type Mode,
  notification,
  openAlipay,
  withoutAnOutcome,
} from '../../support/alipay.js'
import { openAlipayShop } from '../../support/alipay-shop.js'
import { failure } from '../../support/failure.js'

const monthly = {
  agreementId: 'A2026',
  kind: 'periodic',
  signScene: 'INDUSTRY|DIGITAL_MEDIA',
  period: {
    unit: 'month',
    every: 1,
    firstDay: '2026-03-15',
    singleAmount: amount('25.00', 'CNY'),
    totalAmount: amount('40.00', 'CNY'),
    totalPayments: 2,
  },
  as: 'redirect',
} as const
const reference = { agreementId: 'A2026', kind: 'periodic', signScene: 'INDUSTRY|DIGITAL_MEDIA' } as const
const providerAgreementId = '20265904000000000001'
const charge = {
  providerAgreementId,
  kind: 'periodic',
  orderId: 'M_1',
  amount: amount('25.00', 'CNY'),
  description: 'March',
} as const

const signed = {
  agreement_no: providerAgreementId,
  external_agreement_no: 'A2026',
  status: 'NORMAL',
  sign_time: '2026-03-04 11:59:58',
}
const paid = {
  trade_no: '2026030422001400000000000001',
  out_trade_no: 'M_1',
  total_amount: '25.00',
  gmt_payment: '2026-03-04 11:59:59',
}
const facts = factsOf()

const open = (answer: Answer, mode: Mode = {}) => openAlipay(answer, mode)
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const unknown = { outcome: 'unknown' }

describe('signAgreement, judged by the oracle', () => {
  const content = {
    product_code: 'CYCLE_PAY_AUTH',
    personal_product_code: 'CYCLE_PAY_AUTH_P',
    external_agreement_no: 'A2026',
    sign_scene: 'INDUSTRY|DIGITAL_MEDIA',
    access_params: { channel: 'QRCODE' },
    period_rule_params: {
      period_type: 'MONTH',
      period: 1,
      execute_time: '2026-03-15',
      single_amount: '25.00',
      total_amount: '40.00',
      total_payments: 2,
    },
  }

  it.each(['redirect', 'form'] as const)('as a %s', async (as) => {
    const { client, judged } = open({}, { generation: 'v3' })
    const { nextAction } = await signAgreement(client, { ...monthly, as, returnUrl: 'https://shop.example/back' })
    if (nextAction.type === 'app') throw new Error('not a page')
    const page =
      nextAction.type === 'form'
        ? ({ url: 'https://openapi.alipay.com/gateway.do', method: 'POST', fields: nextAction.fields } as const)
        : { url: nextAction.url }
    const { method, content: told, parameters } = judgePage(page, facts)
    expect({ method, told, back: parameters.return_url }).toEqual({
      method: 'alipay.user.agreement.page.sign',
      told: content,
      back: 'https://shop.example/back',
    })
    expect(judged).toEqual([])
  })

  it('for the app: an order string, and an address that opens the wallet with it', async () => {
    const general = { agreementId: 'G1', kind: 'general', signScene: 'INDUSTRY|CARRENTAL', as: 'app' } as const
    const { nextAction } = await signAgreement(open({}).client, general)
    if (nextAction.type !== 'app') throw new Error('not an app action')
    const { orderString, walletUrl } = nextAction.payload
    expect(judgeOrderString(orderString, facts)).toMatchObject({
      method: 'alipay.user.agreement.page.sign',
      content: {
        product_code: 'GENERAL_WITHHOLDING',
        personal_product_code: 'GENERAL_WITHHOLDING_P',
        access_params: { channel: 'ALIPAYAPP' },
      },
    })
    expect(walletUrl).toMatch(/^alipays:\/\/platformapi\/startapp\?appId=60000157&appClearTop=false&startMultApp=YES&/)
    expect(new URL(walletUrl).searchParams.get('sign_params')).toBe(orderString)
  })

  it.each([
    ['agreementId', { ...monthly, agreementId: 'A_1' }],
    ['agreementId', { ...monthly, agreementId: 'A'.repeat(33) }],
    ['period', { ...monthly, period: undefined }],
    ['period.every', { ...monthly, period: { ...monthly.period, every: 1.5 } }],
    ['period.firstDay', { ...monthly, period: { ...monthly.period, firstDay: '15.3.2026' } }],
    ['period.firstDay', { ...monthly, period: { ...monthly.period, firstDay: '2026-02-30' } }],
    [
      'period.singleAmount.value',
      { ...monthly, period: { ...monthly.period, singleAmount: { currency: 'CNY', value: 0 } } },
    ],
  ])('refuses a wrong %s', async (path, parameters) => {
    const { fields } = await failure(signAgreement(open({}).client, parameters as never))
    expect(fields?.map((field) => field.path)).toEqual([path])
  })
})

describe.each([{ generation: 'v2' }, { generation: 'v3' }] as const)('$generation, judged by the oracle', (mode) => {
  it.each([
    [
      reference,
      {
        external_agreement_no: 'A2026',
        personal_product_code: 'CYCLE_PAY_AUTH_P',
        sign_scene: 'INDUSTRY|DIGITAL_MEDIA',
      },
    ],
    [{ providerAgreementId }, { agreement_no: providerAgreementId }],
  ] as const)('getAgreement %j', async (asked, sent) => {
    const { client, last, requests } = open({ content: signed }, mode)
    expect(await getAgreement(client, asked)).toMatchObject({
      agreementId: 'A2026',
      providerAgreementId,
      status: 'active',
      signedAt: new Date('2026-03-04T11:59:58+08:00'),
    })
    expect(requests[0]!.method).toBe(mode.generation === 'v3' ? 'GET' : 'POST')
    expect(last()).toMatchObject({ method: 'alipay.user.agreement.query', content: sent })
  })

  it('getAgreement asks for what was checked, and not for what a getter says the second time', async () => {
    const numbers = [providerAgreementId, '20265904000000000002']
    const { client, last } = open({ content: signed }, mode)
    await getAgreement(client, {
      get providerAgreementId() {
        return numbers.shift() ?? ''
      },
    })
    expect(last().content).toEqual({ agreement_no: providerAgreementId })
  })

  it('endAgreement', async () => {
    const { client, last } = open({}, mode)
    expect(await endAgreement(client, { providerAgreementId })).toEqual({ status: 'ended' })
    expect(last()).toMatchObject({
      method: 'alipay.user.agreement.unsign',
      content: { agreement_no: providerAgreementId },
    })
  })

  it('chargeAgreement', async () => {
    const { client, last } = openAlipay({ content: paid }, mode)
    expect(await chargeAgreement(client, charge)).toMatchObject({
      orderId: 'M_1',
      paymentId: paid.trade_no,
      status: 'paid',
      amount: { value: 2500 },
    })
    expect(last()).toMatchObject({
      method: 'alipay.trade.pay',
      content: {
        out_trade_no: 'M_1',
        total_amount: '25.00',
        subject: 'March',
        product_code: 'CYCLE_PAY_AUTH',
        agreement_params: { agreement_no: providerAgreementId },
      },
    })
  })

  it.each([
    ['agreement_no', { ...signed, agreement_no: '1' }, { providerAgreementId }],
    ['external_agreement_no', { ...signed, external_agreement_no: 'A2025' }, reference],
  ] as const)('a signed answer about another %s is not believed', async (_, content, asked) => {
    expect(await failure(getAgreement(open({ content }, mode).client, asked))).toEqual(code('REPLY_MISMATCH'))
  })

  it.each([
    ['out_trade_no', { ...paid, out_trade_no: 'M_2' }],
    ['total_amount', { ...paid, total_amount: '2.50' }],
  ])('nor a deduction with another %s', async (_, content) => {
    expect(await failure(chargeAgreement(open({ content }, mode).client, charge))).toEqual(
      code('REPLY_MISMATCH', unknown),
    )
  })

  it.each([
    ['endAgreement', 'getAgreement', (client: Client) => endAgreement(client, reference)],
    ['chargeAgreement', 'getPayment', (client: Client) => chargeAgreement(client, charge)],
  ])('%s is sent once, and names %s where its outcome is unknown', async (_, query, act) => {
    expect(await withoutAnOutcome(act, mode)).toEqual({
      ...unknown,
      next: expect.stringContaining(query),
      sent: 1,
    })
  })
})

type Client = ReturnType<typeof open>['client']

it.each([
  ['TEMP', 'pending'],
  ['NORMAL', 'active'],
  ['STOP', 'ended'],
])('%s is %s', async (status, expected) => {
  expect(await getAgreement(open({ content: { ...signed, status } }).client, reference)).toHaveProperty(
    'status',
    expected,
  )
})

it('a deduction in another currency is not the one that was asked for', async () => {
  const { client } = open({ content: { ...paid, trans_currency: 'JPY' } })
  expect(await failure(chargeAgreement(client, charge))).toEqual(code('REPLY_MISMATCH', unknown))
})

it('a deduction whose time of payment is null is not paid', async () => {
  const { client } = open({ content: { ...paid, gmt_payment: null } }, { generation: 'v3' })
  expect(await chargeAgreement(client, charge)).toHaveProperty('status', 'processing')
})

it('a deduction that is accepted for later is not paid', async () => {
  const { client, last } = open({ content: { ...paid, async_payment_mode: 'ASYNC_DELAY_PAY' } })
  expect(await chargeAgreement(client, { ...charge, asynchronous: true })).toHaveProperty('status', 'processing')
  expect(last().content).toHaveProperty('is_async_pay', true)
})

it.each([
  ['both numbers', { ...reference, providerAgreementId }],
  ['neither', {}],
])('getAgreement refuses %s', async (_, parameters) => {
  const { fields } = await failure(getAgreement(open({}).client, parameters as never))
  expect(fields?.map(({ path }) => path)).toEqual(['providerAgreementId'])
})

it('getAgreement needs kind and signScene beside the merchant’s number', async () => {
  const { fields } = await failure(getAgreement(open({}).client, { agreementId: 'A2026' } as never))
  expect(fields?.map(({ path }) => path)).toEqual(['agreementId'])
})

it.each([
  ['dut_user_sign', { agreement_no: providerAgreementId, status: 'NORMAL' }],
  ['fund_auth_freeze', { auth_no: '2026030400002001440260000001', status: 'SUCCESS' }],
])('a %s notification is verified, and handed over as it stands', async (notify_type, fields) => {
  const event = await receiveWebhook(accountOf(), notification({ notify_type, ...fields, trade_no: undefined }))
  expect(event).toMatchObject({ type: 'other', name: notify_type, raw: fields })
})

describe.each([{ generation: 'v2' }, { generation: 'v3' }] as const)('at the mock, $generation', ({ generation }) => {
  /** The payer opens the page and signs. */
  async function signedShop() {
    const shop = await openAlipayShop({ generation })
    const { nextAction } = await signAgreement(shop.client, monthly)
    if (nextAction.type !== 'redirect') throw new Error('not a redirect')
    await shop.mock.fetch(new Request(nextAction.url))
    expect(await getAgreement(shop.client, reference)).toHaveProperty('status', 'pending')
    await confirmAgreement(shop.mock, { agreementId: 'A2026' })
    const agreement = await getAgreement(shop.client, reference)
    return { ...shop, agreement, charge: { ...charge, providerAgreementId: agreement.providerAgreementId } }
  }

  it('is not there until the payer opens the page', async () => {
    const { client } = await openAlipayShop({ generation })
    await signAgreement(client, monthly)
    expect(await failure(getAgreement(client, reference))).toHaveProperty('providerCode', 'USER_AGREEMENT_NOT_EXIST')
  })

  it('deducts within its limits, and no more once it has ended', async () => {
    const { client, agreement, charge: first } = await signedShop()
    expect(agreement).toMatchObject({ status: 'active', signedAt: new Date('2026-03-04T12:00:00+08:00') })
    const refused = async (more: object) => (await failure(chargeAgreement(client, { ...first, ...more }))).providerCode
    expect(await refused({ amount: amount('25.01', 'CNY') })).toBe('ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED')
    expect(await chargeAgreement(client, first)).toHaveProperty('status', 'paid')
    expect(await refused({})).toBe('ACQ.TRADE_HAS_SUCCESS')
    expect(await refused({ orderId: 'M_2' })).toBe('ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED')
    await chargeAgreement(client, { ...first, orderId: 'M_2', amount: amount('5.00', 'CNY') })
    expect(await refused({ orderId: 'M_3', amount: amount('0.01', 'CNY') })).toBe('ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED')
    expect(await getPayment(client, { orderId: 'M_1' })).toMatchObject({ status: 'paid', amount: { value: 2500 } })
    await endAgreement(client, reference)
    expect(await getAgreement(client, reference)).toHaveProperty('status', 'ended')
    expect(await refused({ orderId: 'M_4' })).toBe('ACQ.AGREEMENT_STATUS_NOT_NORMAL')
    expect(await failure(endAgreement(client, reference))).toHaveProperty(
      'providerCode',
      'USER_AGREEMENT_STATUS_NOT_NORMAL',
    )
  })

  it('a deduction whose answer was lost is found by getPayment, and is not made twice', async () => {
    const { client, mock, charge: first } = await signedShop()
    failNext(mock, { provider: 'alipay', fault: 'reset-after' })
    expect(await failure(chargeAgreement(client, first))).toEqual(code('TRANSPORT_FAILED', unknown))
    expect(await getPayment(client, { orderId: 'M_1' })).toHaveProperty('status', 'paid')
    expect(await failure(chargeAgreement(client, first))).toMatchObject({
      providerCode: 'ACQ.TRADE_HAS_SUCCESS',
      ...unknown,
    })
  })
})
