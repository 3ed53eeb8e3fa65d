import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

// What a reader sees who runs them: programs of their own, from the sources.

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))

async function run(example: string): Promise<string[]> {
  const parameters = [tsx, '--tsconfig', 'examples/tsconfig.json', `examples/${example}`]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: root })
  expect(stdout).not.toMatch(/authorization|signature[:=]|PRIVATE KEY|Oolong|shop\.example/i)
  return stdout.trim().split('\n')
}

it('observe-console.ts prints each step with the id of its call', async () => {
  const lines = (await run('observe-console.ts')).map((line) => line.split(' '))
  expect(lines.map(([, ...words]) => words.slice(0, 4).join(' '))).toEqual([
    'wechatpay createPayment 0 started',
    'wechatpay createPayment 1 sealed',
    'wechatpay createPayment 1 answered',
    'wechatpay createPayment 1 opened',
    'wechatpay createPayment 1 succeeded',
    'wechatpay webhookHandler 0 handled',
    'wechatpay webhookHandler 0 handled',
    'wechatpay webhookHandler 0 handled',
    'wechatpay webhookHandler 0 handled',
    'wechatpay getPayment 0 started',
    'wechatpay getPayment 1 sealed',
    'wechatpay getPayment 1 repeating',
    'wechatpay getPayment 2 sealed',
    'wechatpay getPayment 2 answered',
    'wechatpay getPayment 2 opened',
    'wechatpay getPayment 2 succeeded',
    'wechatpay refundPayment 0 started',
    'wechatpay refundPayment 1 sealed',
    'wechatpay refundPayment 1 failed',
  ])
  const calls = new Set(lines.map(([id, , action]) => `${id} ${action}`))
  expect(calls.size).toBe(7)
  const ends = lines.filter(([, , , , stage]) => stage === 'handled').map((words) => words.slice(5).join(' '))
  expect(ends).toEqual([
    expect.stringMatching(/^end=received eventId=EV-\S+ lateMilliseconds=\d+ milliseconds=\d+$/),
    expect.stringMatching(/^end=repeated /),
    expect.stringMatching(/^end=unverified code=SIGNATURE_PROBE /),
    expect.stringMatching(/^end=unverified code=SIGNATURE_INVALID error=ShroffError: The signature does not fit/),
  ])
}, 60_000)

it('observe-pino.ts logs the ends of calls as JSON, with a level each', async () => {
  const lines = (await run('observe-pino.ts')).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toMatchObject([
    { level: 30, action: 'createPayment', attempt: 1, stage: 'succeeded', call: { id: expect.any(String) } },
    { level: 30, action: 'webhookHandler', stage: 'handled', end: 'received', eventId: expect.any(String) },
    { level: 30, action: 'webhookHandler', stage: 'handled', end: 'repeated' },
    { level: 30, action: 'webhookHandler', end: 'unverified', code: 'SIGNATURE_PROBE' },
    {
      level: 50,
      action: 'webhookHandler',
      end: 'unverified',
      code: 'SIGNATURE_INVALID',
      err: { stack: expect.any(String) },
    },
    { level: 40, action: 'getPayment', attempt: 1, stage: 'repeating', code: 'TRANSPORT_FAILED' },
    { level: 30, action: 'getPayment', attempt: 2, stage: 'succeeded' },
    { level: 50, action: 'refundPayment', stage: 'failed', code: 'TIMEOUT', outcome: 'unknown' },
  ])
}, 60_000)

it('four-rails.ts names what is wrong on each rail, and nothing else, and balances', async () => {
  const lines = await run('four-rails.ts')
  const closing = lines.slice(lines.findIndex((line) => line.startsWith('3. ')))
  const found = closing.filter((line) => /^ {2}(missing|surplus|differing|fee) /.test(line))
  expect(found.map((line) => line.trim().replace(/ {2,}/g, ' '))).toEqual([
    'fee W0001001: 0.20 CNY, agreed 0.15 CNY',
    'differing A0001002: 21.50 CNY in the books, 12.50 CNY came',
    'surplus refund of Y0001002: 10.00 CNY, in no book',
    'missing C0001003: 8 USDC never came',
  ])
  // 25 + 18 - 5 + 30 + 21.50 + 88 + 40; then 9 less at Alipay and 10 less at UnionPay. Fees: 0.20 + 0.11 - 0.03, 0.18 + 0.08, 0.53 + 0.24 - 0.06.
  expect(closing.slice(-4).map((line) => line.trim())).toEqual([
    'CNY   books 217.50 CNY + differences -19.00 CNY = statements 198.50 CNY',
    'less fees 1.25 CNY: 197.25 CNY is to be paid out',
    'USDC  books 50.500000 USDC + differences -8.000000 USDC = statements 42.500000 USDC',
    'less fees 0.000000 USDC: 42.500000 USDC is to be paid out',
  ])
}, 60_000)
