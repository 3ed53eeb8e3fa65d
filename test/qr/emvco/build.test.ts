import fc from 'fast-check'
import { amount, type Currency } from 'shroff'
import { buildMerchantCode, type MerchantCodeParameters, parseMerchantCode } from 'shroff/qr/emvco'
import { describe, expect, it } from 'vitest'
import { isWhole, objectsOf } from '../../oracle/emvco.js'

const shop = {
  initiation: 'dynamic',
  accounts: [{ scheme: 'fps', fpsId: '1660695' }],
  categoryCode: '5812',
  amount: amount('88.80', 'HKD'),
  country: 'HK',
  name: 'TEA HOUSE',
  city: 'HK',
} as const satisfies MerchantCodeParameters

// biome-ignore lint/suspicious/noExplicitAny: what callers without types pass
type Anything = any
function refusedFields(given: Anything) {
  try {
    buildMerchantCode(given)
  } catch (error) {
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action: 'buildMerchantCode' })
    return (error as { fields: { path: string; problem: string }[] }).fields.map(({ path }) => path)
  }
  throw new Error('was built')
}

it('writes the objects in EMVCo’s order', () => {
  const text = buildMerchantCode({
    ...shop,
    accounts: [
      { scheme: 'template', id: '51', guid: 'SG.SGQR', objects: [{ id: '01', value: '1809072DDA29' }] },
      { scheme: 'primitive', id: '04', value: 'MASTER1234567890' },
      ...shop.accounts,
      { scheme: 'unionpay', acquirer: '26000410', forwarder: '26000410', merchantId: '711958120000000' },
    ],
    tip: { type: 'fixed', amount: amount('1.00', 'HKD') },
    postalCode: '999077',
    additional: {
      referenceLabel: 'T-1001',
      billNumber: '***',
      requests: ['email', 'address'],
      templates: [{ id: '50', guid: 'com.example', objects: [{ id: '01', value: 'x' }] }],
    },
    translation: { language: 'zh', name: '茶舍', city: '香港' },
    unreserved: [{ id: '80', guid: 'com.example', objects: [] }],
  })
  expect(isWhole(text)).toBe(true)
  expect(objectsOf(text).map(([id, value]) => `${id} ${value}`)).toEqual([
    '00 01',
    '01 12',
    '04 MASTER1234567890',
    '15 2600041026000410711958120000000',
    '26 0012hk.com.hkicl02071660695',
    '51 0007SG.SGQR01121809072DDA29',
    '52 5812',
    '53 344',
    '54 88.80',
    '55 02',
    '56 1.00',
    '58 HK',
    '59 TEA HOUSE',
    '60 HK',
    '61 999077',
    '62 0103***0506T-10010902EA50200011com.example0101x',
    '64 0002zh0102茶舍0202香港',
    '80 0011com.example',
    expect.stringMatching(/^63 [0-9A-F]{4}$/),
  ])
})

