import { createClient } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as wechatpay from 'shroff/wechatpay'
import { accountOf } from '../support/alipay.js'
import { accountWith } from '../support/wechatpay.js'
import { tea } from '../support/wechatpay-shop.js'
import type { Mistake } from './row.js'

const transport = async () => Promise.reject(new Error('sent'))
const order = { ...tea, channel: 'qr', orderId: 'T-1001', notifyUrl: 'https://shop.example/notify' }
const place = (more: object) => () =>
  wechatpay.createPayment(createClient({ account: accountWith(), transport }), { ...order, ...more } as never)
const placeAtAlipay = (more: object) => () =>
  alipay.createPayment(createClient({ account: accountOf(), transport }), {
    ...order,
    orderId: 'T_1001',
    ...more,
  } as never)
const call = (body: object) => () =>
  wechatpay.callProvider(createClient({ account: accountWith(), transport }), {
    method: 'POST',
    path: '/v3/x',
    body,
  } as never)

const row = (name: string, plant: () => unknown, words: RegExp): Mistake => ({
  name,
  code: 'PARAMETERS_INVALID',
  when: 'at once',
  plant,
  words,
})

/** Mistakes with what an action is given. */
export const parameterMistakes: readonly Mistake[] = [
  row('an amount as a decimal text', place({ amount: '25.00' }), /amount: .*amount\('25\.00', 'CNY'\).*string/),
  row('an amount as a number of fen', place({ amount: 2500 }), /amount: .*number/),
  row('a time as a text', place({ expiresAt: '2026-12-01T00:00:00+08:00' }), /expiresAt: .*Date/),
  row('a number of an order as a number', place({ orderId: 100_001 }), /orderId: .*number/),
  row('a number of an order that is too short', place({ orderId: 'T-1' }), /orderId: must be 6 to 32 characters/),
  row(
    'a notify address on this machine',
    place({ notifyUrl: 'http://localhost:3000/notify' }),
    /notifyUrl: must be public: .*this machine/,
  ),
  row('a notify address with a query', place({ notifyUrl: 'https://shop.example/notify?a=1' }), /notifyUrl: .*query/),
  row('a misspelt parameter', place({ descripton: 'tea' }), /descripton: is not a parameter/),
  row('no payer', place({ channel: 'jsapi' }), /openId: must be given/),
  row('a text cut inside a character', place({ description: '乌龙茶🍵'.slice(0, 4) }), /description: .*cut inside/),
  row(
    'another currency',
    place({ amount: { currency: 'USD', value: 2500 } }),
    /amount\.currency: must be one of "CNY"/,
  ),
  row('a channel that does not exist', place({ channel: 'native' }), /channel: must be one of .*"qr"/),
  row('a subject with a protocol field in it', placeAtAlipay({ description: 'tea&total_amount=1' }), /description: /),
  row('a form as a body', call(new FormData()), /body: .*FormData/),
  row('a map as a body', call({ a: new Map([['b', 1]]) }), /body\.a: .*Map/),
]
