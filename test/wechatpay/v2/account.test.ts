import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { apiV2Key } from './seal.js'

test.each(['', 'short', `${apiV2Key}0`, `${apiV2Key.slice(1)}茶`])('the APIv2 key "%s" is refused', (key) => {
  expect(() => openAnswering({}, { account: { apiV2Key: key } })).toThrow(
    /apiV2Key must be exactly 32 ASCII characters/,
  )
})

test('an API that does not exist is refused', () => {
  expect(() => openAnswering({}, { account: { codePay: 'v4' as never } })).toThrow(/codePay must be 'v2' or 'v3'/)
})

test('the account keeps its APIv2 key to itself', () => {
  const { account, client } = openAnswering({}, { account: { apiV2Key } })
  for (const shown of [account, client]) {
    expect(JSON.stringify(shown)).not.toContain(apiV2Key)
    expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain(apiV2Key)
  }
  expect(account.codePay).toBe('v2')
})
