import fc from 'fast-check'
import { amount, type Currency, formatAmount } from 'shroff'
import { describe, expect, it } from 'vitest'

// ISO 4217: how many decimals; the three that are not the usual two, and one of those.
const decimals = { CNY: 2, HKD: 2, JPY: 0, KRW: 0, KWD: 3 } as const
const currencies = Object.keys(decimals) as (keyof typeof decimals)[]
const refused = (path: string) =>
  expect.objectContaining({ code: 'PARAMETERS_INVALID', fields: [{ path, problem: expect.any(String) }] })

/** The decimal text of a value, by BigInt division. */
const decimalText = (value: bigint, places: number) => {
  const unit = 10n ** BigInt(places)
  return places === 0 ? String(value) : `${value / unit}.${String(value % unit).padStart(places, '0')}`
}

describe('amount refuses', () => {
  it.each([
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '-1',
    '+1',
    '1,000.00',
    '1 000',
    ' 1',
    '1\n',
    '1e3',
    '0x10',
    '１',
    '1.234',
    '1.2.3',
    'NaN',
    'Infinity',
    '25元',
    '100000000000000000000',
    25,
    25n,
    null,
    undefined,
    ['25'],
    {},
  ])('%s', (text) => {
    expect(() => amount(text as string, 'CNY')).toThrow(refused('text'))
  })

  it.each([
    ['1.0', 'JPY'],
    ['1.00', 'KRW'],
    ['1.2345', 'KWD'],
  ] as const)('%s %s: more decimals than there are', (text, currency) => {
    expect(() => amount(text, currency)).toThrow(refused('text'))
  })

  it.each(['cny', 'RMB', '', 'constructor', '__proto__', 'toString', null, undefined, 5])(
    'the currency %j',
    (currency) => {
      expect(() => amount('1', currency as Currency)).toThrow(refused('currency'))
    },
  )

  it('what an integer cannot hold exactly', () => {
    expect(amount('90071992547409.91', 'CNY').value).toBe(9_007_199_254_740_991)
    expect(() => amount('90071992547409.92', 'CNY')).toThrow(refused('text'))
  })
})

describe('formatAmount refuses', () => {
  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53, '2500', null, undefined])('the value %s', (value) => {
    expect(() => formatAmount({ currency: 'CNY', value: value as number })).toThrow(refused('value'))
  })

  it.each([undefined, null, '25.00', 2500])('%j in place of an amount', (given) => {
    expect(() => formatAmount(given as never)).toThrow(refused('amount'))
  })

  it('a bigint', () => {
    expect(() => formatAmount({ currency: 'CNY', value: 1n as unknown as number })).toThrow(refused('value'))
  })

  it('a currency that is none', () => {
    expect(() => formatAmount({ currency: 'XXX' as Currency, value: 1 })).toThrow(refused('currency'))
  })
})

describe('both', () => {
  it.each([
    ['88.80', 'CNY', 8880, '88.80'],
    ['88.8', 'CNY', 8880, '88.80'],
    ['88', 'CNY', 8800, '88.00'],
    ['0.01', 'CNY', 1, '0.01'],
    ['007.10', 'CNY', 710, '7.10'],
    ['1.15', 'CNY', 115, '1.15'],
    ['1000', 'JPY', 1000, '1000'],
    ['1.005', 'KWD', 1005, '1.005'],
    ['0', 'CNY', 0, '0.00'],
  ] as const)('%s %s is %d minor units, written %s', (text, currency, value, written) => {
    expect(amount(text, currency)).toEqual({ currency, value })
    expect(formatAmount({ currency, value })).toBe(written)
  })

  it('write minus zero as zero', () => expect(formatAmount({ currency: 'CNY', value: -0 })).toBe('0.00'))

  it('agree with BigInt arithmetic for every value', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...currencies), (value, currency) => {
        const text = decimalText(BigInt(value), decimals[currency])
        expect(formatAmount({ currency, value })).toBe(text)
        expect(amount(text, currency)).toEqual({ currency, value })
      }),
    )
  })

  it('read nothing as money but decimal digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d+(\.\d{1,2})?$/.test(text))
        expect(() => amount(text, 'CNY')).toThrow(refused('text'))
      }),
    )
  })
})
