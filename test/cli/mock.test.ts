import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { createClient, fetchTransport } from 'shroff'
import { check, wechatpay } from 'shroff/wechatpay'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keys as alipay } from '../../src/alipay/mock/keys.js'
import { keys as antom } from '../../src/antom/mock/keys.js'
import { mockOutput } from '../../src/cli/mock/mock.js'
import { keys as unionpay } from '../../src/unionpay/mock/keys.js'
import { keys as wechat } from '../../src/wechatpay/mock/keys.js'
import { strayEnglish } from './chinese/strays.js'
import { run } from './run.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shroff-mock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As if the keys had been made before, which takes seconds. */
function withKeys() {
  const all = [wechat, alipay, antom, unionpay].flatMap((each) => Object.values(each))
  const texts = { apiV3Key: '3'.repeat(32), apiV2Key: '2'.repeat(32), publicKeyId: '24101100397200000006' }
  const made = { ...texts, ...Object.fromEntries(all.map((key) => [key.slice(60, 76), key])) }
  mkdirSync(join(folder, '.shroff'), { recursive: true })
  writeFileSync(join(folder, '.shroff/keys.json'), JSON.stringify(made), { mode: 0o600 })
}

/** Starts the mock in this process; `end` is Ctrl-C. */
async function start(...parameters: string[]) {
  const ending = new AbortController()
  const said = { out: '', err: '' }
  let up: () => void
  const isUp = new Promise<void>((resolve) => {
    up = resolve
  })
  const ended = run(['mock', '--port', '0', ...parameters], {
    cwd: folder,
    signal: ending.signal,
    out(text) {
      said.out += text
      up()
    },
    err(text) {
      said.err += text
    },
  })
  await Promise.race([isUp, ended])
  const end = async () => {
    ending.abort()
    return (await ended).exit
  }
  return { said, end }
}

const file = (name: string) => readFileSync(join(folder, '.shroff', name), 'utf8')

describe('shroff mock', () => {
  it('serves every provider and the control, says where, and ends cleanly', async () => {
    withKeys()
    const { said, end } = await start('--json')
    const output = mockOutput.parse(JSON.parse(said.out))
    expect(output).toMatchObject({ madeKeys: false, payerCodes: [] })
    expect(Object.keys(output.providers)).toEqual(['wechatpay', 'alipay', 'antom', 'unionpay'])
    expect(await (await fetch(`${output.control}/_shroff/health`)).json()).toEqual({ status: 'ok' })
    const { url, token } = JSON.parse(file('control.json'))
    expect(url).toBe(output.control)
    expect(said.out + said.err).not.toContain(token)
    const state = await fetch(`${url}/_shroff/state`, { headers: { authorization: `Bearer ${token}` } })
    expect(state.status).toBe(200)
    expect(await end()).toBe(0)
    await expect(fetch(`${url}/_shroff/health`)).rejects.toThrow()
    expect(existsSync(join(folder, '.shroff/control.json'))).toBe(false)
  })

  it('writes the credentials in three forms, for their owner alone', async () => {
    withKeys()
    const { said, end } = await start()
    const variables = parseEnv(file('.env')) as Record<string, string>
    const json = JSON.parse(file('credentials.json'))
    const files = readdirSync(join(folder, '.shroff'))
    expect(JSON.parse(file('accounts.json')).alipay).toMatchObject({ mock: true, hosts: [json.alipay.host] })
    for (const name of files) expect(statSync(join(folder, '.shroff', name)).mode & 0o777, name).toBe(0o600)
    expect(files.filter((name) => name.endsWith('.pem'))).toEqual([
      ...['alipay-private-key.pem', 'alipay-public-key.pem', 'antom-private-key.pem', 'antom-public-key.pem'],
      ...['unionpay-certificate.pem', 'unionpay-encryption-certificate.pem', 'unionpay-middle-certificate.pem'],
      ...['unionpay-private-key.pem', 'unionpay-root-certificate.pem'],
      ...['wechatpay-certificate.pem', 'wechatpay-private-key.pem', 'wechatpay-public-key.pem'],
    ])
    for (const name of files.filter((each) => each.endsWith('.pem')))
      expect(file(name), name).toMatch(/^-----BEGIN [A-Z ]+-----\n[\s\S]+-----END [A-Z ]+-----\n?$/)
    expect(variables.WECHATPAY_PRIVATE_KEY!.replaceAll('\\n', '\n').trim()).toBe(
      file('wechatpay-private-key.pem').trim(),
    )
    // Nothing secret but in the files.
    const secrets = [json.wechatpay.apiV3Key, json.wechatpay.apiV2Key, json.alipay.privateKey.slice(100, 160)]
    for (const secret of secrets) expect(said.out + said.err).not.toContain(secret)

    // As the guides have it.
    const account = wechatpay({
      merchantId: variables.WECHATPAY_MERCHANT_ID!,
      appId: variables.WECHATPAY_APP_ID!,
      serial: variables.WECHATPAY_SERIAL!,
      privateKey: variables.WECHATPAY_PRIVATE_KEY!,
      apiV3Key: variables.WECHATPAY_API_V3_KEY!,
      platformKeys: { [variables.WECHATPAY_PUBLIC_KEY_ID!]: variables.WECHATPAY_PUBLIC_KEY! },
      hosts: [variables.WECHATPAY_HOST!],
      mock: variables.WECHATPAY_MOCK === 'true',
    })
    expect((await check(createClient({ account, transport: fetchTransport() }))).proven).toContain('privateKey')
    expect(await end()).toBe(0)
  })

  it('takes what is seeded, shows the codes of the payers', async () => {
    withKeys()
    const order = {
      provider: 'alipay',
      orderId: 'T_1',
      amount: { currency: 'CNY', value: 100 },
      status: 'paid',
      daysAgo: 1,
    }
    writeFileSync(join(folder, 'seed.json'), JSON.stringify({ orders: [order], payers: [{ provider: 'alipay' }] }))
    const { said, end } = await start('--seed', 'seed.json', '--json')
    expect(mockOutput.parse(JSON.parse(said.out)).payerCodes).toEqual([expect.stringMatching(/^28\d{16}$/)])
    const { url, token } = JSON.parse(file('control.json'))
    const state = await (await fetch(`${url}/_shroff/state`, { headers: { authorization: `Bearer ${token}` } })).json()
    expect(state.orders).toMatchObject([{ orderId: 'T_1', status: 'paid' }])
    expect(await end()).toBe(0)
  })

  it('warns where others can reach it, and speaks Chinese', async () => {
    withKeys()
    const { said, end } = await start('--host', '0.0.0.0', '--lang', 'zh')
    expect(said.err).toBe('警告：能访问本机的人都能访问此模拟网关\n')
    expect(said.out).toMatch(/^供测试用的支付网关/)
    expect(strayEnglish(said.out)).toEqual([])
    expect(await end()).toBe(0)
  })
})

