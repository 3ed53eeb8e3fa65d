import { describe, expect, it } from 'vitest'
import { project } from './project.js'

const jest = project('jest')

describe(`Jest ${jest.version('jest')}`, () => {
  it('tests payments', async () => {
    expect(await jest.run('test')).toMatch(/^Tests: +2 passed, 2 total$/m)
  })

  it('tests payments beside a page, in the environment jest-fixed-jsdom', async () => {
    expect(await jest.run('jest-fixed-jsdom')).toMatch(/^Tests: +2 passed, 2 total$/m)
  })

  // docs/packaging.md has these words, so that a search finds the remedy.
  it('lacks Node’s globals in the environment jsdom', async () => {
    expect(await jest.refusal('jsdom')).toContain('ReferenceError: TextDecoder is not defined')
  })
})

const vitest = project('vitest')

describe(`Vitest ${vitest.version('vitest')}`, () => {
  it.each(['test', 'jsdom'])('tests payments: npm run %s', async (script) => {
    expect(await vitest.run(script)).toMatch(/^ +Tests +2 passed \(2\)$/m)
  })
})
