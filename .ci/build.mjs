// Builds dist: ES modules, CommonJS, declarations for both, and LICENSES.txt with the notices that the licences of
// bundled packages ask for. `--no-dts` leaves the declarations out, which is most of the time.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'

const root = join(import.meta.dirname, '..')
process.chdir(root)

/** The subpaths of package.json's `exports`. */
const entry = {
  index: 'src/index.ts',
  http: 'src/transport/http.ts',
  node: 'src/transport/node.ts',
  wechatpay: 'src/wechatpay/index.ts',
  'wechatpay/mock': 'src/wechatpay/mock/index.ts',
  alipay: 'src/alipay/index.ts',
  'alipay/mock': 'src/alipay/mock/index.ts',
  gateway: 'src/gateway/index.ts',
  statement: 'src/statement/index.ts',
  qr: 'src/qr/index.ts',
  otel: 'src/otel/index.ts',
  mock: 'src/mock/index.ts',
  'mock/msw': 'src/mock/msw.ts',
  'mock/server': 'src/mock/server/index.ts',
}
const internal = {
  // What `#crypto` in package.json's `imports` stands for.
  'crypto/web': 'src/crypto/web.ts',
  'crypto/node': 'src/crypto/node.ts',
}
// Entries only so that webhooks get files of their own, and zod others: it has statements that no bundler drops unless
// it drops the file, and so one file for all would bring zod to a webhook that never uses it. The schemas of
// orders (prepay) apart make bundles 0.6 kB smaller. No more of them than that: each file takes Node a millisecond to load.
const parts = Object.fromEntries(
  readdirSync('src', { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^\w+\/(webhook|prepay)\.ts$/.test(path))
    .map((path) => [path.slice(0, -'.ts'.length), `src/${path}`]),
)
const common = {
  config: false,
  external: ['#crypto'],
  target: 'es2022',
  platform: 'node',
  removeNodeProtocol: false,
  splitting: true,
  metafile: true,
  silent: true,
  // ignoreDeprecations: tsup sets `baseUrl` by itself, which TypeScript 6 takes for an error.
  dts: !process.argv.includes('--no-dts') && { entry, compilerOptions: { ignoreDeprecations: '6.0', types: ['node'] } },
}

rmSync('dist', { recursive: true, force: true })
await Promise.all([
  build({ ...common, entry: { ...entry, ...internal, ...parts }, format: 'esm' }),
  // These exist as ES modules only, which Jest cannot require.
  build({
    ...common,
    entry: { ...entry, ...internal },
    format: 'cjs',
    noExternal: ['ky', 'qr', 'https-proxy-agent'],
  }),
])

// Where a bundler for browsers ends up that passes over the `null` of package.json's `exports`, as Vite 8 does: nothing
// can be imported by name from here, and so the build fails.
const refusal = `throw new Error('This entry of shroff is for servers: it needs secret keys or Node. Import it there only.')\n`
writeFileSync('dist/for-servers-only.js', `${refusal}export {}\n`)
writeFileSync('dist/for-servers-only.cjs', refusal)

const metafiles = ['esm', 'cjs'].map((format) => `dist/metafile-${format}.json`)
const bundled = new Set(
  metafiles.flatMap((file) =>
    Object.values(JSON.parse(readFileSync(file, 'utf8')).outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  ),
)
for (const file of metafiles) rmSync(file)

const packages = [...bundled].sort().map((name) => {
  const folder = join('node_modules', name)
  const { version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(-mit)?(\.(md|txt))?$/i.test(entry))
  const mit = readdirSync(folder).find((entry) => /^license-mit$/i.test(entry))
  const text = file && readFileSync(join(folder, mit ?? file), 'utf8').trim()
  return { name, version, license, repository: repository?.url ?? repository, text }
})
const notices = packages.map(({ name, version, license, repository, text }) => {
  // A package of a monorepository may leave the file out; its sibling has the same one.
  const notice = text ?? packages.find((other) => other.text && other.repository === repository)?.text
  if (!notice) throw new Error(`${name} is bundled, but no licence text was found for it.`)
  return `${name} ${version} (${license})\n\n${notice}\n`
})
const heading = 'Parts of these packages are contained in the files of this folder.\n'
writeFileSync('dist/LICENSES.txt', [heading, ...notices].join(`\n${'-'.repeat(80)}\n\n`))
