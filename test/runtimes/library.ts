// The package as a user has it: every subpath that needs no peer.
export type Library = {
  core: typeof import('shroff')
  http: typeof import('shroff/http')
  wechatpay: typeof import('shroff/wechatpay')
  wechatpayMock: typeof import('shroff/wechatpay/mock')
  alipay: typeof import('shroff/alipay')
  alipayMock: typeof import('shroff/alipay/mock')
  antom: typeof import('shroff/antom')
  antomMock: typeof import('shroff/antom/mock')
  unionpay: typeof import('shroff/unionpay')
  unionpayMock: typeof import('shroff/unionpay/mock')
  ripplePayments: typeof import('shroff/ripple-payments')
  ripplePaymentsMock: typeof import('shroff/ripple-payments/mock')
  circle: typeof import('shroff/circle')
  circleMock: typeof import('shroff/circle/mock')
  qqpay: typeof import('shroff/qqpay')
  qqpayMock: typeof import('shroff/qqpay/mock')
  baidu: typeof import('shroff/baidu')
  baiduMock: typeof import('shroff/baidu/mock')
  lakala: typeof import('shroff/lakala')
  lakalaMock: typeof import('shroff/lakala/mock')
  yeepay: typeof import('shroff/yeepay')
  yeepayMock: typeof import('shroff/yeepay/mock')
  xrpl: typeof import('shroff/xrpl')
  xrplPay: typeof import('shroff/xrpl/pay')
  xrplMock: typeof import('shroff/xrpl/mock')
  sm: typeof import('shroff/sm')
  doctor: typeof import('shroff/doctor')
  checkoutSession: typeof import('shroff/checkout/session')
  gateway: typeof import('shroff/gateway')
  life: typeof import('shroff/life')
  statement: typeof import('shroff/statement')
  store: typeof import('shroff/store')
  sqlite: typeof import('shroff/store/sqlite')
  redis: typeof import('shroff/store/redis')
  postgres: typeof import('shroff/store/postgres')
  webhook: typeof import('shroff/webhook')
  webhookNode: typeof import('shroff/webhook/node')
  webhookFastify: typeof import('shroff/webhook/fastify')
  webhookLambda: typeof import('shroff/webhook/lambda')
  checkout: typeof import('shroff/checkout')
  qr: typeof import('shroff/qr')
  emvco: typeof import('shroff/qr/emvco')
  mock: typeof import('shroff/mock')
  /** Both implementations of `#crypto`, by path: the package chooses one, and each must work where it may be chosen. */
  webCrypto: typeof import('../../src/crypto/web.js')
  /** Where there is Node's API. */
  nodeCrypto?: typeof import('../../src/crypto/node.js')
  node?: typeof import('shroff/node')
  mockServer?: typeof import('shroff/mock/server')
}

const everywhere: Record<string, string> = {
  core: 'shroff',
  http: 'shroff/http',
  wechatpay: 'shroff/wechatpay',
  wechatpayMock: 'shroff/wechatpay/mock',
  alipay: 'shroff/alipay',
  alipayMock: 'shroff/alipay/mock',
  antom: 'shroff/antom',
  antomMock: 'shroff/antom/mock',
  unionpay: 'shroff/unionpay',
  unionpayMock: 'shroff/unionpay/mock',
  ripplePayments: 'shroff/ripple-payments',
  ripplePaymentsMock: 'shroff/ripple-payments/mock',
  circle: 'shroff/circle',
  circleMock: 'shroff/circle/mock',
  qqpay: 'shroff/qqpay',
  qqpayMock: 'shroff/qqpay/mock',
  baidu: 'shroff/baidu',
  baiduMock: 'shroff/baidu/mock',
  lakala: 'shroff/lakala',
  lakalaMock: 'shroff/lakala/mock',
  yeepay: 'shroff/yeepay',
  yeepayMock: 'shroff/yeepay/mock',
  xrpl: 'shroff/xrpl',
  xrplPay: 'shroff/xrpl/pay',
  xrplMock: 'shroff/xrpl/mock',
  sm: 'shroff/sm',
  doctor: 'shroff/doctor',
  checkoutSession: 'shroff/checkout/session',
  gateway: 'shroff/gateway',
  life: 'shroff/life',
  statement: 'shroff/statement',
  store: 'shroff/store',
  sqlite: 'shroff/store/sqlite',
  redis: 'shroff/store/redis',
  postgres: 'shroff/store/postgres',
  webhook: 'shroff/webhook',
  webhookNode: 'shroff/webhook/node',
  webhookFastify: 'shroff/webhook/fastify',
  webhookLambda: 'shroff/webhook/lambda',
  checkout: 'shroff/checkout',
  qr: 'shroff/qr',
  emvco: 'shroff/qr/emvco',
  mock: 'shroff/mock',
  webCrypto: './node_modules/shroff/dist/crypto/web',
}
const onServers: Record<string, string> = {
  nodeCrypto: './node_modules/shroff/dist/crypto/node',
  node: 'shroff/node',
  mockServer: 'shroff/mock/server',
}

const leftOut = [
  'shroff/checkout/react',
  'shroff/checkout/vue',
  'shroff/checkout/mock',
  'shroff/mock/msw',
  'shroff/otel',
]

/** @throws `Error` for a subpath of package.json's `exports` that is in none of the lists above. */
export function mustBeComplete(exports: object): void {
  const known = [...Object.values(everywhere), ...Object.values(onServers), ...leftOut, 'shroff/package.json']
  const missing = Object.keys(exports).filter((subpath) => !known.includes(subpath.replace('.', 'shroff')))
  if (missing.length > 0) throw new Error(`not in test/runtimes/library.ts: ${missing.join(', ')}`)
}

/** A program that loads the package and hands it over as `library`. */
export function loading(format: 'esm' | 'cjs', hasNode: boolean): string {
  const extension = format === 'esm' ? '.js' : '.cjs'
  const entries = Object.entries({ ...everywhere, ...(hasNode && onServers) })
  const lines = entries.map(([name, path]) => {
    const specifier = path.startsWith('.') ? path + extension : path
    return format === 'esm' ? `import * as ${name} from '${specifier}'` : `const ${name} = require('${specifier}')`
  })
  return `${lines.join('\n')}\nconst library = { ${entries.map(([name]) => name).join(', ')} }\n`
}
