import * as alipay from 'shroff/alipay'
import * as wechatpay from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'

/** A validator that knows the interface of https://standardschema.dev and nothing of what is behind it. */
async function checked(schema: unknown, value: unknown) {
  const { version, vendor, validate } = (schema as { '~standard': Standard })['~standard']
  expect([version, typeof vendor]).toEqual([1, 'string'])
  const result = await validate(value)
  if ('value' in result) return { value: result.value }
  return result.issues.map(({ message, path = [] }) => {
    const keys = path.map((step) => (typeof step === 'object' ? step.key : step))
    return [keys.join('.'), message]
  })
}
type Standard = {
  version: number
  vendor: string
  validate: (value: unknown) => Result | Promise<Result>
}
type Result =
  | { value: unknown }
  | { issues: readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }[] }

const tea = {
  channel: 'qr',
  orderId: 'T_1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'tea',
  notifyUrl: 'https://shop.example/notify',
}

describe.each([
  ['WeChat Pay', wechatpay],
  ['Alipay', alipay],
] as const)('what the actions of %s take, as Standard Schema', (_, provider) => {
  it('gives back what is right, as a copy', async () => {
    const result = await checked(provider.createPaymentParameters, tea)
    expect(result).toEqual({ value: tea })
    expect((result as { value: unknown }).value).not.toBe(tea)
  })

  it('says where and what is wrong, in the words of PARAMETERS_INVALID', async () => {
    expect(await checked(provider.createPaymentParameters, { ...tea, amount: '25.00', colour: 1 })).toEqual(
      expect.arrayContaining([
        ['amount', "must be an amount, such as amount('25.00', 'CNY'); a string, '25.00', came"],
        ['colour', 'is not a parameter of this action'],
      ]),
    )
    expect(await checked(provider.refundPaymentParameters, undefined)).toEqual([['', 'must be given, as an object']])
  })

  it('is there for the payer’s code too, with how it is settled', async () => {
    const { channel: _, notifyUrl: __, ...sale } = tea
    const charge = { ...sale, payerCode: provider === wechatpay ? '130123456789012345' : '281234567890123456' }
    const more = provider === wechatpay ? { payerClientIp: '203.0.113.7' } : {}
    const right = { ...charge, ...more, patience: 30_000 }
    expect(await checked(provider.settlePaymentParameters, right)).toEqual({ value: right })
    expect(await checked(provider.settlePaymentParameters, { orderId: 'T_1001', undoing: true })).toEqual({
      value: { orderId: 'T_1001', undoing: true },
    })
    const wrong = { ...charge, ...more, patience: 1, amount: undefined, colour: 1 }
    expect(((await checked(provider.settlePaymentParameters, wrong)) as string[][]).map(([path]) => path)).toEqual([
      'patience',
      'amount',
      'colour',
    ])
  })

  it('is there for a call of any endpoint', async () => {
    const right = provider === wechatpay ? { method: 'GET', path: '/v3/a' } : { method: 'alipay.trade.query' }
    expect(await checked(provider.callProviderParameters, right)).toEqual({ value: right })
    expect(await checked(provider.callProviderParameters, { ...right, repeatabel: true })).toEqual([
      ['', 'callProvider has no option repeatabel.'],
    ])
    const body = { big: 2 ** 60 }
    if (provider === alipay)
      expect(await checked(provider.callProviderParameters, { ...right, content: body })).toEqual([
        ['content.big', expect.stringContaining('2^53')],
      ])
  })

  it('is there for each action that takes parameters of its own', async () => {
    const schemas = Object.entries(provider).filter(([name]) => name.endsWith('Parameters'))
    expect(schemas.length).toBeGreaterThanOrEqual(8)
    for (const [, schema] of schemas) expect(await checked(schema, { nobody: 1 })).toBeInstanceOf(Array)
  })
})
