// The whole life of an order, offline: the mock gateway signs and verifies as the real one does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deliverWebhooks, forgeWebhook, pay, settleRefund } from 'shroff/mock'
import { openTestDatabase } from './database.js'
import { mockWallet, provider } from './mock-wallet.js'
import { openShop } from './shop.js'

let mock, shop, database
before(async () => {
  const opened = await mockWallet()
  mock = opened.mock
  database = await openTestDatabase()
  shop = openShop({ wallet: opened.wallet, database, url: 'https://shop.example', adminPassword: 'oolong' })
})
after(() => database.close())

const deliver = () => deliverWebhooks(mock, { to: (request) => shop.notify(request) })
const status = async (orderId) => (await shop.find(orderId)).status

test('an order is paid when its webhook says so', async () => {
  const orderId = await shop.order()
  assert.equal(await status(orderId), 'pending')
  await pay(mock, { provider, orderId })
  assert.equal(await status(orderId), 'pending')
  await deliver()
  assert.equal(await status(orderId), 'paid')
})

test('a tampered webhook changes nothing', async () => {
  const orderId = await shop.order()
  const forged = await forgeWebhook(mock, { provider, orderId, forgery: 'tampered-body' })
  assert.equal((await shop.notify(forged)).status, 500)
  assert.equal(await status(orderId), 'pending')
})

test('a refund is for who knows the password', async () => {
  const orderId = await shop.order()
  await pay(mock, { provider, orderId })
  await deliver()
  assert.equal(await shop.refund(orderId, 'guessed'), 'forbidden')
  assert.equal(await shop.refund(orderId, 'oolong'), 'refunding')
  // Where it takes its time; elsewhere it has succeeded at once.
  await settleRefund(mock, { provider, refundId: `${orderId}R1` }).catch(() => {})
  await deliver()
  assert.equal(await status(orderId), 'refunded')
})
