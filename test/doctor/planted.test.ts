import { describe, expect, it } from 'vitest'
import { planted } from './planted/all.js'

describe('each planted mistake is found as what it is', () => {
  it.each(planted)('$provider, $message: $mistake: $cause', async ({ diagnose, cause, names }) => {
    const diagnosis = await diagnose()
    expect(diagnosis, diagnosis.problem).toMatchObject({ cause })
    if (names) expect(diagnosis.problem).toMatch(names)
    // No fact of the case is left open in the words.
    expect(diagnosis.problem + diagnosis.next).not.toMatch(/\{\w+\}|undefined/)
  })

  it('at all providers, and many of them', () => {
    expect(planted.filter(({ cause }) => cause !== 'right' && cause !== 'unknown').length).toBeGreaterThan(100)
    expect([...new Set(planted.map(({ provider }) => provider))].sort()).toEqual([
      'alipay',
      'antom',
      'unionpay',
      'wechatpay',
    ])
  })
})
