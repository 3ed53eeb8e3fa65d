import { readFileSync } from 'node:fs'
import { bringBun, bringDeno, bringWorkerd } from '../runtimes/bring.js'
import { railAccounts } from './rails.js'

/** A program that serves webhooks: what it is started with, or why it cannot be. */
export type Program = readonly string[] | { readonly missing: string }

export type Framework = {
  /** What stands in the one recipe of docs/webhooks.md that is this framework's. */
  readonly recipe: string
  /** The path of its webhooks. */
  readonly path?: string
  /** The same with its body parsed before, as another program that listens at `PORT`, or a path of the same one. */
  readonly parsed: string
  readonly environment?: Readonly<Record<string, string>>
  /** How it is run, where it is not a file for Node. */
  readonly by?:
    | 'next'
    | 'nest'
    | 'workerd'
    | 'deno'
    | 'bun'
    | 'function'
    | 'nuxt'
    | 'sveltekit'
    | 'astro'
    | 'react-router'
  /** What `observe` is told to do about a body that was parsed. */
  readonly remedy: string
}

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
const recipes = [...page.matchAll(/^```(?:js|typescript)\n(.*?)^```$/gms)].map(([, code]) => code!)

/** @throws where the page has none, or more than one. */
export function recipeWith(mark: string): string {
  const found = recipes.filter((code) => code.includes(mark))
  if (found.length !== 1) throw new Error(`docs/webhooks.md has ${found.length} recipes with ${mark}`)
  return found[0]!
}

export const allRecipes: readonly string[] = recipes

const importing = "import { handler, webhooks } from './webhooks.js'\n"
const port = 'Number(process.env.PORT)'

export const frameworks: Readonly<Record<string, Framework>> = {
  'node:http': {
    recipe: "import { createServer } from 'node:http'",
    parsed: `${importing}
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { toNode } from 'shroff/webhook/node'
createServer(async (request, response) => {
  await text(request)
  await toNode(handler)(request, response)
}).listen(${port})`,
    remedy: 'was read before',
  },
  Express: {
    recipe: 'app.use(express.json())',
    parsed: `${importing}
import express from 'express'
import { toNode } from 'shroff/webhook/node'
express().use(express.json()).post('/notify', toNode(handler)).listen(${port})`,
    remedy: 'Express: this route before express.json(), with express.raw({ type: "*/*" }) or toNode',
  },
  'Express, behind express.json()': {
    recipe: 'express.json({ verify })',
    parsed: `${importing}
import express from 'express'
import { toNode } from 'shroff/webhook/node'
// What seems to help, and comes too late.
express().use(express.json()).post('/notify', express.raw({ type: '*/*' }), toNode(handler)).listen(${port})`,
    remedy: 'Express: this route before express.json(), with express.raw({ type: "*/*" }) or toNode',
  },
  Koa: {
    recipe: "from 'koa'",
    parsed: `${importing}
import Koa from 'koa'
import { json } from 'node:stream/consumers'
import { toNode } from 'shroff/webhook/node'
const app = new Koa()
app.use(async (ctx, next) => {
  ctx.request.body = await json(ctx.req)
  await next()
})
app.use(async (ctx) => {
  ctx.respond = false
  await toNode(handler)(ctx.req, ctx.res)
})
app.listen(${port})`,
    remedy: 'Koa, egg: mount before the body parser',
  },
  'Next.js pages': {
    recipe: 'bodyParser: false',
    path: '/api/notify',
    by: 'next',
    parsed: '/api/parsed',
    remedy: 'Next.js pages: export const config',
  },
  'Next.js app router': {
    recipe: "from 'next/server'",
    by: 'next',
    parsed: '/parsed',
    remedy: 'App router',
  },
  Nest: {
    recipe: '@nestjs/core',
    by: 'nest',
    parsed: '',
    remedy: 'Nest: NestFactory.create(App, { rawBody: true })',
  },
  Fastify: {
    recipe: "from 'fastify'",
    parsed: `${importing}
import fastify from 'fastify'
const app = fastify()
app.post('/notify', async ({ headers, body }, reply) => reply.send(await handler({ headers, body })))
await app.listen({ port: ${port} })`,
    remedy: 'Fastify: toFastify',
  },
  Hono: {
    recipe: "from 'hono'",
    parsed: `${importing}
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
app.post('/notify', async (c) => (await c.req.json()) && handler(c.req.raw))
serve({ fetch: app.fetch, port: ${port} })`,
    remedy: 'Hono (c.req.raw)',
  },
  h3: {
    recipe: 'new H3()',
    parsed: `${importing}
import { H3, serve } from 'h3'
const app = new H3()
app.post('/notify', async (event) => (await event.req.json()) && handler(event.req))
serve(app, { port: ${port} })`,
    remedy: 'the Request itself, unread',
  },
  // By the h3 that it is built on.
  Nuxt: {
    recipe: 'toWebRequest',
    by: 'nuxt',
    parsed: '/notify-parsed',
    remedy: 'the Request itself, unread',
  },
  SvelteKit: {
    recipe: 'export async function POST({ request })',
    by: 'sveltekit',
    parsed: '/notify-parsed',
    remedy: 'the Request itself, unread',
  },
  Astro: {
    recipe: 'export const POST',
    by: 'astro',
    parsed: '/notify-parsed',
    remedy: 'the Request itself, unread',
  },
  'React Router': {
    recipe: 'export const action',
    by: 'react-router',
    parsed: '/notify-parsed',
    remedy: 'the Request itself, unread',
  },
  Elysia: {
    recipe: "from 'elysia'",
    by: 'bun',
    parsed: `${importing}
import { Elysia } from 'elysia'
new Elysia().post('/notify', ({ request, body }) => body && handler(request)).listen(${port})`,
    remedy: 'the Request itself, unread',
  },
  'Cloudflare Workers': {
    recipe: 'cloudflare:workers',
    by: 'workerd',
    parsed: `${importing}
export default { fetch: async (request) => (request.method === 'POST' && await request.json(), handler(request)) }`,
    remedy: 'App router, Workers, Hono',
  },
  Deno: {
    recipe: 'Deno.serve',
    by: 'deno',
    parsed: `${importing}
Deno.serve({ port: ${port} }, async (request) => (request.method === 'POST' && (await request.json()), handler(request)))`,
    remedy: 'the Request itself, unread',
  },
  Bun: {
    recipe: 'Bun.serve',
    by: 'bun',
    parsed: `${importing}
Bun.serve({ port: ${port}, fetch: async (request) => (request.method === 'POST' && (await request.json()), handler(request)) })`,
    remedy: 'the Request itself, unread',
  },
  'Lambda, form 1.0 with text': {
    recipe: 'toLambda',
    by: 'function',
    environment: { FORM: '1.0' },
    parsed: '/parsed',
    remedy: 'Cloud functions, API gateways',
  },
  'Lambda, form 2.0 with Base64': {
    recipe: 'toLambda',
    by: 'function',
    environment: { FORM: '2.0', BASE64: 'yes' },
    parsed: '/parsed',
    remedy: 'Cloud functions, API gateways',
  },
  'Function Compute with text': {
    recipe: 'toLambda',
    by: 'function',
    environment: { FORM: 'bytes' },
    parsed: '/parsed',
    remedy: 'Cloud functions, API gateways',
  },
  'Function Compute with Base64': {
    recipe: 'toLambda',
    by: 'function',
    environment: { FORM: 'bytes', BASE64: 'yes' },
    parsed: '/parsed',
    remedy: 'Cloud functions, API gateways',
  },
}

