import { isShroffError } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as unionpay from 'shroff/unionpay'
import * as wechatpay from 'shroff/wechatpay'
import type { Shop } from './shop.js'
import type { Attempt, Sale } from './store.js'

const notifyUrl = 'https://shop.example/notify'

/** Shows a QR code: the order is stored first, and the same call is repeated where its outcome is not known. */
export async function showCode(shop: Shop, sale: Sale): Promise<void> {
  const attempt = await shop.transaction(() => shop.store.attemptOf(sale))
  if (attempt?.kind !== 'qr') return
  const { orderId, provider, expiresAt } = attempt
  const order = {
    channel: 'qr',
    orderId,
    amount: shop.store.price,
    description: 'Oolong tea',
    notifyUrl,
    expiresAt: new Date(expiresAt),
  } as const
  for (let tried = 1; tried <= 3; tried += 1) {
    try {
      const about = { action: 'createPayment', orderId }
      const places = {
        wechatpay: () =>
          shop.call({ ...about, provider: 'wechatpay' }, (client) => wechatpay.createPayment(client, order)),
        alipay: () => shop.call({ ...about, provider: 'alipay' }, (client) => alipay.createPayment(client, order)),
        antom: () => shop.call({ ...about, provider: 'antom' }, (client) => antom.createPayment(client, order)),
        // A second message of one number is refused; what became of the first the sweep finds out.
        unionpay: () =>
          shop.call({ ...about, provider: 'unionpay' }, (client) =>
            unionpay.createPayment(client, { ...order, placedAt: new Date(attempt.placedAt) }),
          ),
      }
      await places[provider]()
      return shop.onCode(attempt)
    } catch (error) {
      if (!isShroffError(error)) throw error
      shop.world.count(`createPayment threw ${error.code} ${error.outcome}`)
      if (error.outcome === 'rejected') return
    }
  }
}

/** Asks where an order stands, closes it once its time is over, and writes down what is final. */
export async function resolve(shop: Shop, attempt: Attempt): Promise<void> {
  const { expiresAt } = attempt
  const isOver = shop.process.clock.now() > expiresAt
  try {
    let { status } = await getPayment(shop, attempt)
    if (status === 'pending' && isOver) {
      await closePayment(shop, attempt)
      ;({ status } = await getPayment(shop, attempt))
    }
    await shop.transaction(() => {
      if (status === 'paid') shop.store.paid(attempt)
      else if ((status === 'closed' || status === 'failed') && attempt.state === 'open') attempt.state = 'ended'
    })
  } catch (error) {
    if (!isShroffError(error)) throw error
    shop.world.count(`resolving threw ${error.code} ${error.outcome}`)
    // Never placed, or never opened: and what comes after its last moment, however late, the provider refuses.
    if (error.code === 'ORDER_NOT_FOUND' && isOver)
      await shop.transaction(() => {
        if (attempt.state === 'open') attempt.state = 'ended'
      })
  }
}

function getPayment(shop: Shop, { orderId, provider, ...attempt }: Attempt): Promise<{ status: string }> {
  const about = { action: 'getPayment', orderId }
  return {
    wechatpay: () =>
      shop.call({ ...about, provider: 'wechatpay' }, (client) => wechatpay.getPayment(client, { orderId })),
    alipay: () => shop.call({ ...about, provider: 'alipay' }, (client) => alipay.getPayment(client, { orderId })),
    antom: () => getAntomPayment(shop, orderId),
    unionpay: () => {
      const [placedAt, expiresAt] = [new Date(attempt.placedAt), new Date(attempt.expiresAt)]
      return shop.call({ ...about, provider: 'unionpay' }, (client) =>
        unionpay.getPayment(client, { orderId, placedAt, expiresAt }),
      )
    },
  }[provider]()
}

function closePayment(shop: Shop, { orderId, provider }: Attempt): Promise<unknown> {
  const about = { action: 'closePayment', orderId }
  return {
    wechatpay: () =>
      shop.call({ ...about, provider: 'wechatpay' }, (client) => wechatpay.closePayment(client, { orderId })),
    alipay: () => shop.call({ ...about, provider: 'alipay' }, (client) => alipay.closePayment(client, { orderId })),
    antom: () =>
      shop.call({ action: 'cancelPayment', orderId, provider: 'antom' }, (client) =>
        antom.cancelPayment(client, { orderId }),
      ),
    // There is none, and none is needed: once its time is over an order has failed.
    unionpay: () => Promise.reject(new Error('an order of UnionPay’s is open though its time is over')),
  }[provider]()
}

const getAntomPayment = (shop: Shop, orderId: string) =>
  shop.call({ action: 'getPayment', orderId, provider: 'antom' }, (client) => antom.getPayment(client, { orderId }))

/** Gives back what is owed: the same number until it is certain that the provider has it. */
export async function refund(shop: Shop, attempt: Attempt): Promise<void> {
  const { orderId, provider } = attempt
  const { refundId, placedAt } = attempt.refund!
  const asked = { orderId, refundId, amount: shop.store.price, orderAmount: shop.store.price }
  try {
    const { amount } = asked
    const about = { action: 'refundPayment', orderId }
    const refunders = {
      wechatpay: () =>
        shop.call({ ...about, provider: 'wechatpay' }, (client) => wechatpay.refundPayment(client, asked)),
      alipay: () =>
        shop.call({ ...about, provider: 'alipay' }, (client) =>
          alipay.refundPayment(client, { orderId, refundId, amount }),
        ),
      async antom() {
        const { paymentId } = await getAntomPayment(shop, orderId)
        return shop.call({ ...about, provider: 'antom' }, (client) =>
          antom.refundPayment(client, { paymentId, refundId, amount }),
        )
      },
      async unionpay() {
        const number = { refundId, placedAt: new Date(placedAt) }
        try {
          return await shop.call({ ...about, provider: 'unionpay' }, (client) =>
            unionpay.refundPayment(client, { ...number, orderId, orderPlacedAt: new Date(attempt.placedAt), amount }),
          )
        } catch (error) {
          // An earlier message of this number has arrived: what became of it is for the query.
          if (!isShroffError(error, 'ORDER_ID_USED')) throw error
          return shop.call({ ...about, action: 'getRefund', provider: 'unionpay' }, (client) =>
            unionpay.getRefund(client, number),
          )
        }
      },
    }
    const refunded: { status: string } = await refunders[provider]()
    if (refunded.status === 'closed') return
    // Alipay says `pending` where this call moved nothing: whether an earlier one did is for the query.
    if (provider === 'alipay' && refunded.status === 'pending') await findRefund(shop, attempt)
    else await shop.transaction(() => Object.assign(attempt.refund!, { done: true }))
  } catch (error) {
    if (!isShroffError(error)) throw error
    shop.world.count(`refundPayment threw ${error.code} ${error.outcome}`)
  }
}

async function findRefund(shop: Shop, attempt: Attempt): Promise<void> {
  const { orderId, refund } = attempt
  const { refundId } = refund!
  const found = await shop.call({ action: 'getRefund', orderId, provider: 'alipay' }, (client) =>
    alipay.getRefund(client, { orderId, refundId }),
  )
  if (found.status === 'succeeded') await shop.transaction(() => Object.assign(attempt.refund!, { done: true }))
}
