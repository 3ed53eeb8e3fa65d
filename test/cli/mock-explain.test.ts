import { amount, type Client, createClient, fetchTransport } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { antom, antomGateway } from 'shroff/antom'
import { type BaiduAccount, baidu, revokeConsumption } from 'shroff/baidu'
import type { Gateway } from 'shroff/gateway'
import { lakala, lakalaGateway } from 'shroff/lakala'
import { qqpay, qqpayGateway } from 'shroff/qqpay'
import { unionpay, unionpayGateway } from 'shroff/unionpay'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { yeepay, yeepayGateway } from 'shroff/yeepay'
import { expect, it } from 'vitest'
import { strayChinese, strayEnglish } from './chinese/strays.js'
import { mockHere } from './mock-here.js'

// What the console says of a request that was changed after it was signed, by the merchant's own account of `shroff mock`.

const { withKeys, start, control, file } = mockHere()
const transport = fetchTransport()
const payerClientIp = '203.0.113.7'

const clientOf = <A extends Parameters<typeof createClient>[0]['account']>(account: A) =>
  createClient<A>({ account, transport })

const order = (gateway: Gateway) => {
  const placedAt = new Date(Math.floor(Date.now() / 1000) * 1000)
  const expiresAt = new Date(placedAt.getTime() + 900_000)
  const notifyUrl = 'http://127.0.0.1:9/notify'
  const tea = { orderId: 'T100100001', amount: amount('25.00', 'CNY'), description: 'Oolong tea', notifyUrl }
  return gateway.createPayment({ ...tea, channel: 'qr', placedAt, expiresAt } as never)
}

/** A signed call of each, and what is changed in it. */
const calls: [provider: string, call: (options: never) => Promise<unknown>, from: string, to: string][] = [
  ['wechatpay', (options) => order(wechatpayGateway(clientOf(wechatpay(options)))), '2500', '2501'],
  ['alipay', (options) => order(alipayGateway(clientOf(alipay(options)))), '25.00', '25.01'],
  ['antom', (options) => order(antomGateway(clientOf(antom(options)))), '2500', '2501'],
  ['unionpay', (options) => order(unionpayGateway(clientOf(unionpay(options)))), '2500', '2501'],
  ['qqpay', (options) => order(qqpayGateway(clientOf(qqpay(options)), { payerClientIp })), '2500', '2501'],
  ['lakala', (options) => order(lakalaGateway(clientOf(lakala(options)), { wallet: 'alipay' })), '2500', '2501'],
  ['yeepay', (options) => order(yeepayGateway(clientOf(yeepay(options)), { payerClientIp })), '25.00', '25.01'],
  ['baidu', (options) => revoke(clientOf(baidu(options))), '12345678901234', '12345678901235'],
]

/** There is no such order: it is signed all the same. */
const revoke = (client: Client<BaiduAccount>) =>
  revokeConsumption(client, { paymentId: '12345678901234', payerId: '3391629990' }).catch(() => {})

type Entry = {
  number: number
  request: { method: string; url: string; headers: Record<string, string>; body?: string }
  evidence?: { checks: { name: string; passed: boolean }[] }
}

it.each(calls)('%s', async (provider, call, from, to) => {
  withKeys()
  const { end } = await start()
  const { [provider]: options } = JSON.parse(file('accounts.json'))
  await call(options as never)
  const sent: Entry[] = await control('journal')
  const textOf = ({ request }: Entry) => Buffer.from(request.body ?? '', 'base64').toString()
  const signed = sent.filter((entry) => textOf(entry).includes(from)).at(-1)!
  const { method, url, headers } = signed.request
  const { 'content-length': _, host: _host, connection: _connection, ...kept } = headers
  const { pathname, search } = new URL(url)
  await fetch(`${options.hosts[0]}${pathname}${search}`, {
    method,
    headers: kept,
    body: textOf(signed).replace(from, to),
  })
  const last: Entry = (await control('journal')).at(-1)
  expect(last.evidence?.checks.at(-1)).toMatchObject({ name: 'signature', passed: false })
  const [chinese, english] = await Promise.all(
    ['zh', 'en'].map((language) => control('explain', { entry: last.number, language })),
  )
  expect(english.problem).not.toBe('')
  expect([strayEnglish(chinese.problem + chinese.next), strayChinese(english.problem + english.next)]).toEqual([[], []])
  expect(await end()).toBe(0)
})