/** The options of every handler here: it prints what happens, and its time is what happens. */
export const webhooks = `import { alipay, alipayWebhooks } from 'shroff/alipay'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
${railAccounts.imports}

const { WECHATPAY, ALIPAY, RAILS } = JSON.parse(process.env.CREDENTIALS)
const sleeping = new Set()
let finished = false
const clock = {
  now: () => Date.now(),
  // Nobody's patience is over until the slow order says so.
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      sleeping.add(resolve)
      signal.addEventListener('abort', () => sleeping.delete(resolve) && reject(signal.reason))
    }),
}

export const webhooks = {
  accounts: [wechatpayWebhooks(wechatpay(WECHATPAY)), alipayWebhooks(alipay(ALIPAY)), ${railAccounts.accounts}],
  store: memoryStore(),
  clock,
  async onEvent(event) {
    const { orderId } = event
    if (orderId === 'SLOW_1') {
      // In turns of its own: workerd ends a request that nothing of its own will ever wake.
      while (!finished) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        for (const wake of sleeping) wake()
      }
    }
    console.log('worked on', orderId)
    console.log('told by', event.provider, event.type)
  },
  observe(event) {
    console.log('handled', event.end, event.code ?? '', event.error?.message ?? '')
    if (event.end === 'busy') finished = true
  },
}
export const handler = webhookHandler(webhooks)
`

/** What stands between a socket and a function: the event of each form, made of what came. */
export const functionServer = `import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { handle } from './recipe.js'

const { FORM, BASE64, PORT } = process.env
createServer(async (request, response) => {
  const bytes = await buffer(request)
  const { method, url, headers } = request
  const text = BASE64 ? bytes.toString('base64') : bytes.toString()
  const common = { headers, body: url === '/parsed' ? JSON.parse(bytes.toString()) : text, isBase64Encoded: Boolean(BASE64) }
  const two = { version: '2.0', rawPath: url, rawQueryString: '', ...common, requestContext: { http: { method, path: url } } }
  const forms = {
    '1.0': { httpMethod: method, path: url, ...common, requestContext: { path: url } },
    '2.0': two,
    // Function Compute hands over the bytes of the event's JSON.
    bytes: Buffer.from(JSON.stringify({ ...two, version: 'v1' })),
  }
  const { statusCode, headers: answered, body } = await handle(forms[FORM], {})
  response.writeHead(statusCode, answered).end(body)
}).listen(Number(PORT))
`

export const programs = { workerd: bringWorkerd, deno: bringDeno, bun: bringBun }
