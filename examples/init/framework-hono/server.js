import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { theShop } from './open.js'
import { home, notFound, order } from './pages.js'

const shop = await theShop()
const app = new Hono()

// The unread request: the signature covers its bytes.
app.post('/notify', (c) => shop.notify(c.req.raw))

app.get('/', (c) => c.html(home()))
app.post('/orders', async (c) => c.redirect(`/orders/${await shop.order()}`, 303))
app.get('/orders/:orderId', async (c) => {
  const found = await shop.find(c.req.param('orderId'))
  return found ? c.html(order(found)) : c.html(notFound(), 404)
})
app.post('/orders/:orderId/refund', async (c) => {
  const { password } = await c.req.parseBody()
  const result = await shop.refund(c.req.param('orderId'), password)
  return result === 'forbidden' ? c.text(result, 403) : c.redirect(`/orders/${c.req.param('orderId')}`, 303)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)
