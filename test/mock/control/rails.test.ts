import { createClient, fetchTransport, tokenAmount } from 'shroff'
import { baidu, createPayment, getPayment, getRefund } from 'shroff/baidu'
import * as circles from 'shroff/circle'
import { getBalances, getTransfer, quotePayment, ripplePayments, transferFunds } from 'shroff/ripple-payments'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { judgeNotice } from '../../oracle/baidu/wire.js'
import { judgeOf, tea } from '../../support/baidu.js'
import { beneficiary, wanted } from '../../support/ripple-payments.js'
import { openControl, openHandler } from './open.js'

// What some providers alone have: over HTTP, from the merchant's first call to the last notice.

let opened: Awaited<ReturnType<typeof openControl>>
let handler: Awaited<ReturnType<typeof openHandler>>
let answer = {}
beforeAll(async () => {
  opened = await openControl()
  handler = await openHandler(() => ({ status: 200, body: JSON.stringify(answer) }))
})
afterAll(async () => {
  await opened.server.close()
  await handler.close()
})
beforeEach(async () => {
  answer = { errno: 0, msg: 'success', data: { isConsumed: 2 } }
  handler.came.length = 0
  await opened.done('reset', {})
})

/** What a refusal says. */
const refused = async (name: string, parameters: object) => {
  const { status, body } = await opened.call(name, parameters)
  expect(status).toBe(400)
  return body.error.message
}

