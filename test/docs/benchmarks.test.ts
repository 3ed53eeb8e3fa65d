import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inChinese, untold } from '../bench/page-zh.js'
import { root } from './pages.js'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('the Chinese page of the benchmarks is the English one, of the same run', () => {
  const twin = join(root, 'docs/zh/benchmarks.md')
  const english = read('docs/benchmarks.md')
  // The page of a run before there was a Chinese one has sentences of its own, and no twin until `npm run bench` writes both.
  if (!existsSync(twin)) return expect(() => inChinese(english)).toThrow('has no Chinese for')
  const wanted = inChinese(english)
  if (process.env.WRITE_DOCS) writeFileSync(twin, wanted)
  else expect(readFileSync(twin, 'utf8'), 'WRITE_DOCS=1 writes it').toBe(wanted)
})

it('every title, sentence, goal and reason of a job has its Chinese, before a long run misses it', () => {
  const sources = ['sizes.ts', ...readdirSync(join(root, 'test/bench/jobs')).map((name) => `jobs/${name}`)]
  const texts = sources.flatMap((source) =>
    [
      ...read(`test/bench/${source}`).matchAll(/\b(?:title|text|job|goal|reason):\s*((?:'[^'\n]*'(?:\s*\+\s*)?)+)/g),
    ].map(([, parts]) => [...parts!.matchAll(/'([^'\n]*)'/g)].map(([, part]) => part).join('')),
  )
  expect(texts.length).toBeGreaterThan(50)
  expect(untold(texts)).toEqual([])
  expect(untold(['A job that nobody has told in Chinese'])).toHaveLength(1)
})
