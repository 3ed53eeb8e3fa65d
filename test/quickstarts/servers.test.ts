import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { expect, inject, it } from 'vitest'
import { bringWorkerd } from '../runtimes/bring.js'
import { buildWorker, compileNest } from './build.js'
import { startMock } from './mock.js'
import { freePort, run, start } from './run.js'

const scratch = inject('scratch')
const node = process.execPath
const installed = (path: string) => join(scratch, 'node_modules', path)

/** The command that serves a quickstart on a port, once all is built that has to be, or why there is none. */
type Serve = (port: number, variables: string[]) => Promise<string[] | { missing: string }>

const quickstarts: Record<string, Serve> = {
  Express: async () => [node, 'express.js'],
  Fastify: async () => [node, 'fastify.js'],
  Hono: async () => [node, 'hono.js'],
  async Nest() {
    await run(scratch, compileNest(scratch, 'nest.ts', 'built'))
    return [node, 'built/nest.js']
  },
  async 'Next.js'(port) {
    const next = [node, installed('next/dist/bin/next')]
    // Without keys, as on most machines that build.
    await run(scratch, [...next, 'build', 'next'])
    return [...next, 'start', 'next', '--port', String(port)]
  },
  async 'Cloudflare Workers'(port, variables) {
    const workerd = bringWorkerd()
    if ('missing' in workerd) return workerd
    const folder = join(scratch, 'worker')
    const { main, ...wrangler } = JSON.parse(readFileSync(join(folder, 'wrangler.json'), 'utf8'))
    const configuration = await buildWorker(folder, main, variables, wrangler)
    return [workerd.program, 'serve', configuration, '--socket-addr', `http=127.0.0.1:${port}`]
  },
}

it.for(Object.entries(quickstarts))(
  '%s places an order, takes its webhook over HTTP, and refuses a tampered one',
  async ([, serve], { skip, onTestFinished }) => {
    const { gateway, environment, close } = await startMock()
    onTestFinished(close)
    const port = await freePort()
    const command = await serve(port, Object.keys(environment))
    if ('missing' in command) return skip(command.missing)
    const shop = start(scratch, command, { ...environment, PORT: String(port) })
    onTestFinished(shop.end)
    const url = `http://localhost:${port}`
    await shop.answers(url)

    const order = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: 'T-1001' }),
    })
    expect(await order.json()).toMatchObject({ type: 'qr', content: expect.stringMatching(/^weixin:\/\/wxpay\//) })
    await pay(gateway, { provider: 'wechatpay', orderId: 'T-1001' })

    const send = (request: Request) => fetch(new Request(`${url}/notify`, request))
    const forged = await forgeWebhook(gateway, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
    expect((await send(forged)).status).toBe(500)
    await shop.says('SIGNATURE_INVALID')
    expect(shop.said()).not.toContain('payment.paid')

    const reports = await deliverWebhooks(gateway, { to: send })
    expect(reports.map(({ status }) => status)).toEqual([200])
    await shop.says('payment.paid T-1001')
  },
)
