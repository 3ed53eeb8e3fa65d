import { inspect } from 'node:util'
import { explain } from 'shroff/doctor'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { apiV3Key, merchantPem } from '../support/wechatpay.js'
import { alipayMistakes } from './alipay.js'
import { antomMistakes } from './antom.js'
import { parameterMistakes } from './parameters.js'
import { railMistakes } from './rails.js'
import { wechatpayMistakes } from './wechatpay.js'

const mistakes = [...alipayMistakes, ...antomMistakes, ...wechatpayMistakes, ...railMistakes, ...parameterMistakes]

describe('an error names the mistake that was made', () => {
  it.each(mistakes)('$when: $code, $name', async ({ code, when, plant, words, cause }) => {
    // In an async function, for some of them are thrown and some rejected.
    const error = await failure((async () => plant())())
    expect(error.code).toBe(code)
    if (when === 'at once') expect(error.message).toMatch(words!)
    else expect(await explain(error)).toMatchObject({ cause: cause! })
    const shown = `${inspect(error, { depth: 9 })}${JSON.stringify(error)}`
    for (const secret of [apiV3Key, merchantPem.slice(60, 100)]) expect(shown).not.toContain(secret)
  })

  it('by words that no other mistake is told by', () => {
    const told = mistakes.filter(({ when }) => when === 'at once').map(({ words }) => words!.source)
    expect(new Set(told).size).toBe(told.length)
  })
})
