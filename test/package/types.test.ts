import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'

const consumer = inject('consumer')
const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')

it.each([
  ['node16', ['mts', 'cts']],
  ['nodenext', ['mts', 'cts']],
  ['bundler', ['ts']],
] as const)('compiles in a project with module resolution %s', (moduleResolution, endings) => {
  const files = endings.map((ending) => `shop-${moduleResolution}.${ending}`)
  for (const file of files) copyFileSync(join(consumer, 'shop.ts.txt'), join(consumer, file))
  const compilerOptions = {
    module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
    moduleResolution,
    target: 'es2022',
    // No Node types: fetch and Request come from DOM.
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  }
  const project = join(consumer, `tsconfig.${moduleResolution}.json`)
  writeFileSync(project, JSON.stringify({ compilerOptions, files }))
  expect(compile(project)).toBe('')
})

/** What the compiler has to say: nothing, if all is well. */
function compile(project: string): string {
  try {
    return execFileSync('node', [tsc, '-p', project], { encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
