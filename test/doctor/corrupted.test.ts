import { randomInt } from 'node:crypto'
import { receiveWebhook as receiveAlipay } from 'shroff/alipay'
import { receiveWebhook as receiveAntom } from 'shroff/antom'
import { receiveWebhook as receiveBaidu } from 'shroff/baidu'
import { type Cause, explain } from 'shroff/doctor'
import { receiveWebhook as receiveLakala } from 'shroff/lakala'
import { receiveWebhook as receiveUnionpay } from 'shroff/unionpay'
import { receiveWebhook as receiveWechatpay } from 'shroff/wechatpay'
import { receiveWebhook as receiveYeepay } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import * as alipay from './planted/alipay.js'
import * as antom from './planted/antom.js'
import * as baidu from './planted/baidu.js'
import * as lakala from './planted/lakala.js'
import * as unionpay from './planted/unionpay.js'
import * as wechatpay from './planted/wechatpay.js'
import * as yeepay from './planted/yeepay.js'
import * as yeepaySm from './planted/yeepay-sm.js'

// Random damage, which is no mistake of the list: whatever is named must be true by a look that shares nothing with the doctor's.

const seed = Number(process.env.DOCTOR_SEED ?? randomInt(2 ** 31))
const runs = Number(process.env.DOCTOR_RUNS ?? 200)

