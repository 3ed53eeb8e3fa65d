import { getPayment, refundPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../oracle/alipay.js'
import { alipayKey, modes, now } from '../support/alipay.js'
import { serials } from '../support/alipay-certificates.js'
import { failure } from '../support/failure.js'
import { type Answered, clientAt, gatewaySdk, serve, shopSdk, signedAnswer } from './alipay-sdk.js'

// Answers that Alipay's own client takes, on a real port, opened by ours; what it refuses, ours refuses.

const found = {
  trade_no: '2026030422001400000000000001',
  out_trade_no: 'T_1001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '25.00',
  send_pay_date: '2026-03-04 11:59:30',
  subject: 'Image形象店 "QQ公仔" {5%} \\',
}
const refused = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' }
// As the real one writes some of its answers: no JSON.stringify gives this again.
const written = (content: object) => JSON.stringify(content).replaceAll('/', '\\/')

/** Its ciphertext, as it would send it. */
const sealedBySdk = (content: object) =>
  new URLSearchParams(gatewaySdk().sdkExec('any', { bizContent: content, needEncrypt: true })).get('biz_content')!

describe.each(modes.filter(({ generation }) => generation === 'v2'))(
  'V2, certificate $certificate, encrypted $encrypted',
  (mode) => {
    const { certificate, encrypted } = mode
    const node = 'alipay_trade_query_response'
    const answer = (content: object): Answered => {
      const serial = certificate ? serials.alipay : undefined
      if (!encrypted) return { body: signedAnswer(node, written(content), serial) }
      // Its client cuts at brackets, so it verifies no encrypted answer; the quotation marks are signed (§5.2).
      const quoted = `"${sealedBySdk(content)}"`
      const member = serial ? `,"alipay_cert_sn":"${serial}"` : ''
      return { body: `{"${node}":${quoted}${member},"sign":"${signatureOf(quoted, alipayKey)}"}` }
    }
    const ask = (url: string) =>
      shopSdk({ url, certificate, encrypted }).exec(
        'alipay.trade.query',
        { bizContent: { outTradeNo: 'T_1001' }, needEncrypt: encrypted },
        { validateSign: !encrypted },
      )

    it('a success and a refusal', async () => {
      let content: object = { code: '10000', msg: 'Success', ...found }
      const { url, asked } = await serve(() => answer(content))
      expect(await ask(url)).toMatchObject({ code: '10000', subject: found.subject })
      const payment = await getPayment(clientAt(url, mode), { orderId: 'T_1001' })
      expect(payment).toMatchObject({ status: 'paid', amount: { value: 2500 }, raw: found })
      // And it was asked by us in a way that its own code verifies.
      const { url: target, body } = asked.at(-1)!
      const sent = Object.fromEntries(new URLSearchParams(`${target.split('?')[1]}&${body}`))
      expect(gatewaySdk().checkNotifySignV2(sent)).toBe(true)

      content = refused
      expect(await ask(url)).toMatchObject({ subCode: 'ACQ.TRADE_NOT_EXIST' })
      expect(await failure(getPayment(clientAt(url, mode), { orderId: 'T_1001' }))).toMatchObject({
        code: 'ORDER_NOT_FOUND',
        authentic: true,
      })
    })

    // Of an encrypted one it verifies nothing, so it has no word there.
    if (encrypted) return
    it('neither takes one that was changed, or written again', async () => {
      const { body } = answer({ code: '10000', msg: 'Success', ...found, url: 'https://a.example' })
      let changed = body.replace('25.00', '25.01')
      const { url } = await serve(() => ({ body: changed }))
      await expect(ask(url)).rejects.toThrow('验签失败')
      expect((await failure(getPayment(clientAt(url, mode), { orderId: 'T_1001' }))).code).toBe('SIGNATURE_INVALID')
      changed = JSON.stringify(JSON.parse(body))
      await expect(ask(url)).rejects.toThrow('验签失败')
      expect((await failure(getPayment(clientAt(url, mode), { orderId: 'T_1001' }))).code).toBe('SIGNATURE_INVALID')
    })
  },
)

describe.each(modes.filter(({ generation }) => generation === 'v3'))(
  'V3, certificate $certificate, encrypted $encrypted',
  (mode) => {
    const { certificate, encrypted } = mode
    const answer = (content: object, status = 200): Answered => {
      const sealed = encrypted && status === 200
      const body = sealed ? sealedBySdk(content) : written(content)
      return {
        status,
        headers: {
          'content-type': sealed ? 'text/plain' : 'application/json;charset=utf-8',
          'alipay-trace-id': '21bd3b7b16000000000000000e1234',
          'alipay-timestamp': String(now),
          'alipay-nonce': '3c0d6c77f4f773b427eb7e79625cdf4d',
          'alipay-signature': signatureOf(`${now}\n3c0d6c77f4f773b427eb7e79625cdf4d\n${body}\n`, alipayKey),
          ...(certificate && { 'alipay-sn': serials.alipay }),
        },
        body,
      }
    }
    const ask = (url: string, path = 'query') =>
      shopSdk({ url, certificate, encrypted }).curl('POST', `/v3/alipay/trade/${path}`, {
        body: { out_trade_no: 'T_1001' },
        needEncrypt: encrypted,
      })

    it('a success and a refusal', async () => {
      let reply = answer(found)
      const { url } = await serve(() => reply)
      // Its client has verified this before it gives it out.
      expect((await ask(url)).data).toEqual(found)
      const payment = await getPayment(clientAt(url, mode), { orderId: 'T_1001' })
      expect(payment).toMatchObject({ status: 'paid', amount: { value: 2500 }, raw: found })

      reply = answer({ code: refused.sub_code, message: refused.sub_msg, links: [] }, 400)
      await expect(ask(url)).rejects.toMatchObject({ code: 'ACQ.TRADE_NOT_EXIST' })
      expect(await failure(getPayment(clientAt(url, mode), { orderId: 'T_1001' }))).toMatchObject({
        code: 'ORDER_NOT_FOUND',
      })
    })

    it('neither takes one that was changed', async () => {
      const right = answer({ ...found, fund_change: 'Y', refund_fee: '5.00' })
      let reply: Answered = { ...right, headers: { ...right.headers, 'alipay-nonce': 'another' } }
      const { url } = await serve(() => reply)
      const verified = { code: 'response-signature-verify-error' }
      await expect(ask(url)).rejects.toMatchObject(verified)
      const refunding = { orderId: 'T_1001', refundId: 'R_1', amount: { currency: 'CNY', value: 500 } } as const
      const lost = { code: 'SIGNATURE_INVALID', outcome: 'unknown' }
      expect(await failure(refundPayment(clientAt(url, mode), refunding))).toMatchObject(lost)
      reply = { ...right, body: `${right.body} ` }
      await expect(ask(url, 'refund')).rejects.toMatchObject(verified)
      expect(await failure(refundPayment(clientAt(url, mode), refunding))).toMatchObject(lost)
    })
  },
)
