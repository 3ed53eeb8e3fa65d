import { createPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeInvocation } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { options as merchant } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf, openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const openId = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
const prepayId = 'wx26112221580621e9b071c00d9e093b0000'
const codeUrl = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'
const partnerShop = {
  mock: { subMerchantIds: ['1900000109'] },
  account: { subMerchantId: '1900000109', subAppId: 'wxsub0000000000001' },
}
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })

// Every optional field with its wire form beside it.
const everything = {
  expiresAt: new Date('2026-03-04T05:00:00Z'),
  attach: 'shelf 3',
  goodsTag: 'WXG',
  supportFapiao: true,
  profitSharing: false,
  limitPay: ['no_credit'],
  detail: {
    costPrice: 2600,
    invoiceId: 'wx123',
    goodsDetail: [{ merchantGoodsId: '1246', goodsName: 'Oolong', quantity: 1, unitPrice: 2500 }],
  },
  payerClientIp: '14.23.150.211',
  deviceId: '013467007045764',
  store: { id: '0001', name: '腾讯大厦分店', areaCode: '440305', address: '深圳市南山区' },
} as const
const everythingOnTheWire = {
  time_expire: '2026-03-04T13:00:00+08:00',
  attach: 'shelf 3',
  goods_tag: 'WXG',
  support_fapiao: true,
  settle_info: { profit_sharing: false },
  limit_pay: ['no_credit'],
  detail: {
    cost_price: 2600,
    invoice_id: 'wx123',
    goods_detail: [{ merchant_goods_id: '1246', goods_name: 'Oolong', quantity: 1, unit_price: 2500 }],
  },
  scene_info: {
    payer_client_ip: '14.23.150.211',
    device_id: '013467007045764',
    store_info: { id: '0001', name: '腾讯大厦分店', area_code: '440305', address: '深圳市南山区' },
  },
}

describe('createPayment, answers that are not ours to use', () => {
  it.each([
    ['qr', { prepay_id: prepayId }, '/code_url: missing'],
    ['app', { code_url: codeUrl }, '/prepay_id: missing'],
    ['wap', {}, '/h5_url: missing'],
    ['qr', { code_url: 1 }, '/code_url: not a string'],
    ['qr', { code_url: null }, '/code_url: missing'],
    ['qr', [], '/: not an object'],
  ] as const)('refuses the answer to %s: %j', async (channel, body, problem) => {
    const { client } = openAnswering({ body })
    const scene = channel === 'wap' ? { payerClientIp: '14.23.150.211', h5: { type: 'Wap' } } : {}
    const error = await failure(createPayment(client, { ...tea, channel, ...scene } as never))
    expect(error).toEqual(code('BODY_INVALID', { outcome: 'unknown', message: expect.stringContaining(problem) }))
  })

  it.each([
    ['{"code_url":"weixin://', 'not JSON'],
    ['"weixin://wxpay"', 'not an object'],
    ['{"code_url":"x","__proto__":{"a":1}}', '__proto__'],
  ])('refuses the signed body %s', async (body, problem) => {
    const { client } = openAnswering({ body })
    const error = await failure(createPayment(client, { ...tea, channel: 'qr' }))
    expect(error).toEqual(code('BODY_INVALID', { authentic: true, message: expect.stringContaining(problem) }))
  })

  it('refuses a 204 in place of a credential', async () => {
    const { client } = openAnswering({ status: 204 })
    expect(await failure(createPayment(client, { ...tea, channel: 'qr' }))).toEqual(code('BODY_INVALID'))
  })

  it('takes a signed 202 for "still working", outcome unknown', async () => {
    const { client } = openAnswering({ status: 202, body: { code: 'ACCEPTED' } })
    const error = await failure(createPayment(client, { ...tea, channel: 'qr' }))
    expect(error).toEqual(code('PROVIDER_UNAVAILABLE', { status: 202, outcome: 'unknown', authentic: true }))
  })

  it('is about the order that was sent, whatever becomes of the parameters meanwhile', async () => {
    const { client } = openAnswering({ body: { code_url: codeUrl } })
    const parameters = { ...tea, channel: 'qr' as const }
    const placing = createPayment(client, parameters)
    Object.assign(parameters, { orderId: 'T-1002' })
    expect(await placing).toHaveProperty('orderId', 'T-1001')
  })

  it('asks again after a 202', async () => {
    const { client, requests } = openAnswering([{ status: 202, body: {} }, { body: { code_url: codeUrl } }], {
      client: { retry: { attempts: 2 } },
    })
    await createPayment(client, { ...tea, channel: 'qr' })
    expect(requests).toHaveLength(2)
  })

  it('does not believe an unsigned success', async () => {
    const { client } = openAnswering({ body: { code_url: codeUrl }, unsigned: true })
    const error = await failure(createPayment(client, { ...tea, channel: 'qr' }))
    expect(error).toEqual(code('SIGNATURE_MISSING', { outcome: 'unknown', authentic: false }))
  })

  it('says that the order stands when only the wallet’s parameters could not be signed', async () => {
    let signatures = 0
    const signer = {
      async sign() {
        signatures += 1
        if (signatures === 2) throw new Error('HSM session closed')
        return new Uint8Array(256)
      },
    }
    const { client } = openAnswering({ body: { prepay_id: prepayId } }, { account: { privateKey: signer } })
    const error = await failure(createPayment(client, { ...tea, channel: 'app' }))
    expect(error).toEqual(code('SIGNING_FAILED', { outcome: 'unknown' }))
  })
})