describe('refuses, by name', () => {
  it.each<[string, Anything, string[]]>([
    ['nothing', undefined, ['parameters', 'currency']],
    ['no object', 7, ['parameters', 'currency']],
    ['no account', { accounts: [] }, ['accounts']],
    ['no list of accounts', { accounts: {} }, ['accounts']],
    ['no category', { categoryCode: undefined }, ['categoryCode']],
    ['no name', { name: undefined }, ['name']],
    ['no city', { city: undefined }, ['city']],
    ['an empty name', { name: '' }, ['name']],
    ['a name that is no text', { name: 7 }, ['name']],
    ['a name that is too long', { name: 'a'.repeat(26) }, ['name']],
    ['a name of 100 characters', { name: 'a'.repeat(100) }, ['name']],
    ['a Chinese name', { name: '茶舍' }, ['name']],
    ['half a character', { name: '\ud83c' }, ['name']],
    ['a country in words', { country: 'Hong Kong' }, ['country']],
    ['a zero amount', { amount: amount('0', 'HKD') }, ['amount']],
    ['an amount of a text', { amount: '88.80' }, ['currency', 'amount']],
    ['an amount that is too large', { amount: { currency: 'HKD', value: 10 ** 13 } }, ['amount']],
    ['two currencies', { currency: 'USD' }, ['currency']],
    ['no currency', { amount: undefined }, ['currency']],
    ['a currency that is none', { amount: undefined, currency: 'XXX' }, ['currency']],
    ['a fee in another currency', { tip: { type: 'fixed', amount: amount('1', 'USD') } }, ['tip.amount']],
    ['a fee of nothing', { tip: { type: 'fixed' } }, ['tip']],
    ['a fee of zero', { tip: { type: 'fixed', amount: amount('0', 'HKD') } }, ['tip.amount']],
    ['a percentage over 99.99', { tip: { type: 'percent', percent: '100' } }, ['tip.percent']],
    ['a tip of another kind', { tip: { type: 'free' } }, ['tip.type']],
    ['another initiation', { initiation: 'once' }, ['initiation']],
    ['a slip', { merchantName: 'TEA' }, ['merchantName']],
    ['a slip within', { additional: { orderId: 'T-1' } }, ['additional.orderId']],
    ['an empty template', { additional: {} }, ['additional', 'additional']],
    ['a request that there is not', { additional: { requests: ['name'] } }, ['additional.requests']],
    ['a translation without a name', { translation: { language: 'zh' } }, ['translation.name']],
    [
      'a template under another object’s number',
      { unreserved: [{ id: '54', guid: 'a', objects: [] }] },
      ['unreserved.0.id'],
    ],
    [
      'an account under the amount’s number',
      { accounts: [{ scheme: 'primitive', id: '54', value: '0.01' }] },
      ['accounts.0.id'],
    ],
    [
      'a scheme under a card’s number',
      { accounts: [{ scheme: 'fps', id: '04', fpsId: '1660695' }] },
      ['accounts.0.id'],
    ],
    [
      'an identifier within a template',
      { unreserved: [{ id: '80', guid: 'a', objects: [{ id: '00', value: 'b' }] }] },
      ['unreserved.0.objects.0.id'],
    ],
    ['a template without an identifier', { unreserved: [{ id: '80', objects: [] }] }, ['unreserved.0.guid']],
    [
      'two accounts under one number',
      { accounts: [...shop.accounts, { scheme: 'pix', key: 'a' }] },
      ['accounts (object 26)'],
    ],
    ['a scheme that is not known', { accounts: [{ scheme: 'bitcoin' }] }, ['accounts.0.scheme']],
    ['no scheme', { accounts: [{ fpsId: '1660695' }] }, ['accounts.0.scheme']],
    ['no account within', { accounts: [null] }, ['accounts.0']],
    ['an FPS number of six digits', { accounts: [{ scheme: 'fps', fpsId: '166069' }] }, ['accounts.0.fpsId']],
    ['two ways to one account', { accounts: [{ scheme: 'fps', fpsId: '1660695', email: 'a@b' }] }, ['accounts.0']],
    ['no way to an account', { accounts: [{ scheme: 'fps' }] }, ['accounts.0']],
    ['a member that there is not', { accounts: [{ scheme: 'fps', fpsId: '1660695', phon: '1' }] }, ['accounts.0.phon']],
    [
      'a service that there is not',
      { accounts: [{ scheme: 'vietqr', bank: '970436', account: '1', service: 'QRIBFTTA' }] },
      ['accounts.0.service'],
    ],
    [
      'a UnionPay number that is too short',
      { accounts: [{ scheme: 'unionpay', acquirer: '1', forwarder: '1', merchantId: '1' }] },
      ['accounts.0.acquirer, forwarder, merchantId'],
    ],
    [
      'more than 99 characters in all',
      {
        additional: {
          billNumber: 'a'.repeat(25),
          storeLabel: 'a'.repeat(25),
          purpose: 'a'.repeat(25),
          customerLabel: 'a'.repeat(25),
        },
      },
      ['additional'],
    ],
  ])('%s', (_, change, paths) => {
    const given = change === undefined || typeof change !== 'object' ? change : { ...shop, ...change }
    expect(refusedFields(given)).toEqual(paths)
  })

  it('everything at once', () => {
    const given = { ...shop, name: '', country: 7, additional: { referenceLabel: 'a'.repeat(100) } }
    expect(refusedFields(given)).toEqual(['country', 'name', 'additional.referenceLabel'])
  })
})

