import { formPage, formPageScript } from '../../codec/html.js'
import { parseJson } from '../../codec/json.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, EmbeddedAction, FormAction, QrAction, RedirectAction } from '../../core/payment.js'
import { dateOf, undocumented } from '../../core/read.js'
import { type FromShape, inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { toCharge } from '../charge.js'
import { type AntomChannel, type CreatePaymentParameters, createPaymentParameters, toWire } from '../order.js'
import { chargeRefusals, createPaymentRefusals } from '../refusals.js'
import { paths, payShape, sessionShape } from '../wire.js'

/** What a channel answers besides. */
export type AntomChannelResults = {
  /** No `paymentId` so far: the payment begins in the browser. */
  embedded: { readonly status: 'pending'; readonly nextAction: EmbeddedAction }
  page: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: RedirectAction | FormAction }
  wap: AntomChannelResults['page']
  app: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: AppAction<AntomAppPayload> }
  /** `processing`: the payer has to confirm; query, and cancel at the end: `settlePayment` does both. */
  barcode: { readonly status: 'paid' | 'processing'; readonly paymentId: string }
  qr: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: QrAction }
}

/** How an app opens the wallet; one of the addresses is there. */
export type AntomAppPayload = {
  /** Opens the wallet where it is installed. */
  schemeUrl?: string
  /** Opens the wallet, or else its page. */
  applinkUrl?: string
  /** The page. */
  normalUrl?: string
  /** The wallet's package on Android. */
  appIdentifier?: string
}

export type CreatePaymentResult<C extends AntomChannel = AntomChannel> = C extends AntomChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** The verified answer. */
      readonly raw: unknown
    } & AntomChannelResults[C]
  : never

/**
 * Places an order: a page of a wallet, a QR code, an element in a page of the shop, or a payer's code.
 *
 * Choose `orderId` once for an attempt and store it before the call. Repeating with the same number and amount is harmless:
 * Antom goes on with the payment, or says again how it ended. One that failed stays so; the next attempt takes a new number.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent; `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID`, `PAYER_REFUSED` and the
 * codes of the pipeline. After `unknown`: query, or repeat with the same parameters.
 * @see https://docs.antom.com/ac/ams/payment_cashier pay
 * @see https://docs.antom.com/ac/ams/createpaymentsession_easypay createPaymentSession
 * @example
 * const payment = await createPayment(client, {
 *   channel: 'page', orderId: 'A_1001', amount: amount('25.00', 'HKD'), description: 'Oolong tea', wallet: 'ALIPAY_HK',
 *   notifyUrl: 'https://shop.example/notify', returnUrl: 'https://shop.example/thanks',
 * })
 */
export async function createPayment<C extends AntomChannel>(
  client: Client<AntomAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends AntomChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<AntomAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { channel, orderId } = given
  return call<CreatePaymentResult>(
    client,
    {
      action: 'createPayment',
      path: channel === 'embedded' ? paths.createPaymentSession : paths.pay,
      body: toWire(given),
      notifyUrl: channel === 'barcode' ? undefined : given.notifyUrl,
      whileInProcess: true,
      refusals: channel === 'barcode' ? chargeRefusals() : createPaymentRefusals,
      query: false,
      // Antom goes on with the payment of this number, or says again how it ended; but what charges at once is not repeated blindly.
      repeat: channel === 'barcode' ? 'never' : 'always',
      resolve:
        channel === 'barcode'
          ? 'Call getPayment with this orderId; if it is still not final after a minute, cancelPayment.'
          : 'Call getPayment with this orderId, or createPayment again with the same parameters.',
      decode(verified) {
        if (channel === 'embedded') return { channel, orderId, ...toSession(verified.value) }
        if (channel === 'barcode') {
          const { status, paymentId, raw } = toCharge(given, verified)
          return { channel, orderId, status, paymentId, raw }
        }
        const raw = inShape(payShape, verified.value)
        mustAnswer({ orderId: [orderId, raw.paymentRequestId] })
        const { paymentId, orderCodeForm, result } = raw
        // Where S says "code issued" there is a code; anywhere else it says that the order was paid before.
        if (result.resultStatus === 'S' && !orderCodeForm) throw paidBefore(result.resultCode)
        if (!paymentId) throw undocumented('a payment without its number')
        const placed = { orderId, status: 'pending', paymentId, raw } as const
        if (channel === 'qr') return { channel, ...placed, nextAction: { type: 'qr', content: codeIn(raw) } }
        if (channel === 'app') return { channel, ...placed, nextAction: { type: 'app', payload: payloadIn(raw) } }
        return { channel, ...placed, nextAction: pageIn(raw) }
      },
    },
    options,
  )
}

type Raw = FromShape<typeof payShape>

function toSession(value: unknown) {
  const raw = inShape(sessionShape, value)
  const { paymentSessionData: session, paymentSessionExpiryTime: end, normalUrl: url } = raw
  const nextAction = { type: 'embedded', session, ...(end && { expiresAt: dateOf(end) }), ...(url && { url }) } as const
  return { status: 'pending', nextAction, raw } as const
}

const paidBefore = (providerCode: string) =>
  new ShroffError('ORDER_PAID', {
    problem: 'Antom says that this order is paid: it was placed before.',
    next: 'Query it with getPayment.',
    providerCode,
  })

/** The text to draw; pictures of it stand beside. */
function codeIn({ orderCodeForm }: Raw): string {
  const codes = orderCodeForm?.codeDetails ?? []
  const code = codes.find(({ codeValueType, displayType }) => codeValueType === 'QRCODE' && displayType === 'TEXT')
  if (code) return code.codeValue
  throw undocumented('an order code without a text to draw')
}

function payloadIn({ schemeUrl, applinkUrl, normalUrl, appIdentifier }: Raw): AntomAppPayload {
  if (!schemeUrl && !applinkUrl && !normalUrl) throw undocumented('an order without an address for the payer')
  return {
    ...(schemeUrl && { schemeUrl }),
    ...(applinkUrl && { applinkUrl }),
    ...(normalUrl && { normalUrl }),
    ...(appIdentifier && { appIdentifier }),
  }
}

function pageIn({ normalUrl, applinkUrl, schemeUrl, redirectActionForm: form }: Raw): RedirectAction | FormAction {
  const url = normalUrl || applinkUrl || schemeUrl || (form?.method === 'GET' && form.redirectUrl)
  if (url) return { type: 'redirect', url }
  const fields = form?.method === 'POST' ? fieldsIn(form.parameters) : undefined
  if (!form || !fields || !URL.canParse(form.redirectUrl))
    throw undocumented('an order without an address for the payer')
  const policy = { formAction: [new URL(form.redirectUrl).origin], scriptSrc: [`'${formPageScript}'`] }
  return { type: 'form', url: form.redirectUrl, fields, html: formPage(form.redirectUrl, fields, 'Continue'), policy }
}

/** The fields of a post are a JSON text within the JSON. */
function fieldsIn(parameters: string | null | undefined): Record<string, string> | undefined {
  try {
    const entries = Object.entries(parseJson(parameters || '{}') as object)
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
  } catch {
    return undefined
  }
}
