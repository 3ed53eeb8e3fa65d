import { fromBase64, verify } from '#crypto'
import { write } from '../../mock/controls.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { type Fields, orderFields, signedText } from '../canonical.js'
import { signFieldsRange } from '../wire.js'
import { openOrder } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

/** What `swan.requestPolymerPayment` is called with. */
export type OpenCashierParameters = { orderInfo: object }

/**
 * The payer opens the cashier with what the smart program was given, and pays or leaves: the order is at Baidu from now on.
 *
 * @returns the order's number, and Baidu's own of it.
 * @throws `Error` with `errCode:6` for a signature that does not fit its four fields, and for whatever else Baidu's app refuses.
 * @example
 * await openCashier(mock, nextAction.parameters)
 * await pay(mock, { provider: 'baidu', orderId: 'T1001' })
 */
export async function openCashier(
  mock: MockGateway,
  { orderInfo }: OpenCashierParameters,
): Promise<{ orderId: string; paymentId: string }> {
  const platform = runningOf(mock, 'baidu').book.beside.get('platform') as Platform
  const opened = await open(platform, orderInfo)
  write(mock, 'baidu', 'openCashier', opened.orderId)
  return opened
}

/** The same, for whoever writes it down. */
export async function open(platform: Platform, orderInfo: object): Promise<{ orderId: string; paymentId: string }> {
  const info = orderInfo as Fields
  for (const name of ['dealId', 'appKey', 'totalAmount', 'tpOrderId', 'dealTitle', 'signFieldsRange', 'rsaSign'])
    if (typeof info[name] !== 'string' || info[name] === '') throw refused(202, `${name} is missing, or no text`)
  if (info.signFieldsRange !== signFieldsRange) throw refused(202, 'signFieldsRange is not 1')
  const { identity } = platform
  const text = signedText(orderFields(info as Parameters<typeof orderFields>[0]))
  const { algorithm, publicKey } = identity.merchant
  const signature = fromBase64(info.rsaSign!)
  if (!signature || !(await verify(algorithm, publicKey, signature, text)))
    throw refused(6, `签名错误: rsaSign does not fit ${text}`)
  if (info.dealId !== identity.dealId || info.appKey !== identity.appKey) throw refused(10_005, '商品不存在')
  try {
    const order = openOrder(platform, { ...info, returnData: returnDataIn(info.bizInfo) })
    return { orderId: order.orderId, paymentId: memoryOf(order).number }
  } catch (error) {
    throw refused(10_005, (error as Error).message)
  }
}

const refused = (code: number, words: string) => new Error(`the cashier does not open, errCode:${code}: ${words}`)

/** As Baidu hands it on, JSON in a text. */
function returnDataIn(bizInfo: string | undefined): string {
  let told: unknown
  try {
    told = (JSON.parse(bizInfo ?? '{}') as { tpData?: { returnData?: unknown } }).tpData?.returnData
  } catch {
    throw refused(202, 'bizInfo is no JSON')
  }
  return told === undefined ? '' : JSON.stringify(told)
}
