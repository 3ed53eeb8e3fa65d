import { createClient } from 'shroff'
import { createPayment, getPayment, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { options as merchant } from '../support/wechatpay.js'
import { openAnswering, paidOrder } from '../support/wechatpay-answering.js'
import { requestSignature } from '../vectors/wechatpay.js'

describe('the Authorization header of WeChat Pay', () => {
  const { input, keys, expected } = requestSignature
  const nonces = ['593BEC0C930BF1AFEB40B4A08C8FB242', 'FF'.repeat(16)]
  // The documentation's sample order, page 4012365336.
  const order = {
    channel: 'jsapi',
    description: 'Image形象店-深圳腾大-QQ公仔',
    orderId: '1217752501201407033233368018',
    notifyUrl: 'https://www.weixin.qq.com/wxpay/pay.php',
    amount: { currency: 'CNY', value: 100 },
    openId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  } as const

  const send = async () => {
    const sent: { headers: Record<string, string>; body?: Uint8Array }[] = []
    let time = Number(input.timestamp) * 1000
    const clock = {
      now: () => time,
      sleep: async () => {
        time += 61_000
      },
    }
    let drawn = 0
    const randomBytes = (length: number) =>
      length === 1 ? new Uint8Array(1) : new Uint8Array(Buffer.from(nonces[drawn++]!, 'hex'))
    const account = wechatpay({
      ...merchant,
      merchantId: input.mchid,
      serial: input.serialNo,
      privateKey: keys.merchantPrivateKeyPem,
      clock,
      randomBytes,
    })
    const client = createClient({
      account,
      retry: { attempts: 2 },
      transport: async (given) => {
        sent.push(given)
        throw new Error('reset')
      },
    })
    await failure(createPayment(client, order))
    return sent
  }

  it('is this one, to the letter', async () => {
    const [first] = await send()
    expect(first?.headers.authorization).toBe(
      'WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",timestamp="1554208460",serial_no="408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB",signature="jnks4dlrPw3ZX+ozVvSK39oa0t7OMBsg83BHAwd8BRdUFiVaQNTLTvci+wURgP1OQBbKYhFGvt7iqYpDSTQkp7Uq1sltaQKyncCyrA1g88m5bsKERQfPyT0ahSwKTYJ1CAn9QiJuSJRq1QsQs07eehbU/k9BCS51jTyc1Jpsi2H77HF9f/BnjXAOP3/sPObg6V5Ee4EzwLox684hhuMuIwHo7D8KFk3LIHOKDcNI4It1aCXydFWNpNK+SG86VUDe5kwoDpw4Ulqfu9z8OFDGbDs9TCxEv8iqQzbpxOlEVoOe2kalSYM5kApQb3nZcxdUtoE0liJGW3RGUNE0t4v01A=="',
    )
  })

  it('covers the documentation’s very body', async () => {
    const [first] = await send()
    expect(Buffer.from(first!.body!).toString()).toBe(input.body)
    expect(expected.canonicalMessage).toContain(input.body)
  })

  it('has a new time and nonce in the second attempt, over the same bytes', async () => {
    const [first, second] = await send()
    expect(second?.headers.authorization).toContain(`nonce_str="${'FF'.repeat(16)}",timestamp="1554208521"`)
    expect(second?.body).toEqual(first?.body)
  })
})

describe('the language of error texts', () => {
  const languageOf = async (more: { language?: 'en' }) => {
    const { client, requests } = openAnswering({ body: paidOrder }, { account: more })
    await getPayment(client, { orderId: 'T-1001' })
    return requests[0]!.headers['accept-language']
  }

  it('is asked for, or left to WeChat Pay', async () => {
    expect(await languageOf({ language: 'en' })).toBe('en')
    expect(await languageOf({})).toBeUndefined()
  })
})
