import { receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { accountWith, now, reply, transaction, webhook } from '../support/wechatpay.js'
import { answered, bytes, change, flip, notified, openAnswer, openNotice } from '../support/wechatpay-tampered.js'

describe('the window of five minutes', () => {
  const cases: [number, 'opens' | 'refuses'][] = [
    [-301, 'refuses'],
    [-300, 'refuses'],
    [-299, 'opens'],
    [0, 'opens'],
    [299, 'opens'],
    [300, 'refuses'],
    [301, 'refuses'],
  ]
  it.each(cases)('%i s off: %s', async (seconds, end) => {
    const at = now + seconds * 1000
    for (const open of [() => openAnswer(reply(undefined, { now: at })), () => openNotice(webhook({ now: at }))]) {
      if (end === 'opens') expect(await open()).toMatchObject({ orderId: 'T-1001' })
      else expect((await failure(open())).message).toMatch(seconds > 0 ? /s in the future/ : /s ago/)
    }
  })

  it('counts in fractions of a second of our clock', async () => {
    const late = (milliseconds: number) =>
      receiveWebhook(accountWith({ clock: { now: () => now + milliseconds, sleep: async () => {} } }), notified)
    expect(await late(299_999)).toMatchObject({ orderId: 'T-1001' })
    expect(await codeOf(late(300_000))).toBe('TIMESTAMP_OUT_OF_WINDOW')
  })
})

it('a clock that tells no time lets nothing in', async () => {
  const account = accountWith({ clock: { now: () => Number.NaN, sleep: async () => {} } })
  expect(await codeOf(receiveWebhook(account, notified))).toBe('TIMESTAMP_OUT_OF_WINDOW')
})

describe('what a refusal says about the money', () => {
  it.each(['wechatpay-signature', 'wechatpay-serial', 'wechatpay-nonce', 'wechatpay-timestamp'])(
    'a damaged %s in an answer leaves it unknown',
    async (name) => {
      const error = await failure(openAnswer(change(answered, name, (value) => flip(value, value.length - 3))))
      expect(error).toMatchObject({ outcome: 'unknown', authentic: false, action: 'getPayment' })
    },
  )

  it('a signed answer to another question is not the answer', async () => {
    for (const more of [{ out_trade_no: 'T-1002' }, { mchid: '1900000001' }, { appid: 'wx0000000000000001' }]) {
      const error = await failure(openAnswer(reply(JSON.stringify({ ...transaction, ...more }))))
      expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: true })
    }
  })

  it('a notification is no answer, and an answer no notification', async () => {
    expect(await codeOf(openAnswer(notified))).toBe('BODY_INVALID')
    expect(await codeOf(openNotice(answered))).toBe('BODY_INVALID')
  })

  it('an answer without a body is signed as well', async () => {
    expect(await codeOf(openAnswer({ headers: answered.headers, body: bytes('') }))).toBe('SIGNATURE_INVALID')
  })
})

it('a trace id that is no trace id does not reach the message', async () => {
  for (const id of ['x\n  Outcome: rejected', 'a'.repeat(5000), '<script>']) {
    const headers = { ...notified.headers, 'request-id': id, 'wechatpay-nonce': 'another' }
    const error = await failure(openNotice({ ...notified, headers }))
    expect(error.requestId).toBeUndefined()
    expect(error.message).not.toContain(id)
  }
})
