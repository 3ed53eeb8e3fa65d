import { isShroffError } from 'shroff'
import {
  awaitPayment,
  cancelCapture,
  cancelFreeze,
  captureFunds,
  createPayment,
  getCancel,
  getCapture,
  getFreeze,
  getPayment,
  getRefund,
  refundPayment,
} from 'shroff/unionpay'
import { expect, it } from 'vitest'
import { openUnionpay, placedAt, tea } from '../support/unionpay.js'

// The limits are those of the wire page, §6 and §7. `x(n)` is a text of n characters.
const x = (length: number) => 'x'.repeat(length)
const wide = (length: number) => '茶'.repeat(length)
const urlOf = (length: number) => `https://shop.example/${x(length - 21)}`

const qr = { ...tea, channel: 'qr' }
const page = { ...tea, channel: 'page', returnUrl: 'https://shop.example/back' }
const { notifyUrl: _, ...quiet } = tea
const barcode = { ...quiet, channel: 'barcode', payerCode: '6220000000000000018' }
const following = { placedAt, amount: tea.amount }
const refund = { ...following, refundId: 'T0001001R1', paymentId: '1' }
const capture = { ...following, captureId: 'T0001001P1', authorizationId: '1' }
const letGo = { ...following, cancelId: 'T0001001C1', authorizationId: '1' }
const giveBack = { ...following, cancelId: 'T0001001C1', providerCaptureId: '1' }
const names = (list: string) => list.split(' ').map((name) => ({ [name]: '1' }))
const yuan = (value: unknown, currency: unknown = 'CNY') => ({ currency, value })

type Send = (client: ReturnType<typeof openUnionpay>['client'], parameters: never) => Promise<unknown>
const actions = {
  createPayment,
  getPayment,
  awaitPayment,
  refundPayment,
  getRefund,
  getCancel,
  getCapture,
  getFreeze,
  captureFunds,
  cancelFreeze,
  cancelCapture,
} as unknown as Record<string, Send>

/** The paths of the fields that were refused; empty if the request went out. */
async function refusedAt(action: string, parameters: unknown): Promise<string[]> {
  const { client, sent } = openUnionpay({ respCode: '10' })
  const error = await actions[action]!(client, parameters as never).catch((end: unknown) => end)
  // A page is made without a call.
  if (sent.length > 0 || !isShroffError(error)) return []
  expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action })
  return (error.fields ?? []).map(({ path }) => path)
}

it.each([
  ['createPayment', qr, 'orderId', ['T0001001', x(40)], ['T000100', x(41), 'T_001001', 'T-001001', '']],
  ['createPayment', qr, 'amount', [yuan(1), yuan(Number.MAX_SAFE_INTEGER)], [yuan(0), yuan(1.5), yuan(1, 'USD'), 25]],
  ['createPayment', qr, 'placedAt', [placedAt], [undefined, '20260304120000', new Date(Number.NaN)]],
  ['createPayment', qr, 'notifyUrl', [urlOf(256), 'https://shop.example/?a=1'], [undefined, urlOf(257), '/notify']],
  ['createPayment', qr, 'description', [wide(32), undefined], ['', wide(33), 'tea & milk', '{tea}', 'a=b', '"tea"']],
  ['createPayment', qr, 'passback', [wide(1024), 'a|b'], ['', x(1025), 'a=b', 'a&b', '[1]']],
  ['createPayment', qr, 'expiresAt', [placedAt], [null, 'noon']],
  ['createPayment', qr, 'more', [{ accType: '01' }], [{ merId: '1' }, { txnAmt: '1' }, { a: 'x&respCode=00' }]],
  // Those that a parameter has: one of the two would be lost.
  ['createPayment', qr, 'more', [], names('backUrl frontUrl payTimeout orderDesc reqReserved qrNo termId')],
  ['createPayment', qr, 'description', ['茶😀'], ['😀'.slice(0, 1)]],
  ['createPayment', page, 'returnUrl', [urlOf(256)], [undefined, urlOf(257), 'back']],
  ['createPayment', barcode, 'payerCode', ['1', ' 6220000000000000018\n'], ['', '1'.repeat(21), '62x', undefined]],
  ['createPayment', barcode, 'deviceId', ['01080209', undefined], ['0108020', '010802091', '0108-209']],
  ['createPayment', barcode, 'notifyUrl', [undefined, urlOf(256)], [urlOf(257)]],
  ['getPayment', { orderId: 'T_1', placedAt }, 'orderId', ['1', x(128)], ['', x(129), undefined]],
  ['getPayment', { orderId: 'T_1', placedAt }, 'placedAt', [placedAt], [undefined, 1]],
  ['refundPayment', refund, 'refundId', ['T0001001', x(40)], ['R_1', x(41), 'T000100']],
  ['refundPayment', refund, 'amount', [yuan(1)], [yuan(0), yuan(-1)]],
  ['refundPayment', refund, 'placedAt', [placedAt], [undefined]],
  ['refundPayment', refund, 'notifyUrl', [undefined, urlOf(256)], [urlOf(257), '']],
  ['getRefund', { refundId: 'R_1', placedAt }, 'placedAt', [placedAt], [undefined]],
  ['getCancel', { cancelId: 'R_1', placedAt }, 'cancelId', ['1'], ['', undefined]],
  ['getCapture', { captureId: 'R_1', placedAt }, 'captureId', ['1'], ['', undefined]],
  ['getFreeze', { freezeId: 'R_1', placedAt }, 'freezeId', ['1'], ['', undefined]],
  // A hold is taken from nothing to 115 %, and only UnionPay knows of how much.
  ['captureFunds', capture, 'amount', [yuan(0), yuan(3000)], [yuan(-1), yuan(0.5)]],
  ['captureFunds', capture, 'captureId', ['T0001001'], ['P_1']],
  ['captureFunds', capture, 'authorizationId', ['1'], ['', undefined]],
  ['cancelFreeze', letGo, 'amount', [yuan(1)], [yuan(0)]],
  ['cancelFreeze', letGo, 'cancelId', ['T0001001'], ['C_1']],
  ['cancelCapture', giveBack, 'amount', [yuan(1)], [yuan(0)]],
  ['cancelCapture', giveBack, 'providerCaptureId', ['1'], [undefined]],
] as const)('%s of %o: %s', async (action, given, name, taken, refused) => {
  for (const value of taken) expect(await refusedAt(action, { ...given, [name]: value })).toEqual([])
  for (const value of refused) {
    const [path, ...more] = await refusedAt(action, { ...given, [name]: value })
    expect([String(value), path?.split('.')[0], more]).toEqual([String(value), name, []])
  }
})

it.each(Object.keys(actions))('%s takes no parameter that there is not', async (action) => {
  expect(await refusedAt(action, { txnAmount: 1 })).toContain(action === 'createPayment' ? 'channel' : 'txnAmount')
})
