import { toChinaTime } from '../../codec/time.js'
import type { Currency } from '../../core/amount.js'
import { type BookOrder, nameOrder, payOrder, placeOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { randomDigits, randomHex } from '../../mock/numbers.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { refuse } from '../../mock/refusal.js'
import { tokenIsGood } from './agreements.js'
import { closeExpired } from './orders.js'
import {
  addressIn,
  amountIn,
  type Handler,
  illegal,
  memoryOf,
  mustText,
  newNumber,
  type OrderMemory,
  type Platform,
  payer,
  resultOf,
  textIn,
  toWireAmount,
} from './platform.js'

const minute = 60_000

/** `pay`: places an order, charges a code or a token, or goes on with what has the same number. */
export const pay: Handler = (platform, { body, origin }) => {
  const known = placedBefore(platform, body)
  if (known) return outcome(platform, known, origin)
  const order = place(platform, body, 14 * minute)
  const { productCode, scenario, paymentMethodId } = memoryOf(order)
  if (productCode === 'AGREEMENT_PAYMENT') {
    if (tokenIsGood(platform, paymentMethodId)) payNow(platform, order)
    else memoryOf(order).failed = 'INVALID_ACCESS_TOKEN'
  } else if (scenario === 'PaymentCode') {
    const does = usePayerCode(platform.book, paymentMethodId!, platform.clock.now())
    if (does === 'pays') payNow(platform, order)
    else if (does !== 'types-password') memoryOf(order).failed = refusals[does]
  }
  if (memoryOf(order).failed) order.status = 'closed'
  return outcome(platform, order, origin)
}

const refusals = {
  refuses: 'USER_BALANCE_NOT_ENOUGH',
  'used-up': 'INVALID_PAYMENT_CODE',
  expired: 'EXPIRED_CODE',
} as const

/** The payment starts in the browser: until then nobody finds it. */
export const createPaymentSession: Handler = (platform, { body, origin }) => {
  const order = placedBefore(platform, body) ?? place(platform, body, 60 * minute)
  return {
    paymentSessionData: `session ${randomHex(32)}`,
    paymentSessionId: newNumber(platform),
    paymentSessionExpiryTime: toChinaTime(order.expiresAt),
    normalUrl: cashierUrl(origin, order),
  }
}

function placedBefore(platform: Platform, body: Json): BookOrder | undefined {
  const known = platform.book.orders.get(mustText(body, 'paymentRequestId', 64))
  if (!known) return undefined
  closeExpired(platform, known)
  const { currency, value } = amountIn(body, 'paymentAmount')
  const same = known.amount.currency === currency && known.amount.value === value
  if (same && memoryOf(known).paymentMethodId === textIn(body.paymentMethod, 'paymentMethodId', 128)) return known
  throw refuse(400, 'REPEAT_REQ_INCONSISTENT', 'Repeated submit, and requests are inconsistent.')
}

function place(platform: Platform, body: Json, lives: number): BookOrder {
  const { book, clock } = platform
  const { currency, value } = amountIn(body, 'paymentAmount')
  const wire = read(platform, body)
  const expiry = textIn(body, 'paymentExpiryTime', 64) ?? textIn(body, 'paymentSessionExpiryTime', 64)
  const expiresAt = expiry === undefined ? clock.now() + lives : Date.parse(expiry)
  if (!(expiresAt > clock.now())) throw illegal('paymentExpiryTime')
  const order = placeOrder(book, {
    orderId: mustText(body, 'paymentRequestId', 64),
    amount: { currency: currency as Currency, value },
    createdAt: clock.now(),
    expiresAt,
    // A session's payment begins when the payer opens it.
    opened: body.productScene === undefined,
    wire,
  })
  for (const number of [wire.paymentId, wire.code]) if (number) nameOrder(book, number, order)
  return order
}

/** The field table of `pay`. */
function read(platform: Platform, body: Json): OrderMemory {
  const productCode = mustText(body, 'productCode', 32)
  if (!/^(CASHIER|AGREEMENT|IN_STORE)_PAYMENT$/.test(productCode)) throw illegal('productCode')
  mustText(body.order, 'referenceOrderId', 64)
  amountIn(body.order, 'orderAmount')
  const isSession = body.productScene !== undefined
  const method = body.paymentMethod as Json | undefined
  const factor = (body.paymentFactor ?? {}) as Json
  const scenario = textIn(factor, 'inStorePaymentScenario', 32)
  const paymentMethodId = textIn(method, 'paymentMethodId', 128)
  if (!isSession) mustText(method, 'paymentMethodType', 64)
  if ((scenario === 'PaymentCode' || productCode === 'AGREEMENT_PAYMENT') && !paymentMethodId)
    throw illegal('paymentMethod.paymentMethodId')
  if (productCode === 'IN_STORE_PAYMENT' && !/^(PaymentCode|OrderCode)$/.test(scenario ?? ''))
    throw illegal('paymentFactor.inStorePaymentScenario')
  if (productCode === 'CASHIER_PAYMENT') checkCashier(body, isSession)
  return {
    paymentId: newNumber(platform),
    productCode,
    scenario,
    paymentMethodId,
    paymentMethodType: textIn(method, 'paymentMethodType', 64),
    description: mustText(body.order, 'orderDescription', 256),
    notifyUrl: addressIn(body, 'paymentNotifyUrl'),
    redirectUrl: addressIn(body, 'paymentRedirectUrl'),
    metadata: textIn(body, 'metadata', 2048),
    manualCapture: factor.captureMode === 'MANUAL',
    code: scenario === 'OrderCode' ? `https://gqr.alipay.com/${randomDigits(18)}` : undefined,
    captures: [],
  }
}

function checkCashier(body: Json, isSession: boolean): void {
  mustText(body, 'paymentRedirectUrl', 2048)
  const { terminalType, osType } = (body.env ?? {}) as Json
  if (isSession) return
  if (!/^(WEB|WAP|APP|MINI_APP)$/.test(String(terminalType))) throw illegal('env.terminalType')
  if (/^(WAP|APP)$/.test(String(terminalType)) && !/^(IOS|ANDROID)$/.test(String(osType))) throw illegal('env.osType')
}

/** The payer has paid: the book moves, a webhook is queued. */
export function payNow({ clock, notify }: Platform, order: BookOrder): void {
  const { paymentId } = memoryOf(order)
  payOrder(order, { paymentId, payerId: payer.pspCustomerId, now: clock.now() })
  notify({ type: 'payment.paid', order, at: clock.now() })
}

export const cashierUrl = (origin: string, order: BookOrder): string =>
  `${origin}/ams/cashier/${memoryOf(order).paymentId}`

/** What a call of `pay` is answered, the first and each after it. */
function outcome({ options }: Platform, order: BookOrder, origin: string): Json {
  const { failed, cancelledAt, productCode, scenario, code, paymentId } = memoryOf(order)
  if (failed) throw refuse(400, failed, failed)
  if (cancelledAt !== undefined) throw refuse(400, 'ORDER_IS_CANCELED', 'The order is canceled.')
  const placed = {
    paymentRequestId: order.orderId,
    paymentId,
    paymentAmount: toWireAmount(order),
    paymentCreateTime: toChinaTime(order.createdAt),
  }
  if (order.status === 'paid') return { ...placed, paymentTime: toChinaTime(order.paidAt!), pspCustomerInfo: payer }
  const inProcess = { result: resultOf('PAYMENT_IN_PROCESS', 'payment in process') }
  if (code) {
    const codeDetails = [
      { codeValue: `${code}/image`, codeValueType: 'QRCODE', displayType: 'BIGIMAGE' },
      { codeValue: code, codeValueType: 'QRCODE', displayType: 'TEXT' },
    ]
    const orderCodeForm = { codeDetails, expireTime: toChinaTime(order.expiresAt) }
    return { ...(options.unconfirmed?.answersCodeInProcess && inProcess), ...placed, orderCodeForm }
  }
  if (scenario === 'PaymentCode' || productCode === 'AGREEMENT_PAYMENT') return { ...inProcess, ...placed }
  const normalUrl = cashierUrl(origin, order)
  const apps = {
    schemeUrl: `alipayconnect://platformapi/startapp?code=${paymentId}`,
    appIdentifier: 'hk.alipay.wallet',
  }
  return { ...inProcess, ...placed, normalUrl, ...apps }
}
