import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entries } from '../../.ci/entries.mjs'

// What an editor shows of an action, for every provider alike: what it does, where the provider documents it, how it is called.

const providers = entries.flatMap(([, source]) => /^(\w+)\/index\.ts$/.exec(source)?.[1] ?? [])
const actions = providers.flatMap((provider) => {
  const folder = new URL(`../../src/${provider}/actions/`, import.meta.url)
  const files = (() => {
    try {
      return readdirSync(folder)
    } catch {
      return [] // not a provider's
    }
  })()
  return files.map((file) => [provider, file.replace('.ts', ''), readFileSync(new URL(file, folder), 'utf8')] as const)
})

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
