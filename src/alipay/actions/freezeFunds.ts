import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { parametersError } from '../../core/errors.js'
import { checkParameters, exactlyOne, parameterSchema } from '../../core/parameters.js'
import type { AppAction, QrAction } from '../../core/payment.js'
import { chinaDateOf, stateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { isWaiting, yuanText } from '../charge.js'
import { more, notifyUrl, number64, payerCode, textUpTo, withMore, yuanAmount } from '../limits.js'
import { freezeFundsRefusals } from '../refusals-funds.js'
import { orderString } from '../wallet.js'
import { freezeShape, freezeVoucherShape, methods } from '../wire.js'

export type FreezeChannel = 'qr' | 'barcode' | 'face' | 'app'

/** What every freeze has. */
export type AlipayFreezeOrder = {
  /** 商户授权订单号, 1 to 64 letters, digits and underscores. Sent as `out_order_no` and as `out_request_no` of the freeze. */
  freezeId: string
  /** Currency CNY, value in fen, 0.01 to 100 000 000 yuan. */
  amount: Amount
  /** `order_title`: what the payer reads, 1 to 100 characters. */
  description: string
  /** Who will be paid. Default: the account's `sellerId`. */
  payee?: { userId: string; logonId?: undefined } | { logonId: string; userId?: undefined }
  notifyUrl?: string
  /** Further members in the provider's own spelling, such as `extra_param` (JSON text with the trade's `category`). */
  more?: Readonly<Record<string, unknown>>
}

/** What a channel asks for besides. */
export type FreezeChannelFields = {
  qr: unknown
  barcode: { /** The code that the payer shows, 16 to 24 digits. */ payerCode: string }
  face: { /** The terminal's security code, `fp…`. */ payerCode: string }
  app: unknown
}

/** What a channel answers besides. */
export type FreezeChannelResults = {
  qr: { readonly status: 'pending'; readonly nextAction: QrAction }
  barcode: AlipayFrozen
  face: AlipayFrozen
  app: { readonly status: 'pending'; readonly nextAction: AppAction<{ orderString: string }> }
}

/** What freezing by a payer's code did. */
export type AlipayFrozen = {
  /** `processing`: the payer has to type a password; ask `getFreeze`, and `cancelFreeze` at the end. */
  readonly status: 'frozen' | 'processing' | 'closed'
  /** 授权单号 `auth_no`: what is captured and unfrozen from. */
  readonly authorizationId: string
  readonly amount: Amount
  readonly frozenAt?: Date
  /** `payer_open_id`, or `payer_user_id` for applications of the older kind. */
  readonly payerId?: string
}

export type FreezeFundsParameters<C extends FreezeChannel = FreezeChannel> = C extends FreezeChannel
  ? AlipayFreezeOrder & { channel: C } & FreezeChannelFields[C]
  : never

export type FreezeFundsResult<C extends FreezeChannel = FreezeChannel> = C extends FreezeChannel
  ? {
      readonly channel: C
      readonly freezeId: string
      /** The verified answer, if there is one. */
      readonly raw: unknown
    } & FreezeChannelResults[C]
  : never

/**
 * Freezes money of the payer's (资金授权冻结, pre-authorisation), to be captured or given back later. For `app` nothing is
 * sent: the request is signed and handed to the app.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent; `PAYER_REFUSED`, `ORDER_ID_USED`, `ORDER_CLOSED`, and `ORDER_PAID`
 * with outcome `unknown` where it was frozen before; the codes of the pipeline. It is never repeated by itself: after `unknown`, ask `getFreeze`.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.auth.order.freeze
 * @example
 * const freeze = await freezeFunds(client, { channel: 'barcode', freezeId: 'F_1', amount, description, payerCode })
 */
export async function freezeFunds<C extends FreezeChannel>(
  client: Client<AlipayAccount>,
  parameters: FreezeFundsParameters<C>,
  options?: CallOptions,
): Promise<C extends FreezeChannel ? FreezeFundsResult<C> : never>
export async function freezeFunds(
  client: Client<AlipayAccount>,
  parameters: FreezeFundsParameters,
  options?: CallOptions,
): Promise<FreezeFundsResult> {
  const given = checkParameters('freezeFunds', freezeFundsParameters, parameters)
  const { channel, freezeId, amount, notifyUrl } = given
  const payee = given.payee ?? { userId: client.account.sellerId, logonId: undefined }
  if (payee.userId === undefined && payee.logonId === undefined)
    throw parametersError('freezeFunds', [{ path: 'payee', problem: 'must be given: the account has no sellerId' }])
  const content = withMore(given.more, {
    out_order_no: freezeId,
    out_request_no: freezeId,
    order_title: given.description,
    amount: formatAmount(amount),
    product_code: channel === 'app' ? 'PRE_AUTH_ONLINE' : 'PRE_AUTH',
    payee_user_id: payee.userId,
    payee_logon_id: payee.logonId,
  })
  const common = {
    action: 'freezeFunds',
    refusals: freezeFundsRefusals,
    notifyUrl,
    query: false,
    repeat: 'never',
    resolve:
      'Call getFreeze with this freezeId; if it is still not final after a minute, cancelFreeze. Never freeze under another freezeId before.',
  } as const
  const belongs = (raw: { out_order_no: string; out_request_no: string }) =>
    mustAnswer({ freezeId: [freezeId, raw.out_order_no], out_request_no: [freezeId, raw.out_request_no] })

  if (channel === 'app') {
    const text = await orderString(
      client.account,
      'freezeFunds',
      'alipay.fund.auth.order.app.freeze',
      content,
      notifyUrl,
    )
    return {
      channel,
      freezeId,
      status: 'pending',
      nextAction: { type: 'app', payload: { orderString: text } },
      raw: undefined,
    }
  }
  if (channel === 'qr') {
    return call<FreezeFundsResult<'qr'>>(
      client,
      {
        ...common,
        endpoint: methods.freezeVoucher,
        content,
        decode({ value }) {
          const raw = inShape(freezeVoucherShape, value)
          belongs(raw)
          return { channel, freezeId, status: 'pending', nextAction: { type: 'qr', content: raw.code_value }, raw }
        },
      },
      options,
    )
  }
  return call<FreezeFundsResult<'barcode' | 'face'>>(
    client,
    {
      ...common,
      accepts: isWaiting,
      endpoint: methods.freeze,
      content: {
        ...content,
        auth_code: given.payerCode.trim(),
        auth_code_type: channel === 'face' ? 'security_code' : 'bar_code',
      },
      decode({ value }) {
        const raw = inShape(freezeShape, value)
        belongs(raw)
        mustAnswer({ amount: [formatAmount(amount), yuanText(raw.amount)] })
        const payerId = raw.payer_open_id || raw.payer_user_id
        return {
          channel,
          freezeId,
          status: stateOf({ INIT: 'processing', SUCCESS: 'frozen', CLOSED: 'closed' }, raw.status),
          authorizationId: raw.auth_no,
          amount,
          ...(raw.status === 'SUCCESS' && raw.gmt_trans && { frozenAt: chinaDateOf(raw.gmt_trans) }),
          ...(payerId && { payerId }),
          raw,
        }
      },
    },
    options,
  )
}

/** What freezeFunds accepts. */
export const freezeFundsParameters = /* @__PURE__ */ parameterSchema<FreezeFundsParameters>(() => {
  const common = {
    freezeId: number64(),
    amount: yuanAmount(),
    description: textUpTo(100),
    payee: z.optional(
      z
        .strictObject({ userId: z.optional(textUpTo(32)), logonId: z.optional(textUpTo(100)) })
        .check(exactlyOne('userId', 'logonId')),
    ),
    notifyUrl: z.optional(notifyUrl()),
    more: more(),
  }
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...common, channel: z.literal('qr') }),
    z.strictObject({ ...common, channel: z.literal('app') }),
    z.strictObject({ ...common, channel: z.literal('barcode'), payerCode: payerCode() }),
    z.strictObject({ ...common, channel: z.literal('face'), payerCode: textUpTo(64) }),
  ])
})
