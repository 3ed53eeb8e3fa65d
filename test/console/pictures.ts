import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DriverPage } from '../checkout/browser/driver.js'

const folder = join(import.meta.dirname, '../../docs/images/console')

/** Those that the docs show: one of each look, and one of each view. */
const shown =
  /^(payer-.*|(orders|journal|empty-orders)-en-light-1100|(orders|journal)-zh-CN-light-375|deliveries-zh-CN-dark-1100|tools-en-dark-375)$/

/** One of docs/images/console, by CONSOLE_PICTURES=1. */
export async function picture(page: DriverPage, name: string): Promise<void> {
  if (!process.env.CONSOLE_PICTURES || !shown.test(name)) return
  if (spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout === '')
    throw new Error('There is no Chinese letter on this machine: apt-get install fonts-noto-cjk')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: true })
}
