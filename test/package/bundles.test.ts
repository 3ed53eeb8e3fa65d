import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildFailure, BuildOptions, Message } from 'esbuild'
import { build as viteBuild } from 'vite'
import { describe, expect, inject, it } from 'vitest'
import { bundle, sizes, worker } from './bundle.js'

const consumer = inject('consumer')
const all = (subpath: string) => `export * from '${subpath}'`

describe('a front-end bundle', () => {
  it.each([
    'shroff/wechatpay',
    'shroff/alipay',
    'shroff/antom',
    'shroff/unionpay',
    'shroff/sm',
    'shroff/xrpl/pay',
    'shroff/node',
    'shroff/mock/server',
  ])('cannot contain %s', async (subpath) => {
    const subject = `./${subpath.slice('shroff/'.length)}`
    expect(await refusal(all(subpath))).toBe(
      `Could not resolve "${subpath}". The path "${subject}" cannot be imported from package "shroff" because it was ` +
        'explicitly disabled by the package author here:',
    )
  })

  it('cannot require a signing entry either', async () => {
    expect(await refusal("require('shroff/wechatpay')")).toMatch(/explicitly disabled by the package author/)
  })

  // Vite 8 passes over a null in `exports`, and so needs a file from which nothing can be imported.
  it('made by Vite with everything of a signing entry contains nothing but the reason', async () => {
    const code = await withVite("import * as all from 'shroff/wechatpay'\nconsole.log(all)")
    expect(code).toContain('This entry of shroff is for servers')
    expect(code).not.toContain(words['a signature'])
    expect(code.length).toBeLessThan(1000)
  })

  it('refuses in a React Native app', async () => {
    const metro: BuildOptions = { platform: 'neutral', conditions: ['react-native'] }
    expect(await refusal(all('shroff/wechatpay'), metro)).toMatch(/explicitly disabled by the package author/)
  })

  // They hold no merchant's key: the mock makes its own.
  it.each([
    'shroff',
    'shroff/http',
    'shroff/checkout',
    'shroff/qr',
    'shroff/qr/emvco',
    'shroff/statement',
    'shroff/life',
    'shroff/store',
    'shroff/store/sqlite',
    'shroff/store/redis',
    'shroff/store/postgres',
    'shroff/webhook',
    'shroff/webhook/node',
    'shroff/webhook/fastify',
    'shroff/webhook/lambda',
    'shroff/otel',
    'shroff/mock',
    'shroff/xrpl',
    'shroff/xrpl/mock',
    'shroff/circle/mock',
    'shroff/wechatpay/mock',
    'shroff/alipay/mock',
    'shroff/antom/mock',
    'shroff/unionpay/mock',
    'shroff/qqpay/mock',
    'shroff/baidu/mock',
    'shroff/ripple-payments/mock',
    'shroff/lakala/mock',
    'shroff/yeepay/mock',
  ])('may contain %s, which reaches nothing of Node', async (subpath) => {
    const { text } = await bundle(consumer, all(subpath))
    expect(text.length).toBeGreaterThan(300)
    expect(text).not.toMatch(/["'](node:|fs|crypto["'])/)
  })

  it('may contain the msw handlers', async () => {
    const { files } = await bundle(consumer, all('shroff/mock/msw'), { external: ['msw'] })
    expect(files.some((file) => file.endsWith('mock/msw.js'))).toBe(true)
  })
})

describe('a bundle for', () => {
  it.each<[string, BuildOptions]>([
    ['Cloudflare Workers', worker],
    ['edge functions', { platform: 'neutral', conditions: ['edge-light', 'browser'] }],
    ['a Worker built with platform browser', { conditions: ['worker'] }],
  ])('%s signs with WebCrypto', async (_, options) => {
    const { files } = await bundle(consumer, sizes.client.contents, options)
    expect(files.filter((file) => file.includes('dist/crypto/'))).toEqual(['node_modules/shroff/dist/crypto/web.js'])
  })

  it.each<[string, BuildOptions]>([
    ['Node', { platform: 'node' }],
    ['Bun, which is also Node', { platform: 'neutral', conditions: ['bun', 'node'], external: ['node:*'] }],
  ])('%s signs with node:crypto', async (_, options) => {
    const { files } = await bundle(consumer, sizes.client.contents, options)
    expect(files.filter((file) => file.includes('dist/crypto/'))).toEqual(['node_modules/shroff/dist/crypto/node.js'])
  })
})

/** Words that survive minification, by what they give away. */
const words = {
  ky: 'Request timed out: ',
  zod: '__zod_globalConfig',
  'seal.ts': 'nonce_str',
  'a signature': '.sign(',
  'the import of private keys': 'BEGIN PRIVATE KEY',
  'the pipeline': 'TRANSPORT_FAILED',
  'WeChat Pay': 'WECHATPAY2',
  Alipay: 'trade_status',
  Antom: 'paymentRequestId',
  UnionPay: 'signPubKeyCert',
  Circle: '/v1/paymentIntents',
  'QQ Wallet': 'qpay_unified_order',
  Baidu: 'tpOrderId',
  'Ripple Payments': 'urn:ripplexcurrent-',
  Lakala: '/api/v3/labs/query/tradequery',
  YeePay: 'aggpay/pre-pay',
  XRPL: 'account_tx',
  SM2: '28e9fa9e9d9f5e344d5a9e4bcf6509a7',
  'paying on the XRP Ledger': 'This account cannot pay',
  'ripple-binary-codec': 'Invalid type to construct an XChainBridge',
  'ripple-keypairs': 'derived keypair did not generate verifiable signature',
  'the mock gateway': 'The mock gateway has no provider',
  'QR codes': 'alphanumeric',
}

const client = ['a signature', 'the import of private keys', 'the pipeline'] as const
/** All that may be bundled, and what comes along. */
const subpaths: [subpath: string, readonly (keyof typeof words)[]][] = [
  ['shroff', []],
  ['shroff/http', ['ky']],
  ['shroff/wechatpay', ['zod', 'seal.ts', ...client, 'WeChat Pay']],
  ['shroff/alipay', ['zod', ...client, 'Alipay']],
  ['shroff/antom', ['zod', ...client, 'Antom']],
  ['shroff/unionpay', ['zod', ...client, 'UnionPay']],
  ['shroff/circle', ['zod', 'the pipeline', 'Circle']],
  ['shroff/qqpay', ['zod', 'seal.ts', 'a signature', 'the pipeline', 'QQ Wallet']],
  ['shroff/baidu', ['zod', ...client, 'Baidu']],
  ['shroff/ripple-payments', ['zod', 'the pipeline', 'Ripple Payments']],
  // It has a field of Alipay’s name.
  ['shroff/lakala', ['zod', 'seal.ts', ...client, 'Alipay', 'Lakala']],
  ['shroff/yeepay', ['zod', ...client, 'YeePay']],
  ['shroff/xrpl', ['zod', 'the pipeline', 'XRPL']],
  ['shroff/sm', ['a signature', 'the import of private keys', 'SM2']],
  [
    'shroff/xrpl/pay',
    [
      'zod',
      'a signature',
      'the pipeline',
      'XRPL',
      'paying on the XRP Ledger',
      'ripple-binary-codec',
      'ripple-keypairs',
    ],
  ],
  ['shroff/doctor', ['seal.ts', 'a signature', 'WeChat Pay', 'Alipay', 'UnionPay', 'Baidu']],
  // The provider's side signs too, with keys of its own, and knows the merchant's header by its fields. Controls of a
  // provider's own, such as refundByHand and confirmFreeze, look into a gateway.
  ['shroff/wechatpay/mock', ['seal.ts', 'a signature', 'the import of private keys', 'WeChat Pay', 'the mock gateway']],
  ['shroff/alipay/mock', ['a signature', 'the import of private keys', 'Alipay', 'the mock gateway']],
  ['shroff/antom/mock', ['a signature', 'the import of private keys', 'Antom', 'the mock gateway']],
  ['shroff/unionpay/mock', ['a signature', 'the import of private keys', 'UnionPay', 'the mock gateway']],
  ['shroff/circle/mock', ['a signature', 'the import of private keys', 'Circle', 'the mock gateway']],
  // WebCrypto has HMAC as a signature.
  ['shroff/qqpay/mock', ['seal.ts', 'a signature', 'QQ Wallet']],
  ['shroff/baidu/mock', ['a signature', 'the import of private keys', 'Baidu', 'the mock gateway']],
  ['shroff/ripple-payments/mock', ['Ripple Payments', 'the mock gateway']],
  ['shroff/lakala/mock', ['seal.ts', 'a signature', 'the import of private keys', 'Alipay', 'Lakala']],
  ['shroff/yeepay/mock', ['a signature', 'the import of private keys', 'YeePay']],
  ['shroff/xrpl/mock', ['XRPL', 'the mock gateway']],
  ['shroff/mock', ['the mock gateway']],
  ['shroff/mock/msw', []],
  ['shroff/gateway', []],
  ['shroff/statement', []],
  ['shroff/life', []],
  ['shroff/store', []],
  ['shroff/store/sqlite', []],
  ['shroff/store/redis', []],
  ['shroff/store/postgres', []],
  ['shroff/webhook', []],
  ['shroff/webhook/node', []],
  ['shroff/webhook/fastify', []],
  ['shroff/webhook/lambda', []],
  ['shroff/checkout', []],
  ['shroff/checkout/react', []],
  ['shroff/checkout/vue', []],
  ['shroff/checkout/mock', ['a signature']],
  ['shroff/checkout/session', ['zod', 'a signature', 'the import of private keys', 'QR codes']],
  ['shroff/qr', ['QR codes']],
  ['shroff/qr/emvco', []],
  ['shroff/otel', []],
]

describe('what comes along', () => {
  const everything = `${Object.values(sizes)
    .map(({ contents }) => contents)
    .join('\n')
    .replaceAll(/export \{[^}]*\} from '(.*)'/g, "export * from '$1'")}\nexport * from 'shroff/http'`

  it('is recognised by words that a bundle of everything contains', async () => {
    const { text } = await bundle(consumer, everything, worker)
    for (const [part, word] of Object.entries(words)) expect(text.includes(word), part).toBe(true)
  })

  it.each<[keyof typeof sizes, readonly (keyof typeof words)[]]>([
    ['webhook receive', ['WeChat Pay']],
    ['client', ['zod', 'seal.ts', ...client, 'WeChat Pay']],
    ['Alipay webhook', ['Alipay']],
    ['Alipay client', ['zod', ...client, 'Alipay']],
    ['Antom webhook', ['Antom']],
    ['Antom client', ['zod', ...client, 'Antom']],
    ['Circle client', ['zod', 'the pipeline', 'Circle']],
    ['Ripple Payments client', ['zod', 'the pipeline', 'Ripple Payments']],
    ['XRPL watching', ['zod', 'the pipeline', 'XRPL']],
    ['SM2, SM3 and SM4', ['a signature', 'SM2']],
    ['XRPL client', ['zod', 'the pipeline', 'XRPL']],
    ['amounts and errors', []],
    ['OpenTelemetry', []],
    ['QR as SVG', ['QR codes']],
    ['EMVCo codes', []],
  ])('with %s', async (name, expected) => {
    expect(await found(sizes[name].contents)).toEqual(expected)
  })

  it.each(subpaths)('with all of %s', async (subpath, expected) => {
    expect(await found(all(subpath))).toEqual(expected)
  })

  it('is said of each subpath', () => {
    const { exports } = JSON.parse(readFileSync(join(consumer, 'node_modules/shroff/package.json'), 'utf8'))
    const nodeOnly = ['shroff/node', 'shroff/mock/server', 'shroff/package.json']
    const named = [...subpaths.map(([subpath]) => subpath), ...nodeOnly]
    expect(named.sort()).toEqual(
      Object.keys(exports)
        .map((key) => key.replace('.', 'shroff'))
        .sort(),
    )
  })
})

it.each(['checkout element', 'checkout element with transfers', 'checkout pieces'] as const)(
  '%s brings its own two files, and nothing that signs',
  async (name) => {
    const { text, files } = await bundle(consumer, sizes[name].contents)
    expect(files.map((file) => file.replace('node_modules/shroff/dist/', '')).sort()).toEqual([
      'checkout.js',
      'payer.js',
    ])
    expect(text).not.toMatch(/subtle|importKey|BEGIN|openapi\.alipay|mch\.weixin|95516|alipay-plus|zod/)
  },
)

async function found(contents: string): Promise<string[]> {
  const { text } = await bundle(consumer, contents, {
    ...worker,
    external: ['msw', '@opentelemetry/api', 'react', 'vue'],
  })
  return Object.keys(words).filter((part) => text.includes(words[part as keyof typeof words]))
}

describe('size', () => {
  it.each(Object.entries(sizes))('of %s', async (_, { contents, limit }) => {
    expect((await bundle(consumer, contents, worker)).gzipped).toBeLessThanOrEqual(limit)
  })

  // Settling codes, statements and their like bring a machine of their own; these share what the client has.
  it.each([
    ['WeChat Pay', 'wechatpay', sizes.client.contents],
    ['Alipay', 'alipay', sizes['Alipay client'].contents],
  ])(
    'of the further actions of an order’s life, of %s, is at most 0.3 kB each on average',
    async (_, provider, client) => {
      const actions = ['awaitPayment', 'closePayment', 'getRefund']
      const more = `${client}\nexport { ${actions.join(', ')} } from 'shroff/${provider}'`
      const [one, other] = await Promise.all([client, more].map((contents) => bundle(consumer, contents, worker)))
      expect((other!.gzipped - one!.gzipped) / actions.length).toBeLessThanOrEqual(300)
    },
  )
})

async function withVite(contents: string): Promise<string> {
  const file = join(consumer, 'vite-entry.js')
  writeFileSync(file, contents)
  const result = await viteBuild({
    root: consumer,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, modulePreload: false, rolldownOptions: { input: file } },
  })
  const { output } = [result].flat()[0] as unknown as { output: { code?: string }[] }
  return output.map(({ code }) => code).join()
}

async function refusal(contents: string, options?: BuildOptions): Promise<string> {
  const failure = await bundle(consumer, contents, options).then(
    () => undefined,
    (error: BuildFailure) => error,
  )
  const said = ({ text, notes }: Message) => [text, ...notes.slice(0, 1).map((note) => note.text)].join('. ')
  return failure?.errors.map(said).join('\n') ?? 'it was built'
}
