import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type Transport } from 'shroff'
import * as baiduActions from 'shroff/baidu'
import { baidu } from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import { createMockGateway, deliverWebhooks, type MockGateway, pay } from 'shroff/mock'
import * as qqpayActions from 'shroff/qqpay'
import { qqpay } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { sm } from 'shroff/sm'
import * as yeepayActions from 'shroff/yeepay'
import { yeepay } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { doctorOutput } from '../../src/cli/doctor/doctor.js'
import { noon } from '../support/noon.js'
import { folder } from './folder.js'
import { run } from './run.js'

const order = {
  orderId: 'T1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
} as const
const payerClientIp = '203.0.113.7'

type Shop = {
  mock: MockGateway
  options: object
  place: (mock: MockGateway) => Promise<unknown>
  received: () => Response
}
const now = noon

/** An order that is placed and asked for at each; what its account is configured with. */
const shops: Record<'qqpay' | 'yeepay' | 'yeepay by SM2' | 'baidu', () => Promise<Shop>> = {
  async qqpay() {
    const mock = await createMockGateway({ providers: [mockQqpay()], now })
    const options = mock.credentials('qqpay')
    const client = createClient({ account: qqpay(options), transport: mock.transport })
    const place = async () => {
      await qqpayActions.createPayment(client, { ...order, channel: 'qr', payerClientIp })
      await qqpayActions.getPayment(client, { orderId: order.orderId })
    }
    return { mock, options, place, received: () => new Response('<xml><return_code>SUCCESS</return_code></xml>') }
  },
  yeepay: () => atYeepay({}),
  'yeepay by SM2': () => atYeepay({ sm }),
  async baidu() {
    const mock = await createMockGateway({ providers: [mockBaidu()], now })
    const options = mock.credentials('baidu')
    const client = createClient({ account: baidu(options), transport: mock.transport })
    const place = async () => {
      const { nextAction } = await baiduActions.createPayment(client, { ...order, channel: 'miniprogram' })
      await openCashier(mock, nextAction.parameters)
      await baiduActions.getPayment(client, { orderId: order.orderId })
    }
    return {
      mock,
      options,
      place,
      received: () => Response.json({ errno: 0, msg: 'success', data: { isConsumed: 2 } }),
    }
  },
}
async function atYeepay(mockOptions: Parameters<typeof mockYeepay>[0]): Promise<Shop> {
  const mock = await createMockGateway({ providers: [mockYeepay(mockOptions)], now })
  const options = mock.credentials('yeepay')
  const client = createClient({ account: yeepay(options as never), transport: mock.transport as Transport })
  const place = async () => {
    await yeepayActions.createPayment(client, { ...order, channel: 'qr', wallet: 'alipay', payerClientIp } as never)
    await yeepayActions.getPayment(client, { orderId: order.orderId })
  }
  return { mock, options, place, received: () => new Response('SUCCESS') }
}

async function open(name: keyof typeof shops) {
  const { mock, options, place, received } = await shops[name]()
  const provider = name.split(' ')[0]!
  await place(mock)
  await pay(mock, { provider: provider as 'qqpay', orderId: order.orderId })
  const told: string[] = []
  await deliverWebhooks(mock, {
    async to(request) {
      const head = [...request.headers].map(([header, value]) => `${header}: ${value}`)
      const path = new URL(request.url).pathname
      told.push(`POST ${path} HTTP/1.1\r\nHost: shop.example\r\n${head.join('\r\n')}\r\n\r\n${await request.text()}`)
      return received()
    },
  })
  const { clock: _, sm: __, ...configured } = options as Record<string, unknown>
  const cwd = folder()
  writeFileSync(join(cwd, 'shroff.config.json'), JSON.stringify({ accounts: [{ provider, ...configured }] }))
  return { mock, told: told[0]!, cwd, configured, provider }
}

async function doctor(parameters: string[], world: Parameters<typeof run>[1]) {
  const { exit, out, err } = await run(['doctor', ...parameters, '--json'], world)
  if (exit > 1) throw new Error(err)
  return { exit, ...doctorOutput.parse(JSON.parse(out)) }
}
const causesIn = ({ exit, messages }: Awaited<ReturnType<typeof doctor>>) => [
  exit,
  [...new Set(messages!.map(({ provider, direction, cause }) => [provider, direction, cause].join(' ')))].sort(),
]

