// Checks the types of everything, by TypeScript 7: the native compiler, a quarter of the time. `*.test-d.ts` and the reference
// are read by TypeScript 6, which TypeDoc needs; so both compilers see the source.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiler = join(root, 'node_modules/typescript-7/bin/tsc')
const codes = ['tsconfig.json', 'src/tsconfig.node.json', 'test/tsconfig.json'].map(
  (project) => spawnSync(process.execPath, [compiler, '-p', project], { cwd: root, stdio: 'inherit' }).status,
)
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
