import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { build } from 'esbuild'
import { entries } from '../../../.ci/entries.mjs'

const here = import.meta.dirname

/** The strict policy that the element is to work under, and helmet's usual Referrer-Policy. */
export const strict = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; require-trusted-types-for 'script'",
  'referrer-policy': 'no-referrer',
}

/** A file of this folder as a browser gets it. */
export async function bundled(file: string, format: 'esm' | 'iife' = 'esm'): Promise<string> {
  const alias = Object.fromEntries(entries.map(([subpath, source]) => [subpath, join(here, '../../../src', source)]))
  const { outputFiles } = await build({
    entryPoints: [join(here, file)],
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: 'es2022',
    alias: { 'shroff/checkout': alias['shroff/checkout']! },
    external: ['react', 'vue'],
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}

/** A server of a checkout: the mocked one, or the real one. */
type Server = { readonly token: string; fetch(request: Request): Promise<Response> }

type Page = {
  readonly attributes?: string
  readonly lang?: string
  readonly dir?: 'rtl'
  readonly body?: (token: string) => string
  readonly scripts?: ReadonlyMap<string, string>
  readonly entry?: string
}

/** The wallet's server, and who came there from where. */
export async function openWallet() {
  const arrivals: { url: string; referer: string | undefined }[] = []
  const server = createServer((request, response) => {
    arrivals.push({ url: request.url!, referer: request.headers.referer })
    send(response, 'text/html', '<!doctype html><link rel="icon" href="data:,"><title>Wallet</title><p>wallet')
  })
  return { url: `${await listening(server)}/pay`, arrivals, close: () => closing(server) }
}

/** A shop's server with one page. */
export async function openShop(checkout: Server, page: Page = {}) {
  const { lang = 'en', dir = 'ltr', attributes = `token="${checkout.token}"`, entry = '/page.js' } = page
  const { body = () => `<shroff-checkout endpoint="/checkout" ${attributes}></shroff-checkout>` } = page
  const scripts = page.scripts ?? new Map([['/page.js', await bundled('page.ts')]])
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://shop')
    if (pathname.startsWith('/checkout/')) return pass(checkout, request, response)
    const script = scripts.get(pathname)
    if (script !== undefined) return send(response, 'text/javascript', script)
    if (pathname === '/style.css') return send(response, 'text/css', css)
    if (pathname === '/frame') return send(response, 'text/html', frame(), strict)
    if (pathname === '/sandbox')
      return send(response, 'text/html', frame('sandbox="allow-scripts allow-same-origin"'), strict)
    send(response, 'text/html', html(lang, dir, body(checkout.token), entry), strict)
  })
  return { url: await listening(server), close: () => closing(server) }
}

async function closing(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections()
  server.close()
}

const css =
  'body{margin:0;padding:16px;background:#f4f4f6}h1{font:600 1.25rem system-ui;text-align:center;margin:8px 0 16px}@media(prefers-color-scheme:dark){body{background:#000;color:#fff}}'
const frame = (sandbox = '') =>
  `<!doctype html><html lang="en"><title>Frame</title><iframe title="Checkout" ${sandbox} src="/" width="400" height="700"></iframe>`
const html = (lang: string, dir: string, body: string, entry: string) =>
  `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Checkout</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/style.css"><main><h1>Tea House</h1>${body}</main><script type="module" src="${entry}"></script></html>`

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

function send(response: ServerResponse, type: string, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(text)
}

async function pass(checkout: Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = 'GET', headers } = request
  const left = new AbortController()
  response.on('close', () => left.abort())
  const given = new Request(`https://shop.example${request.url}`, {
    method,
    headers: headers as Record<string, string>,
    body: method === 'GET' ? null : new Uint8Array(Buffer.concat(chunks)),
    signal: left.signal,
  })
  const answer = await checkout.fetch(given)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), response).catch(() => {})
  else response.end()
}
