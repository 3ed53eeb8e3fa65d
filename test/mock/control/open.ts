import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mockAlipay } from 'shroff/alipay/mock'
import { mockAntom } from 'shroff/antom/mock'
import { mockBaidu } from 'shroff/baidu/mock'
import { mockCircle } from 'shroff/circle/mock'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway } from 'shroff/mock'
import { type ControlOptions, listen } from 'shroff/mock/server'
import { mockQqpay } from 'shroff/qqpay/mock'
import { mockRipplePayments } from 'shroff/ripple-payments/mock'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { mockXrpl } from 'shroff/xrpl/mock'
import { mockYeepay } from 'shroff/yeepay/mock'

export const token = 'a-token-that-nobody-can-guess-32+'

const providers = () =>
  [
    ...[mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay(), mockQqpay(), mockCircle(), mockXrpl()],
    ...[mockLakala(), mockYeepay(), mockBaidu(), mockRipplePayments()],
  ] as const

/** A gateway of all providers with its control, and how a program calls that. */
export async function openControl(options: Partial<ControlOptions> = {}) {
  const mock = await createMockGateway({ providers: providers() })
  const server = await listen(mock, { control: { token, ...options } })
  const call = async (name: string, parameters?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.control}/_shroff/${name}`, {
      ...(parameters && { method: 'POST', body: JSON.stringify(parameters) }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  /** What must succeed. */
  const done = async (name: string, parameters?: object) => {
    const { status, body } = await call(name, parameters)
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
    return body
  }
  return { mock, server, call, done }
}

/** A shop's handler on a port: what came, and what it answers. */
export async function openHandler(answer: () => { status: number; body: string }) {
  const came: { headers: Record<string, unknown>; body: string }[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    came.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() })
    const { status, body } = answer()
    outgoing.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`
  return { came, url, close: () => new Promise((resolve) => server.close(resolve)) }
}