describe('createPayment, who pays', () => {
  it('refuses an app that the account does not have', async () => {
    const { client, requests } = openAnswering({})
    const error = await failure(createPayment(client, { ...tea, channel: 'qr', appId: 'wxother' }))
    expect(error).toEqual(code('CONFIG_INVALID', { outcome: 'not-sent' }))
    expect(requests).toHaveLength(0)
  })

  it.each([{}, { subAppId: 'wxsub' }])('refuses subOpenId for an account that is no partner: %j', async (account) => {
    const { client, requests } = openAnswering({}, { account })
    const error = await failure(createPayment(client, { ...tea, channel: 'jsapi', subOpenId: openId }))
    expect(error).toEqual(code('CONFIG_INVALID'))
    expect(requests).toHaveLength(0)
  })

  it('refuses subOpenId for a partner without the sub-merchant’s app', async () => {
    const { client } = openAnswering({}, { account: { subMerchantId: '1900000109' } })
    const error = await failure(createPayment(client, { ...tea, channel: 'jsapi', subOpenId: openId }))
    expect(error).toEqual(code('CONFIG_INVALID'))
  })

  it('refuses a partner that acts for no sub-merchant', async () => {
    const { client, requests } = openAnswering({}, { account: { partner: true } })
    const error = await failure(createPayment(client, { ...tea, channel: 'qr' }))
    expect(error).toEqual(code('CONFIG_INVALID', { message: expect.stringContaining('forSubMerchant') }))
    expect(requests).toHaveLength(0)
  })
})

describe.each(['merchant', 'partner'] as const)('createPayment as %s, judged by the oracle', (mode) => {
  const open = () => openJudgedShop(mode === 'partner' ? partnerShop : {}, { gatewaySerial: 'public-key' })
  const folder = mode === 'partner' ? '/v3/pay/partner/transactions' : '/v3/pay/transactions'
  const parties =
    mode === 'partner'
      ? {
          sp_appid: 'wxd678efh567hg6787',
          sp_mchid: '1900007291',
          sub_appid: 'wxsub0000000000001',
          sub_mchid: '1900000109',
        }
      : { appid: 'wxd678efh567hg6787', mchid: '1900007291' }
  const order = {
    ...parties,
    description: 'Oolong tea 乌龙茶',
    out_trade_no: 'T-1001',
    notify_url: 'https://shop.example/notify',
    amount: { total: 2500, currency: 'CNY' },
  }

  it('sends qr with the least', async () => {
    const { client, last } = await open()
    await createPayment(client, { ...tea, channel: 'qr' })
    expect(last()).toMatchObject({ route: `POST ${folder}/native`, body: order })
    expect(Object.keys(last().body!).sort()).toEqual(Object.keys(order).sort())
  })

  it('sends qr with everything', async () => {
    const { client, last } = await open()
    await createPayment(client, { ...tea, ...everything, channel: 'qr' })
    expect(last().body).toEqual({ ...order, ...everythingOnTheWire })
  })

  it('gives the content of the QR code', async () => {
    const { client } = await open()
    const { nextAction, status, orderId, channel } = await createPayment(client, { ...tea, channel: 'qr' })
    expect({ status, orderId, channel }).toEqual({ status: 'pending', orderId: 'T-1001', channel: 'qr' })
    expect(nextAction).toEqual({ type: 'qr', content: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=/) })
  })

  it('sends wap with everything and gives the address', async () => {
    const { client, last } = await open()
    const h5 = { type: 'iOS', appName: 'Tea', appUrl: 'https://tea.example', bundleId: 'example.tea' } as const
    const h5_info = { type: 'iOS', app_name: 'Tea', app_url: 'https://tea.example', bundle_id: 'example.tea' }
    const { nextAction } = await createPayment(client, { ...tea, ...everything, channel: 'wap', h5 })
    expect(last()).toMatchObject({
      route: `POST ${folder}/h5`,
      body: { ...order, ...everythingOnTheWire, scene_info: { ...everythingOnTheWire.scene_info, h5_info } },
    })
    // H5 refuses a browser that does not say where it comes from.
    const url = expect.stringMatching(/^https:\/\/wx\.tenpay\.com\//)
    expect(nextAction).toEqual({ type: 'redirect', url, referrerPolicy: 'origin' })
  })

  it('sends app and signs what the app’s SDK wants', async () => {
    const { client, last, publicKey } = await open()
    const { nextAction } = await createPayment(client, { ...tea, ...everything, channel: 'app' })
    expect(last()).toMatchObject({ route: `POST ${folder}/app`, body: { ...order, ...everythingOnTheWire } })
    expect(nextAction.type).toBe('app')
    const facts = { appId: 'wxd678efh567hg6787', publicKey, merchantId: '1900007291' }
    expect(() => judgeInvocation('app', nextAction.payload, facts)).not.toThrow()
  })

  it.each(['jsapi', 'miniprogram'] as const)('sends %s and signs what the wallet wants', async (channel) => {
    const { client, last, publicKey } = await open()
    const { nextAction } = await createPayment(client, { ...tea, ...everything, channel, openId })
    const payer = mode === 'partner' ? { sp_openid: openId } : { openid: openId }
    expect(last().route).toBe(`POST ${folder}/jsapi`)
    expect(last().body).toEqual({ ...order, ...everythingOnTheWire, payer })
    const facts = { appId: 'wxd678efh567hg6787', publicKey, merchantId: '1900007291' }
    expect(() => judgeInvocation(channel, nextAction.parameters, facts)).not.toThrow()
  })
})

