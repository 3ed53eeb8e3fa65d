import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClient } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, deliverWebhooks, type Forgery, forgeWebhook, pay } from 'shroff/mock'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { beforeAll, expect, inject, it } from 'vitest'
import { bringNode22 } from '../runtimes/bring.js'
import { buildWorker, compileNest } from './build.js'
import { openRails, rails } from './rails.js'
import { freePort, run, start } from './run.js'
import { apps, settings } from './webhook-apps.js'
import {
  allRecipes,
  type Framework,
  frameworks,
  functionServer,
  programs,
  recipeWith,
  webhooks,
} from './webhook-frameworks.js'

// The recipes of docs/webhooks.md as they stand, each with its framework on a socket.

const scratch = inject('scratch')
const folder = join(scratch, 'webhooks')
const node = process.execPath
const next = [node, join(scratch, 'node_modules/next/dist/bin/next')]
const built = apps(join(scratch, 'node_modules'))
const isBuilt = (by: string | undefined): by is keyof typeof built => by !== undefined && by in built

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeAll(() => {
  write('webhooks.js', webhooks)
  write('recipe.js', recipeWith('toLambda'))
  write('function.js', functionServer)
  const nest = recipeWith('@nestjs/core')
  write('nest.ts', nest)
  // Without the bytes, and so with what Nest has parsed alone.
  write('nest-parsed.ts', nest.replace(', { rawBody: true }', ''))
  const route = recipeWith("from 'next/server'")
  const page = recipeWith('bodyParser: false')
  write('next/webhooks.js', webhooks)
  write('next/app/notify/route.js', route)
  write('next/app/parsed/route.js', route.replace('(request) {', '(request) {\n  await request.json()'))
  write('next/pages/api/notify.js', page)
  write('next/pages/api/parsed.js', page.replace('bodyParser: false', ''))
  for (const [name, { files }] of Object.entries(built)) {
    write(`${name}/package.json`, '{ "type": "module" }')
    for (const [path, text] of Object.entries(files)) write(`${name}/${path}`, text)
  }
})

