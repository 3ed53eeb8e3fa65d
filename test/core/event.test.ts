import { expect, it } from 'vitest'
import { otherId } from '../../src/core/event.js'

it.each([
  ['two of one order are two', ['R1', 'T1'], 'SUCCESS/R1/T1'],
  ['what is not told is left out', [undefined, 'T1', null, ''], 'SUCCESS/T1'],
  ['a number need not be a text', [7], 'SUCCESS/7'],
  ['what is no number is none', [{ a: 1 }, ['T1']], ''],
  // `SUCCESS` would make one event of all: a handler would take the second for done.
  ['without any it is not known by its name alone', [undefined], ''],
])('%s', (_, numbers, id) => {
  expect(otherId('SUCCESS', numbers)).toBe(id)
})
