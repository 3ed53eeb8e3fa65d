import { describe, expect, it } from 'vitest'
import { type Checks, type Exception, unnoticed } from './flip.js'

type Sum = { name: string; kind: string; input: number[]; expected: { sum: number; text: string; signs: string[] } }

const sample: Sum = { name: 'two', kind: 'sum', input: [1, -7], expected: { sum: -6, text: '1-7', signs: ['+', '-'] } }
const whole = ({ input, expected }: Sum) => {
  expect(input[0]! + input[1]!).toBe(expected.sum)
  expect(input.join('')).toBe(expected.text)
  expect(input.map((one) => (one < 0 ? '-' : '+'))).toEqual(expected.signs)
}
const left = (check: (sum: Sum) => void, exceptions?: Exception[]) =>
  unnoticed([sample], { sum: check } satisfies Checks<Sum>, exceptions)

describe('a leaf is found', () => {
  it('nowhere, where all are compared', async () => {
    expect(await left(whole)).toEqual([])
  })

  it('that no check reads, in a list too', async () => {
    expect(await left(({ expected: { sum } }) => expect(sum).toBe(-6))).toEqual([
      'two /text',
      'two /signs/0',
      'two /signs/1',
    ])
  })

  it('whatever its name', async () => {
    const pointers = { name: 'p', kind: 'read', expected: { members: { '/a/~1': 1, '~/': 2 } } }
    const seen = ({ expected }: typeof pointers) => expect(expected.members).toEqual({ '/a/~1': 1, '~/': 2 })
    expect(await unnoticed([pointers], { read: seen })).toEqual([])
    expect(await unnoticed([pointers], { read: () => {} })).toEqual(['p /members/~1a~1~01', 'p /members/~0~1'])
  })

  it('that is compared loosely', async () => {
    const loose = (sum: Sum) => {
      whole({ ...sum, expected: { ...sum.expected, text: '1-7' } })
      expect(sum.expected.text).toContain('1-7')
    }
    expect(await left(loose)).toEqual(['two /text'])
  })

  it('whose usual wrong value will do as well, unless the one given instead does not', async () => {
    const negative = ({ expected }: Sum) => {
      whole({ ...sample, expected: { ...expected, sum: -6 } })
      expect(expected.sum).toBeLessThan(0)
    }
    expect(await left(negative)).toEqual(['two /sum'])
    const exception = { sample: 'two', leaf: '/sum', why: 'any negative number will do' }
    expect(await left(negative, [exception])).toEqual(['two /sum'])
    expect(await left(negative, [{ ...exception, instead: 1 }])).toEqual([])
  })

  it('never in a check that fails by itself, or is missing', async () => {
    await expect(left(() => expect(1).toBe(2))).rejects.toThrow('expected 1')
    await expect(unnoticed([sample], {})).rejects.toThrow('sum has no check')
  })
})
