import { isShroffError, tokenAmount } from 'shroff'
import { describe, expect, it } from 'vitest'
import { parseDecimal } from '../../src/core/decimal.js'
import { coverageOf } from '../../src/core/token-amount.js'

describe('tokenAmount', () => {
  it.each([
    ['12.50', '12.5'],
    ['0', '0'],
    ['0012', '12'],
    ['9.980039920159681', '9.980039920159681'],
  ])('reads %s as %s', (text, value) => {
    expect(tokenAmount(text, 'RLUSD')).toEqual({ asset: 'RLUSD', value })
  })

  it.each([['1e3'], [''], ['.5'], ['1.2.3'], ['-1'], ['12,50'], [12.5], [undefined], ['1'.repeat(65)]])(
    'refuses %j',
    (text) => {
      const error = caught(() => tokenAmount(text as string, 'XRP'))
      expect(isShroffError(error, 'PARAMETERS_INVALID') && error.fields).toEqual([
        { path: 'text', problem: "must be decimal digits, as a string such as '12.5'" },
      ])
    },
  )

  it('refuses an asset that there is not', () => {
    const error = caught(() => tokenAmount('1', 'DOGE' as never))
    expect(isShroffError(error, 'PARAMETERS_INVALID') && error.fields?.[0]?.path).toBe('asset')
  })
})

it.each([
  ['1', '1.0', 'exact'],
  ['1.000001', '1', 'over'],
  ['0.999999999999999', '1', 'under'],
  ['0', '1', 'under'],
] as const)('what came, %s of %s, is %s', (received, wanted, coverage) => {
  expect(coverageOf(parseDecimal(received)!, parseDecimal(wanted)!)).toBe(coverage)
})

function caught(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
