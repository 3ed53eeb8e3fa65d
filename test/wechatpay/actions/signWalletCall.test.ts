import { callProvider, signWalletCall, type WalletChannel } from 'shroff/wechatpay'
import { describe, expect, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { judgeInvocation } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { accountWith, options as merchant } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf } from '../../support/wechatpay-judged.js'

const prepayId = 'wx04120000000000000000000000000000'
const facts = { appId: merchant.appId, merchantId: merchant.merchantId, publicKey: merchantKeyOf(merchant) }

describe('signWalletCall', () => {
  it.each(['jsapi', 'miniprogram', 'app'] as const)('signs what the wallet takes, for %s', async (channel) => {
    const call = await signWalletCall(accountWith(), { channel, prepayId })
    const given = call.type === 'app' ? call.payload : call.parameters
    expect(judgeInvocation(channel, given, facts)).toBe(prepayId)
    expect(call.type).toBe(channel === 'app' ? 'app' : 'jsapi')
  })

  it('opens combined orders, which callProvider placed', async () => {
    const { client } = openAnswering({ body: { prepay_id: prepayId } })
    const body = { combine_appid: merchant.appId, combine_mchid: merchant.merchantId }
    const answer = await callProvider(client, {
      method: 'POST',
      path: '/v3/combine-transactions/jsapi',
      body,
      schema: z.object({ prepay_id: z.string() }),
    })
    const { parameters } = await signWalletCall(client.account, { channel: 'jsapi', prepayId: answer.prepay_id })
    expectTypeOf(parameters.paySign).toBeString()
    expect(judgeInvocation('jsapi', parameters, facts)).toBe(prepayId)
  })

  it('names the app and the merchant that it is told', async () => {
    const account = accountWith({ otherAppIds: ['wxd678efh567hg6788'] })
    const more = { prepayId, appId: 'wxd678efh567hg6788', partnerId: '1900000109' }
    const { payload } = await signWalletCall(account, { channel: 'app', ...more })
    const judgedBy = { ...facts, appId: more.appId, merchantId: more.partnerId }
    expect(judgeInvocation('app', { ...payload }, judgedBy)).toBe(prepayId)
  })

  it.each([
    [{ channel: 'qr', prepayId }, 'PARAMETERS_INVALID'],
    [{ prepayId }, 'PARAMETERS_INVALID'],
    [{ channel: 'jsapi' }, 'PARAMETERS_INVALID'],
    [{ channel: 'jsapi', prepayId: '' }, 'PARAMETERS_INVALID'],
    [{ channel: 'jsapi', prepayId: 'wx1\nwx2' }, 'PARAMETERS_INVALID'],
    [{ channel: 'jsapi', prepayId, appId: 'wx0000000000000000' }, 'CONFIG_INVALID'],
    [{ channel: 'jsapi', prepayId, appid: merchant.appId }, 'CONFIG_INVALID'],
    [undefined, 'PARAMETERS_INVALID'],
  ])('refuses %j', async (parameters, code) => {
    const given = parameters as { channel: WalletChannel; prepayId: string }
    expect(await failure(signWalletCall(accountWith(), given))).toMatchObject({ code, outcome: 'not-sent' })
  })
})
