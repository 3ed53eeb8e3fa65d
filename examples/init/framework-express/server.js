import express from 'express'
import { toNode } from 'shroff/webhook/node'
import { theShop } from './open.js'
import { home, notFound, order } from './pages.js'

const shop = await theShop()
const app = express()

// Before any parser of bodies: the signature covers the bytes as they came.
app.post('/notify', toNode(shop.notify))
app.use(express.urlencoded())

app.get('/', (_req, res) => res.send(home()))
app.post('/orders', async (_req, res) => res.redirect(303, `/orders/${await shop.order()}`))
app.get('/orders/:orderId', async (req, res) => {
  const found = await shop.find(req.params.orderId)
  if (found) res.send(order(found))
  else res.status(404).send(notFound())
})
app.post('/orders/:orderId/refund', async (req, res) => {
  const result = await shop.refund(req.params.orderId, req.body?.password)
  if (result === 'forbidden') res.status(403).send(result)
  else res.redirect(303, `/orders/${req.params.orderId}`)
})

const port = Number(process.env.PORT ?? 3000)
app.listen(port, () => console.log(`http://127.0.0.1:${port}`))
