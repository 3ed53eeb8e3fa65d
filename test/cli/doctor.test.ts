import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isShroffError } from 'shroff'
import { listen } from 'shroff/mock/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { doctorOutput } from '../../src/cli/doctor/doctor.js'
import { explainOutput } from '../../src/cli/doctor/explain.js'
import { noon } from '../support/noon.js'
import { folder } from './folder.js'
import { run } from './run.js'
import { names, openShops } from './shops.js'

let shops: Awaited<ReturnType<typeof openShops>>
let cwd: string
beforeAll(async () => {
  shops = await openShops()
  cwd = shops.configure(folder())
})

async function doctor(parameters: string[], world: Parameters<typeof run>[1] = {}) {
  const { exit, out, err } = await run(['doctor', ...parameters, '--json'], { cwd, ...world })
  if (exit > 1) throw new Error(err)
  return { exit, ...doctorOutput.parse(JSON.parse(out)) }
}
const messages = async (stdin: string | object) => {
  const { exit, messages: found } = await doctor(['-'], {
    stdin: typeof stdin === 'string' ? stdin : JSON.stringify(stdin),
  })
  return { exit, found: found!.map(({ provider, direction, cause }) => [provider, direction, cause].join(' ')) }
}

describe('shroff doctor, of a captured message', () => {
  it.each(names)('a webhook of %s: right as it came', async (name) => {
    const webhook = shops.webhookOf[name]
    expect(await messages(webhook)).toEqual({ exit: 0, found: [`${name} webhook right`] })
  })

  it('what was done to a body on the way', async () => {
    const { wechatpay, antom } = shops.webhookOf
    const parsed = (text: string) => {
      const [head, body] = text.split('\r\n\r\n') as [string, string]
      return `${head}\r\n\r\n${JSON.stringify(JSON.parse(body), null, 2)}`
    }
    expect((await messages(parsed(wechatpay))).found).toEqual(['wechatpay webhook json-rewritten'])
    expect((await messages(`${antom}\n`)).found).toEqual(['antom webhook line-end-added'])
    const moved = antom.replace('POST /notify ', 'POST /shop/notify ')
    const { messages: found } = await doctor(['-'], {
      stdin: moved,
      cwd: shops.configure(folder(), { notifyUrls: ['https://shop.example/notify'] }),
    })
    expect(found![0]).toMatchObject({ cause: 'path-changed', account: expect.stringMatching(/^antom\//) })
  })

  it('all that went over the wire, of a recording and of the mock’s journal', async () => {
    // The recording leaves out the header in which these are signed; Baidu’s order goes by no wire.
    const redacted: string[] = ['wechatpay', 'lakala', 'yeepay']
    expect((await messages(shops.exchanges)).found).toEqual(
      names
        .filter((name) => name !== 'baidu')
        .flatMap((name) => [
          `${name} request ${redacted.includes(name) ? 'redacted' : 'right'}`,
          `${name} answer right`,
        ]),
    )
    const { exit, found } = await messages(shops.mock.journal)
    const sent = found.filter((each) => !each.includes(' webhook '))
    expect([exit, found.filter((each) => !each.endsWith(' right')), sent.length]).toEqual([0, [], 14])
  })

  it('of several accounts of a provider, whose it is', async () => {
    const [own, ...rest] = shops.accounts
    const platformKeys = { PUB_KEY_ID_2: shops.mock.credentials('alipay').alipayPublicKey }
    const foreign = { ...own!, merchantId: '1900000999', platformKeys }
    const { exit, messages: found } = await doctor(['-'], {
      stdin: shops.webhookOf.wechatpay,
      cwd: shops.configure(folder(), { accounts: [foreign, own, ...rest] }),
    })
    expect([exit, found![0]!.account]).toEqual([0, `wechatpay/${(own as { merchantId: string }).merchantId}`])
  })

  it('without an account, and of nobody that is known', async () => {
    const { exit, messages: found } = await doctor(['-'], { stdin: shops.webhookOf.alipay, cwd: folder(), env: {} })
    expect([exit, found![0]!.cause]).toEqual([1, 'no-account'])
    const { exit: other, err } = await run(['doctor', '-'], { cwd, stdin: 'GET / HTTP/1.1\nHost: a.example\n\n' })
    expect([other, err]).toEqual([2, 'shroff: -: nothing in it is a message of a provider that is known here\n'])
  })

  it('shows nothing secret', async () => {
    const said = await Promise.all([
      run(['doctor'], { cwd }),
      run(['doctor', '-', '--json'], { cwd, stdin: JSON.stringify(shops.mock.journal) }),
      run(['doctor', '--go-live'], { cwd }),
    ])
    const all = said.map(({ out, err }) => out + err).join()
    for (const account of shops.accounts)
      for (const [name, value] of Object.entries(account))
        if (/^(privateKey|apiV3Key|apiV2Key|secureKey|contentKey)$/.test(name) && typeof value === 'string')
          expect(all).not.toContain(value.replace(/-----[^-]+-----|\s/g, '').slice(0, 24))
  })
})

describe('shroff doctor, of the configuration', () => {
  it('says what is wrong, and where it stands', async () => {
    const { exit, accounts } = await doctor([])
    expect([
      exit,
      accounts!.map(({ account, findings }) => [
        account?.split('/')[0],
        findings.filter(({ severity }) => severity === 'wrong'),
      ]),
    ]).toEqual([0, names.map((name) => [name, []])])
    const own = shops.accounts[0] as { privateKey: string }
    const swapped = { ...shops.accounts[0], platformKeys: { PUB_KEY_ID_1: own.privateKey } }
    const broken = { provider: 'alipay', appId: 'not-a-number', alipayPublicKey: own.privateKey }
    const { exit: no, accounts: found } = await doctor([], {
      cwd: shops.configure(folder(), { accounts: [swapped, broken] }),
    })
    expect(no).toBe(1)
    expect(found![0]!.findings).toContainEqual(
      expect.objectContaining({ severity: 'wrong', option: 'platformKeys["PUB_KEY_ID_1"]' }),
    )
    expect(found![1]).toMatchObject({
      from: 'shroff.config.json, accounts[1]',
      findings: [{ option: 'appId', severity: 'wrong' }],
    })
  })

  it('reads the environment, .env, and files that they name', async () => {
    const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = shops.mock.credentials('wechatpay')
    const [[id, key]] = Object.entries(platformKeys) as [[string, string]]
    const empty = folder()
    writeFileSync(join(empty, 'key.pem'), privateKey)
    writeFileSync(
      join(empty, '.env'),
      `WECHATPAY_MERCHANT_ID=${merchantId}\nWECHATPAY_APP_ID=wrong\nWECHATPAY_MOCK=true\n`,
    )
    const env = {
      ...{
        WECHATPAY_APP_ID: appId,
        WECHATPAY_SERIAL: serial,
        WECHATPAY_API_V3_KEY: apiV3Key,
        WECHATPAY_PRIVATE_KEY_FILE: 'key.pem',
      },
      ...{ WECHATPAY_PUBLIC_KEY_ID: id, WECHATPAY_PUBLIC_KEY: key.replaceAll('\n', '\\n') },
    }
    const { accounts } = await doctor([], { cwd: empty, env })
    expect(accounts).toMatchObject([{ from: 'environment', account: `wechatpay/${merchantId}` }])
    expect(accounts![0]!.findings.filter(({ severity }) => severity === 'wrong')).toEqual([])
  })

  it('reads what shroff mock has written, where the shop has nothing of its own', async () => {
    const { clientId, privateKey, antomPublicKey } = shops.mock.credentials('antom')
    const empty = folder()
    mkdirSync(join(empty, '.shroff'))
    const lines = {
      ANTOM_CLIENT_ID: clientId,
      ANTOM_PRIVATE_KEY: privateKey,
      ANTOM_PUBLIC_KEY: antomPublicKey,
      ANTOM_MOCK: 'true',
    }
    const text = Object.entries(lines).map(([name, value]) => `${name}="${value.replaceAll('\n', '\\n')}"`)
    writeFileSync(join(empty, '.shroff/.env'), text.join('\n'))
    expect(await doctor(['-'], { cwd: empty, env: {}, stdin: shops.webhookOf.antom })).toMatchObject({ exit: 0 })
  })

  it('--online asks, and --go-live ticks off what can be seen', async () => {
    // On a port answers have a header Date, which is this machine’s.
    const clock = { now: () => Date.now(), sleep: async () => {} }
    const shops = await openShops({ now: undefined })
    const server = await listen(shops.mock)
    const hosted = shops.accounts.map((one) => ({ ...one, hosts: [server.urls[one.provider]] }))
    const live = shops.configure(folder(), { accounts: hosted, notifyUrls: ['http://10.0.0.1/notify'] })
    const { exit, accounts, goLive } = await doctor(['--online', '--go-live'], { cwd: live, clock })
    await server.close()
    expect(accounts!.map(({ online }) => online?.error)).toEqual(names.map(() => undefined))
    // QQ Wallet shares a key, and Baidu is asked by a token.
    const proofs = names.map((name) => ({ qqpay: 'apiKey', baidu: 'clientSecret' })[name as string] ?? 'privateKey')
    expect(accounts!.map(({ online }, place) => online!.proven.includes(proofs[place]!))).toEqual(names.map(() => true))
    const result = (start: string) => goLive!.find(({ row }) => row.startsWith(start))?.result
    expect([exit, ...['1.', '2.', '3.', '4.', '5.', '6.'].map(result)]).toEqual([
      1,
      'yes',
      'yes',
      'no',
      'no',
      'by-hand',
      'no',
    ])
    for (const { section } of goLive!) expect(section).toMatch(/^docs\/going-live\.md#[a-z-]+$/)
  })
})

describe('shroff explain', () => {
  it('says what an error means, however it was written down', async () => {
    const error = await failed()
    const pino = JSON.stringify({ level: 50, err: { type: 'ShroffError', ...error.toJSON() } })
    for (const stdin of [JSON.stringify(error), JSON.stringify(error, null, 2), `noise\n${pino}\n`, error.stack!]) {
      const { exit, out } = await run(['explain', '--json'], { stdin })
      expect(exit).toBe(0)
      expect(explainOutput.parse(JSON.parse(out))).toMatchObject({
        code: 'CONFIG_INVALID',
        outcome: 'not-sent',
        problem: error.message.split('\n')[0],
        money: expect.stringContaining('No money moves'),
      })
    }
    const { out } = await run(['explain', '--lang', 'zh'], { stdin: JSON.stringify(error) })
    expect(out).toContain('叫醒')
    expect((await run(['explain'], { stdin: '{"code":"OTHER"}' })).exit).toBe(2)
  })
})

async function failed() {
  const { wechatpay } = await import('shroff/wechatpay')
  try {
    wechatpay({ merchantId: 'x' } as never)
  } catch (error) {
    if (isShroffError(error)) return error
  }
  throw new Error(`nothing was refused at ${noon}`)
}
