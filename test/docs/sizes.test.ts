import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sizes } from '../package/bundle.js'

const page = readFileSync(join(import.meta.dirname, '../../docs/packaging.md'), 'utf8')

it('docs/packaging.md says at what each size is held', () => {
  const told = [...page.matchAll(/^\| ([^|]+) \| ([\d.]+) kB \|/gm)].map(([, name, limit]) => [name, limit])
  expect(told).toEqual(Object.entries(sizes).map(([name, { limit }]) => [name, String(limit / 1000)]))
})
