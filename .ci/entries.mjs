// Every subpath of the package, once. The build, the tests' aliases and the rules read this list; `npm run entries` writes
// it into package.json (`exports`), test/tsconfig.json (`paths`) and src/tsconfig.node.json (what typedoc documents), and a
// test says so where that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `servers`: it takes secret keys, so no browser gets it. `node`: it needs Node's own API besides. */
export const entries = [
  ['shroff', 'index.ts', 'anywhere'],
  ['shroff/http', 'transport/http.ts', 'anywhere'],
  ['shroff/node', 'transport/node.ts', 'node'],
  ['shroff/wechatpay', 'wechatpay/index.ts', 'servers'],
  ['shroff/wechatpay/mock', 'wechatpay/mock/index.ts', 'anywhere'],
  ['shroff/alipay', 'alipay/index.ts', 'servers'],
  ['shroff/alipay/mock', 'alipay/mock/index.ts', 'anywhere'],
  ['shroff/antom', 'antom/index.ts', 'servers'],
  ['shroff/antom/mock', 'antom/mock/index.ts', 'anywhere'],
  ['shroff/unionpay', 'unionpay/index.ts', 'servers'],
  ['shroff/unionpay/mock', 'unionpay/mock/index.ts', 'anywhere'],
  ['shroff/circle', 'circle/index.ts', 'servers'],
  ['shroff/circle/mock', 'circle/mock/index.ts', 'anywhere'],
  ['shroff/qqpay', 'qqpay/index.ts', 'servers'],
  ['shroff/qqpay/mock', 'qqpay/mock/index.ts', 'anywhere'],
  ['shroff/baidu', 'baidu/index.ts', 'servers'],
  ['shroff/baidu/mock', 'baidu/mock/index.ts', 'anywhere'],
  ['shroff/lakala', 'lakala/index.ts', 'servers'],
  ['shroff/lakala/mock', 'lakala/mock/index.ts', 'anywhere'],
  ['shroff/yeepay', 'yeepay/index.ts', 'servers'],
  ['shroff/yeepay/mock', 'yeepay/mock/index.ts', 'anywhere'],
  ['shroff/xrpl', 'xrpl/index.ts', 'anywhere'],
  ['shroff/xrpl/pay', 'xrpl/pay.ts', 'servers'],
  ['shroff/xrpl/mock', 'xrpl/mock/index.ts', 'anywhere'],
  ['shroff/ripple-payments', 'ripple-payments/index.ts', 'servers'],
  ['shroff/ripple-payments/mock', 'ripple-payments/mock/index.ts', 'anywhere'],
  ['shroff/sm', 'sm/index.ts', 'servers'],
  ['shroff/webhook', 'webhook/index.ts', 'anywhere'],
  ['shroff/webhook/node', 'webhook/node.ts', 'anywhere'],
  ['shroff/webhook/fastify', 'webhook/fastify.ts', 'anywhere'],
  ['shroff/webhook/lambda', 'webhook/lambda.ts', 'anywhere'],
  ['shroff/gateway', 'gateway/index.ts', 'anywhere'],
  ['shroff/statement', 'statement/index.ts', 'anywhere'],
  ['shroff/store', 'store/index.ts', 'anywhere'],
  ['shroff/store/sqlite', 'store/sqlite.ts', 'anywhere'],
  ['shroff/store/redis', 'store/redis.ts', 'anywhere'],
  ['shroff/store/postgres', 'store/postgres.ts', 'anywhere'],
  ['shroff/life', 'life/index.ts', 'anywhere'],
  ['shroff/checkout/session', 'checkout/session/index.ts', 'servers'],
  ['shroff/doctor', 'doctor/index.ts', 'servers'],
  ['shroff/checkout', 'checkout/index.ts', 'anywhere'],
  ['shroff/checkout/react', 'checkout/react.ts', 'anywhere'],
  ['shroff/checkout/vue', 'checkout/vue.ts', 'anywhere'],
  ['shroff/checkout/mock', 'checkout/mock/index.ts', 'anywhere'],
  ['shroff/qr', 'qr/index.ts', 'anywhere'],
  ['shroff/qr/emvco', 'qr/emvco/index.ts', 'anywhere'],
  ['shroff/otel', 'otel/index.ts', 'anywhere'],
  ['shroff/mock', 'mock/index.ts', 'anywhere'],
  ['shroff/mock/msw', 'mock/msw.ts', 'anywhere'],
  ['shroff/mock/server', 'mock/server/index.ts', 'node'],
]

/** Name and source of each file of dist that is a subpath. */
export const built = entries.map(([subpath, source]) => [nameOf(subpath), `src/${source}`])

/** Runtimes by the conditions that they set. Node, Bun and Deno have Node's API; the others are servers without it. */
const conditions = {
  node: ['deno', 'bun', 'node'],
  servers: ['edge-light', 'workerd', 'worker', 'deno', 'bun', 'node'],
}

/** Package.json's `exports`. A browser gets `null`, and where a bundler passes over that, a file that throws. */
export const manifestExports = () => ({
  ...Object.fromEntries(entries.map(([subpath, , runs]) => [subpath.replace('shroff', '.'), formatsOf(subpath, runs)])),
  './package.json': './package.json',
})

const formatsOf = (subpath, runs) => ({
  import: targets(nameOf(subpath), runs, 'js', 'd.ts'),
  require: targets(nameOf(subpath), runs, 'cjs', 'd.cts'),
})

function targets(name, runs, code, types) {
  const file = `./dist/${name}.${code}`
  const refused = (condition) => ({ [condition]: null, default: `./dist/for-servers-only.${code}` })
  return {
    types: `./dist/${name}.${types}`,
    ...Object.fromEntries((conditions[runs] ?? []).map((condition) => [condition, file])),
    ...(conditions[runs] && { browser: refused('browser'), 'react-native': refused('react-native') }),
    default: file,
  }
}

function nameOf(subpath) {
  return subpath === 'shroff' ? 'index' : subpath.replace('shroff/', '')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rewrite = (path, change) => {
    const file = join(import.meta.dirname, '..', path)
    const content = JSON.parse(readFileSync(file, 'utf8'))
    change(content)
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  }
  rewrite('package.json', (manifest) => {
    manifest.exports = manifestExports()
  })
  rewrite('src/tsconfig.node.json', ({ typedocOptions }) => {
    typedocOptions.entryPoints = entries.map(([, source]) => source)
  })
  rewrite('test/tsconfig.json', ({ compilerOptions }) => {
    const named = entries.map(([subpath, source]) => [subpath, [`../src/${source}`]])
    compilerOptions.paths = { '#crypto': compilerOptions.paths['#crypto'], ...Object.fromEntries(named) }
  })
}
