import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const heads: Record<string, string> = {
  wechatpay:
    "import { createPayment, getPayment, refundPayment, type WechatpayAccount as Account } from 'shroff/wechatpay'",
  alipay: "import { createPayment, getPayment, refundPayment, type AlipayAccount as Account } from 'shroff/alipay'",
}
const common = `
import type { Client } from 'shroff'
declare const client: Client<Account>
const amount = { currency: 'CNY', value: 2500 } as const
const order = { orderId: 'T_1001', amount, description: 'tea', notifyUrl: 'https://shop.example' }
`

/** What a person who makes this mistake reads last in the editor, and what must not stand there. */
const mistakes: [provider: string, call: string, said: RegExp, never?: RegExp][] = [
  [
    'wechatpay',
    "createPayment(client, { ...order, channel: 'jsapi' })",
    /'openId' is missing/,
    /'subOpenId' is missing/,
  ],
  [
    'wechatpay',
    "refundPayment(client, { refundId: 'R', amount, orderAmount: amount })",
    /'orderId' is missing/,
    /'paymentId' is missing/,
  ],
  ['wechatpay', 'getPayment(client, {})', /GetPaymentParameters/, /'paymentId' is missing/],
  ['wechatpay', "createPayment(client, { ...order, channel: 'wap', payerClientIp: '1' })", /'h5' is missing/],
  [
    'wechatpay',
    "createPayment(client, { orderId: 'T', amount, description: 'x', channel: 'qr' })",
    /WechatpayOrder/,
    /Common/,
  ],
  ['alipay', "refundPayment(client, { refundId: 'R', amount })", /'orderId' is missing/, /'paymentId' is missing/],
  ['alipay', "createPayment(client, { ...order, channel: 'jsapi' })", /'buyerOpenId' is missing/],
  ['alipay', "createPayment(client, { orderId: 'T', amount, channel: 'qr' })", /AlipayOrder/, /Common/],
]

it('a mistake is told by the usual member’s name, in types with a name of their own', () => {
  const files = new Map(
    mistakes.map(([provider, call], at) => [
      `${root}test/types/mistake-${at}.ts`,
      `${heads[provider]}${common}${call}\n`,
    ]),
  )
  const { config } = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.getSourceFile = (name, target) =>
    files.has(name) ? ts.createSourceFile(name, files.get(name)!, target) : getSourceFile(name, target)
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true }, host)
  const said = [...files.keys()].map((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
  )
  for (const [at, [, call, wanted, unwanted]] of mistakes.entries()) {
    expect(said[at], call).toMatch(wanted)
    if (unwanted) expect(said[at], call).not.toMatch(unwanted)
  }
})
