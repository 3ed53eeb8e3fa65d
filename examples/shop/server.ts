// A small real shop: product → checkout → paid → partial refund. On a mock gateway unless there are keys in the environment:
//
//   npm install shroff && npm install && npm start
//
// With keys (WECHATPAY_…, ALIPAY_…, as in wallets.ts) it wants ADMIN_PASSWORD, CHECKOUT_SECRET and PUBLIC_URL, the https
// address at which a proxy of yours hands on to it. It listens on this machine alone, with keys and without.
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { openConsole } from './console.ts'
import { openShop } from './shop.ts'

const shop = await openShop(process.env).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
const app = createApp(shop, fileURLToPath(new URL('page/dist', import.meta.url)))
setInterval(() => void shop.resolveDue(), 10_000)
if (shop.mock) console.log(`The console of its mock gateway, for one visit: ${await openConsole(shop.mock)}`)
serve({ fetch: app.fetch, port: shop.port, hostname: '127.0.0.1' }, () => console.log(`The shop is open: ${shop.url}`))