describe('Baidu’s cashier', () => {
  const provider = 'baidu'
  const url = () => opened.server.urls.baidu
  const openShop = () => {
    const account = baidu({ ...opened.mock.credentials('baidu'), hosts: [url()] })
    return createClient({ account, transport: fetchTransport() })
  }
  /** What a notice says, once the oracle has found its signature right. */
  const told = () => handler.came.map(({ body }) => judgeNotice(Buffer.from(body), judgeOf(opened.mock as never).whose))

  it('is opened with what the merchant has signed, paid on its page, told, and given back', async () => {
    const { done } = opened
    const client = openShop()
    const { nextAction } = await createPayment(client, { ...tea, notifyUrl: handler.url })
    const { orderInfo } = nextAction.parameters
    expect((await done('state')).orders).toEqual([])
    const at = await done('openCashier', { provider, orderInfo })
    expect(at).toEqual({ orderId: tea.orderId, paymentId: expect.stringMatching(/^\d{14}$/) })
    // Opened again, it is the same.
    expect(await done('openCashier', { provider, orderInfo })).toEqual(at)
    const [order] = (await done('state')).orders
    expect(order).toMatchObject({ provider, orderId: tea.orderId, amount: tea.amount, status: 'pending' })

    const page = await fetch(order.payerUrl)
    expect(await page.text()).toMatch(/百度收银台[\s\S]*乌龙茶[\s\S]*¥25\.00/)
    const paid = await fetch(`${order.payerUrl}/pay`, { method: 'POST', headers: { 'accept-language': 'en' } })
    expect(await paid.text()).toContain('Payment successful')
    const payment = await getPayment(client, { orderId: tea.orderId })
    expect(payment).toMatchObject({ status: 'paid', paymentId: at.paymentId })
    expect((await done('deliver', {})).deliveries).toMatchObject([{ provider, status: 200, attempt: 1 }])
    expect(told()).toMatchObject([{ kind: 'payment', fields: { tpOrderId: tea.orderId, totalMoney: '2500' } }])
    const journal = await done('journal')
    expect(journal.filter(({ control }: { control?: string }) => control === 'openCashier')).toHaveLength(2)
    expect(journal.at(-1)).toMatchObject({ kind: 'webhook', evidence: { signed: expect.any(String) } })

    await done('setNotifyUrl', { provider, about: 'refund', url: handler.url })
    await done('refund', { provider, orderId: tea.orderId, refundId: 'R1001', value: 1000 })
    await done('settleRefund', { provider, refundId: 'R1001' })
    await done('deliver', {})
    expect(told()[1]).toMatchObject({ kind: 'refund', fields: { tpOrderId: tea.orderId, refundStatus: '1' } })
    const refund = { orderId: tea.orderId, payerId: payment.payerId!, refundId: 'R1001' }
    expect((await getRefund(client, refund)).status).toBe('succeeded')
  })

  it('does not open for a price that was not signed, and says what fits', async () => {
    const { nextAction } = await createPayment(openShop(), tea)
    const orderInfo = { ...nextAction.parameters.orderInfo, totalAmount: '1' }
    expect(await refused('openCashier', { provider, orderInfo })).toMatch(/errCode:6.*签名错误.*totalAmount=1&/)
    expect(await refused('openCashier', { provider, orderInfo: {} })).toMatch(/errCode:202.*dealId is missing/)
    expect(await refused('openCashier', { provider: 'alipay', orderInfo })).toBe(
      'no app opens a cashier at the mock of alipay',
    )
    expect((await opened.done('state')).orders).toEqual([])
  })

  it('places orders without a client, those of yesterday too, and asks before it gives back', async () => {
    const { done } = opened
    const addresses = { payment: `${handler.url}/p`, audit: `${handler.url}/a`, refund: `${handler.url}/r` }
    const notifyUrls = Object.entries(addresses).map(([about, url]) => ({ provider, about, url }))
    const past = { provider, orderId: 'T1000', amount: tea.amount, status: 'paid', daysAgo: 1 }
    await done('seed', { orders: [{ ...past, refunds: [{ refundId: 'R1000', value: 500 }] }], notifyUrls })
    const { providers, orders, deliveries } = await done('state')
    expect(providers.find(({ name }: { name: string }) => name === provider)).toMatchObject({
      notifyUrls: addresses,
      opensCashier: true,
    })
    expect([orders[0].refunds, deliveries]).toEqual([[{ refundId: 'R1000', value: 500, status: 'succeeded' }], []])
    const date = new Date(orders[0].createdAt + 8 * 3_600_000).toISOString().slice(0, 10)
    expect((await done(`statement?provider=baidu&date=${date}`)).text).toMatch(/T1000[\s\S]*R1000/)
    expect((await done('statement?provider=baidu&date=2020-01-01')).text).toBeNull()

    const { qr: reference } = await done('createOrder', { provider, orderId: 'T1001', amount: tea.amount })
    await done('pay', { provider, reference })
    // An answer that says of a payment that it is none of the shop's is money back, if the shop agrees.
    answer = { errno: 0, msg: 'success', data: { isConsumed: 2, isErrorOrder: 1 } }
    await done('deliver', {})
    answer = { errno: 0, msg: 'success', data: { auditStatus: 1, calculateRes: { refundPayMoney: 2500 } } }
    await done('deliver', {})
    answer = { errno: 0, msg: 'success', data: {} }
    await done('deliver', {})
    expect(told().map(({ kind }) => kind)).toEqual(['payment', 'audit', 'refund'])
    const [paid] = (await done('state')).orders
    expect(paid.refunds).toMatchObject([{ value: 2500, status: 'succeeded' }])
    expect(await refused('setNotifyUrl', { provider, about: 'tea', url: handler.url })).toMatch(
      /no address about tea; it has payment, audit, refund/,
    )
    const dollars = { currency: 'USD', value: 100 }
    expect(await refused('createOrder', { provider, orderId: 'T1002', amount: dollars })).toMatch(/CNY/)
  })

  it('meets faults, and forgets', async () => {
    const { done } = opened
    await done('createOrder', { provider, orderId: 'T1001', amount: tea.amount })
    await done('failNext', { provider, fault: 'unavailable', times: 9 })
    await expect(getPayment(openShop(), { orderId: 'T1001' })).rejects.toMatchObject({ provider })
    await done('reset', {})
    await expect(getPayment(openShop(), { orderId: 'T1001' })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
  })
})

describe('Ripple Payments', () => {
  const provider = 'ripple-payments'
  const openClient = () => {
    const options = { ...opened.mock.credentials(provider), hosts: [opened.server.urls[provider]] as [string] }
    return createClient({ account: ripplePayments(options), transport: fetchTransport() })
  }
  const transfer = async () => {
    const client = openClient()
    const { quotes } = await quotePayment(client, wanted)
    const { quoteId } = quotes[0]!
    await transferFunds(client, { transferId: 'P-7', quoteId, ...beneficiary })
    return { client, quoteId }
  }

  it('a payment goes to its end, each step is told, and comes back after it', async () => {
    const { done } = opened
    await done('setNotifyUrl', { provider, url: handler.url })
    const { client, quoteId } = await transfer()
    const reference = quoteId
    const [listed] = (await done('state')).transfers
    expect(listed).toMatchObject({ provider, reference, transferId: 'P-7', state: 'INITIATED' })
    expect(listed.amount).toMatch(/^1000 USD → 19647\.\d+ MXN$/)
    expect(listed.next).toEqual(expect.arrayContaining(['COMPLETED', 'FAILED', 'RETURNED']))
    await done('moveTransfer', { provider, reference, state: 'COMPLETED' })
    expect((await getTransfer(client, { quoteId })).status).toBe('succeeded')
    await done('deliver', {})
    const states = handler.came.map(({ body }) => JSON.parse(body).eventData.paymentState)
    expect(states).toEqual(['INITIATED', 'VALIDATING', 'TRANSFERRING', 'COMPLETED'])
    await done('moveTransfer', { provider, reference, state: 'RETURNED', code: 'USR_900' })
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'returned', providerCode: 'USR_900' })
    expect((await done('state')).transfers).toMatchObject([{ state: 'RETURNED', next: [] }])
    const entries: { kind: string; control?: string }[] = await done(`journal?q=${quoteId}`)
    const controls = entries.filter(({ kind }) => kind === 'control')
    expect(controls.map(({ control }) => control)).toEqual(['moveTransfer COMPLETED', 'moveTransfer RETURNED'])
    // Who signs nothing has nothing to be broken.
    const [{ id }] = (await done('state')).deliveries
    expect(await refused('corrupt', { provider, id })).toMatch(/nobody signs webhooks of ripple-payments/)
    // Where the notices go is a setting, and stays.
    await done('reset', {})
    const state = await done('state')
    expect(state.transfers).toEqual([])
    expect(state.providers.at(-1)).toMatchObject({ name: provider, notifyUrls: { payment: handler.url } })
  })

  it('money is put in, and what cannot be is refused', async () => {
    const { done } = opened
    const before = await getBalances(openClient())
    await done('addFunds', { provider, currency: 'USD', value: '0.01' })
    await done('addFunds', { provider, currency: 'EUR', value: '12.5' })
    const { balances } = await getBalances(openClient())
    const fundsIn = (list: typeof balances, currency: string) =>
      list.find(({ available }) => available.currency === currency)?.available.value
    expect([fundsIn(before.balances, 'USD'), fundsIn(balances, 'USD'), fundsIn(balances, 'EUR')]).toEqual([
      '100000',
      '100000.01',
      '12.5',
    ])
    const { quoteId: reference } = await transfer()
    expect(await refused('moveTransfer', { provider, reference, state: 'GONE' })).toMatch(/INITIATED.*become GONE/)
    expect(await refused('moveTransfer', { provider, reference: 'x', state: 'FAILED' })).toMatch(/no payment of/)
    expect(await refused('addFunds', { provider, currency: 'USD', value: '-1' })).toMatch(/value/)
    expect(await refused('addFunds', { provider: 'xrpl', currency: 'USD', value: '1' })).toMatch(/nobody puts money/)
    expect(await refused('moveTransfer', { provider: 'xrpl', reference, state: 'x' })).toMatch(/nothing is paid out/)
    expect(await refused('setNotifyUrl', { provider: 'xrpl', url: handler.url })).toMatch(/no such setting/)
    expect(await refused('createOrder', { provider, orderId: 'T-1', amount: tea.amount })).toMatch(/from clients only/)
  })
})

