import { inspectAccount } from 'shroff/doctor'
import { createMockGateway } from 'shroff/mock'
import { type QqpayOptions, qqpay } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { clockAt } from '../support/wechatpay.js'

const own = (more: Partial<QqpayOptions> = {}) =>
  qqpay({
    merchantId: '1900000109',
    apiKey: '192006250b4c09247ec02edce69f6a2d',
    clock: clockAt(noon.getTime()),
    ...more,
  })
const found = async (account: Parameters<typeof inspectAccount>[0]) =>
  (await inspectAccount(account)).findings.map(({ severity, option }) => `${severity} ${option}`)

describe('keys that both sides hold', () => {
  it.each<[string, Partial<QqpayOptions>, string[]]>([
    ['as it should be', { appKey: 'd139ae6fb0175e5659dce2a7c1fe84d5', operatorPassword: 'as typed' }, []],
    ['one key in two places', { appKey: '192006250b4c09247ec02edce69f6a2d' }, ['wrong appKey']],
    [
      'a password that is hashed',
      { operatorPassword: 'e10adc3949ba59abbe56e057f20f883e' },
      ['doubtful operatorPassword'],
    ],
    ['a host of nobody’s', { certificateHosts: ['https://relay.example'] }, ['doubtful certificateHosts']],
  ])('of QQ Wallet: %s', async (_, more, wanted) => {
    expect(await found(own(more))).toEqual(wanted)
  })

  it('that are the mock gateway’s are named, where the account is not', async () => {
    const mock = await createMockGateway({ providers: [mockQqpay(), mockWechatpay()], now: noon })
    const { mock: _, ...qq } = mock.credentials('qqpay')
    expect(await found(qqpay(qq as QqpayOptions))).toContain('wrong apiKey')
    expect(await found(qqpay(mock.credentials('qqpay')))).toEqual(['doubtful hosts'])
    const { mock: __, ...wechat } = mock.credentials('wechatpay')
    expect(await found(wechatpay(wechat as WechatpayOptions))).toContain('wrong apiV3Key')
  })
})
