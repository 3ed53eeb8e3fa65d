import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DriverPage } from '../checkout/browser/driver.js'

const folder = join(import.meta.dirname, '../../docs/images/console')

/** One of docs/images/console, by CONSOLE_PICTURES=1. */
export async function picture(page: DriverPage, name: string): Promise<void> {
  if (!process.env.CONSOLE_PICTURES) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: true })
}