it('a payout of Circle’s comes to its end', async () => {
  const { done, mock, server } = opened
  const options = { ...mock.credentials('circle'), hosts: [server.urls.circle] as [string] }
  const client = createClient({ account: circles.circle(options), transport: fetchTransport() })
  const recipient = { recipientId: 'S-3', chain: 'BASE', address: `0x${'Ab'.repeat(20)}`, nickname: 'Supplier' }
  const { providerRecipientId } = await circles.addRecipient(client, recipient)
  const ends: [string, string][] = [
    ['complete', 'succeeded'],
    ['failed', 'failed'],
  ]
  for (const [state, status] of ends) {
    const amount = tokenAmount('100', 'USDC')
    const transferId = `P-${state}`
    const { providerTransferId } = await circles.transferFunds(client, { transferId, providerRecipientId, amount })
    const reference = providerTransferId
    const listed = (await done('state')).transfers.find((one: { reference: string }) => one.reference === reference)
    expect(listed).toMatchObject({ amount: '100 USD', state: 'pending', next: ['complete', 'failed'] })
    expect(await refused('moveTransfer', { provider: 'circle', reference, state: 'gone' })).toMatch(
      /complete or failed/,
    )
    await done('moveTransfer', { provider: 'circle', reference, state })
    expect((await circles.getTransfer(client, { providerTransferId })).status).toBe(status)
    expect(await refused('moveTransfer', { provider: 'circle', reference, state })).toMatch(/no open payout/)
  }
})
