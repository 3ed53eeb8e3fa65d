import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterEach, describe, expect, inject, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))
const folder = inject('shop')
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** Runs the shop until it says that it is open, or ends. */
async function start(env: Record<string, string> = {}) {
  const port = await freePort()
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(
    process.execPath,
    [tsx, '--tsconfig', join(root, 'examples/tsconfig.json'), join(folder!, 'server.ts')],
    {
      env: { PATH, HOME, PORT: String(port), ...env },
      stdio: 'pipe',
    },
  )
  running.push(child)
  let printed = ''
  const isOpen = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => {
        printed += bytes
        if (printed.includes('The shop is open')) resolve(true)
      })
    child.on('exit', () => resolve(false))
  })
  return { isOpen: await isOpen, url: `http://127.0.0.1:${port}`, print: () => printed, child }
}

/** A browser, as far as cookies and forms go. */
function visit(url: string) {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...(init.headers as object) }
    const answer = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=') as [string, string]
      cookies.set(name, value)
    }
    return answer
  }
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', origin: url, ...headers },
    })
  return { ask, post, text: async (path: string) => (await ask(path)).text() }
}

describe.skipIf(!folder)('the example shop', () => {
  it('is well typed', () => {
    const { config } = ts.readConfigFile(join(root, 'test/tsconfig.json'), ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'))
    const types = join(root, 'node_modules/@types')
    const program = ts.createProgram([join(folder!, 'server.ts')], {
      ...options,
      typeRoots: [types],
      allowImportingTsExtensions: true,
    })
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
    expect(problems).toEqual([])
  })

  it('sells tea: ordered, paid on the payer’s phone, delivered, and given back in part', async () => {
    const { url, isOpen, print } = await start()
    expect([isOpen, print()]).toEqual([true, expect.stringContaining('The shop is open')])
    const { ask, post, text } = visit(url)
    expect(await text('/')).toContain('Oolong tea')
    const pay = (await post('/orders', { cups: '2' })).headers.get('location')!
    const saleId = pay.split('/').at(-1)!
    const html = await text(pay)
    const token = /token="([^"]+)"/.exec(html)![1]!
    const api = (path: string, body?: object) =>
      ask(`/checkout/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }).then((answer) => answer.json())

    expect(await api('status')).toMatchObject({ status: 'open', amount: { value: 5000 }, merchant: 'Tea House' })
    const started = await api('start', { provider: 'alipay', channel: 'qr' })
    expect(started.attempt.nextAction).toMatchObject({ type: 'qr' })
    expect(await text('/payer')).toContain(`${saleId}A1`)
    const paid = await post('/payer', { orderId: `${saleId}A1`, does: 'pay' })
    expect(paid.headers.get('location')).toContain('done')
    expect(await api('status')).toMatchObject({
      status: 'paid',
      continueUrl: expect.stringContaining(`/orders/${saleId}`),
    })
    expect(await text(`/orders/${saleId}`)).toContain('Thank you')

    expect((await post('/admin/refunds', { saleId, yuan: '60.00' })).status).toBe(400)
    expect((await post('/admin/refunds', { saleId, yuan: '12.50' })).status).toBe(303)
    expect(await text('/admin')).toMatch(/¥12\.50 succeeded/)
    expect((await post('/admin/refunds', { saleId, yuan: '37.51' })).status).toBe(400)
    expect(await text(`/orders/${saleId}`)).toContain('¥12.50 goes back')
    expect(print()).not.toMatch(/Error/)
  })

  it('shows a checkout under a strict policy, which another browser gets without the right to it', async () => {
    const { url } = await start()
    const mine = visit(url)
    const pay = (await mine.post('/orders', { cups: '1' })).headers.get('location')!
    const answer = await mine.ask(pay)
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    )
    const html = await answer.text()
    expect(html).toMatch(/<shroff-checkout endpoint="\/checkout" token="[\w.-]+"><\/shroff-checkout>/)
    expect(html).not.toMatch(/<script(?! type="module" src)|<style|style="/)
    expect(await visit(url).text(pay)).toContain('<shroff-checkout endpoint="/checkout"></shroff-checkout>')
    for (const asset of ['/assets/pay.js', '/assets/shop.css']) expect((await mine.ask(asset)).status).toBe(200)
    expect(readFileSync(join(folder!, 'page/dist/pay.js'), 'utf8')).not.toMatch(
      /PRIVATE KEY|api\.mch\.weixin|openapi\.alipay\.com\/gateway/,
    )
    expect(
      (await mine.post('/orders', { cups: '1' }, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }))
        .status,
    ).toBe(403)
  })

  it('takes a payer without JavaScript', async () => {
    const { url } = await start()
    const { ask, post, text } = visit(url)
    const pay = (await post('/orders', { cups: '1' })).headers.get('location')!
    const link = new URL(
      /Pay without JavaScript/.test(await text(pay)) ? /href="(http[^"]+page[^"]+)"/.exec(await text(pay))![1]! : pay,
    )
    const page = `${link.pathname}${link.search}`
    expect((await post(page, { do: 'start', provider: 'wechatpay', channel: 'qr' })).status).toBe(303)
    expect(await text(page)).toContain('<svg')
    expect((await ask(page)).headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  })

  it('has the console beside it, in which its payers can pay too', async () => {
    const { url, print } = await start()
    const { post, text } = visit(url)
    const pay = (await post('/orders', { cups: '1' })).headers.get('location')!
    const saleId = pay.split('/').at(-1)!
    const link = new URL(/href="(http[^"]+page[^"]+)"/.exec(await text(pay))![1]!)
    await post(`${link.pathname}${link.search}`, { do: 'start', provider: 'wechatpay', channel: 'qr' })
    const beside = new URL(/console of its mock gateway, for one visit: (\S+)/.exec(print())![1]!)
    const [cookie = ''] = (await fetch(beside, { redirect: 'manual' })).headers.getSetCookie()
    const headers = { cookie: cookie.split(';')[0]!, origin: beside.origin, 'content-type': 'application/json' }
    const body = JSON.stringify({ provider: 'wechatpay', orderId: `${saleId}A1` })
    expect((await fetch(`${beside.origin}/_shroff/pay`, { method: 'POST', headers, body })).status).toBe(200)
    await expect.poll(() => text(`/orders/${saleId}`), { timeout: 10_000 }).toContain('Thank you')
  })

  it('keeps its desk behind a password, and does not open without one where the money is real', async () => {
    const real = { ALIPAY_APP_ID: '2021000000000000', ALIPAY_PRIVATE_KEY: 'x', ALIPAY_PUBLIC_KEY: 'x' }
    const refused = await start(real)
    expect([refused.isOpen, refused.print()]).toEqual([false, expect.stringContaining('ADMIN_PASSWORD')])
    const without = await start({ ...real, ADMIN_PASSWORD: 'a' })
    expect([without.isOpen, without.print()]).toEqual([false, expect.stringContaining('CHECKOUT_SECRET')])
    const { url, isOpen } = await start({ ADMIN_PASSWORD: 'a long one' })
    expect(isOpen).toBe(true)
    const { ask } = visit(url)
    const basic = (password: string) => ({ headers: { authorization: `Basic ${btoa(`admin:${password}`)}` } })
    expect((await ask('/admin')).status).toBe(401)
    expect((await ask('/admin', basic('another'))).status).toBe(401)
    expect((await ask('/admin', basic('a long one'))).status).toBe(200)
  })
})
