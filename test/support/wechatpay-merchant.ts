import { createClient, isShroffError } from 'shroff'
import { createMockGateway, type DeliverWebhooksParameters, deliverWebhooks } from 'shroff/mock'
import {
  acknowledge,
  closePayment,
  createPayment,
  getPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
  type WechatpayEvent,
  wechatpay,
} from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { noon } from './noon.js'
import { tea } from './wechatpay-shop.js'

export type PaymentBook = { value: number; status: 'unknown' | 'pending' | 'paid' | 'closed' }
export type RefundBook = { orderId: string; value: number; status: string }

/** What one call came to, as the merchant was told. */
export type Told = 'done' | 'rejected' | 'not-sent' | 'unknown'

/**
 * A merchant who keeps a book. He believes nothing but verified answers and webhooks, handles each event id once, and
 * asks about whatever is open.
 */
export async function openMerchant() {
  const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon, journalLimit: 100_000 })
  const account = wechatpay(mock.credentials('wechatpay'))
  const client = createClient({ account, transport: mock.transport, retry: { attempts: 2 } })
  const payments = new Map<string, PaymentBook>()
  const refunds = new Map<string, RefundBook>()
  const handled = new Set<string>()

  async function tell(call: () => Promise<void>, absent?: () => void): Promise<Told> {
    try {
      await call()
      return 'done'
    } catch (error) {
      if (!isShroffError(error)) throw error
      if (error.code === 'ORDER_NOT_FOUND' || error.code === 'REFUND_NOT_FOUND') absent?.()
      return error.outcome
    }
  }

  const apply = (event: WechatpayEvent) => {
    if (handled.has(event.id)) return
    handled.add(event.id)
    if (event.type === 'other') throw new Error(`an event without a meaning here: ${event.name}`)
    const { orderId } = event
    const { value } = event.amount
    if (event.type === 'payment.paid') {
      payments.set(orderId, { value, status: 'paid' })
      return
    }
    const status = event.type.slice('refund.'.length)
    // Out of order, the step before the last says nothing any more.
    if (!isFinal(refunds.get(event.refundId)?.status)) refunds.set(event.refundId, { orderId, value, status })
  }

  return {
    mock,
    payments,
    refunds,
    async create(orderId: string, value: number): Promise<Told> {
      const known = payments.get(orderId)
      const book = known ?? { value, status: 'unknown' }
      payments.set(orderId, book)
      // An order of which it is not known whether it arrived is placed again as it was: its number has one amount.
      const amount = { currency: 'CNY', value: known?.status === 'unknown' ? known.value : value } as const
      return tell(async () => {
        await createPayment(client, { ...tea, channel: 'qr', orderId, amount })
        if (book.status === 'unknown') Object.assign(book, { value: amount.value, status: 'pending' })
      })
    },
    close: (orderId: string) =>
      tell(async () => {
        await closePayment(client, { orderId })
        const book = payments.get(orderId)
        if (book) book.status = 'closed'
      }),
    refund: (orderId: string, refundId: string, value: number, total: number) =>
      tell(async () => {
        if (!refunds.has(refundId)) refunds.set(refundId, { orderId, value, status: 'unknown' })
        const amount = { currency: 'CNY', value } as const
        const orderAmount = { currency: 'CNY', value: total } as const
        const refund = await refundPayment(client, { orderId, refundId, amount, orderAmount })
        Object.assign(refunds.get(refundId)!, { orderId, value, status: refund.status })
      }),
    deliver: ({ lose, ...parameters }: Omit<DeliverWebhooksParameters<'wechatpay'>, 'to'> & { lose: boolean }) =>
      deliverWebhooks(mock, {
        ...parameters,
        to: async (request) => {
          // Lost on the way: the merchant's handler never ran.
          if (lose) return new Response(null, { status: 502 })
          apply(await receiveWebhook(account, request))
          return acknowledge(account, 'received')
        },
      }),
    /** One question per item that is not final; what gets no answer stays as it is. */
    async askAboutOpenItems(): Promise<void> {
      for (const [orderId, book] of payments) {
        if (book.status === 'paid' || book.status === 'closed') continue
        await tell(
          async () => {
            const payment = await getPayment(client, { orderId })
            // A closed order is told without its amount.
            Object.assign(book, { value: payment.amount?.value ?? book.value, status: payment.status })
          },
          () => payments.delete(orderId),
        )
      }
      for (const [refundId, book] of refunds) {
        if (isFinal(book.status)) continue
        await tell(
          async () => {
            const refund = await getRefund(client, { refundId })
            Object.assign(book, { orderId: refund.orderId, value: refund.amount.value, status: refund.status })
          },
          () => refunds.delete(refundId),
        )
      }
    },
  }
}

export type Merchant = Awaited<ReturnType<typeof openMerchant>>

const isFinal = (status: string | undefined) => status === 'succeeded' || status === 'closed'
