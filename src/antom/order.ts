import * as z from 'zod/mini'
import { toChinaTime } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { withMore } from '../core/json.js'
import { moment, more, parameterSchema, textUpTo, unless } from '../core/parameters.js'
import * as limits from './limits.js'
import type { AntomWallet } from './wallets.js'
import { barcodeMark } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what Antom calls them.

export type AntomChannel = 'embedded' | 'page' | 'wap' | 'app' | 'barcode' | 'qr'

/** What every order has. */
export type AntomOrder = {
  /**
   * `paymentRequestId`: 1 to 64 letters, digits and underscores, unique per client id. The idempotency key, of this attempt: one
   * that failed is failed for good, and the next attempt at the same sale needs a number of its own.
   */
  orderId: string
  /** In the currency that the payer is charged in, in its minor units. */
  amount: Amount
  /** `orderDescription`: what the payer reads, 1 to 256 characters. */
  description: string
  /** `referenceOrderId`: the shop's number of the sale, the same over all its attempts. Default: the `orderId`. */
  saleId?: string
  /**
   * Last moment to pay, at most 10 minutes on, 48 hours for bank transfers. Default: about 14 minutes on, an hour for `embedded`,
   * 3 or 10 minutes for `barcode`, by wallet; 48 hours for bank transfers.
   */
  expiresAt?: Date
  /** `settlementStrategy`: the currency that the merchant is paid out in, such as `USD`; needed where the contract has several. */
  settlementCurrency?: string
  /** The shop, where the contract has several; payments in a shop name theirs. */
  merchant?: AntomMerchant
  /** Further members of the call in Antom's own spelling, such as `{ order: { goods: […] } }`; those that have a name here win. */
  more?: Readonly<Record<string, unknown>>
}

export type AntomMerchant = {
  /** `referenceMerchantId`: the shop's number of the merchant, 1 to 64 characters. */
  id: string
  /** `merchantName`, 1 to 256 characters. */
  name?: string
  /** `merchantMCC`: four digits, the trade's code for what is sold. */
  mcc?: string
  /** The place. */
  store?: {
    /** `referenceStoreId`, 1 to 64 characters. */
    id: string
    /** `storeName`, 1 to 256 characters. */
    name?: string
  }
}

type Told = {
  /** Where webhooks go: absolute public URL of at most 2048 ASCII characters. Default: the dashboard's. */
  notifyUrl?: string
}

/** What the payer leaves the shop's page for, or sees in it. */
type Page = Told & {
  /** Where the payer's browser comes back to: at most 2048 ASCII characters. What it brings is no proof of payment. */
  returnUrl: string
  /** Only holds the money (card, some wallets): `captureFunds` takes it. Default `false`. */
  manualCapture?: boolean
}

/** What a page of the wallet takes. */
type Cashier = Page & {
  /** `paymentMethodType`: whose page it is. */
  wallet: AntomWallet
}

/** What a channel asks for besides. */
export type AntomChannelFields = {
  /** `createPaymentSession`. */
  embedded: Page & {
    /** Default: the element shows all that the contract has. */
    wallet?: AntomWallet
    /** Antom's whole checkout, or an element of it. Default `checkout`. */
    scene?: 'checkout' | 'element'
    /** Language of the element, such as `en_US`, at most 8 characters. Default: Antom's choice. */
    locale?: string
  }
  page: Cashier
  wap: Cashier & {
    /** The system of the payer's device. */
    os: 'ios' | 'android'
  }
  app: AntomChannelFields['wap']
  barcode: {
    /** The code that the payer shows, 1 to 128 characters: which wallet's it is Antom finds out. */
    payerCode: string
    /** Default `CONNECT_WALLET`: whichever wallet's the code is. */
    wallet?: AntomWallet
  }
  qr: Told & {
    /** Default `CONNECT_WALLET`: whichever wallet scans it. */
    wallet?: AntomWallet
  }
}

export type CreatePaymentParameters<C extends AntomChannel = AntomChannel> = C extends AntomChannel
  ? AntomOrder & { channel: C } & AntomChannelFields[C]
  : never

/** Amounts travel as texts of minor units. */
export const toAmount = ({ currency, value }: Amount) => ({ currency, value: String(value) })

/** Second precision, with the zone. */
export const toTime = (date: Date | undefined) => date && toChinaTime(date.getTime())

