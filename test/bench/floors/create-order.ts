// One order by hand: signed with a kept key, sent over a kept connection, the answer verified.
import { Agent, request } from 'node:http'
import { wechatpayOptions } from '../shop.js'
import { openBody, signRequest } from './wechatpay.js'

const path = '/v3/pay/transactions/native'

export type Order = { orderId: string; description: string; notifyUrl: string; value: number }

const bodyOf = ({ orderId, description, notifyUrl, value }: Order) =>
  JSON.stringify({
    appid: wechatpayOptions.appId,
    mchid: wechatpayOptions.merchantId,
    description,
    out_trade_no: orderId,
    notify_url: notifyUrl,
    amount: { total: value, currency: 'CNY' },
  })

const read = (status: number | undefined, headers: Record<string, unknown>, body: Uint8Array): string => {
  if (status !== 200) throw new Error(`HTTP ${status}`)
  return JSON.parse(openBody(headers, body)).code_url
}

export function overNodeHttp(host: string): (order: Order) => Promise<string> {
  const agent = new Agent({ keepAlive: true })
  return (order) =>
    new Promise((resolve, reject) => {
      const body = bodyOf(order)
      const headers = { ...signRequest('POST', path, body), 'content-length': Buffer.byteLength(body) }
      const outgoing = request(host + path, { agent, method: 'POST', headers }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          try {
            resolve(read(incoming.statusCode, incoming.headers, Buffer.concat(chunks)))
          } catch (error) {
            reject(error)
          }
        })
      })
      outgoing.setTimeout(10_000, () => outgoing.destroy(new Error('no answer')))
      outgoing.on('error', reject)
      outgoing.end(body)
    })
}

export function overFetch(host: string): (order: Order) => Promise<string> {
  return async (order) => {
    const body = bodyOf(order)
    const headers = signRequest('POST', path, body)
    const signal = AbortSignal.timeout(10_000)
    const reply = await fetch(host + path, { method: 'POST', headers, body, signal, redirect: 'manual' })
    return read(reply.status, Object.fromEntries(reply.headers), new Uint8Array(await reply.arrayBuffer()))
  }
}
