import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entries } from '../../.ci/entries.mjs'

// What an editor shows of an action, for every provider alike: what it does, where the provider documents it, how it is called.

const folderOf = (entry: string) => new URL(`../../src/${entry.replace('index.ts', 'actions/')}`, import.meta.url)
const actions = entries
  .map(([, source]) => source)
  .filter((source) => source.endsWith('/index.ts') && existsSync(folderOf(source)))
  .flatMap((source) =>
    readdirSync(folderOf(source)).map(
      (file) =>
        [
          source.split('/')[0]!,
          file.replace('.ts', ''),
          readFileSync(new URL(file, folderOf(source)), 'utf8'),
        ] as const,
    ),
  )

it('finds the actions of every provider', () => {
  expect(actions.length).toBeGreaterThan(45)
})

describe.each(actions)('%s: %s', (_, name, text) => {
  it('says what it does, where it is documented, and how it is called', () => {
    const [, comment = ''] =
      new RegExp(`/\\*\\*\\n((?: \\*.*\\n)+) \\*/\\nexport (?:async )?function ${name}\\b`).exec(text) ?? []
    expect(comment).toMatch(/^ \* [^@]/)
    expect(comment).toMatch(/ \* @see (https:\/\/|\{@link )\S/)
    expect(comment).toMatch(/ \* @example\n \* \S/)
  })
})
