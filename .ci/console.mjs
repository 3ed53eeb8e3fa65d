// Builds the page of the mock gateway's console: dist/console.js, which runs by itself, and dist/console.css.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src/mock/server/console')

export async function buildConsole() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  await build({
    // No module of the sources does anything when it is loaded; this one line does.
    stdin: { contents: "import { start } from './page.js'\nstart()", resolveDir: source },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    tsconfigRaw: {},
    outfile: join(root, 'dist/console.js'),
    logLevel: 'warning',
  })
  await build({
    stdin: { contents: "@import './base.css'; @import './parts.css';", loader: 'css', resolveDir: source },
    bundle: true,
    minify: true,
    outfile: join(root, 'dist/console.css'),
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole()
