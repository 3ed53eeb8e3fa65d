// Product → checkout → paid, for the payer.
import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { amount } from 'shroff'
import { formActionHosts } from 'shroff/checkout'
import { checkoutHandler, createCheckout } from 'shroff/checkout/session'
import { admin } from './admin.ts'
import { page, yuan } from './html.ts'
import { payer } from './payer.ts'
import type { Shop } from './shop.ts'

const price = 2500
/** The element's own styles are constructed, so nothing inline has to be let through. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
  "require-trusted-types-for 'script'; frame-ancestors 'none'; base-uri 'none'",
  `form-action 'self' ${Object.values(formActionHosts)
    .flatMap(({ known, further }) => [...known, ...further])
    .join(' ')}`,
].join('; ')

export function createApp(shop: Shop, assets: string) {
  const { database, gateways, checkout, mock } = shop
  const app = new Hono()
  app.onError((error, c) => {
    // A form of another site, or a wrong password.
    if (error instanceof HTTPException) return error.getResponse()
    console.error(error)
    return c.text('Something went wrong here. Nothing was paid twice; try again.', 500)
  })

  // Before everything that looks at cookies or bodies: its signature is the proof.
  app.post('/notify', (c) => shop.webhooks(c.req.raw))
  const handler = checkoutHandler<Context>({ gateways, ...checkout, clientIp: (_request, c) => addressOf(shop, c) })
  app.all('/checkout/*', (c) => handler(c.req.raw, c))

  app.use(csrf())
  app.use(async (c, next) => {
    await next()
    c.header('content-security-policy', policy)
    c.header('referrer-policy', 'strict-origin-when-cross-origin')
  })
  app.use('/assets/*', serveStatic({ root: assets, rewriteRequestPath: (path) => path.replace('/assets', '') }))

  app.get('/', (c) =>
    c.html(
      page(
        'Tea House',
        html`<p>Oolong tea, ${yuan(price)} a cup.</p>
          <form method="post" action="/orders" class="inline">
            <label>Cups <input name="cups" type="number" min="1" max="20" value="1" required></label>
            <button>Order</button>
          </form>`,
        !!mock,
      ),
    ),
  )

  app.post('/orders', async (c) => {
    const cups = Number((await c.req.parseBody()).cups)
    if (!(Number.isInteger(cups) && cups >= 1 && cups <= 20)) return c.text('1 to 20 cups', 400)
    const visitor = getCookie(c, 'visitor') ?? randomUUID()
    setCookie(c, 'visitor', visitor, { httpOnly: true, sameSite: 'Lax', secure: shop.url.startsWith('https:') })
    const saleId = `S${randomUUID().replaceAll('-', '').slice(0, 20)}`
    database.addOrder({ saleId, visitor, cups, total: cups * price, createdAt: Date.now() })
    return c.redirect(`/pay/${saleId}`, 303)
  })

  app.get('/pay/:saleId', async (c) => {
    const order = database.order(c.req.param('saleId'))
    if (!order) return c.notFound()
    // Another browser than the one that ordered, to which a wallet has come back: it brings a code of its own.
    const isTheirs = getCookie(c, 'visitor') === order.visitor
    const sale = {
      saleId: order.saleId,
      amount: amount((order.total / 100).toFixed(2), 'CNY'),
      description: 'Oolong tea',
      merchant: 'Tea House',
      notifyUrl: `${shop.url}/notify`,
      pageUrl: `${shop.url}/pay/${order.saleId}`,
      continueUrl: `${shop.url}/orders/${order.saleId}`,
    }
    const opened = isTheirs ? await createCheckout(gateways, sale, checkout) : undefined
    if (opened) c.header('set-cookie', opened.cookie, { append: true })
    c.header('cache-control', 'no-store')
    return c.html(
      page(
        'Payment',
        html`<shroff-checkout endpoint="/checkout"${opened ? html` token="${opened.token}"` : ''}></shroff-checkout>
          ${opened ? html`<noscript><p><a href="${opened.noScriptUrl}">Pay without JavaScript</a></p></noscript>` : ''}
          <script type="module" src="/assets/pay.js"></script>`,
        !!mock,
      ),
    )
  })

  app.get('/orders/:saleId', (c) => {
    const order = database.order(c.req.param('saleId'))
    if (!order) return c.notFound()
    const refunds = database.refunds(order.saleId)
    return c.html(
      page(
        order.provider ? 'Thank you' : 'Not paid yet',
        html`<p>${order.cups} × oolong tea, ${yuan(order.total)}. Order ${order.saleId}.</p>
          ${order.provider ? '' : html`<p><a href="/pay/${order.saleId}">Pay</a></p>`}
          ${refunds.map(({ value, status }) => html`<p>${yuan(value)} goes back to the way you paid: ${status}.</p>`)}
          <p><a href="/">More tea</a></p>`,
        !!mock,
      ),
    )
  })

  app.route('/admin', admin(shop))
  if (mock) app.route('/payer', payer(shop, mock, shop.placed))
  return app
}

/** WeChat Pay compares the address of whoever opens its page; a mock takes any but this machine's. */
function addressOf({ mock, addressHeader }: Shop, c: Context): string | undefined {
  if (mock) return '203.0.113.7'
  return addressHeader ? c.req.header(addressHeader) : getConnInfo(c).remote.address
}
