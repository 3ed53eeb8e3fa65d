import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { clearFaults, deliverWebhooks, failNext, pay, settleRefund } from 'shroff/mock'
import { postgresTable } from 'shroff/store/postgres'
import { expect, inject, it } from 'vitest'
import { startMock } from '../../quickstarts/mock.js'
import { freePort } from '../../quickstarts/run.js'
import { root } from '../../vitest.config.js'
import { driver } from './drivers.js'

// The shop of docs/production.md as it stands, in a process of its own, over a real socket and a real PostgreSQL.
const page = readFileSync(join(root, 'docs/production.md'), 'utf8')
const [tables] = /(?<=^```sql\n)(.*?)(?=^```$)/ms.exec(page)!
const [code] = /(?<=^```js\n)(.*?)(?=^```$)/ms.exec(page)!
const [drivers, scratch, host] = [inject('drivers'), inject('scratch'), inject('postgres')]

type Pool = { query(text: string): Promise<{ rows: Record<string, unknown>[] }>; end(): Promise<void> }

/** An empty database of this name, with the tables of the page. */
async function openDatabase(database: string): Promise<Pool> {
  const { Pool } = driver<{ Pool: new (options: object) => Pool }>(drivers, 'pg')
  const admin = new Pool({ host, user: 'shop', database: 'postgres' })
  await admin.query(`create database ${database}`)
  await admin.end()
  const pool = new Pool({ host, user: 'shop', database })
  await pool.query(`${postgresTable};${tables}`)
  return pool
}

/** The page's module, beside the quickstarts' account, and a program that calls what it exports. */
async function buildShop(): Promise<string> {
  const folder = join(scratch, 'production')
  mkdirSync(folder)
  symlinkSync(join(drivers, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'account.js'), readFileSync(join(root, 'examples/quickstarts/shop.js')))
  writeFileSync(join(folder, 'shop.js'), code!)
  writeFileSync(
    join(folder, 'main.js'),
    `import * as shop from './shop.js'
process.on('message', ({ call, given }) =>
  shop[call](...given).then(() => process.send('done'), (error) => process.send(String(error))))
process.send('ready')`,
  )
  const outfile = join(folder, 'built.mjs')
  await build({
    entryPoints: [join(folder, 'main.js')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    tsconfig: join(root, 'test/tsconfig.json'),
    nodePaths: [join(root, 'node_modules')],
    external: ['pg'],
  })
  return outfile
}

it('loses nothing', async ({ skip, onTestFinished }) => {
  if (!host) return skip('PostgreSQL is not installed')
  const pool = await openDatabase('production')
  onTestFinished(() => pool.end())
  const { gateway, environment, close } = await startMock()
  onTestFinished(close)
  const port = await freePort()
  const notify = `http://127.0.0.1:${port}/notify`
  const program = await buildShop()
  const env = {
    ...environment,
    PGHOST: host,
    PGUSER: 'shop',
    PGDATABASE: 'production',
    PORT: String(port),
    NOTIFY_URL: 'https://shop.example/notify',
  }
  async function open() {
    const child = fork(program, { env, execArgv: [] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const gone = new AbortController()
    child.once('exit', () => gone.abort(new Error('the shop is gone')))
    const answer = async (): Promise<unknown> => (await once(child, 'message', { signal: gone.signal }))[0]
    await answer()
    return { child, answer }
  }
  let { child, answer } = await open()
  /** `done`, or what it threw. */
  async function shop(call: 'placeOrder' | 'refund' | 'pass', ...given: unknown[]): Promise<unknown> {
    child.send({ call, given })
    return answer()
  }
  const deliver = (times = 1) =>
    deliverWebhooks(gateway, { to: (request) => fetch(new Request(notify, request)), times })
  const provider = 'wechatpay'
  /** As if what is open had been so for an hour: the rhythm is counted from there. */
  const wait = () =>
    pool.query("update open_orders set placed_at = placed_at - interval '1 hour', look_at = now() - interval '1 hour'")
  const books = async () => ({
    orders: (await pool.query('select order_id as id, state from orders order by 1')).rows,
    refunds: (await pool.query('select refund_id as id, state from refunds order by 1')).rows,
    open: (await pool.query('select order_id, refund_id from open_orders')).rows,
    toShip: (await pool.query('select order_id from to_ship order by 1')).rows.map(({ order_id }) => order_id),
  })

  // A webhook that comes three times.
  expect(await shop('placeOrder', 'W-1001-A', 2500)).toBe('done')
  await pay(gateway, { provider, orderId: 'W-1001-A' })
  expect((await deliver(3)).map(({ status }) => status)).toEqual([200, 200, 200])

  // One that comes after the pass.
  expect(await shop('placeOrder', 'W-1002-B', 2500)).toBe('done')
  await pay(gateway, { provider, orderId: 'W-1002-B' })
  await wait()
  expect(await shop('pass')).toBe('done')
  expect((await books()).orders).toEqual([
    { id: 'W-1001-A', state: 'paid' },
    { id: 'W-1002-B', state: 'paid' },
  ])
  expect((await deliver()).map(({ status }) => status)).toEqual([200])

  // A refund whose answer is lost, and one whose request never arrived.
  failNext(gateway, { provider, fault: 'reset-after', times: 1 })
  expect(await shop('refund', 'R-1001-A', 'W-1001-A', 1000)).toBe('done')
  clearFaults(gateway)
  failNext(gateway, { provider, fault: 'reset-before', times: 9 })
  expect(await shop('refund', 'R-1002-B', 'W-1002-B', 2500)).toBe('done')
  clearFaults(gateway)
  await wait()
  expect(await shop('pass')).toBe('done')
  for (const refundId of ['R-1001-A', 'R-1002-B']) await settleRefund(gateway, { provider, refundId })
  expect((await deliver()).map(({ status }) => status)).toEqual([200, 200])

  // A process that dies with the order in its books only, and a payer who never came.
  failNext(gateway, { provider, fault: 'timeout-before' })
  void shop('placeOrder', 'W-1003-C', 2500).catch(() => {})
  await expect.poll(async () => (await books()).open).toHaveLength(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  ;({ child, answer } = await open())
  clearFaults(gateway)
  await pool.query("update open_orders set expires_at = now() - interval '20 minutes'")
  await wait()
  expect(await shop('pass')).toBe('done')

  expect(await books()).toEqual({
    orders: [
      { id: 'W-1001-A', state: 'paid' },
      { id: 'W-1002-B', state: 'paid' },
      { id: 'W-1003-C', state: 'closed' },
    ],
    refunds: [
      { id: 'R-1001-A', state: 'succeeded' },
      { id: 'R-1002-B', state: 'succeeded' },
    ],
    open: [],
    toShip: ['W-1001-A', 'W-1002-B'],
  })
})
