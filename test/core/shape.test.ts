import { describe, expect, it } from 'vitest'
import { misfit } from '../../src/core/shape.js'

const order = {
  id: 'string',
  'amount?': { total: 'integer' },
  'goods?': [{ name: 'string' }],
  'paid?': 'boolean',
} as const

describe('misfit', () => {
  it.each([
    [null, '/: not an object'],
    [undefined, '/: not an object'],
    [[], '/: not an object'],
    ['text', '/: not an object'],
    [{}, '/id: missing'],
    [{ id: null }, '/id: missing'],
    [{ id: undefined }, '/id: not a string'],
    [{ id: 5 }, '/id: not a string'],
    [{ id: new String('T') }, '/id: not a string'],
    [Object.create({ id: 'T' }), '/id: missing'],
    [{ id: 'T', amount: [] }, '/amount: not an object'],
    [{ id: 'T', amount: {} }, '/amount/total: missing'],
    [{ id: 'T', amount: { total: 0.5 } }, '/amount/total: not an integer'],
    [{ id: 'T', amount: { total: 2 ** 53 } }, '/amount/total: not an integer'],
    [{ id: 'T', amount: { total: Number.NaN } }, '/amount/total: not an integer'],
    [{ id: 'T', amount: { total: '1' } }, '/amount/total: not an integer'],
    [{ id: 'T', goods: {} }, '/goods: not an array'],
    [{ id: 'T', goods: [{ name: 'tea' }, { name: 1 }] }, '/goods/1/name: not a string'],
    [{ id: 'T', goods: [null] }, '/goods/0: not an object'],
    [{ id: 'T', paid: 'true' }, '/paid: not a boolean'],
  ])('%j: %s', (value, problem) => {
    expect(misfit(order, value)).toBe(problem)
  })

  it.each([
    { id: 'T' },
    { id: '' },
    { id: 'T', amount: null, goods: null, paid: null },
    { id: 'T', amount: { total: -0 }, goods: [], paid: false },
    { id: 'T', unknown: { deep: [1] } },
  ])('takes %j', (value) => {
    expect(misfit(order, value)).toBeUndefined()
  })

  it('does not take a method of every object for a member', () => {
    expect(misfit({ ['constructor' as string]: 'unknown' }, {})).toBe('/constructor: missing')
  })

  it('takes anything for unknown', () => {
    expect(misfit('unknown', undefined)).toBeUndefined()
  })
})