describe('is refused in one line:', () => {
  const refused = (parameters: string[]) => run(['mock', ...parameters], { cwd: folder })

  it.each([
    ['--port is a number from 0 to 65531', ['--port', '65532']],
    ['--port is a number from 0 to 65531', ['--port', 'x']],
    ['--clock is real or fast', ['--clock', 'slow']],
    ['none.json does not exist', ['--seed', 'none.json']],
    ["unknown option '--ports'", ['--ports', '1']],
  ])('%s', async (message, parameters) => {
    const { exit, out, err } = await refused(parameters)
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.split('\n')).toEqual([expect.stringContaining(message), ''])
  })

  it.each([
    ['is no JSON', '{'],
    ['orders.0.amount must be given', '{"orders":[{"provider":"alipay","orderId":"T"}]}'],
    ['payer is not a parameter', '{"payer":[]}'],
  ])('a seed that %s', async (message, text) => {
    writeFileSync(join(folder, 'seed.json'), text)
    const { exit, err } = await refused(['--seed', 'seed.json'])
    expect(exit).toBe(2)
    expect(err.split('\n')).toEqual([expect.stringContaining(message), ''])
  })

  it('a folder that git would take along, with the line for .gitignore', async () => {
    execFileSync('git', ['init', '--quiet', folder])
    const { exit, err } = await refused([])
    expect(exit).toBe(2)
    expect(err).toContain(`echo '/.shroff/' >> ${join(folder, '.gitignore')}`)
    expect(existsSync(join(folder, '.shroff'))).toBe(false)
  })

  it('a port that is taken', async () => {
    withKeys()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { exit, err } = await refused(['--port', String(port)])
    server.close()
    expect(exit).toBe(3)
    expect(err.split('\n')).toEqual([expect.stringMatching(/port \d+ is taken; --port chooses others/), ''])
  })

  it('keys that are damaged', async () => {
    withKeys()
    writeFileSync(join(folder, '.shroff/keys.json'), '{')
    const { exit, err } = await refused([])
    expect(exit).toBe(2)
    expect(err).toMatch(/keys\.json is damaged/)
  })
})
