// A payment's whole life at WeChat Pay from a process that has nothing of this project: plain HTTP, signed and verified by
// node:crypto as doc 4012365342 has it. Run in the folder of a running `shroff mock`; prints what it saw as JSON.
import assert from 'node:assert/strict'
import { createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const read = (name) => JSON.parse(readFileSync(`.shroff/${name}`, 'utf8'))
const us = read('credentials.json').wechatpay
const control = read('control.json')
const seen = {}

function verify(headers, body) {
  const get = (name) => headers[`wechatpay-${name}`] ?? headers.get?.(`Wechatpay-${name}`)
  assert.equal(get('serial'), us.publicKeyId)
  const text = `${get('timestamp')}\n${get('nonce')}\n${body}\n`
  assert.ok(createVerify('sha256').update(text).verify(us.publicKey, get('signature'), 'base64'))
}

async function call(method, path, content) {
  const body = content ? JSON.stringify(content) : ''
  const [now, nonce] = [Math.floor(Date.now() / 1000), randomBytes(16).toString('hex')]
  const signature = createSign('sha256')
    .update(`${method}\n${path}\n${now}\n${nonce}\n${body}\n`)
    .sign(us.privateKey, 'base64')
  const signed = `mchid="${us.merchantId}",nonce_str="${nonce}",signature="${signature}",timestamp="${now}",serial_no="${us.serial}"`
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'life' }
  const authorization = `WECHATPAY2-SHA256-RSA2048 ${signed}`
  const response = await fetch(us.host + path, {
    method,
    headers: { ...headers, authorization },
    ...(content && { body }),
  })
  const text = await response.text()
  verify(response.headers, text)
  assert.ok(response.ok, text)
  return JSON.parse(text)
}

async function operate(name, parameters) {
  const response = await fetch(`${control.url}/_shroff/${name}`, {
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    ...(parameters && { method: 'POST', body: JSON.stringify(parameters) }),
  })
  assert.equal(response.status, 200, await response.clone().text())
  return response.json()
}

/** The next webhook; the first try of each is refused, so that it comes again. */
const waiting = []
const refused = new Set()
const shop = createServer(async (incoming, outgoing) => {
  let body = ''
  for await (const chunk of incoming) body += chunk
  verify(incoming.headers, body)
  const { id, event_type: type, resource } = JSON.parse(body)
  if (!refused.has(id)) {
    refused.add(id)
    return outgoing.writeHead(500).end()
  }
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  const cipher = createDecipheriv('aes-256-gcm', us.apiV3Key, resource.nonce)
  cipher.setAAD(Buffer.from(resource.associated_data)).setAuthTag(bytes.subarray(-16))
  const plain = cipher.update(bytes.subarray(0, -16), undefined, 'utf8') + cipher.final('utf8')
  outgoing.writeHead(204).end()
  waiting.shift()({ type, ...JSON.parse(plain) })
})
await new Promise((resolve) => shop.listen(0, '127.0.0.1', resolve))
const notify_url = `http://127.0.0.1:${shop.address().port}/notify`
const told = () => new Promise((resolve) => waiting.push(resolve))

const orderId = `LIFE-${Date.now()}`
const { appId: appid, merchantId: mchid } = us
const amount = { total: 2500, currency: 'CNY' }
const order = { appid, mchid, description: '乌龙茶', out_trade_no: orderId, notify_url, amount }
seen.code = (await call('POST', '/v3/pay/transactions/native', order)).code_url
const paid = told()
await operate('pay', { provider: 'wechatpay', orderId })
seen.paid = (await paid).type
const refund = { out_trade_no: orderId, out_refund_no: 'R-1', notify_url, amount: { refund: 500, ...amount } }
seen.refund = (await call('POST', '/v3/refund/domestic/refunds', refund)).status
const refunded = told()
await operate('settleRefund', { provider: 'wechatpay', refundId: 'R-1' })
seen.refunded = (await refunded).type
seen.state = (await call('GET', `/v3/pay/transactions/out-trade-no/${orderId}?mchid=${mchid}`)).trade_state
seen.repeated = refused.size
const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
seen.statement = (await operate(`statement?provider=wechatpay&date=${yesterday}`)).text
console.log(JSON.stringify(seen))
process.exit(0)