describe('shroff doctor knows the messages of', () => {
  it.each<[keyof typeof shops, string[]]>([
    ['qqpay', ['qqpay answer right', 'qqpay request right', 'qqpay webhook right']],
    ['yeepay', ['yeepay answer right', 'yeepay request right', 'yeepay webhook right']],
    ['yeepay by SM2', ['yeepay answer right', 'yeepay request right', 'yeepay webhook right']],
    // Calls are by token, and no answer is signed.
    ['baidu', ['baidu answer nobody-signs', 'baidu request nobody-signs', 'baidu webhook right']],
  ])('%s, as they are', async (name, wanted) => {
    const { mock, told, cwd, provider } = await open(name)
    expect(causesIn(await doctor(['-'], { cwd, stdin: JSON.stringify(mock.journal) }))).toEqual([0, wanted])
    expect(causesIn(await doctor(['-'], { cwd, stdin: told }))).toEqual([0, [`${provider} webhook right`]])
    const { out } = await run(['doctor', '-'], { cwd, stdin: told, env: { LANG: 'zh_CN' } })
    expect(out).toContain('正确')
  })

  it.each<[keyof typeof shops, (told: string) => string, string]>([
    ['qqpay', (told) => told.replace('2500', '1'), 'shared-key'],
    ['yeepay', (told) => told.replace('%24AES', 'A%24AES'), 'envelope-damaged'],
    ['yeepay by SM2', (told) => told.replace('POST /notify ', 'POST /shop/notify '), 'path-changed'],
    ['baidu', (told) => `${told}&shop=7`, 'field-added'],
  ])('%s, and what was done to them', async (name, change, cause) => {
    const { told, cwd } = await open(name)
    const { exit, messages } = await doctor(['-'], { cwd, stdin: change(told) })
    expect([exit, messages!.map((one) => one.cause)]).toEqual([1, [cause]])
  })

  it('Baidu, an order as it was given to the smart program, as JSON and as a form', async () => {
    const { cwd, configured } = await open('baidu')
    const client = createClient({
      account: baidu(configured as never),
      transport: async () => Promise.reject(new Error('none')),
    })
    const { nextAction } = await baiduActions.createPayment(client, {
      ...order,
      channel: 'miniprogram',
      orderId: 'T1002',
    })
    const { orderInfo } = nextAction.parameters
    const form = new URLSearchParams({ ...orderInfo }).toString()
    for (const stdin of [JSON.stringify(orderInfo), form])
      expect(causesIn(await doctor(['-'], { cwd, stdin }))).toEqual([0, ['baidu request right']])
    const other = JSON.stringify({ ...orderInfo, totalAmount: '1' })
    expect(causesIn(await doctor(['-'], { cwd, stdin: other }))).toEqual([1, ['baidu request unknown']])
  })
})

describe('the configuration of', () => {
  it.each(Object.keys(shops) as (keyof typeof shops)[])(
    '%s is read from a file and from the environment',
    async (name) => {
      const { cwd, configured, provider } = await open(name)
      const { exit, accounts } = await doctor([], { cwd })
      const severe = (found: typeof accounts) =>
        found!.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'wrong'))
      expect([exit, accounts!.length, severe(accounts)]).toEqual([0, 1, []])
      expect(accounts![0]!.account).toMatch(new RegExp(`^${provider}/`))
      const { platformKeys = {}, ...rest } = configured as { platformKeys?: Record<string, string> }
      const named = Object.entries(rest).map(([option, value]) => [
        `${provider}_${option.replace(new RegExp(`^${provider}`), '').replace(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase(),
        String(value),
      ])
      const [[serial, key] = []] = Object.entries(platformKeys)
      const env = {
        ...Object.fromEntries(named),
        ...(serial && { YEEPAY_PLATFORM_KEY_SERIAL: serial, YEEPAY_PLATFORM_KEY: key }),
      }
      const found = await doctor([], { cwd: folder(), env })
      expect([found.exit, found.accounts!.map(({ from, account }) => [from, account]), severe(found.accounts)]).toEqual(
        [0, [['environment', accounts![0]!.account]], []],
      )
      const shown = JSON.stringify(found)
      for (const secret of [configured.apiKey, configured.clientSecret, configured.operatorPassword])
        if (typeof secret === 'string') expect(shown).not.toContain(secret)
    },
  )
})

describe('XML that WeChat Pay and QQ Wallet have in common is told apart', () => {
  const at = async (address: string, inner: string) => {
    const stdin = `curl https://${address} -d '<xml>${inner}<sign>0</sign></xml>'`
    const { messages } = await doctor(['-'], { cwd: folder(), stdin, env: {} })
    return messages!.map(({ provider, direction }) => `${provider} ${direction}`)
  }
  const number = '<mch_id>1900000109</mch_id>'
  const notice = `<trade_state>SUCCESS</trade_state><bank_type>BALANCE</bank_type>${number}`
  it.each([
    ['qpay.qq.com/cgi-bin/pay/qpay_order_query.cgi', number, 'qqpay request'],
    ['relay.example/cgi-bin/pay/qpay_order_query.cgi', number, 'qqpay request'],
    ['relay.example/tenpay', `${number}<out_trade_no>T1</out_trade_no>`, 'qqpay request'],
    ['shop.example/notify', notice, 'qqpay webhook'],
    ['shop.example/notify', `<appid>1007033799</appid>${notice}`, 'qqpay webhook'],
    ['api.mch.weixin.qq.com/pay/orderquery', number, 'wechatpay request'],
    ['relay.example/mmpaysptrans/query_bank', number, 'wechatpay request'],
    ['relay.example/pay', `<appid>wx2421b1c4370ec43b</appid>${notice}`, 'wechatpay request'],
    ['relay.example/pay', `<appid><![CDATA[wx2421b1c4370ec43b]]></appid>${notice}`, 'wechatpay request'],
  ])('%s %s', async (address, inner, wanted) => {
    expect(await at(address, inner)).toEqual([wanted])
  })
})
