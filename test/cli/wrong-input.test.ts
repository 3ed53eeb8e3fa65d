import { beforeAll, describe, expect, it } from 'vitest'
import { folder } from './folder.js'
import { run } from './run.js'
import { openShops } from './shops.js'
import { putWrongFiles, readers, wrongUses } from './wrong.js'

// Each kind of wrong input ends with one line on stderr, nothing on stdout, and the exit code of its kind.

let cwd: string
beforeAll(async () => {
  cwd = (await openShops()).configure(folder())
  putWrongFiles(cwd)
})

const isRoot = process.getuid?.() === 0

describe.each(Object.entries(readers))('shroff %s', (_, parameters) => {
  it.each([
    ['missing', 2, /missing does not exist$/],
    ['binary', 2, /binary/],
    ['large', 2, /larger than|over/],
    ['folder', 2, /is a folder/],
    ['no.json', 2, /./],
    ['locked', isRoot ? 2 : 3, isRoot ? /./ : /no permission$/],
  ])('of a file that is %s', async (file, exit, words) => {
    const ended = await run(
      parameters.map((one) => (one === 'FILE' ? file : one)),
      { cwd },
    )
    expect([ended.exit, ended.out]).toEqual([exit, ''])
    expect(ended.err).toMatch(/^shroff: [^\n]+\n$/)
    expect(ended.err.trimEnd()).toMatch(words)
  })
})

it.each(wrongUses)('shroff %j', async (parameters, exit, words) => {
  const ended = await run(parameters, { cwd })
  expect([ended.exit, ended.out]).toEqual([exit, ''])
  expect(ended.err).toMatch(/^shroff: [^\n]+\n$/)
  expect(ended.err).toMatch(words)
  const chinese = await run([...parameters, '--lang', 'zh', '--json'], { cwd })
  expect(JSON.parse(chinese.out)).toEqual({ error: { code: exit, message: expect.any(String) } })
})
