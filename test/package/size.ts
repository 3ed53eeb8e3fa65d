// Prints what each use of the package costs a bundle. `npm run size`
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, sizes, worker } from './bundle.js'

const root = join(import.meta.dirname, '../..')
const consumer = mkdtempSync(join(tmpdir(), 'shroff-size-'))
const modules = join(consumer, 'node_modules')
mkdirSync(join(modules, 'shroff'), { recursive: true })
for (const part of ['dist', 'package.json'])
  cpSync(join(root, part), join(modules, 'shroff', part), { recursive: true })
for (const name of ['ky', 'qr', 'jose', 'ripple-binary-codec', 'ripple-keypairs'])
  symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')

console.log('kB of 1 000 bytes    min    min+gzip    held at')
for (const [name, { contents, limit }] of Object.entries(sizes)) {
  const { minified, gzipped } = await bundle(consumer, contents, worker)
  const [min, gzip, held] = [minified, gzipped, limit].map((bytes) => (bytes / 1000).toFixed(1))
  console.log(`${name.padEnd(19)}${min!.padStart(5)}${gzip!.padStart(12)}${held!.padStart(11)}`)
}
rmSync(consumer, { recursive: true, force: true })
