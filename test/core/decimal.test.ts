import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, significantDigits } from '../../src/core/decimal.js'

const read = (text: string) => parseDecimal(text)!
const canonical = (text: string) => formatDecimal(read(text))

describe('a decimal', () => {
  it.each([
    ['12.50', '12.5'],
    ['007', '7'],
    ['0', '0'],
    ['0.000', '0'],
    ['0e99', '0'],
    ['100', '100'],
    ['1e3', '1000'],
    ['1E+3', '1000'],
    ['1e-7', '0.0000001'],
    ['9980039920159681e-15', '9.980039920159681'],
    ['9.980039920159681', '9.980039920159681'],
    ['100000000000000000', '100000000000000000'],
    ['0.1e1', '1'],
    ['10e-1', '1'],
    // The largest and the smallest that a token of the XRP Ledger can be.
    ['9999999999999999e80', `9999999999999999${'0'.repeat(80)}`],
    ['1000000000000000e-96', `0.${'0'.repeat(80)}1`],
  ])('%s is %s', (text, written) => {
    expect(canonical(text)).toBe(written)
  })

  it.each(['', '.', '1.', '.5', '-1', '+1', ' 1', '1 ', '1,5', '1e', '1e1000', 'e5', '0x10', '１', '1'.repeat(129)])(
    '%j is none',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined()
    },
  )

  it('has as many significant digits as stand between the first and the last that are no zero', () => {
    expect(
      ['1000', '0.001', '1.001', '9.980039920159681', '100e-2'].map((text) => significantDigits(read(text))),
    ).toEqual([1, 1, 4, 16, 1])
  })
})

// The second implementation: by columns, as on paper; it knows texts without exponent only.
const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: most })
const plain = fc.tuple(fc.nat(9), digits(25), digits(25)).map(([first, whole, fraction]) => {
  return `${first}${whole}${fraction && `.${fraction}`}`
})

function aligned(a: string, b: string): [string, string, number] {
  const [[wholeA = '', partA = ''], [wholeB = '', partB = '']] = [a.split('.'), b.split('.')]
  const [whole, part] = [Math.max(wholeA.length, wholeB.length), Math.max(partA.length, partB.length)]
  const column = (left: string, right: string) => left.padStart(whole, '0') + right.padEnd(part, '0')
  return [column(wholeA, partA), column(wholeB, partB), part]
}

function byColumns(a: string, b: string): string {
  const [left, right, part] = aligned(a, b)
  let [sum, carry] = ['', 0]
  for (let at = left.length - 1; at >= 0; at--) {
    const column = Number(left[at]) + Number(right[at]) + carry
    sum = `${column % 10}${sum}`
    carry = column > 9 ? 1 : 0
  }
  return tidy(`${carry}${sum.slice(0, sum.length - part)}.${sum.slice(sum.length - part)}`)
}

const tidy = (text: string) =>
  text
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

describe('whatever the decimals', () => {
  it('they are written without what says nothing', () => {
    fc.assert(fc.property(plain, (text) => canonical(text) === tidy(text)))
  })

  it('their sum is the one by columns', () => {
    fc.assert(fc.property(plain, plain, (a, b) => formatDecimal(addDecimals(read(a), read(b))) === byColumns(a, b)))
  })

  it('the larger one is the one by columns', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const [left, right] = aligned(a, b)
        return compareDecimals(read(a), read(b)) === (left < right ? -1 : left > right ? 1 : 0)
      }),
    )
  })

  it('an exponent moves the point', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: -96, max: 80 }), (text, exponent) => {
        const [whole = '', part = ''] = text.split('.')
        const at = whole.length + exponent
        const all = (whole + part).padEnd(at, '0')
        const moved = at > 0 ? `${all.slice(0, at)}.${all.slice(at)}` : `0.${'0'.repeat(-at)}${all}`
        return canonical(`${text}e${exponent}`) === tidy(moved)
      }),
    )
  })

  it('equal ones are equal values', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 20 }), (text, zeros) => {
        const longer = `0${text}${text.includes('.') ? '' : '.'}${'0'.repeat(zeros + 1)}`
        expect(read(longer)).toEqual(read(text))
      }),
    )
  })
})
