import { formPage, formPageScript } from '../codec/html.js'
import type { CallOptions, Client } from '../core/client.js'
import type { FormAction } from '../core/payment.js'
import { mustBeReachable } from '../core/public-url.js'
import { undocumented } from '../core/read.js'
import type { Refusal } from '../core/refusals.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { UnionpayAccount } from './account.js'
import { call } from './call.js'
import type { Fields } from './canonical.js'
import { type CreatePaymentParameters, toWire, type UnionpayChannel } from './order.js'
import { mustEcho } from './payment.js'
import { sealFields } from './seal.js'
import { kinds, paths, placedShape } from './wire.js'

/** What an order is placed as: a payment, or a hold of money, which differ in a number of the wire only. */
const wireKinds = {
  createPayment: { page: kinds.page, wap: kinds.wap, app: kinds.app, barcode: kinds.barcode, qr: kinds.qr },
  freezeFunds: {
    page: kinds.freezePage,
    wap: kinds.freezeWap,
    app: kinds.freezeApp,
    barcode: kinds.freezeBarcode,
    qr: kinds.freezeQr,
  },
} as const satisfies Record<string, Record<UnionpayChannel, object>>

const resolves = {
  createPayment: {
    code: 'Call getPayment with this orderId and placedAt; if it is still not final after a minute, cancelPayment.',
    other: 'Call getPayment with this orderId and placedAt; where it is not found, nobody can pay it.',
  },
  freezeFunds: {
    code: 'Call getFreeze with this freezeId and placedAt until it is final; never freeze under another one before.',
    other: 'Call getFreeze with this freezeId and placedAt; where it is not found, nobody can agree to it.',
  },
} as const

/** Places an order by its channel; what comes of it is the same for a payment and for a hold. */
export async function place(
  client: Client<UnionpayAccount>,
  action: keyof typeof wireKinds,
  given: CreatePaymentParameters,
  refusals: readonly Refusal[],
  options?: CallOptions,
) {
  const { account } = client
  const { channel } = given
  const fields = { ...wireKinds[action][channel], ...toWire(given) }
  if (channel === 'page' || channel === 'wap') {
    mustBeReachable(action, account, given.notifyUrl)
    const nextAction = formOf(account, await sealFields(account, fields))
    return { status: 'pending', nextAction, raw: undefined } as const
  }
  const path = channel === 'app' ? paths.app : paths.back
  return call(
    client,
    {
      action,
      refusals,
      path,
      fields,
      query: false,
      // The second message of a number is refused, and says nothing of the first.
      repeat: 'never',
      resolve: resolves[action][channel === 'barcode' ? 'code' : 'other'],
      decode({ value: raw }: Verified<Fields>) {
        const told = inShape(placedShape, raw)
        mustEcho(fields, told)
        if (channel === 'barcode') return { status: 'processing', raw } as const
        if (channel === 'app') {
          if (!told.tn) throw undocumented('an order without its tn')
          const payload = { tn: told.tn, mode: account.sandbox ? '01' : '00' } as const
          return { status: 'pending', nextAction: { type: 'app', payload }, raw } as const
        }
        if (!told.qrCode) throw undocumented('an order without its qrCode')
        return { status: 'pending', nextAction: { type: 'qr', content: told.qrCode }, raw } as const
      },
    },
    options,
  )
}

/** A page that takes the payer's browser to UnionPay's cashier. */
function formOf({ hosts }: UnionpayAccount, fields: Fields): FormAction {
  const url = hosts[0]! + paths.front
  // The banks that the cashier sends the browser on to have hosts of their own, which are not documented.
  const policy = { formAction: [hosts[0]!], scriptSrc: [`'${formPageScript}'`] }
  return { type: 'form', url, fields, html: formPage(url, fields, '银联支付 UnionPay'), policy }
}
