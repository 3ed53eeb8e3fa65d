import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inject } from 'vitest'
import { bundled } from './shop.js'

/** What an application imports, and from where in src. The mock without msw's handlers, which nobody has installed there. */
const files = {
  'checkout.js': 'index.ts',
  'checkout/react.js': 'react.ts',
  'checkout/vue.js': 'vue.ts',
  'checkout/mock.js': 'mock/checkout.ts',
}

/** A folder of `apps` beside the frameworks, with shroff in it as it is installed. */
export async function application(name: string) {
  const folder = mkdtempSync(join(inject('tools'), 'app-'))
  cpSync(join(import.meta.dirname, 'apps', name), folder, { recursive: true })
  const shroff = join(folder, 'node_modules/shroff')
  mkdirSync(join(shroff, 'checkout'), { recursive: true })
  const exported = Object.keys(files).map((file) => [`./${file.replace('.js', '')}`, `./${file}`])
  writeFileSync(
    join(shroff, 'package.json'),
    JSON.stringify({ name: 'shroff', type: 'module', exports: Object.fromEntries(exported) }),
  )
  for (const [file, source] of Object.entries(files))
    writeFileSync(join(shroff, file), await bundled(`../../../src/checkout/${source}`))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** React, Vue and Svelte in one build of Vite: a script each. */
export async function builtByVite(folder: string): Promise<Map<string, string>> {
  const { build } = await import('vite')
  const tools = createRequire(join(inject('tools'), 'package.json'))
  const vue = tools('vue/compiler-sfc') as typeof Compilers.vue
  const { compile } = (await import(tools.resolve('svelte/compiler'))) as typeof Compilers.svelte
  // Of the frameworks' own plug-ins what these pages need.
  const transform = (source: string, file: string): string | undefined => {
    if (file.endsWith('.svelte')) return compile(source, { generate: 'client', filename: file }).js.code
    if (!file.endsWith('.vue')) return undefined
    const isCustomElement = (tag: string) => tag === 'shroff-checkout'
    const { descriptor } = vue.parse(source, { filename: file, templateParseOptions: { isCustomElement } })
    return vue.compileScript(descriptor, { id: 'page', inlineTemplate: true, isProd: true }).content
  }
  const made = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    plugins: [{ name: 'components', enforce: 'pre', transform }],
    // Not Vitest's own.
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      modulePreload: false,
      rollupOptions: {
        input: ['react.jsx', 'vue.js', 'svelte.js'].map((file) => join(folder, file)),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  const { output } = made as { output: { fileName: string; code?: string }[] }
  return new Map(output.map(({ fileName, code }) => [`/${fileName}`, code ?? '']))
}

/** Of the compilers what is used; their own types are not installed with this project. */
declare namespace Compilers {
  const vue: {
    parse(source: string, options: object): { descriptor: object }
    compileScript(descriptor: object, options: object): { content: string }
  }
  const svelte: { compile(source: string, options: object): { js: { code: string } } }
}

/** Next, by its command line, until it says where it answers. */
export async function next(folder: string, ...parameters: string[]) {
  const tools = inject('tools')
  const program = join(tools, 'node_modules/next/dist/bin/next')
  // Vitest's own NODE_ENV would be taken for the application's.
  const { NODE_ENV: _, ...inherited } = process.env
  const env = { ...inherited, NEXT_TELEMETRY_DISABLED: '1', CI: 'true', NO_COLOR: '1' }
  const child = spawn(process.execPath, [program, ...parameters], { cwd: folder, env: env as NodeJS.ProcessEnv })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const url = new Promise<string | undefined>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => {
        said += bytes
        const ready = /Local:\s+(http:\S+)[\s\S]*Ready in/.exec(said)?.[1]
        if (ready) resolve(ready)
      })
    ended.then(() => resolve(undefined))
  })
  return {
    url: await url,
    said: () => said,
    async stop() {
      child.kill()
      return ended
    },
    ended,
  }
}
