import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bringChromium, quietly } from '../../runtimes/bring.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of Playwright, axe and the frameworks. */
    tools: string
    /** The program, or nothing where there is none: then all is skipped. */
    chromium: string
  }
}

/** Brings what the lock file beside this says, into a folder among the temporary files that stays. */
export default function setup(project: TestProject) {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'))
  const name = `shroff-checkout-${userInfo().username}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`
  const tools = join(tmpdir(), name)
  if (!existsSync(join(tools, 'ready'))) {
    mkdirSync(tools, { recursive: true, mode: 0o700 })
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, file), join(tools, file))
    execFileSync('npm', ['ci', '--prefer-offline', ...quietly], { cwd: tools, stdio: ['ignore', 'ignore', 'inherit'] })
    writeFileSync(join(tools, 'ready'), '')
  }
  project.provide('tools', tools)
  const chromium = bringChromium()
  if ('missing' in chromium) console.info(`SKIPPED: ${chromium.missing}`)
  project.provide('chromium', 'program' in chromium ? chromium.program : '')
}
