import { expect, it } from 'vitest'
import { returnAddress, returnState } from '../../src/checkout/return-state.js'

it.each([
  ['', { returned: false }],
  ['#section', { returned: false }],
  ['#shroff-return', { returned: true }],
  ['#shroff-return=', { returned: true }],
  ['#shroff-return=abc-_1', { returned: true, code: 'abc-_1' }],
  ['#a=b&shroff-return=a%2Bb', { returned: true, code: 'a+b' }],
])('reads %s', (hash, expected) => {
  expect(returnState({ hash })).toEqual(expected)
})

it('reads what it writes, and leaves the query alone', () => {
  const address = returnAddress('https://shop.example/checkout?sale=7#top', 'a+b/c=')
  expect(address).toBe('https://shop.example/checkout?sale=7#shroff-return=a%2Bb%2Fc%3D')
  expect(returnState(new URL(address))).toEqual({ returned: true, code: 'a+b/c=' })
})
