import { get } from 'node:http'
import { listen } from 'shroff/mock/server'
import { expect, it, onTestFinished } from 'vitest'
import { native, openGateway } from '../../support/wechatpay-gateway.js'

// HTTP does not care how a name is written; clients do that look it up in a map as the documentation writes it.
const written = [
  'Request-ID',
  'Wechatpay-Nonce',
  'Wechatpay-Serial',
  'Wechatpay-Signature',
  'Wechatpay-Signature-Type',
  'Wechatpay-Timestamp',
]

it('an answer on a socket names its headers as WeChat Pay does', async () => {
  const { mock, sealed, ask, order, byOrderId } = await openGateway()
  await ask('POST', native, order)
  const server = await listen(mock)
  onTestFinished(server.close)
  const path = byOrderId(order.out_trade_no)
  const { headers } = sealed('GET', path)
  const names = await new Promise<string[]>((resolve, reject) => {
    const asked = get(`${server.urls.wechatpay}${path}`, { headers }, (reply) => {
      reply.resume()
      resolve(reply.rawHeaders.filter((_, at) => at % 2 === 0))
    })
    asked.once('error', reject)
  })
  expect(names.filter((name) => /^(wechatpay|request)-/i.test(name)).sort()).toEqual(written)
})