const ascii = (from: number, to: number) => fc.stringMatching(new RegExp(`^[!-~]{${from},${to}}$`))
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const money = (currency: Currency) =>
  fc.record({ currency: fc.constant(currency), value: fc.integer({ min: 1, max: 10 ** 9 }) })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const account = fc.oneof(
  fc.record({ scheme: fc.constant('promptpay'), id: fc.constant('29'), phone: digits(9).map((nine) => `0066${nine}`) }),
  fc.record({
    scheme: fc.constant('vietqr'),
    id: fc.constant('38'),
    bank: digits(6),
    account: fc.stringMatching(/^[0-9A-Za-z]{1,19}$/),
    service: fc.constantFrom('account', 'card'),
  }),
  fc.record({ scheme: fc.constant('pix'), id: fc.constant('26'), key: ascii(1, 36) }),
  fc.record({
    scheme: fc.constant('paynow'),
    id: fc.constant('36'),
    proxyType: fc.constantFrom('mobile', 'uen'),
    proxy: fc.stringMatching(/^[0-9A-Z]{1,13}$/),
    editable: fc.boolean(),
  }),
  fc.record({
    scheme: fc.constant('fps'),
    id: fc.constant('40'),
    clearingCode: digits(3),
    email: ascii(1, 20).map((name) => `${name}@a.hk`),
  }),
  fc.record({
    scheme: fc.constant('unionpay'),
    id: fc.constant('15'),
    acquirer: digits(8),
    forwarder: digits(8),
    merchantId: ascii(15, 15),
  }),
  fc.record({ scheme: fc.constant('primitive'), id: fc.constant('13'), value: ascii(1, 99) }),
  fc.record({
    scheme: fc.constant('template'),
    id: fc.constant('45'),
    guid: ascii(1, 32),
    objects: fc.constant([{ id: '01', value: 'x' }]),
  }),
) as fc.Arbitrary<Anything>

it('what is built is read back as it was given, in any currency and script', () => {
  const currency = fc.constantFrom<Currency>('CNY', 'JPY', 'KWD', 'VND', 'HKD', 'LAK')
  const given = currency.chain((one) =>
    fc.record({
      initiation: maybe(fc.constantFrom('static', 'dynamic')),
      accounts: fc.uniqueArray(account, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
      categoryCode: digits(4),
      currency: fc.constant(one),
      amount: maybe(money(one)),
      tip: maybe(
        fc.oneof(fc.constant({ type: 'prompt' }), fc.record({ type: fc.constant('fixed'), amount: money(one) })),
      ),
      country: fc.stringMatching(/^[A-Z]{2}$/),
      name: ascii(1, 25),
      city: ascii(1, 15),
      postalCode: maybe(ascii(1, 10)),
      additional: maybe(fc.record({ referenceLabel: ascii(1, 25), terminalLabel: ascii(1, 8) })),
      translation: maybe(
        fc.record({
          language: fc.stringMatching(/^[a-z]{2}$/),
          name: fc
            .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 8 })
            .filter((text) => [...text].length < 26),
        }),
      ),
    }),
  )
  fc.assert(
    fc.property(given, (parameters) => {
      const text = buildMerchantCode(parameters as Anything)
      expect(isWhole(text)).toBe(true)
      const { intact, findings, objects, ...read } = parseMerchantCode(text)
      const accounts = [...parameters.accounts].sort((a, b) => Number(a.id) - Number(b.id))
      expect({ intact, findings }).toEqual({ intact: true, findings: [] })
      expect(read).toEqual(JSON.parse(JSON.stringify({ ...parameters, accounts })))
    }),
    { numRuns: 500 },
  )
})
