import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { entries } from '../.ci/entries.mjs'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

// Tests import the package by its public names; without the #crypto alias Vitest would silently test a stale dist.
export const alias = (crypto: 'node' | 'web') => [
  { find: '#crypto', replacement: source(`crypto/${crypto}.ts`) },
  ...entries.map(([subpath, file]) => ({ find: new RegExp(`^${subpath}$`), replacement: source(file) })),
]

// Not '..', which would be taken from the current folder.
export const root = fileURLToPath(new URL('..', import.meta.url))

// Files share their modules, which halves the time of a run; those that put another module in place of one get them anew.
const alone = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && /\bvi\.(do)?mock\(/i.test(readFileSync(`${root}test/${path}`, 'utf8')))
  .map((path) => `test/${path}`)

/** What draws its cases by chance, and many of them: `npm run test:fuzz` runs it. */
export const drawn = [
  'test/settle/properties.test.ts',
  'test/qr/emvco/mutations.test.ts',
  'test/mock/book-properties.test.ts',
  'test/doctor/corrupted.test.ts',
  'test/life/interleavings.test.ts',
  'test/checkout-session/interleavings.test.ts',
  'test/xrpl/refunds/interleavings.test.ts',
  'test/circle/money/interleavings.test.ts',
]

/** What reads the reference that TypeDoc has built, or starts programs: `npm run test:docs`. */
export const read = ['test/docs/reference.test.ts', 'test/docs/examples.test.ts', 'test/docs/pfx.test.ts']

// They need a build, or more time: `npm run test:package`, `npm run test:consumers` and so on.
const later = [
  ...drawn,
  'test/fuzz/**',
  ...read,
  'test/package/**',
  'test/consumers/**',
  'test/quickstarts/**',
  'test/init/**',
  'test/shop/**',
  'test/cli/built/**',
  'test/simulation/**',
  'test/store/databases/**',
  'test/checkout/browser/**',
  'test/console/**',
]

// Whether keys and digests are Node's or WebCrypto's is the same to all others.
const onWebCrypto = [
  'test/crypto/*.test.ts',
  'test/sm/*.test.ts',
  'test/wechatpay/**/*.test.ts',
  'test/alipay/*.test.ts',
  'test/antom/*.test.ts',
  'test/unionpay/*.test.ts',
  'test/circle/webhook.test.ts',
  'test/circle/notice.test.ts',
  'test/circle/vectors.test.ts',
  'test/qqpay/*.test.ts',
  'test/baidu/*.test.ts',
  'test/lakala/*.test.ts',
  // Of YeePay nothing is received there.
  'test/yeepay/{account,createPayment,downloadStatement,tamper}.test.ts',
  // Addresses have a check of SHA-256.
  'test/xrpl/vectors.test.ts',
  'test/gateway/*.test.ts',
  'test/contract/*.test.ts',
]

export default defineConfig({
  test: {
    root,
    reporters: ['default', './test/closing-line.ts'],
    // All cores: Vitest leaves one idle, which is half of a machine with two.
    maxWorkers: '100%',
    restoreMocks: true,
    setupFiles: ['./test/support/unstub.ts'],
    // No test waits; a busy machine only makes the RSA keys late.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    // Without `extends` a project takes nothing over from above.
    projects: [
      {
        extends: true,
        resolve: { alias: alias('node') },
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...later, ...alone],
          typecheck: { enabled: true, include: ['test/types/*.test-d.ts'], tsconfig: './test/types/tsconfig.json' },
        },
      },
      {
        extends: true,
        resolve: { alias: alias('web') },
        test: { name: 'web', env: { SHROFF_CRYPTO: 'web' }, include: onWebCrypto, exclude: alone },
      },
      {
        extends: true,
        resolve: { alias: alias('node') },
        test: { name: 'alone', include: alone, isolate: true },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text', 'json-summary'] },
  },
})
