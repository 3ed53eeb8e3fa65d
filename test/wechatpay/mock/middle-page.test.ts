import { amount, createClient, fetchTransport } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { createPayment, getPayment, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { expect, it } from 'vitest'

const order = {
  channel: 'wap' as const,
  ...{ orderId: 'T-1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea' },
  notifyUrl: 'https://shop.example/notify',
  payerClientIp: '203.0.113.7',
  h5: { type: 'Wap' as const },
}

/** The gateway on a port, an order of a wap page there, and how a browser goes on without following. */
async function openWap() {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const server = await listen(mock)
  const account = wechatpay({ ...mock.credentials('wechatpay'), hosts: [server.urls.wechatpay] })
  const client = createClient({ account, transport: fetchTransport() })
  const { nextAction } = await createPayment(client, order)
  const visit = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, { redirect: 'manual', ...init })
    return { status: response.status, location: response.headers.get('location'), text: await response.text() }
  }
  return { server, client, url: nextAction.url, visit }
}

it('on a port h5_url leads to a page there, on which its payer pays and goes back', async () => {
  const { server, client, url, visit } = await openWap()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=wx\w+&package=\w+$/)
  expect(url.startsWith(`${server.urls.wechatpay}/`)).toBe(true)
  const back = 'https://shop.example/orders/T-1001?paid=perhaps'
  const page = await visit(`${url}&redirect_url=${encodeURIComponent(back)}`)
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('25.00')])
  const [, action] = /action="([^"]+\/pay)"/.exec(page.text)!
  const paid = await visit(server.urls.wechatpay + action, { method: 'POST' })
  expect([paid.status, paid.location]).toEqual([302, back])
  expect(await getPayment(client, { orderId: 'T-1001' })).toMatchObject({ status: 'paid' })
  await server.close()
})

it('goes back to nowhere that is no address of the web, and shows nothing of an order that is not there', async () => {
  const { server, url, visit } = await openWap()
  const page = await visit(`${url}&redirect_url=${encodeURIComponent('javascript:alert(1)')}`)
  const [, action] = /action="([^"]+\/refuse)"/.exec(page.text)!
  expect(await visit(server.urls.wechatpay + action, { method: 'POST' })).toMatchObject({ status: 200, location: null })
  for (const other of [url.replace(/package=\w+/, 'package=0'), url.split('?')[0]!])
    expect((await visit(other)).status, other).toBe(404)
  await server.close()
})
