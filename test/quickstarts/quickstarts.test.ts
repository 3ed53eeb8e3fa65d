import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pack } from '../package/pack.js'

const examples = join(import.meta.dirname, '../../examples/quickstarts')
const scratch = mkdtempSync(join(tmpdir(), 'shroff-quickstarts-'))
const quietly = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** Without what Vitest sets for its own workers. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|VITEST.*|TEST|DEV|PROD|MODE|NODE_OPTIONS)$/.test(name)),
)
const npm = (...parameters: string[]) => execFileSync('npm', parameters, { cwd: scratch, env, stdio: 'pipe' })

beforeAll(() => {
  cpSync(examples, scratch, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, file), join(scratch, file))
  npm('ci', ...quietly)
  npm('install', '--no-save', pack(scratch), ...quietly)
})

// Not rmSync: of so many files it takes seconds, in which Vitest could not end its workers.
afterAll(() => rm(scratch, { recursive: true, force: true }))

it.each(readdirSync(examples))('%s has at most 40 lines', (file) => {
  expect(readFileSync(join(examples, file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
})

describe.each(['express', 'fastify', 'hono'])('%s', (framework) => {
  let mock: Awaited<ReturnType<typeof startMock>>
  let shop: Awaited<ReturnType<typeof startShop>>

  beforeAll(async () => {
    mock = await startMock()
    shop = await startShop(`${framework}.js`, mock.environment)
  })
  afterAll(async () => {
    shop?.child.kill()
    await mock?.close()
  })

  it('places an order, takes its webhook over HTTP, and refuses a tampered one', async () => {
    const { gateway } = mock
    const order = await fetch(`${shop.url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: 'T-1001' }),
    })
    expect(await order.json()).toMatchObject({ type: 'qr', content: expect.stringMatching(/^weixin:\/\/wxpay\//) })
    await pay(gateway, { provider: 'wechatpay', orderId: 'T-1001' })

    const forged = await forgeWebhook(gateway, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
    expect((await shop.send(forged)).status).toBe(500)
    expect(shop.said()).toContain('SIGNATURE_INVALID')
    expect(shop.said()).not.toContain('payment.paid')

    const reports = await deliverWebhooks(gateway, { to: shop.send })
    expect(reports.map(({ status }) => status)).toEqual([200])
    expect(shop.said()).toContain('payment.paid T-1001')
  })
})

it.each([
  ['Vitest', 'vitest/vitest.mjs', ['run', 'vitest.test.js'], /Tests +2 passed \(2\)/],
  ['Jest, CommonJS', 'jest/bin/jest.js', ['--testMatch', '**/jest.test.cjs'], /Tests: +1 passed, 1 total/],
] as const)('%s', async (_, program, parameters, wanted) => {
  const child = run([join(scratch, 'node_modules', program), ...parameters], {})
  await new Promise((resolve) => child.process.on('close', resolve))
  expect(child.said()).toMatch(wanted)
})

/** The gateway on a port, with keys that a production account takes. */
async function startMock() {
  const gateway = await createMockGateway({ providers: [mockWechatpay()], keys: 'fresh' })
  const server = await listen(gateway)
  const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = gateway.credentials('wechatpay')
  const [[id, key]] = Object.entries(platformKeys) as [[string, string]]
  const environment = {
    WECHATPAY_MERCHANT_ID: merchantId,
    WECHATPAY_APP_ID: appId,
    WECHATPAY_SERIAL: serial,
    WECHATPAY_PRIVATE_KEY: privateKey,
    WECHATPAY_API_V3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: id,
    WECHATPAY_PUBLIC_KEY: key,
    WECHATPAY_HOST: server.urls.wechatpay,
  }
  return { gateway, environment, close: server.close }
}

async function startShop(file: string, environment: Record<string, string>) {
  const port = await freePort()
  const { process: child, said } = run([file], { ...environment, PORT: String(port) })
  const url = `http://localhost:${port}`
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${file} ended:\n${said()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const send = async (request: Request) =>
    fetch(`${url}/notify`, { method: 'POST', headers: request.headers, body: await request.arrayBuffer() })
  return { child, url, said, send }
}

function run(parameters: string[], environment: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, parameters, {
    cwd: scratch,
    env: { ...env, NO_COLOR: '1', ...environment },
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk))
  return { process: child, said: () => output }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
