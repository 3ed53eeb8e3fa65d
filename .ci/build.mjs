// Builds dist: ES modules, CommonJS, declarations for both, and LICENSES.txt with the notices that the licences of
// bundled packages ask for. `--no-dts` leaves the declarations out.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'tsup'
import { buildConsole } from './console.mjs'
import { built } from './entries.mjs'
import { merge } from './merge.mjs'

const root = join(import.meta.dirname, '..')
process.chdir(root)

const entry = Object.fromEntries(built)
const internal = {
  // What `#crypto` in package.json's `imports` stands for.
  'crypto/web': 'src/crypto/web.ts',
  'crypto/node': 'src/crypto/node.ts',
}
const common = {
  config: false,
  external: ['#crypto'],
  target: 'es2022',
  platform: 'node',
  removeNodeProtocol: false,
  silent: true,
  // Chinese as it is: escapes would be twice as long.
  esbuildOptions(options) {
    options.charset = 'utf8'
  },
}

const sources = readdirSync('src', { recursive: true })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith('src/cli/'))

/** One format: compiled and bundled by esbuild with a file for each source file, put together by Rollup. */
async function compile(format, options) {
  const outDir = resolve('dist/.build', format)
  await build({ ...common, ...options, entry: sources, format: 'esm', outDir, splitting: true, metafile: true })
  const { outputs } = JSON.parse(readFileSync(join(outDir, 'metafile-esm.json'), 'utf8'))
  const inputs = Object.fromEntries(Object.entries(outputs).map(([file, output]) => [resolve(file), output.inputs]))
  const fileOf = (source) => join(outDir, source.replace(/^src\/(.*)ts$/, '$1js'))
  await merge({
    entries: Object.fromEntries(
      Object.entries({ ...entry, ...internal }).map(([name, source]) => [name, fileOf(source)]),
    ),
    sourcesOf: (file) => Object.keys(inputs[file]),
    format,
    dir: 'dist',
  })
  return Object.values(inputs)
}

/** The command `shroff`: one file that needs no other, so that the library's are the same with it and without. */
async function commandLine() {
  await build({
    ...common,
    entry: { cli: 'src/cli/index.ts' },
    format: 'esm',
    outDir: 'dist',
    noExternal: [/./],
    splitting: false,
    metafile: true,
    // Commander is a CommonJS package.
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)`,
    },
    esbuildOptions(options) {
      options.alias = { '#crypto': resolve('src/crypto/node.ts') }
      options.charset = 'utf8'
      options.minify = true
      options.legalComments = 'none'
    },
  })
  const { outputs } = JSON.parse(readFileSync('dist/metafile-esm.json', 'utf8'))
  rmSync('dist/metafile-esm.json')
  return Object.values(outputs).map(({ inputs }) => inputs)
}

/** Declarations: one for each source file by the native compiler, in two seconds; tsup puts those of an entry together. */
async function declarations() {
  // Below node_modules they would be somebody else's, and be left out.
  const folder = 'dist/.types'
  const compiler = ['node_modules/typescript-7/bin/tsc', '-p', 'src/tsconfig.node.json', '--noEmit', 'false']
  const options = ['--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', folder]
  const { status } = spawnSync(process.execPath, [...compiler, ...options], { stdio: 'inherit' })
  if (status !== 0) throw new Error('The declarations cannot be made.')
  const declared = built.map(([name, source]) => [name, source.replace(/^src\/(.*)ts$/, `${folder}/$1d.ts`)])
  await build({
    ...common,
    entry,
    format: ['esm', 'cjs'],
    // ignoreDeprecations: tsup sets `baseUrl` by itself, which TypeScript 6 takes for an error.
    dts: { only: true, entry: Object.fromEntries(declared), compilerOptions: { ignoreDeprecations: '6.0' } },
  })
  rmSync(folder, { recursive: true })
}

rmSync('dist', { recursive: true, force: true })
const [esm, cjs, cli] = await Promise.all([
  compile('esm', {}),
  // These exist as ES modules only, which Jest cannot require.
  compile('cjs', { noExternal: ['ky', 'qr', 'https-proxy-agent', 'jose'] }),
  commandLine(),
  process.argv.includes('--no-dts') || declarations(),
])

rmSync('dist/.build', { recursive: true })
await buildConsole()

// Where a bundler for browsers ends up that passes over the `null` of package.json's `exports`, as Vite 8 does: nothing
// can be imported by name from here, and so the build fails.
const refusal = `throw new Error('This entry of shroff is for servers: it needs secret keys or Node. Import it there only.')\n`
writeFileSync('dist/for-servers-only.js', `${refusal}export {}\n`)
writeFileSync('dist/for-servers-only.cjs', refusal)

const bundled = new Set(
  [...esm, ...cjs, ...cli]
    .flatMap((inputs) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
)

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
