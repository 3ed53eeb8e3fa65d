import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { form, moment, parameterSchema, textUpTo, unless, webUrl, yuanAmount } from '../../core/parameters.js'
import { type TokenAmount, tokenAmount } from '../../core/token-amount.js'
import type { CheckoutChoice } from '../view.js'
import type { AuthorisationParameters } from './authorisation-parameters.js'

/** What is sold, as your server knows it: nothing of it comes from the browser. */
export type CheckoutSale = {
  /** Your own number: 6 to 26 letters and digits. Its orders have it with `A1`, `A2` … behind it. */
  saleId: string
  amount: Amount
  /** What the payer reads in the wallet; 1 to 32 characters without `/ = & { } [ ] "` are taken by every provider. */
  description: string
  /** Who is paid, as the payer knows you. */
  merchant: string
  /** Where webhooks go. */
  notifyUrl: string
  /** Your page with the checkout: where a payer comes back to from a wallet. */
  pageUrl: string
  /** Where the payer goes on once it is paid. */
  continueUrl?: string
  /** When the sale ends unpaid, at least a minute from now. Default: in 30 minutes. */
  expiresAt?: Date
  /**
   * What you ask for in tokens, by the provider that takes them: `{ xrpl: tokenAmount('3.49', 'RLUSD') }`. It is your quote for `amount`: a
   * transfer is offered only where there is one, and what is paid by an earlier quote counts as well.
   */
  quotes?: Readonly<Record<string, TokenAmount>>
  /** The ways to pay that you want, the best first. Default: every one of the gateways, without `app`, and `transfer` where it is quoted. */
  offers?: readonly CheckoutChoice[]
}

const optional = z.optional

export const saleSchema = /* @__PURE__ */ parameterSchema<CheckoutSale>(() =>
  z.strictObject({
    saleId: form(/^[0-9A-Za-z]{6,26}$/, 'must be 6 to 26 letters and digits'),
    amount: yuanAmount(),
    description: textUpTo(127),
    merchant: textUpTo(64),
    notifyUrl: webUrl({ maximum: 255, ascii: true }),
    pageUrl: webUrl({ maximum: 1024, query: true }),
    continueUrl: optional(webUrl({ maximum: 1024, query: true, fragment: true })),
    expiresAt: optional(moment()),
    quotes: optional(quotesOf()),
    offers: optional(z.array(z.strictObject({ provider: textUpTo(32), channel: channel() })).check(z.minLength(1))),
  }),
)

/** What a browser may send. */
export const choiceSchema = /* @__PURE__ */ parameterSchema<CheckoutChoice>(() =>
  z.strictObject({ provider: textUpTo(32), channel: channel() }),
)
export const exchangeSchema = /* @__PURE__ */ parameterSchema<{ code: string }>(() =>
  z.strictObject({ code: form(/^[0-9a-f]{96}$/, 'must be a code') }),
)

/** What sends a payer to a wallet to say who it is. */
export const authorisationSchema = /* @__PURE__ */ parameterSchema<AuthorisationParameters>(() =>
  z
    .strictObject({
      wallet: z.enum(['wechatpay', 'alipay', 'unionpay']),
      appId: optional(textUpTo(32)),
      returnUrl: webUrl({ maximum: 512, ascii: true }),
      shop: textUpTo(64),
      amount: yuanAmount(),
    })
    .check(
      unless<{ wallet: string; appId?: string | undefined }>(
        ({ wallet, appId }) => (wallet === 'unionpay' || appId !== undefined ? undefined : 'must be given'),
        ['appId'],
      ),
    ),
)

const channel = () => z.enum(['qr', 'page', 'wap', 'jsapi', 'app', 'transfer'])

/** Which assets a provider has, and how many decimals, is for it to say. */
const quotesOf = () =>
  z
    .custom<Readonly<Record<string, TokenAmount>>>((given) => typeof given === 'object' && given !== null)
    .check(
      unless((given) =>
        Object.values(given).every(isQuote)
          ? undefined
          : "must be as { xrpl: tokenAmount('3.49', 'RLUSD') }, more than 0 and for each provider one",
      ),
    )

function isQuote(given: TokenAmount): boolean {
  try {
    const { value } = tokenAmount(given.value, given.asset)
    return value === given.value && value !== '0'
  } catch {
    return false
  }
}