/** The body of a call that places an order. */
export function toWire(given: CreatePaymentParameters): object {
  const { channel, expiresAt, merchant } = given
  const { store } = merchant ?? {}
  const { notifyUrl, returnUrl, wallet, manualCapture, ...special } = byChannel(given)
  return withMore(given.more, {
    paymentRequestId: given.orderId,
    paymentAmount: toAmount(given.amount),
    order: {
      referenceOrderId: given.saleId ?? given.orderId,
      orderDescription: given.description,
      orderAmount: toAmount(given.amount),
      merchant: merchant && {
        referenceMerchantId: merchant.id,
        merchantName: merchant.name,
        merchantMCC: merchant.mcc,
        store: store && { referenceStoreId: store.id, storeName: store.name },
      },
    },
    paymentMethod: wallet && { paymentMethodType: wallet },
    paymentNotifyUrl: notifyUrl,
    paymentRedirectUrl: returnUrl,
    paymentFactor: manualCapture ? { isAuthorization: true, captureMode: 'MANUAL' } : undefined,
    settlementStrategy: given.settlementCurrency && { settlementCurrency: given.settlementCurrency },
    [channel === 'embedded' ? 'paymentSessionExpiryTime' : 'paymentExpiryTime']: toTime(expiresAt),
    ...special,
  })
}

type Special = {
  notifyUrl?: string | undefined
  returnUrl?: string | undefined
  wallet?: string | undefined
  manualCapture?: boolean | undefined
  [member: string]: unknown
}

function byChannel(given: CreatePaymentParameters): Special {
  switch (given.channel) {
    case 'barcode':
      return {
        productCode: 'IN_STORE_PAYMENT',
        paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
        paymentMethod: { paymentMethodType: given.wallet ?? 'CONNECT_WALLET', paymentMethodId: given.payerCode.trim() },
        // Comes back in notifications, which do not name the product.
        metadata: given.more?.metadata ?? barcodeMark,
      }
    case 'qr':
      return {
        notifyUrl: given.notifyUrl,
        wallet: given.wallet ?? 'CONNECT_WALLET',
        productCode: 'IN_STORE_PAYMENT',
        paymentFactor: { inStorePaymentScenario: 'OrderCode' },
      }
    case 'embedded':
      return {
        ...cashier(given),
        productScene: given.scene === 'element' ? 'ELEMENT_PAYMENT' : 'CHECKOUT_PAYMENT',
        locale: given.locale,
      }
    default: {
      const terminalType = given.channel === 'page' ? 'WEB' : given.channel.toUpperCase()
      const osType = given.channel === 'page' ? undefined : limits.toOs(given.os)
      return { ...cashier(given), env: { terminalType, osType } }
    }
  }
}

const cashier = ({ notifyUrl, returnUrl, wallet, manualCapture }: Special) => ({
  notifyUrl,
  returnUrl,
  wallet,
  manualCapture,
  productCode: 'CASHIER_PAYMENT',
})

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.requestId(),
    amount: limits.money(),
    description: textUpTo(256),
    saleId: optional(textUpTo(64)),
    expiresAt: optional(moment()),
    settlementCurrency: optional(textUpTo(3)),
    merchant: optional(limits.merchant()),
    more: more(),
  }
  const notifyUrl = optional(limits.address())
  const cashier = { notifyUrl, returnUrl: limits.address(), manualCapture: optional(z.boolean()) }
  const page = { ...common, ...cashier, wallet: limits.wallet() }
  const order = z.discriminatedUnion('channel', [
    z.strictObject({
      ...common,
      ...cashier,
      channel: z.literal('embedded'),
      wallet: optional(limits.wallet()),
      scene: optional(z.enum(['checkout', 'element'])),
      locale: optional(textUpTo(8)),
    }),
    z.strictObject({ ...page, channel: z.literal('page') }),
    z.strictObject({ ...page, channel: z.literal('wap'), os: limits.os() }),
    z.strictObject({ ...page, channel: z.literal('app'), os: limits.os() }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: textUpTo(128),
      wallet: optional(limits.wallet()),
    }),
    z.strictObject({ ...common, channel: z.literal('qr'), notifyUrl, wallet: optional(limits.wallet()) }),
  ])
  return order.check(
    unless(
      ({ wallet, amount }: { wallet?: string | undefined; amount: { currency: string; value: number } }) =>
        wallet === 'JKOPAY' && amount.currency === 'TWD' && amount.value % 100 !== 0
          ? 'must be whole dollars, a multiple of 100, for JKOPAY'
          : undefined,
      ['amount', 'value'],
    ),
  )
})