describe('createPayment, a partner’s app', () => {
  it('is called with the partner’s number unless told otherwise', async () => {
    const { client } = await openJudgedShop(partnerShop)
    const usual = await createPayment(client, { ...tea, channel: 'app' })
    expect(usual.nextAction.payload.partnerId).toBe('1900007291')
    const sub = await createPayment(client, { ...tea, channel: 'app', partnerId: '1900000109' })
    expect(sub.nextAction.payload.partnerId).toBe('1900000109')
  })

  it('is never called with a third party’s number', async () => {
    const { client, requests } = openAnswering({ body: { prepay_id: prepayId } })
    const error = await failure(createPayment(client, { ...tea, channel: 'app', partnerId: '1900000109' }))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path: 'partnerId' }] })
    expect(requests).toHaveLength(0)
  })
})

describe('createPayment, the sub-merchant’s payer', () => {
  it.each(['jsapi', 'miniprogram'] as const)('names the payer of %s by sub_openid', async (channel) => {
    const { client, last } = await openJudgedShop(partnerShop)
    await createPayment(client, { ...tea, channel, subOpenId: openId })
    expect(last().body).toMatchObject({ payer: { sub_openid: openId } })
  })

  it.each(['jsapi', 'miniprogram'] as const)('signs %s for the app that knows the payer', async (channel) => {
    const { client, publicKey } = await openJudgedShop(partnerShop)
    const { nextAction } = await createPayment(client, { ...tea, channel, subOpenId: openId })
    const facts = { appId: 'wxsub0000000000001', publicKey, merchantId: '1900007291' }
    expect(() => judgeInvocation(channel, nextAction.parameters, facts)).not.toThrow()
  })
})

describe('createPayment, answers of the oracle', () => {
  it.each([
    ['qr', {}, { code_url: codeUrl }, { type: 'qr', content: codeUrl }],
    [
      'wap',
      { payerClientIp: '14.23.150.211', h5: { type: 'Wap' } },
      { h5_url: 'https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2&package=1' },
      {
        type: 'redirect',
        url: 'https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2&package=1',
        referrerPolicy: 'origin',
      },
    ],
  ] as const)('decodes %s unchanged and tolerates unknown members', async (channel, more, body, action) => {
    const { client } = openAnswering({ body: { ...body, added_in_2030: { deep: [1] } } })
    const result = await createPayment(client, { ...tea, channel, ...more } as never)
    expect(result).toEqual({
      channel,
      orderId: 'T-1001',
      status: 'pending',
      nextAction: action,
      raw: { ...body, added_in_2030: { deep: [1] } },
    })
  })

  it.each(['jsapi', 'miniprogram', 'app'] as const)('hands the prepay id of the answer to %s', async (channel) => {
    const { client } = openAnswering({ body: { prepay_id: prepayId } })
    const payer = channel === 'app' ? {} : { openId }
    const { nextAction } = (await createPayment(client, { ...tea, channel, ...payer } as never)) as {
      nextAction: { parameters?: Record<string, unknown>; payload?: Record<string, unknown> }
    }
    const { appId, merchantId } = merchant
    const facts = { appId, merchantId, publicKey: merchantKeyOf(merchant) }
    expect(judgeInvocation(channel, (nextAction.parameters ?? nextAction.payload)!, facts)).toBe(prepayId)
  })

  it('names another app of the account where it is asked to', async () => {
    const { client, sentBody } = openAnswering(
      { body: { code_url: codeUrl } },
      { account: { otherAppIds: ['wxmini'] } },
    )
    await createPayment(client, { ...tea, channel: 'qr', appId: 'wxmini' })
    expect(sentBody().appid).toBe('wxmini')
  })
})
