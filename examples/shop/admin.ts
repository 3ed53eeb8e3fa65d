// The shop's desk: what was ordered and paid, and money that goes back, in part or in whole.
import { Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { html } from 'hono/html'
import { amount, isShroffError } from 'shroff'
import type { Order, Refund } from './database.ts'
import { page, yuan } from './html.ts'
import type { Shop } from './shop.ts'

export function admin({ database, gateways, adminPassword, mock, url }: Shop) {
  const desk = new Hono()
  if (adminPassword) desk.use(basicAuth({ username: 'admin', password: adminPassword }))

  desk.get('/', (c) =>
    c.html(
      page(
        'Orders',
        html`<table>
          <thead><tr><th>Order</th><th>Total</th><th>Paid by</th><th>Refunds</th></tr></thead>
          <tbody>${database.orders().map((order) => row(order, database.refunds(order.saleId)))}</tbody>
        </table>`,
        !!mock,
      ),
    ),
  )

  desk.post('/refunds', async (c) => {
    const { saleId, yuan: given } = await c.req.parseBody()
    const order = database.order(String(saleId))
    const refunds = database.refunds(String(saleId))
    if (!order?.provider || !/^\d{1,6}(\.\d{1,2})?$/.test(String(given)))
      return c.text('no such payment, or amount', 400)
    const { value } = amount(Number(given).toFixed(2), 'CNY')
    if (value < 1 || value > order.total - sumOf(refunds)) return c.text('more than is left', 400)
    // Stored before the call: whatever becomes of it, it is asked about under this number.
    const refund = {
      refundId: `${order.orderId}R${refunds.length + 1}`,
      saleId: order.saleId,
      value,
      placedAt: seconds(),
      status: 'asked',
    }
    database.addRefund(refund)
    await ask(order, refund)
    return c.redirect('/admin', 303)
  })

  desk.post('/refunds/:refundId', async (c) => {
    const { saleId } = await c.req.parseBody()
    const order = database.order(String(saleId))
    const refund = database.refunds(String(saleId)).find(({ refundId }) => refundId === c.req.param('refundId'))
    if (!order || !refund) return c.notFound()
    await ask(order, refund)
    return c.redirect('/admin', 303)
  })

  /** The same request under the same number is the same refund, so a lost answer is asked for by asking again. */
  async function ask(order: Order, { refundId, value, placedAt }: Refund): Promise<void> {
    const gateway = gateways.find(({ provider }) => provider === order.provider)!
    try {
      const { status } = await gateway.refundPayment({
        orderId: order.orderId,
        refundId,
        placedAt: new Date(placedAt),
        amount: { currency: 'CNY', value },
        orderAmount: { currency: 'CNY', value: order.total },
        ...(order.paymentId && { paymentId: order.paymentId }),
        notifyUrl: `${url}/notify`,
      })
      database.setRefund(refundId, status)
    } catch (error) {
      if (!isShroffError(error)) throw error
      database.setRefund(refundId, error.outcome === 'unknown' ? 'asked' : 'refused')
      console.error(refundId, error)
    }
  }

  return desk
}

const seconds = () => Math.floor(Date.now() / 1000) * 1000
const sumOf = (refunds: readonly Refund[]) =>
  refunds.filter(({ status }) => !/^(refused|closed)$/.test(status)).reduce((sum, { value }) => sum + value, 0)

function row(order: Order, refunds: readonly Refund[]) {
  const left = order.total - sumOf(refunds)
  return html`<tr>
    <td>${order.saleId}<br>${new Date(order.createdAt).toLocaleString('sv')}</td>
    <td>${yuan(order.total)}</td>
    <td>${order.provider || 'open'}</td>
    <td>
      ${refunds.map(
        ({ refundId, value, status }) => html`<form method="post" action="/admin/refunds/${refundId}" class="inline">
          <input type="hidden" name="saleId" value="${order.saleId}">${yuan(value)} ${status}
          ${/^(asked|pending)$/.test(status) ? html`<button>Ask again</button>` : ''}
        </form><br>`,
      )}
      ${
        order.provider && left > 0
          ? html`<form method="post" action="/admin/refunds" class="inline">
              <input type="hidden" name="saleId" value="${order.saleId}">
              <label>Yuan <input name="yuan" inputmode="decimal" size="6" value="${(left / 100).toFixed(2)}"></label>
              <button>Refund</button>
            </form>`
          : ''
      }
    </td>
  </tr>`
}