/** Those that have to be built, once. Without keys, as on most machines that build. */
const builds: Record<string, () => Promise<unknown>> = {
  next: once(() => run(folder, [...next, 'build', 'next'])),
  nest: once(async () => {
    await run(folder, compileNest(scratch, 'nest.ts', 'built'))
    await run(folder, compileNest(scratch, 'nest-parsed.ts', 'built'))
  }),
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

it('each recipe of the page is run', () => {
  const used = [...Object.values(frameworks).map(({ recipe }) => recipe), ...settings].map(recipeWith)
  expect(allRecipes.filter((recipe) => !used.includes(recipe))).toEqual([])
})

it.for(Object.entries(frameworks))('%s', async ([name, framework], { skip, onTestFinished }) => {
  const shop = await openShop()
  // Not the gateway's clock, which stands in this process.
  const credentials = JSON.stringify(shop.credentials, (name, value) => (name === 'clock' ? undefined : value))
  const environment = { CREDENTIALS: credentials, ...framework.environment }
  const serve = async (which: 'recipe' | 'parsed') => {
    const port = await freePort()
    const command = await commandOf(name, framework, which, port)
    if ('missing' in command) return skip(command.missing)
    const cwd = isBuilt(framework.by) ? join(folder, framework.by) : folder
    const server = start(cwd, command, { ...environment, PORT: String(port), HOST: 'localhost' })
    onTestFinished(server.end)
    const url = `http://localhost:${port}`
    await server.answers(url)
    return { ...server, to: (path: string) => (request: Request) => fetch(new Request(url + path, request)) }
  }
  const server = await serve('recipe')
  const { path = '/notify' } = framework
  const to = server.to(path)
  const statuses = async (provider: 'wechatpay' | 'alipay', more: object = {}) =>
    (await deliverWebhooks(shop.mock, { to, provider, ...more })).map(({ status }) => status)

  // A good one and its duplicate.
  await shop.paid('wechatpay', 'GOOD_1')
  expect(await statuses('wechatpay', { times: 2 })).toEqual([200, 200])
  await server.says('handled repeated')

  // A form. That it was acknowledged, its body says, and that it does not come again.
  await shop.paid('alipay', 'FORM_1')
  expect(await statuses('alipay', { untilSettled: true })).toEqual([200])

  // One that cannot be verified, and what is wrong with it.
  const bad = {
    'tampered-body': 'SIGNATURE_INVALID',
    replayed: 'TIMESTAMP_OUT_OF_WINDOW',
    'foreign-merchant': 'WEBHOOK_NOT_OURS',
  }
  for (const [forgery, code] of Object.entries(bad)) {
    const order = { provider: 'wechatpay', orderId: 'GOOD_1', forgery: forgery as Forgery } as const
    const answer = await to(await forgeWebhook(shop.mock, order))
    expect([forgery, answer.status, await answer.text()]).toEqual([forgery, 500, ''])
    await server.says(`handled unverified ${code}`)
  }

  // A slow one: "again", and "again" from a second delivery, while the work goes on; the third finds it done.
  await shop.paid('wechatpay', 'SLOW_1')
  expect(await statuses('wechatpay', { times: 2 })).toEqual([500, 500])
  await server.says('worked on SLOW_1')
  expect(await statuses('wechatpay', { untilSettled: true })).toEqual([200])

  const lines = server.said().split('\n')
  expect(lines.filter((line) => line.startsWith('worked on'))).toEqual(
    ['GOOD_1', 'FORM_1', 'SLOW_1'].map((orderId) => `worked on ${orderId}`),
  )
  const ends = lines.flatMap((line) => /^handled (\w+)/.exec(line)?.[1] ?? [])
  // Where every path is the handler's, the question whether the server is there came first.
  if (ends[0] === 'unverified') ends.shift()
  const wanted = ['received', 'repeated', 'received', ...Object.keys(bad).map(() => 'unverified')]
  expect(ends).toEqual([...wanted, 'slow', 'busy', 'received', 'repeated'])

  // What the other rails post to the same address: XML, forms and JSON.
  for (const provider of rails) {
    const answers = await deliverWebhooks(shop.rails.mock, { to, provider })
    // WebCrypto does not open YeePay's envelope.
    const opens = provider !== 'yeepay' || framework.by !== 'workerd'
    expect([provider, ...new Set(answers.map(({ status }) => status))]).toEqual([provider, opens ? 200 : 500])
    await server.says(opens ? `told by ${provider} payment.paid` : 'handled unverified CONFIG_INVALID')
  }

  // One whose body was parsed before.
  const isPath = framework.parsed.startsWith('/')
  const spoilt = isPath ? server : await serve('parsed')
  await shop.paid('wechatpay', 'READ_1')
  const [report] = await deliverWebhooks(shop.mock, { to: spoilt.to(isPath ? framework.parsed : path) })
  expect(report!.status).toBe(500)
  await spoilt.says('handled unverified CONFIG_INVALID')
  expect(spoilt.said()).toContain(framework.remedy)
  expect(spoilt.said()).not.toContain('worked on READ_1')
})

async function commandOf(name: string, framework: Framework, which: 'recipe' | 'parsed', port: number) {
  const { by, recipe, parsed } = framework
  if (isBuilt(by)) {
    const brought = bringNode22()
    if ('missing' in brought) return brought
    const { build, start: starting } = built[by]
    if (build) await run(join(folder, by), [brought.program, ...build], { ASTRO_TELEMETRY_DISABLED: '1' })
    return [brought.program, ...starting]
  }
  await builds[by ?? '']?.()
  if (by === 'next') return [...next, 'start', 'next', '--port', String(port)]
  if (by === 'nest') return [node, which === 'recipe' ? 'built/nest.js' : 'built/nest-parsed.js']
  if (by === 'function') return [node, 'function.js']
  const file = `${name.replace(/\W+/g, '-')}-${which}.js`
  write(file, which === 'recipe' ? recipeWith(recipe) : parsed)
  if (by === undefined) return [node, file]
  const brought = programs[by]()
  if ('missing' in brought) return brought
  if (by === 'deno') return [brought.program, 'run', '--allow-all', file]
  if (by === 'bun') return [brought.program, file]
  const wrangler = JSON.parse(readFileSync(join(scratch, 'worker/wrangler.json'), 'utf8'))
  const configuration = await buildWorker(folder, file, ['CREDENTIALS'], wrangler)
  return [brought.program, 'serve', configuration, '--socket-addr', `http=127.0.0.1:${port}`]
}

/** Gateways in this process, whose webhooks go over the socket. */
async function openShop() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
  const { transport } = mock
  const rails = await openRails()
  const credentials = {
    WECHATPAY: mock.credentials('wechatpay'),
    ALIPAY: mock.credentials('alipay'),
    RAILS: rails.credentials,
  }
  const place = {
    wechatpay: createClient({ account: wechatpay.wechatpay(credentials.WECHATPAY), transport }),
    alipay: createClient({ account: alipay.alipay(credentials.ALIPAY), transport }),
  }
  const tea = {
    amount: { currency: 'CNY', value: 2500 },
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  } as const
  return {
    mock,
    rails,
    credentials,
    async paid(provider: 'wechatpay' | 'alipay', orderId: string) {
      const order = { channel: 'qr', orderId, ...tea } as const
      if (provider === 'wechatpay') await wechatpay.createPayment(place.wechatpay, order)
      else await alipay.createPayment(place.alipay, order)
      await pay(mock, { provider, orderId })
    },
  }
}
