import { describe, expect, it } from 'vitest'
import { invocationMessage, judgeInvocation, signatureOf } from '../wechatpay.js'
import { merchant } from './samples.js'

describe('judgeInvocation for an app', () => {
  const signed = { appId: 'wx1', timeStamp: '1709179200', nonceStr: 'abc' }
  const sign = (line: string) => signatureOf(invocationMessage('wx1', '1709179200', 'abc', line), merchant.privateKey)
  const app = {
    ...signed,
    partnerId: '1900000001',
    prepayId: 'wx2024',
    packageValue: 'Sign=WXPay',
    sign: sign('wx2024'),
  }
  const wallet = { appId: 'wx1', publicKey: merchant.publicKey, merchantId: '1900000001' }

  it('returns the prepay id, also from the iOS member name', () => {
    const { packageValue, ...others } = app
    expect(judgeInvocation('app', app, wallet)).toBe('wx2024')
    expect(judgeInvocation('app', { ...others, package: packageValue }, wallet)).toBe('wx2024')
  })

  it.each([
    ['prepay_id= in the fourth line', { sign: sign('prepay_id=wx2024') }, 'does not verify'],
    ['a number as timeStamp', { timeStamp: 1_709_179_200 }, 'timeStamp is not text'],
    ['milliseconds', { timeStamp: '1709179200000' }, 'not Unix seconds'],
    ['another partner', { partnerId: '1' }, 'partnerId'],
    ['a parameter too many', { signType: 'RSA' }, 'signType is not a parameter'],
  ])('refuses %s', (_, change, complaint) => {
    expect(() => judgeInvocation('app', { ...app, ...change }, wallet)).toThrow(complaint)
  })
})
