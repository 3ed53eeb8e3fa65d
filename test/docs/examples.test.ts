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
