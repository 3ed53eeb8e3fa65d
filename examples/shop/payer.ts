// The payer's phone, where the gateway is a mock: what the shop has placed can be paid, declined, or left to expire.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { decline, deliverWebhooks, expire, pay } from 'shroff/mock'
import { page, yuan } from './html.ts'
import type { Shop } from './shop.ts'
import type { Mock, Placed } from './wallets.ts'

const deeds = { pay, decline, expire }

export function payer({ webhooks }: Shop, mock: Mock, placed: readonly Placed[]) {
  const phone = new Hono()

  phone.get('/', (c) =>
    c.html(
      page(
        'The payer’s phone',
        html`<p>${c.req.query('said') ?? 'What the shop has placed, the newest first. As if each code had been scanned.'}</p>
          <table><tbody>${placed.map(
            ({ provider, orderId, description, fen }) => html`<tr>
              <td>${provider}<br>${orderId}</td>
              <td>${description}, ${yuan(fen)}</td>
              <td><form method="post" class="inline">
                <input type="hidden" name="orderId" value="${orderId}">
                <button name="does" value="pay">Pay</button>
                <button name="does" value="decline">Decline</button>
                <button name="does" value="expire">Let it expire</button>
              </form></td>
            </tr>`,
          )}</tbody></table>`,
        true,
      ),
    ),
  )

  phone.post('/', async (c) => {
    const form = await c.req.parseBody()
    const order = placed.find(({ orderId }) => orderId === form.orderId)
    const deed = deeds[form.does as keyof typeof deeds]
    if (!order || !deed) return c.text('no such order', 400)
    const { provider, orderId } = order
    const said = await deed(mock, { provider, orderId }).then(
      () => `${form.does}: done`,
      (error: Error) => `The wallet says: ${error.message}`,
    )
    await deliverWebhooks(mock, { to: webhooks })
    return c.redirect(`/payer?said=${encodeURIComponent(said)}`, 303)
  })

  return phone
}
