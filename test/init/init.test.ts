import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { deliverWebhooks, pay, settleRefund } from 'shroff/mock'
import { describe, expect, inject, it } from 'vitest'
import { databases, frameworks, wallets } from '../../src/cli/init/choice.js'
import { freePort, start } from '../quickstarts/run.js'
import { bringNode22 } from '../runtimes/bring.js'
import { startMock } from './mock.js'

// One shop by default; all of them by `npm run full:init`.
const all = wallets.flatMap((wallet) =>
  frameworks.flatMap((framework) => databases.map((database) => ({ wallet, framework, database }))),
)
const chosen = process.env.INIT_ALL ? all : all.slice(0, 1)

// Node has SQLite of its own from 22.13 on.
const node = bringNode22()
const [place, tarball, databaseUrl] = [inject('place'), inject('tarball'), inject('databaseUrl')]
const run = (cwd: string, program: string, ...parameters: string[]) =>
  execFileSync(program, parameters, {
    ...{ cwd, encoding: 'utf8' },
    env: { ...process.env, NODE_OPTIONS: '', ...(databaseUrl && { TEST_DATABASE_URL: databaseUrl }) },
  })

describe.skipIf('missing' in node).each(chosen)('$wallet, $framework, $database', ({ wallet, framework, database }) => {
  const program = 'program' in node ? node.program : ''
  const folder = join(place, `${wallet}-${framework}-${database}`)

  it('is written, and its own tests pass', () => {
    const cli = join(place, 'tool/node_modules/shroff/dist/cli.js')
    const options = ['--wallet', wallet, '--framework', framework, '--database', database, '--yes']
    expect(run(place, program, cli, 'init', folder, ...options)).toContain('shop.test.js')
    run(folder, 'npm', 'install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error')
    expect(run(folder, program, '--test', '--test-reporter=tap')).toMatch(/# pass 3\n# fail 0/)
  })

  it.skipIf(database === 'postgres' && !databaseUrl)('sells, over the mock on a port', async () => {
    const { gateway, environment, close } = await startMock(wallet)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const env = { ...environment, SHOP_URL: url, PORT: String(port), ADMIN_PASSWORD: 'oolong' }
    const kept = { DATABASE_URL: database === 'sqlite' ? 'shop.db' : databaseUrl }
    const next = ['node_modules/next/dist/bin/next']
    if (framework === 'next') run(folder, program, ...next, 'build')
    const command = framework === 'next' ? [...next, 'start', '-p', String(port)] : ['server.js']
    const server = start(folder, [program, ...command], { ...env, ...kept })
    try {
      await server.answers(url)
      const placed = await fetch(`${url}/orders`, { method: 'POST', redirect: 'manual' })
      const page = new URL(placed.headers.get('location')!, url).href
      const orderId = page.split('/').at(-1)!
      const shown = async () => (await fetch(page)).text()
      expect(await shown()).toContain('<svg')
      const deliver = () => deliverWebhooks(gateway, { to: (request) => fetch(request) })
      await pay(gateway, { provider: wallet, orderId })
      await deliver()
      expect(await shown()).toContain('<b id="status">paid</b>')
      const refund = (password: string) =>
        fetch(`${page}/refund`, { method: 'POST', body: new URLSearchParams({ password }), redirect: 'manual' })
      expect((await refund('guessed')).status).toBe(403)
      expect((await refund('oolong')).status).toBe(303)
      // Where it takes its time.
      await settleRefund(gateway, { provider: wallet, refundId: `${orderId}R1` }).catch(() => {})
      await deliver()
      expect(await shown()).toContain('<b id="status">refunded</b>')
    } finally {
      await server.end()
      await close()
    }
  })
})
