import { type ObserveEvent, ShroffError } from 'shroff'
import {
  alipay,
  receiveNotice,
  receiveAppResult as receiveResult,
  receiveReturn,
  receiveWebhook as receiveTrade,
} from 'shroff/alipay'
import { receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { type ReceivingAccount, withSecrets } from '../../src/core/account.js'
import { receive } from '../../src/core/receive.js'
import { markVerified } from '../../src/core/verified.js'
import { accountOf, alipayPem, appId, notification } from '../support/alipay.js'
import { failure } from '../support/failure.js'
import { accountWith, transaction, webhook } from '../support/wechatpay.js'

const told = () => {
  const events: ObserveEvent[] = []
  return { events, observe: (event: ObserveEvent) => void events.push(event) }
}
const stages = (events: ObserveEvent[]) => events.map(({ stage }) => stage)

describe('what comes in', () => {
  it('is told of like a call', async () => {
    const { events, observe } = told()
    await receiveWebhook(accountWith(), webhook(), { observe })
    expect(stages(events)).toEqual(['started', 'opened', 'succeeded'])
    expect(new Set(events.map(({ call }) => call)).size).toBe(1)
    expect(events[0]).toMatchObject({ provider: 'wechatpay', action: 'receiveWebhook', attempt: 0 })
  })

  it('is told of to its end where it is forged, with the cause', async () => {
    const { events, observe } = told()
    const { headers, body } = webhook()
    body[20]! ^= 1
    await failure(receiveWebhook(accountWith(), { headers, body }, { observe }))
    expect(stages(events)).toEqual(['started', 'failed'])
    expect(events[1]).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'not-sent' })
  })

  it('is received even if the observer throws', async () => {
    const observe = () => {
      throw new Error('the log is full')
    }
    expect((await receiveWebhook(accountWith(), webhook(), { observe })).type).toBe('payment.paid')
  })
})

describe('an error of what comes in says whose it is', () => {
  const other = alipay({ appId: '2014072300007148', alipayPublicKey: alipayPem })
  const foreign = webhook({ resource: { ...transaction, mchid: '1900000001' } })
  const cases: [action: string, provider: string, code: string, () => Promise<unknown>][] = [
    ['receiveWebhook', 'wechatpay', 'WEBHOOK_NOT_OURS', () => receiveWebhook(accountWith(), foreign)],
    ['receiveWebhook', 'alipay', 'WEBHOOK_NOT_OURS', () => receiveTrade(other, notification())],
    ['receiveNotice', 'alipay', 'SIGNATURE_INVALID', () => receiveNotice(accountOf(), notification())],
    ['receiveReturn', 'alipay', 'SIGNATURE_MISSING', () => receiveReturn(accountOf(), `?app_id=${appId}`)],
    ['receiveAppResult', 'alipay', 'BODY_INVALID', () => receiveResult(accountOf(), { resultStatus: '9000' })],
    ['receiveWebhook', 'alipay', 'CONFIG_INVALID', () => receiveTrade(accountOf(), { headers: {} } as never)],
  ]
  it.each(cases)('%s at %s: %s', async (action, provider, code, run) => {
    const error = await failure(run())
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ action, provider, code, outcome: 'not-sent' })
  })
})

describe('the way in', () => {
  const account = withSecrets<ReceivingAccount, object>(
    {
      provider: 'test',
      clock: { now: () => 0, sleep: async () => {} },
      randomBytes: (length) => new Uint8Array(length),
    },
    {},
  )
  const steps = {
    action: 'receiveTest',
    open: async () => markVerified('message', 'signature'),
    foreign: (): string | undefined => undefined,
    decode: ({ value }: { value: string }) => value,
  }
  const refuse = (facts: object = {}) => {
    throw new ShroffError('BODY_INVALID', { problem: 'Not so.', ...facts })
  }

  it('never sends, whatever a step says', async () => {
    const error = await failure(receive(account, { ...steps, decode: () => refuse({ outcome: 'unknown' }) }))
    expect(error.outcome).toBe('not-sent')
    expect(error.message).toContain('Outcome: not-sent')
  })

  it.each(['signature', 'shared-key', 'connection'] as const)('is authentic by a signature alone: %s', async (by) => {
    const open = async () => markVerified('message', by)
    for (const wrong of [{ decode: refuse }, { foreign: () => 'its merchant is another' }])
      expect((await failure(receive(account, { ...steps, open, ...wrong }))).authentic).toBe(by === 'signature')
  })

  it('asks whose a message is before it is decoded', async () => {
    const order: string[] = []
    await receive(account, {
      ...steps,
      foreign: () => void order.push('ours') as undefined,
      decode: () => void order.push('decode'),
    })
    expect(order).toEqual(['ours', 'decode'])
  })

  it('gives an error of nobody’s a code', async () => {
    const open = async () => {
      throw new TypeError('x is not a function')
    }
    expect(await failure(receive(account, { ...steps, open }))).toMatchObject({
      code: 'BODY_INVALID',
      outcome: 'not-sent',
      cause: { message: 'x is not a function' },
    })
  })

  it('takes no copy of an account, which has no keys', async () => {
    expect(await failure(receive({ ...account }, steps))).toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
