import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MockGateway } from 'shroff/mock'
import { makeCertificates } from '../transport/certificates.js'
import { startProxy } from '../transport/proxy.js'
import { startServer } from '../transport/server.js'
import { smExchange } from './second-sm.js'
import type { Arrived, Environment, Report } from './suite/run.js'

/** The installed package, as far as the harness itself needs it. */
type Installed = {
  mock: typeof import('shroff/mock')
  mockServer: typeof import('shroff/mock/server')
  wechatpayMock: typeof import('shroff/wechatpay/mock')
  alipayMock: typeof import('shroff/alipay/mock')
}

/** The world around the runtime that is tested: the mock on a port, a server that misbehaves, and where to report. */
export async function startHarness({ mock: mocks, mockServer, wechatpayMock, alipayMock }: Installed) {
  const mock = await mocks.createMockGateway({ providers: [wechatpayMock.mockWechatpay(), alipayMock.mockAlipay()] })
  const listening = await mockServer.listen(mock)
  const certificates = makeCertificates()
  const mutual = { ...certificates.server, ca: certificates.ca, requestCert: true, rejectUnauthorized: true }
  const [plain, secure] = await Promise.all([startServer(), startServer(mutual)])
  const [proxy, refusing] = await Promise.all([startProxy(), startProxy(407)])
  // A clock is a function and does not travel; the system's is the same on both sides.
  const { clock: _, ...wechatpay } = mock.credentials('wechatpay')
  const { clock: __, ...alipay } = mock.credentials('alipay')
  const environment: Environment = {
    mock: listening.urls,
    server: plain.url,
    secureServer: secure.url,
    proxy: proxy.url,
    refusingProxy: refusing.url,
    closed: await closedPort(),
    wechatpay,
    alipay: alipay as Environment['alipay'],
    sm: smExchange,
    certificates: { ...certificates, pfx: Buffer.from(certificates.pfx).toString('base64') },
  }
  const arrived = (part: string) => [...plain.arrived, ...secure.arrived].filter(({ url }) => url.includes(part))
  const reports = new Map<string, Report>()
  const pages = new Map<string, string>()

  const routes: Record<string, (parameters: URLSearchParams, body: string) => unknown> = {
    '/environment': () => environment,
    '/pay': (parameters) =>
      payAndSeal(mocks, mock, Object.fromEntries(parameters) as { provider: string; orderId: string }),
    '/arrived': (parameters): Arrived[] =>
      arrived(parameters.get('id')!).map(({ body, headers, ...rest }) => ({
        ...rest,
        headers: headers as Record<string, string>,
        body: body.toString('base64'),
      })),
    async '/wait-for'(parameters) {
      const path = parameters.get('url')!
      while (arrived(path).length === 0) await once(control, 'arrived')
      return {}
    },
    '/report': (parameters, body) => {
      reports.set(parameters.get('id')!, JSON.parse(body))
      control.emit('report')
      return {}
    },
  }
  const control = http.createServer(async (request, reply) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1')
    const page = pages.get(pathname)
    if (page) return reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const answer = await routes[pathname]?.(searchParams, Buffer.concat(chunks).toString())
      reply
        .writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer))
    } catch (error) {
      reply.writeHead(500).end(String(error))
    }
  })
  for (const { events } of [plain, secure]) events.on('arrived', () => control.emit('arrived'))
  control.listen(0, '127.0.0.1')
  await once(control, 'listening')
  return {
    url: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
    pages,
    report: (id: string) => reports.get(id),
    /** Resolves when a report has come, whoever sent it. */
    reported: () => once(control, 'report'),
    async stop() {
      control.close()
      control.closeAllConnections()
      await Promise.all([listening.close(), plain.stop(), secure.stop(), proxy.stop(), refusing.stop()])
    },
  }
}

/** The payer pays; given is the webhook about it, as it goes over the wire. */
async function payAndSeal(
  mocks: Installed['mock'],
  mock: MockGateway,
  order: { provider: string; orderId: string },
): Promise<{ headers: Record<string, string>; body: string }> {
  await mocks.pay(mock, order)
  const sealed: { headers: Record<string, string>; body: string }[] = []
  await mocks.deliverWebhooks(mock, {
    provider: order.provider,
    async to(request) {
      const body = Buffer.from(await request.arrayBuffer()).toString('base64')
      sealed.push({ headers: Object.fromEntries(request.headers), body })
      return new Response('success')
    },
  })
  // Alipay tells of the refund before it, too.
  return sealed.at(-1)!
}

async function closedPort(): Promise<string> {
  const server = http.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}
