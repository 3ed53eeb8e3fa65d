import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { secrets as alipay } from './planted/alipay.js'
import { planted } from './planted/all.js'
import { secrets as antom } from './planted/antom.js'
import { secrets as baidu } from './planted/baidu.js'
import { keys } from './planted/hand.js'
import { secrets as lakala } from './planted/lakala.js'
import { secrets as qqpay } from './planted/qqpay.js'
import { secrets as unionpay } from './planted/unionpay.js'
import { secrets as wechatpay } from './planted/wechatpay.js'

const secrets = [
  ...[wechatpay, alipay, antom, unionpay, lakala, qqpay, baidu].flatMap((each) => Object.values<string>(each)),
  ...Object.values(keys).flatMap((pem) => pem.split('\n').filter((line) => /^[\w+/=]{40,}$/.test(line))),
].map((secret) => secret.slice(0, 12))

describe('each planted mistake is found as what it is', () => {
  it.each(planted)('$provider, $message: $mistake: $cause', async ({ diagnose, cause, names }) => {
    const diagnosis = await diagnose()
    expect(diagnosis, diagnosis.problem).toMatchObject({ cause })
    if (names) expect(diagnosis.problem).toMatch(names)
    // No fact of the case is left open in the words.
    expect(diagnosis.problem + diagnosis.next).not.toMatch(/\{\w+\}|undefined/)
    const shown = inspect(diagnosis, { depth: 9, showHidden: true }) + JSON.stringify(diagnosis)
    for (const secret of secrets) expect(shown).not.toContain(secret)
  })

  it('at all providers, and many of them', () => {
    expect(secrets.length).toBeGreaterThan(50)
    expect(planted.filter(({ cause }) => cause !== 'right' && cause !== 'unknown').length).toBeGreaterThan(100)
    expect([...new Set(planted.map(({ provider }) => provider))].sort()).toEqual([
      'alipay',
      'antom',
      'baidu',
      'lakala',
      'qqpay',
      'unionpay',
      'wechatpay',
      'yeepay',
    ])
  })
})
