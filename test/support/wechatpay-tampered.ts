import { createClient, type Transport, type WireReply } from 'shroff'
import { getPayment, receiveWebhook } from 'shroff/wechatpay'
import { accountWith, reply, webhook } from './wechatpay.js'

type Headers = Record<string, string>
export type Signed = { headers: Headers; body: Uint8Array }

export const bytes = (text: string) => new Uint8Array(Buffer.from(text))
export const text = (body: Uint8Array) => Buffer.from(body).toString()

/** The two directions: an answer through a whole client call, and a notification. Both by the oracle. */
export const answered: Signed = reply()
export const notified: Signed = webhook()
export const openAnswer = ({ headers, body }: Signed) => {
  const transport: Transport = async (): Promise<WireReply> => ({ status: 200, headers, body })
  const client = createClient({ account: accountWith(), transport, retry: { attempts: 1 } })
  return getPayment(client, { orderId: 'T-1001' })
}
export const openNotice = (signed: Signed): Promise<unknown> => receiveWebhook(accountWith(), signed)

export const change = (signed: Signed, name: string, edit: (value: string) => string): Signed => ({
  ...signed,
  headers: { ...signed.headers, [name]: edit(signed.headers[name]!) },
})
export const flip = (value: string, at: number) =>
  value.slice(0, at) + (value[at] === 'A' || value[at] === '1' ? '2' : '1') + value.slice(at + 1)
