import * as z from 'zod/mini'
import type { Amount } from '../core/amount.js'
import { mustBeJson } from '../core/json.js'
import { parameterSchema, textUpTo, unless, yuanAmount } from '../core/parameters.js'
import { holdsField } from './canonical.js'
import * as limits from './limits.js'

/** A means of paying that the cashier can be told to leave out. */
export type BaiduBannedChannel = 'Alipay' | 'BDWallet' | 'WeChat'

/** A line of the order on the cashier's page. */
export type BaiduDisplayLine = { leftCol: string; rightCol: string }

export type CreatePaymentParameters = {
  /** The smart program (智能小程序) calls the cashier. */
  channel: 'miniprogram'
  /** `tpOrderId`: 1 to 64 characters of `0-9 A-Z a-z _ - .`, unique per merchant; Baidu's own limits are *unconfirmed*. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. A test package of a smart program takes 10 yuan at most. */
  amount: Amount
  /** `dealTitle`: what the payer reads, 1 to 256 characters; Baidu's own limit is *unconfirmed*. Not signed. */
  description: string
  /** Where the payment is told. Default: the address in Baidu's console. Not signed, so the payer can keep it from being told there. */
  notifyUrl?: string
  /** Comes back in webhooks, as JSON text. **Not signed** on its way through the payer's hands: nothing of worth is decided by it. */
  returnData?: Readonly<Record<string, string>>
  /** `cashierTopBlock`: blocks of lines of the order, on the cashier's page. Default: none. */
  display?: readonly (readonly BaiduDisplayLine[])[]
  /** `bannedChannels`: what the payer may not pay by. Default: nothing is left out. */
  bannedChannels?: readonly BaiduBannedChannel[]
  /** `payResultUrl`: the page of the smart program that comes after the payment, outside Baidu's app. Default: the one that called. */
  payResultUrl?: string
}

const line = () => z.strictObject({ leftCol: textUpTo(128), rightCol: textUpTo(256) })

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() =>
  z.strictObject({
    channel: z.literal('miniprogram'),
    orderId: limits.orderId(),
    amount: yuanAmount(),
    description: textUpTo(256),
    notifyUrl: z.optional(limits.notifyUrl()),
    returnData: z.optional(
      z
        .record(z.string(), z.string())
        .check(
          unless((data) =>
            Object.entries(data).some(([name, value]) => holdsField(name) || holdsField(value))
              ? 'must not have & and = around a name of Baidu’s: the webhook could be read in two ways'
              : undefined,
          ),
        ),
    ),
    display: z.optional(z.array(z.array(line()))),
    bannedChannels: z.optional(z.array(z.enum(['Alipay', 'BDWallet', 'WeChat']))),
    payResultUrl: z.optional(textUpTo(512)),
  }),
)

/** `bizInfo`: JSON in a text. Its copy of the order is for the pages that show it; what is signed stands beside it. */
export function bizInfoOf(
  { returnData, display }: CreatePaymentParameters,
  order: Readonly<Record<string, string>>,
): string {
  if (returnData) mustBeJson('createPayment', returnData, 'returnData')
  return JSON.stringify({
    tpData: {
      ...order,
      ...(returnData && { returnData }),
      ...(display && { displayData: { cashierTopBlock: display } }),
    },
  })
}
