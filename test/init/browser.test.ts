import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, inject, it } from 'vitest'
import type { Driver } from '../checkout/browser/driver.js'
import { freePort, start } from '../quickstarts/run.js'
import { bringNode22 } from '../runtimes/bring.js'

// One shop as its reader has it: installed, beside `npx shroff mock`, and clicked through in a browser. By `npm run full:init`.

const node = bringNode22()
const [place, tarball, chromium] = [inject('place'), inject('tarball'), inject('chromium')]

it.skipIf('missing' in node || !chromium)(
  'a payer and the shop click: ordered, paid in the console, given back',
  async () => {
    const program = 'program' in node ? node.program : ''
    const folder = join(place, 'clicked')
    const cli = join(place, 'tool/node_modules/shroff/dist/cli.js')
    execFileSync(program, [cli, 'init', folder, '--yes'])
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', tarball, ...quiet], { cwd: folder, stdio: 'ignore' })

    const mock = start(folder, [program, 'node_modules/shroff/dist/cli.js', 'mock', '--port', '0', '--json'])
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    await mock.says('"payerCodes"')
    const { consoleLink } = JSON.parse(mock.said().slice(mock.said().indexOf('{'))) as { consoleLink: string }
    const env = parseEnv(readFileSync(join(folder, '.shroff/.env'), 'utf8')) as Record<string, string>
    const shop = start(folder, [program, 'server.js'], {
      ...env,
      SHOP_URL: url,
      PORT: String(port),
      ADMIN_PASSWORD: 'oolong',
    })

    const require = createRequire(join(inject('tools'), 'package.json'))
    const { chromium: driver } = require('playwright-core') as {
      chromium: { launch(options: object): Promise<Driver> }
    }
    const browser = await driver.launch({ executablePath: chromium, args: ['--no-sandbox'] })
    try {
      await shop.answers(url)
      const context = await browser.newContext({ locale: 'en' })
      context.setDefaultTimeout(20_000)
      const [payer, desk] = [await context.newPage(), await context.newPage()]
      await payer.goto(url)
      await payer.getByRole('button', { name: 'Order' }).click()
      await payer.locator('h1:text-is("Scan to pay")').waitFor()
      const orderId = payer.url().split('/').at(-1)!
      await desk.goto(consoleLink)
      await desk.locator(`summary:has-text("${orderId}")`).click()
      await desk.getByRole('button', { name: 'Scan and pay' }).click()
      // The page of the shop asks by itself.
      await payer.locator('#status:text-is("paid")').waitFor()
      await payer.locator('input[name="password"]').fill('oolong')
      await payer.getByRole('button', { name: 'Refund' }).click()
      await payer.locator('#status:text-is("refunding")').waitFor()
      await desk.getByRole('button', { name: 'Let it succeed' }).click()
      await expect
        .poll(
          async () => {
            await payer.goto(payer.url())
            return (await payer.locator('#status').textContent()) ?? ''
          },
          { timeout: 20_000 },
        )
        .toBe('refunded')
    } finally {
      await browser.close()
      await shop.end()
      await mock.end()
    }
  },
)
