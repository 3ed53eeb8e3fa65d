import { createPublicKey } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { amount, createClient } from 'shroff'
import { alipay, createPayment } from 'shroff/alipay'
import { nodeTransport } from 'shroff/node'
import { describe, expect, it } from 'vitest'
import { modes, notifyUrl, openWithSdk as open } from '../support/alipay-sdk.js'

describe.each(modes)('what our client sends, in %s mode, is verified by its code', (mode) => {
  /** Its checks as they would run at Alipay: the application's key is the one that verifies. */
  const gatewaySide = ({ appId, privateKey, contentKey }: { appId: string; privateKey: string; contentKey?: string }) =>
    new AlipaySdk({
      appId,
      privateKey,
      keyType: 'PKCS8',
      alipayPublicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string,
      ...(contentKey && { encryptKey: contentKey }),
    })

  it.each([false, true])('V2, encrypted: %s', async (encrypted) => {
    const { mock, credentials, account, outTradeNo: orderId } = await open(mode, encrypted)
    const client = createClient({ account, transport: nodeTransport() })
    const tea = { orderId, amount: amount('25.00', 'CNY'), description: 'Oolong tea 100% 乌龙茶', notifyUrl }
    await createPayment(client, { channel: 'qr', ...tea })
    const entry = mock.journal.find(({ kind }) => kind === 'request')
    const { body } = (entry as { request: { body: Uint8Array } }).request
    const sent = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)))
    const theirs = gatewaySide(credentials)
    expect(theirs.checkNotifySignV2(sent)).toBe(true)
    expect(theirs.checkNotifySignV2({ ...sent, notify_url: 'https://evil.example' })).toBe(false)
    const content = encrypted ? theirs.aesDecrypt(sent.biz_content!) : sent.biz_content!
    expect(JSON.parse(content)).toMatchObject({ out_trade_no: orderId, total_amount: '25.00' })
    const app = await createPayment(client, { channel: 'app', ...tea })
    const order = Object.fromEntries(new URLSearchParams(app.nextAction.payload.orderString))
    expect(theirs.checkNotifySignV2(order)).toBe(true)
  })

  it.each([false, true])('V3, encrypted: %s', async (encrypted) => {
    const { mock, credentials, server, outTradeNo: orderId } = await open(mode, encrypted)
    const account = alipay({ ...credentials, hosts: [server.url], api: 'v3' })
    const client = createClient({ account, transport: nodeTransport() })
    await createPayment(client, { channel: 'qr', orderId, amount: amount('25.00', 'CNY'), description: 'Oolong tea' })
    const entry = mock.journal.find(({ kind }) => kind === 'request')
    const { request } = entry as { request: { body: Uint8Array; headers: Record<string, string> } }
    const body = new TextDecoder().decode(request.body)
    const [, fields, sign] = /^ALIPAY-SHA256withRSA (.+),sign=(.+)$/.exec(request.headers.authorization!)!
    const theirs = gatewaySide(credentials)
    expect(theirs.rsaCheck(`${fields}\nPOST\n/v3/alipay/trade/precreate\n${body}\n`, sign!)).toBe(true)
    expect(theirs.rsaCheck(`${fields}\nPOST\n/v3/alipay/trade/precreate\n${body}`, sign!)).toBe(false)
    expect(JSON.parse(encrypted ? theirs.aesDecrypt(body) : body)).toMatchObject({ out_trade_no: orderId })
  })
})
