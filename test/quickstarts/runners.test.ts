import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { bringChromium } from '../runtimes/bring.js'
import { freePort, run } from './run.js'

const examples = join(import.meta.dirname, '../../examples/quickstarts')
const scratch = inject('scratch')
const program = (path: string) => [process.execPath, join(scratch, 'node_modules', path)]

const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file))

it.each(files)('%s has at most 40 lines', (file) => {
  expect(readFileSync(join(examples, file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
})

it('Vitest', async () => {
  expect(await run(scratch, [...program('vitest/vitest.mjs'), 'run', 'vitest.test.js'])).toMatch(
    /Tests +2 passed \(2\)/,
  )
})

it('Jest, CommonJS', async () => {
  const said = await run(scratch, [...program('jest/bin/jest.js'), '--testMatch', '**/jest.test.cjs'])
  expect(said).toMatch(/Tests: +1 passed, 1 total/)
})

it('Jest with msw, CommonJS', async () => {
  const said = await run(join(scratch, 'jest-msw'), program('jest/bin/jest.js'))
  expect(said).toMatch(/Tests: +2 passed, 2 total/)
})

it('Playwright', async ({ skip }) => {
  const chromium = bringChromium()
  if ('missing' in chromium) return skip(chromium.missing)
  // A user has the browser from `npx playwright install chromium`, which needs no setting.
  const use = { launchOptions: { executablePath: chromium.program } }
  writeFileSync(join(scratch, 'playwright/playwright.config.js'), `export default ${JSON.stringify({ use })}`)
  const said = await run(join(scratch, 'playwright'), [...program('@playwright/test/cli.js'), 'test'], {
    SHOP_URL: `http://localhost:${await freePort()}`,
  })
  expect(said).toMatch(/1 passed/)
})
