import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** For the policy of the page: its own script, style and calls, and nothing else. */
export const consolePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>shroff</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console.css">
<script type="module" src="/console.js"></script>
</html>
`

const types: Readonly<Record<string, string>> = {
  '/console.js': 'text/javascript; charset=utf-8',
  '/console.css': 'text/css; charset=utf-8',
}

/** A file of the console, as it is served; undefined for what is none. */
export async function consoleFile(path: string): Promise<{ type: string; body: string } | undefined> {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: html }
  const type = types[path]
  return type === undefined ? undefined : { type, body: await built(path.slice(1)) }
}

/** From where this stands, be it in `dist` or in the sources, up to the folder in which the build has put it. */
async function built(name: string): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const file of [join(folder, name), join(folder, 'dist', name)]) {
      try {
        return await readFile(file, 'utf8')
      } catch {
        // Not here.
      }
    }
    if (folder === dirname(folder)) throw new Error(`${name} is not there: npm run build makes it.`)
  }
}
