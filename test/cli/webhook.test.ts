import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { alipay, alipayWebhooks } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { antom, antomWebhooks } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import { baidu, baiduWebhooks } from 'shroff/baidu'
import { mockBaidu } from 'shroff/baidu/mock'
import { lakala, lakalaWebhooks } from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway } from 'shroff/mock'
import { qqpay, qqpayWebhooks } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { memoryStore } from 'shroff/store'
import { unionpay, unionpayWebhooks } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { webhookHandler } from 'shroff/webhook'
import { toNode } from 'shroff/webhook/node'
import { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { yeepay, yeepayWebhooks } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { afterAll, describe, expect, it } from 'vitest'
import { webhookSendOutput } from '../../src/cli/webhook/send.js'
import { webhookTestOutput } from '../../src/cli/webhook/test.js'
import { folder } from './folder.js'
import { run } from './run.js'

const providers = [
  ...[mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay()],
  ...[mockQqpay(), mockLakala(), mockYeepay(), mockBaidu()],
] as const
const mock = await createMockGateway({ providers })
const real = { now: () => Date.now(), sleep: async () => {} }
const sources = {
  wechatpay: wechatpayWebhooks(wechatpay(mock.credentials('wechatpay'))),
  alipay: alipayWebhooks(alipay(mock.credentials('alipay'))),
  antom: antomWebhooks(antom(mock.credentials('antom'))),
  unionpay: unionpayWebhooks(unionpay(mock.credentials('unionpay'))),
  qqpay: qqpayWebhooks(qqpay(mock.credentials('qqpay'))),
  lakala: lakalaWebhooks(lakala(mock.credentials('lakala'))),
  yeepay: yeepayWebhooks(yeepay(mock.credentials('yeepay'))),
  baidu: baiduWebhooks(baidu(mock.credentials('baidu'))),
}
const names = Object.keys(sources) as (keyof typeof sources)[]

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections()
})
async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(listener!).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`
}
const shop = (name: keyof typeof sources, onEvent: (event: { type: string; orderId?: string }) => void = () => {}) =>
  serve(toNode(webhookHandler({ accounts: [sources[name]], store: memoryStore(), onEvent: onEvent as () => void })))

const test = async (url: string, provider: string, ...more: string[]) => {
  const parameters = ['webhook', 'test', url, '--provider', provider, ...more, '--json']
  const { exit, out, err } = await run(parameters, { clock: real })
  if (exit > 1) throw new Error(err)
  return { exit, ...webhookTestOutput.parse(JSON.parse(out)) }
}

describe('shroff webhook test', () => {
  it.each(names)('a good shop of %s passes, and works on each event once', async (name) => {
    const events: string[] = []
    const url = await shop(name, ({ type, orderId }) => void events.push(`${type} ${orderId}`))
    const { exit, rows, orders } = await test(url, name)
    expect(rows.filter(({ passed }) => !passed)).toEqual([])
    expect([exit, rows[0]!.sent, rows.filter(({ sent }) => sent.startsWith('forged ')).length > 4]).toEqual([
      0,
      'valid',
      true,
    ])
    expect(events.filter((each) => each.startsWith('payment.paid')).map((each) => each.split(' ')[1])).toEqual(orders)
    expect(new Set(events).size).toBe(events.length)
  })

  it('a shop that takes everything fails by each forgery', async () => {
    const url = await serve((_, response) => response.end('success'))
    const { exit, rows } = await test(url, 'wechatpay')
    const failed = rows.filter(({ passed }) => !passed).map(({ sent }) => sent)
    expect([exit, failed]).toEqual([
      1,
      rows.map(({ sent }) => sent).filter((sent) => /^forged|empty|strange/.test(sent)),
    ])
    const { out } = await run(['webhook', 'test', url, '--provider', 'wechatpay', '--lang', 'zh'], { clock: real })
    expect(out).toContain('✗ 伪造 tampered-body：已接收')
  })

  it('a shop with other keys refuses all of it, which --production wants', async () => {
    const url = await shop('antom')
    expect(await test(url, 'wechatpay', '--production')).toMatchObject({ exit: 0, passed: true })
    expect(await test(url, 'wechatpay')).toMatchObject({ exit: 1, passed: false })
  })
})

it('signs with the keys that shroff mock has made in this folder', async () => {
  const kept = {}
  const mine = await createMockGateway({ providers: [mockAntom()], keys: kept })
  const cwd = folder()
  mkdirSync(join(cwd, '.shroff'))
  writeFileSync(join(cwd, '.shroff/keys.json'), JSON.stringify(kept))
  const account = antom({ ...mine.credentials('antom'), mock: false })
  const handler = webhookHandler({ accounts: [antomWebhooks(account)], store: memoryStore(), onEvent() {} })
  const parameters = ['webhook', 'send', await serve(toNode(handler)), '--provider', 'antom', '--json']
  const { exit, out } = await run(parameters, { clock: real, cwd })
  expect([exit, webhookSendOutput.parse(JSON.parse(out)).received]).toEqual([0, true])
  expect((await run(parameters, { clock: real })).exit).toBe(1)
})

describe('shroff webhook send', () => {
  const send = async (url: string, ...more: string[]) => {
    const { exit, out, err } = await run(['webhook', 'send', url, ...more, '--json'], { clock: real })
    if (exit > 1) throw new Error(err)
    return { exit, ...webhookSendOutput.parse(JSON.parse(out)) }
  }

  it('an event of any type, which the shop then has', async () => {
    const events: string[] = []
    const url = await shop('wechatpay', ({ type, orderId }) => void events.push([type, orderId].join(' ')))
    for (const type of ['payment.paid', 'refund.succeeded', 'refund.closed', 'refund.needs-action'])
      expect(await send(url, '--provider', 'wechatpay', '--type', type, '--order-id', 'T100100001')).toMatchObject({
        exit: 0,
        received: true,
        status: 200,
      })
    expect(events).toEqual(
      ['payment.paid', 'refund.succeeded', 'refund.closed', 'refund.needs-action'].map((each) => `${each} T100100001`),
    )
  })

  it('one that is false', async () => {
    const url = await shop('alipay')
    expect(await send(url, '--provider', 'alipay', '--forgery', 'wrong-key')).toMatchObject({
      exit: 0,
      received: false,
      status: 500,
    })
  })

  it.each([
    [['https://shop.example/notify', '--provider', 'alipay'], 2, /with --yes/],
    [['nonsense', '--provider', 'alipay'], 2, /begin with http/],
    [['http://127.0.0.1:1/notify', '--provider', 'nobody'], 2, /--provider is/],
    [['http://127.0.0.1:1/notify', '--provider', 'alipay', '--forgery', 'x'], 2, /--forgery is one of tampered-body/],
    [['http://127.0.0.1:1/notify', '--provider', 'alipay', '--type', 'x'], 2, /needs --resource/],
    [['http://127.0.0.1:1/notify', '--provider', 'alipay', '--type', 'refund.closed'], 2, /tells of no such event/],
    [['http://127.0.0.1:1/notify', '--provider', 'alipay'], 3, /nobody answers at/],
  ])('%j is refused', async (parameters, exit, words) => {
    const ended = await run(['webhook', 'send', ...parameters], { clock: real })
    expect([ended.exit, ended.out]).toEqual([exit, ''])
    expect(ended.err).toMatch(words)
  })
})