/** Mulberry32. */
function randomOf(start: number) {
  let state = start
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Message = { url?: string; headers: Record<string, string>; body: Uint8Array }
const genuine: Record<string, { message: Message; receive: (message: Message) => Promise<unknown> }> = {
  wechatpay: {
    message: { headers: wechatpay.headersOf(wechatpay.told), body: Buffer.from(wechatpay.told) },
    receive: (message) => receiveWechatpay(wechatpay.own, message),
  },
  alipay: { message: alipay.formOf(alipay.fields), receive: (message) => receiveAlipay(alipay.own, message) },
  antom: {
    message: antom.noticeOf(JSON.stringify(antom.notification)),
    receive: (message) => receiveAntom(antom.own, message),
  },
  baidu: { message: baidu.formOf(baidu.fields), receive: (message) => receiveBaidu(baidu.own, message) },
  lakala: {
    message: lakala.noticeOf(JSON.stringify(lakala.notification)),
    receive: (message) => receiveLakala(lakala.own, message),
  },
  // An account of its own each time: of one not many are opened.
  yeepay: { message: yeepay.noticeOf(), receive: (message) => receiveYeepay(yeepay.account(), message) },
  'yeepay by SM2': {
    message: await yeepaySm.noticeOf(),
    receive: (message) => receiveYeepay(yeepaySm.account(), message as typeof message & { url: string }),
  },
  unionpay: { message: unionpay.formOf(unionpay.fields), receive: (message) => receiveUnionpay(unionpay.own, message) },
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 +/=%&"\\{}[],:;.-_\n\r\t<>茶'

function damaged(text: string, random: (below: number) => number): string {
  const [at, length] = [random(text.length), 1 + random(4)]
  const some = Array.from({ length }, () => [...letters][random([...letters].length)]).join('')
  switch (random(5)) {
    case 0:
      return text.slice(0, at) + some + text.slice(at + length)
    case 1:
      return text.slice(0, at) + some + text.slice(at)
    case 2:
      return text.slice(0, at) + text.slice(at + length)
    case 3:
      return text.slice(0, at)
    default: {
      const other = random(text.length)
      const [from, to] = [Math.min(at, other), Math.max(at, other)]
      return text.slice(0, from) + text.slice(to) + text.slice(from, to)
    }
  }
}

function corrupted({ url, headers, body }: Message, random: (below: number) => number) {
  const names = Object.keys(headers)
  const place = random(4) === 0 && names.length > 0 ? names[random(names.length)]! : 'body'
  if (place !== 'body')
    return {
      place,
      message: { url, headers: { ...headers, [place]: damaged(headers[place]!, random) }, body } as Message,
    }
  const text = damaged(Buffer.from(body).toString(), random)
  return { place, message: { url, headers, body: new Uint8Array(Buffer.from(text)) } as Message }
}

/** Says no more than that the signature does not fit, or what the error says by itself. */
const modest: readonly Cause[] = ['unknown', 'told', 'no-key-fits']

const json = (bytes: Uint8Array) => {
  try {
    return JSON.stringify(sorted(JSON.parse(Buffer.from(bytes).toString())))
  } catch {
    return undefined
  }
}
const sorted = (value: unknown): unknown =>
  value && typeof value === 'object'
    ? Object.entries(value)
        .map(([name, one]) => [name, sorted(one)])
        .sort()
    : value
const form = (bytes: Uint8Array) => new URLSearchParams(Buffer.from(bytes).toString())
const bare = (text: string) => text.replace(/\s/g, '')
/** Of some providers it stands in a header of its own, of others with more. */
const hasSignature = (place: string) => /signature|authorization/.test(place)
const values = (bytes: Uint8Array, change: (text: string) => string) =>
  JSON.stringify([...form(bytes)].map(([name, value]) => [name, change(value)]).sort())

/** The parts of an encrypted notification. */
function envelope(bytes: Uint8Array) {
  const [key = '', ...rest] = (form(bytes).get('response') ?? '').replaceAll(' ', '+').split('$')
  const application = form(bytes).get('customerIdentification')
  return { key, rest: rest.join('$'), application }
}

/** Whether a cause is true of what came and what was sent. */
function isTrue(cause: Cause, sent: Message, came: Message, place: string): boolean {
  const [was, is] = [Buffer.from(sent.body).toString(), Buffer.from(came.body).toString()]
  switch (cause) {
    case 'json-rewritten':
      return json(sent.body) === json(came.body) || values(sent.body, bare) === values(came.body, bare)
    case 'line-end-added':
    case 'line-end-dropped':
      return (
        was.trim() === is.trim() ||
        values(sent.body, (text) => text.trim()) === values(came.body, (text) => text.trim())
      )
    case 'line-ends-changed':
      return values(sent.body, bare) === values(came.body, bare)
    case 'plus-as-space':
      return (
        values(sent.body, (text) => text.replaceAll('+', ' ')) ===
        values(came.body, (text) => text.replaceAll('+', ' '))
      )
    case 'field-added':
      return [...form(came.body).keys()].some((name) => !form(sent.body).has(name))
    case 'signature-rewritten':
      return hasSignature(place) || place === 'body'
    case 'key-name-differs':
      return /serial/.test(place)
    case 'other-content':
      return was !== is
    case 'other-recipient':
      return envelope(sent.body).key !== envelope(came.body).key
    case 'envelope-damaged':
      return envelope(sent.body).rest !== envelope(came.body).rest
    case 'other-merchant':
      return envelope(sent.body).application !== envelope(came.body).application
    case 'query-left-out':
    case 'path-changed':
      return sent.url !== came.url
    default:
      return false
  }
}

describe(`a message damaged at random (DOCTOR_SEED=${seed})`, () => {
  it('is given no cause that is not so', async () => {
    const random = randomOf(seed)
    const found = new Map<Cause, number>()
    for (let run = 0; run < runs; run += 1) {
      const names = Object.keys(genuine)
      const { message, receive } = genuine[names[run % names.length]!]!
      const { place, message: came } = corrupted(message, random)
      // Damage that no signature covers is let through; it has nothing to explain.
      const accepted = await receive(came).then(
        () => true,
        () => false,
      )
      if (accepted) continue
      const { cause, problem } = await explain(await failure(receive(came)))
      found.set(cause, (found.get(cause) ?? 0) + 1)
      const context = `run ${run} at ${names[run % names.length]}, ${place}: ${cause}: ${problem}`
      expect(modest.includes(cause) || isTrue(cause, message, came, place), context).toBe(true)
      // The signature is whole, so whose it is is known.
      if (cause === 'no-key-fits')
        expect(Buffer.from(message.body).equals(came.body) && !hasSignature(place), context).toBe(false)
    }
    expect([...found.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(runs / 2)
    expect(found.get('unknown')).toBeGreaterThan(runs / 5)
  })
})
