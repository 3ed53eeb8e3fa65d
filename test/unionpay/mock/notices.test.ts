import { advanceClock, deliverWebhooks, type Forgery, forgeWebhook, notify, pay, rotateCertificate } from 'shroff/mock'
import { acknowledge, receiveWebhook, unionpay } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../support/failure.js'
import { kinds, openMock, provider, tea } from './shop.js'

const at = { provider, orderId: tea.orderId } as const

async function paid(options: Parameters<typeof openMock>[0] = {}) {
  const shop = await openMock(options)
  await shop.ask({ ...kinds.qr, ...tea, reqReserved: 'c2hlbGYgNw' })
  await pay(shop.mock, at)
  return { ...shop, account: unionpay(shop.credentials) }
}

describe('a notification', () => {
  it('goes to an address with a query, as a form, and tells what a query tells', async () => {
    const { mock, query, notices } = await paid()
    const urls: string[] = []
    await deliverWebhooks(mock, {
      to({ url, headers }) {
        urls.push(`${url} ${headers.get('content-type')}`)
        return new Response('', { status: 500 })
      },
    })
    expect(urls).toEqual([`${tea.backUrl} application/x-www-form-urlencoded;charset=utf-8`])
    advanceClock(mock, 60_000)
    const [told] = await notices()
    const { queryId, traceNo, settleDate } = await query()
    expect(told).toMatchObject({ queryId, traceNo, settleDate, respCode: '00', respMsg: 'success' })
    expect(told).toMatchObject({ orderId: tea.orderId, txnTime: tea.txnTime, reqReserved: 'c2hlbGYgNw' })
  })

  it('comes five times at most, after 1, 2, 4 and 5 minutes, and 200 alone stops it', async () => {
    const { mock } = await paid()
    const start = mock.clock.now()
    for (const status of [302, 500]) {
      const reports = await deliverWebhooks(mock, { untilSettled: true, to: () => new Response('ok', { status }) })
      expect(reports.map(({ at }) => (at - start) / 60_000)).toEqual(status === 302 ? [0, 1, 3, 7, 12] : [])
    }
    const { mock: other } = await paid()
    expect(await deliverWebhooks(other, { untilSettled: true, to: () => new Response('no') })).toHaveLength(1)
  })

  it('is taken by the receiver, as often as it comes, under one id', async () => {
    const { mock, account } = await paid()
    const ids: string[] = []
    await deliverWebhooks(mock, {
      times: 2,
      async to(request) {
        const event = await receiveWebhook(account, request)
        ids.push(event.id)
        expect(event).toMatchObject({ type: 'payment.paid', orderId: tea.orderId, amount: { value: 2500 } })
        return acknowledge(account, 'received')
      },
    })
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('comes under a new certificate after a renewal, and one chain vouches for both', async () => {
    const { mock, ask, account, notices } = await paid()
    const [first] = await notices()
    await rotateCertificate(mock, { provider })
    await ask({ ...kinds.qr, ...tea, orderId: 'T1000002' })
    await pay(mock, { provider, orderId: 'T1000002' })
    let told: string | undefined
    await deliverWebhooks(mock, {
      async to(request) {
        told = (await receiveWebhook(account, request)).raw.signPubKeyCert
        return new Response()
      },
    })
    expect(told).toContain('-----BEGIN CERTIFICATE-----\r\n')
    expect(told).not.toBe(first!.signPubKeyCert)
  })

  it('may be of one’s own making', async () => {
    const { mock, notices, account } = await openMock().then((shop) => ({
      ...shop,
      account: unionpay(shop.credentials),
    }))
    const resource = { orderId: 'X1000001', txnTime: tea.txnTime, txnAmt: '1', queryId: '442603041200007846498' }
    await notify(mock, { provider, eventType: '13', resource })
    await deliverWebhooks(mock, {
      async to(request) {
        expect(await receiveWebhook(account, request)).toMatchObject({ type: 'other', name: '13', orderId: 'X1000001' })
        return new Response()
      },
    })
    expect(await notices()).toEqual([])
  })
})

describe('a false notification', () => {
  it.each<[Forgery, string]>([
    ['tampered-body', 'SIGNATURE_INVALID'],
    ['wrong-key', 'SIGNATURE_INVALID'],
    ['unsigned', 'SIGNATURE_MISSING'],
    ['foreign-merchant', 'WEBHOOK_NOT_OURS'],
    ['expired-certificate', 'SIGNATURE_INVALID'],
    ['foreign-certificate', 'SIGNATURE_INVALID'],
    ['self-issued-certificate', 'SIGNATURE_INVALID'],
    ['false-authority', 'SIGNATURE_INVALID'],
  ])('%s: %s', async (forgery, code) => {
    const { mock, account } = await paid()
    expect(await codeOf(receiveWebhook(account, await forgeWebhook(mock, { ...at, forgery })))).toBe(code)
  })

  it.each<[Forgery, RegExp]>([
    ['expired-certificate', /expired on 2026-01-28/],
    ['foreign-certificate', /某某商户有限公司.*is not 中国银联股份有限公司’s/],
    ['self-issued-certificate', /has issued itself/],
    ['false-authority', /names middleCertificate as its issuer, whose key did not sign it/],
  ])('%s has nothing else wrong with it: %s', async (forgery, why) => {
    const { mock, account } = await paid()
    await expect(receiveWebhook(account, await forgeWebhook(mock, { ...at, forgery }))).rejects.toThrow(why)
  })

  it('that is a real one, captured, is the same event once more', async () => {
    const { mock, account, notices } = await paid()
    const replayed = await forgeWebhook(mock, { ...at, forgery: 'replayed' })
    const [told] = await notices()
    expect((await receiveWebhook(account, replayed)).raw).toEqual(told)
  })

  it('by a key that both sides hold is none of a certificate', async () => {
    const { mock, account } = await paid({ signMethod: '11' })
    for (const forgery of ['tampered-body', 'wrong-key'] as const)
      expect(await codeOf(receiveWebhook(account, await forgeWebhook(mock, { ...at, forgery })))).toBe(
        'SIGNATURE_INVALID',
      )
    await expect(forgeWebhook(mock, { ...at, forgery: 'expired-certificate' })).rejects.toThrow('has no forgery')
    await expect(rotateCertificate(mock, { provider })).rejects.toThrow('no platform certificates')
  })
})
