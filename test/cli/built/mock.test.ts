import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sampleOf } from '../../../src/mock/server/console/sample.js'

const folder = mkdtempSync(join(tmpdir(), 'shroff-life-'))
const order = { provider: 'wechatpay', orderId: 'YESTERDAY-1', amount: { currency: 'CNY', value: 800 } }
writeFileSync(join(folder, 'seed.json'), JSON.stringify({ orders: [{ ...order, status: 'paid', daysAgo: 1 }] }))

type Started = { process: ChildProcess; output: Record<string, never>; seconds: number; err: () => string }
let mock: Started

/** `shroff mock`, until it says that it is there. */
function start(): Promise<Started> {
  const parameters = ['mock', '--port', '0', '--json', '--seed', 'seed.json', '--clock', 'fast']
  const before = performance.now()
  const child = spawn(process.execPath, [inject('program'), ...parameters], { cwd: folder })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${err}`)))
    child.stdout.on('data', (chunk) => {
      out += chunk
      if (!out.endsWith('}\n')) return
      const seconds = (performance.now() - before) / 1000
      resolve({ process: child, output: JSON.parse(out), seconds, err: () => err })
    })
  })
}

async function end({ process: child }: Started): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.removeAllListeners('exit').on('exit', resolve))
  child.kill('SIGTERM')
  return ended
}

const keyOf = () => JSON.parse(readFileSync(join(folder, '.shroff/credentials.json'), 'utf8')).unionpay.privateKey

beforeAll(async () => {
  const first = await start()
  expect(first.output).toMatchObject({ madeKeys: true })
  expect(first.err()).toMatch(/^making keys, which happens once/)
  const key = keyOf()
  expect(await end(first)).toBe(0)
  mock = await start()
  expect(mock.output).toMatchObject({ madeKeys: false })
  expect(mock.err()).toBe('')
  expect(keyOf()).toBe(key)
  console.info(`first start ${first.seconds.toFixed(1)} s, second ${mock.seconds.toFixed(1)} s`)
})
afterAll(async () => {
  expect(await end(mock)).toBe(0)
  rmSync(folder, { recursive: true, force: true })
})

/** Without waiting in this process. */
const run = (program: string, parameters: string[]) => promisify(execFile)(program, parameters, { cwd: folder })

it('a payment lives from another process: created, paid, told, refunded, yesterday’s statement read', async () => {
  const script = fileURLToPath(new URL('life.mjs', import.meta.url))
  expect(readFileSync(script, 'utf8').match(/from '.*?'/g)).toEqual([
    ...["from 'node:assert/strict'", "from 'node:crypto'", "from 'node:fs'", "from 'node:http'"],
  ])
  const { stdout } = await run(process.execPath, [script])
  expect(JSON.parse(stdout)).toEqual({
    code: expect.stringMatching(/^weixin:\/\//),
    paid: 'TRANSACTION.SUCCESS',
    refund: 'PROCESSING',
    refunded: 'REFUND.SUCCESS',
    state: 'REFUND',
    // Each came again, since its first try was refused.
    repeated: 2,
    statement: expect.stringContaining('`YESTERDAY-1'),
  })
})

it('the lines that the console shows run as they stand', async () => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(dirname(dirname(inject('program'))), join(folder, 'node_modules/shroff'))
  const { url: control, token } = JSON.parse(readFileSync(join(folder, '.shroff/control.json'), 'utf8'))
  const headers = { authorization: `Bearer ${token}` }
  const { providers } = await (await fetch(`${control}/_shroff/state`, { headers })).json()
  expect(providers.length).toBe(11)
  for (const { name, url, sample } of providers) {
    writeFileSync(join(folder, 'shop.mjs'), sampleOf(name, url, sample))
    // What a QR code says, an address of a chain, what an app gets, or where a payment stands.
    const shown =
      /^((weixin|https):\/\/\S+|0x[\da-f]{40}|r\w{24,34}|\{"dealId":.*"rsaSign":.*\}|pending [\da-f-]{36})\n$/
    expect((await run(process.execPath, ['shop.mjs'])).stdout, name).toMatch(shown)
  }
})

describe('in another language', () => {
  const example = (name: string) => fileURLToPath(new URL(`../../../examples/other-languages/${name}`, import.meta.url))
  const there = (program: string, parameters: string[]) => spawnSync(program, parameters).status === 0
  const hasPython = there('python3', ['-c', 'import cryptography'])
  const hasGo = there('go', ['version'])
  if (!hasPython) console.info('SKIPPED: there is no Python with its package cryptography here')
  const hasJava = /"(1[7-9]|[2-9]\d)\./.test(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr ?? '')
  if (!hasGo) console.info('SKIPPED: there is no Go here')
  if (!hasJava) console.info('SKIPPED: there is no Java 17 here')

  it.each(['life.py', 'life.go', 'Life.java'])('%s has less than 80 lines', (name) => {
    expect(readFileSync(example(name), 'utf8').split('\n').length - 1).toBeLessThan(80)
  })

  it.skipIf(!hasPython)('Python', async () => {
    const { stdout } = await run('python3', [example('life.py')])
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^scan weixin:/),
      expect.stringMatching(/^TRANSACTION\.SUCCESS PY-\d+ 2500$/),
      'refund PROCESSING',
      expect.stringMatching(/^REFUND\.SUCCESS R-PY-\d+ 500$/),
      'REFUND',
      expect.stringMatching(/^statement PY-\d+-Y$/),
      '',
    ])
  })

  it.skipIf(!hasJava)('Java', async () => {
    const { stdout } = await run('java', [example('Life.java')])
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^scan https:\/\/qr\.alipay\.com\//),
      expect.stringMatching(/^TRADE_SUCCESS JAVA_\d+ 25\.00$/),
      'refund REFUND_SUCCESS',
      'TRADE_SUCCESS',
      '',
    ])
  })

  it.skipIf(!hasGo)('Go', async () => {
    const { stdout } = await run('go', ['run', example('life.go')])
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^scan https:/),
      expect.stringMatching(/^PAYMENT_RESULT GO-\d+$/),
      expect.stringMatching(/^SUCCESS R-GO-\d+$/),
      'SUCCESS',
      '',
    ])
  })
})
