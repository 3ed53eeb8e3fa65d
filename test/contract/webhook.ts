import { amount, isShroffError } from 'shroff'
import { advanceClock, deliverWebhooks, type Forgery, forgeWebhook, pay, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { searchFor } from '../support/secrets.js'
import { orderOf, refundOf, type Shop, type Subject } from './subject.js'

/** Every forgery with a name, written out: a list taken from src would lose one together with it. */
const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'unknown-serial',
  'replayed',
  'from-the-future',
  'probe',
  'foreign-merchant',
  'foreign-app',
  'wrong-secret',
  'expired-certificate',
  'foreign-certificate',
  'self-issued-certificate',
  'false-authority',
]

/** What is told to a shop: nothing forged is believed, and each event has one id, however often and late it comes. */
export function keepsItsWebhooks(subject: Subject): void {
  const { provider, entry, open, forgeries: known, refundsAreNotTold, proof } = subject
  const { webhookProof = proof, refundsNameTheirOwnNumber } = subject
  const numberOf = (refundId: string) =>
    refundsNameTheirOwnNumber ? { providerRefundId: expect.stringMatching(/^\d+$/) } : { refundId }
  const at = { provider, orderId: orderOf().orderId } as const

  /** A payment and a refund that has come to its end. */
  async function told() {
    const shop = await open()
    const order = orderOf()
    const refund = refundOf(order)
    await shop.createPayment(order)
    await pay(shop.mock, at)
    advanceClock(shop.mock, 60_000)
    await (await shop.prepareRefund(refund))()
    if (shop.refundsSettleLater) await settleRefund(shop.mock, { provider, refundId: refund.refundId })
    return { shop, order, refund, receive: shop.receiveWebhook! }
  }

  async function received(shop: Shop, options: { times?: number; order?: 'queued' | 'reversed' } = {}) {
    const events: { type: string; id: string; provider: string }[] = []
    await deliverWebhooks(shop.mock, {
      ...options,
      async to(request) {
        events.push(await shop.receiveWebhook!(request))
        return shop.acknowledge!('received')
      },
    })
    return events
  }

  if (!('receiveWebhook' in entry)) {
    it('no webhooks: nothing is told, nothing can be forged', async () => {
      const { shop } = await told()
      expect([shop.receiveWebhook, shop.acknowledge, known]).toEqual([undefined, undefined, {}])
      expect(await deliverWebhooks(shop.mock, { to: () => new Response() })).toEqual([])
      for (const forgery of forgeries)
        await expect(forgeWebhook(shop.mock, { ...at, forgery })).rejects.toThrow(
          'it has none, for it sends no webhooks',
        )
    })
    return
  }

  describe('a webhook', () => {
    it.each(forgeries)('that is forged is refused, or cannot be: %s', async (forgery) => {
      const { shop, receive, refund } = await told()
      const ofRefund = { provider, orderId: refund.orderId, refundId: refund.refundId }
      for (const of of refundsAreNotTold ? [at] : [at, ofRefund]) {
        const forged = forgeWebhook(shop.mock, { ...of, forgery })
        const end = known[forgery]
        if (end === undefined) {
          await expect(forged).rejects.toThrow(
            `the mock of ${provider} has no forgery "${forgery}"; it has tampered-body`,
          )
        } else if (end === 'taken') {
          expect(await receive(await forged)).toMatchObject({ provider })
        } else {
          const error = await failure(receive(await forged))
          expect(error).toMatchObject({ code: end, outcome: 'not-sent', provider, action: 'receiveWebhook' })
          expect(searchFor(shop.secrets)(error)).toEqual([])
          // Only of what is read after it does a signature vouch.
          const isLate = end === 'TIMESTAMP_OUT_OF_WINDOW' && subject.readsTimesLast
          const vouched = isLate || end === 'WEBHOOK_NOT_OURS' || end === 'DECRYPTION_FAILED'
          expect(error.authentic ?? false).toBe(webhookProof === 'signature' && vouched)
        }
      }
    })

    it.runIf(refundsAreNotTold)('tells of the payment, under one id, and of no refund', async () => {
      const { shop, order } = await told()
      const { amount: value, orderId } = order
      const paid = { type: 'payment.paid', provider, orderId, amount: value }
      const events = await received(shop, { times: 2 })
      expect(events).toMatchObject([paid, paid])
      expect(events[0]!.id).toBe(events[1]!.id)
    })

    it.runIf(!refundsAreNotTold)('tells of the payment and of the refund', async () => {
      const { shop, order, refund } = await told()
      const { amount: value, orderId } = order
      expect(await received(shop)).toMatchObject([
        { type: 'payment.paid', provider, orderId, amount: value },
        {
          type: 'refund.succeeded',
          provider,
          ...(!subject.refundsNameNoOrder && { orderId }),
          ...numberOf(refund.refundId),
        },
      ])
    })

    it.runIf(!refundsAreNotTold)(
      'has one id over all its deliveries, in whatever order, and another event another',
      async () => {
        const { shop } = await told()
        const events = await received(shop, { times: 2, order: 'reversed' })
        expect(events.map(({ type }) => type)).toEqual([
          'refund.succeeded',
          'refund.succeeded',
          'payment.paid',
          'payment.paid',
        ])
        const [refunded, again, paid, twice] = events.map(({ id }) => id)
        expect([again, twice]).toEqual([refunded, paid])
        expect(new Set([refunded, paid]).size).toBe(2)
        expect(events.every(({ id }) => /\S/.test(id))).toBe(true)
      },
    )

    it.runIf(!refundsAreNotTold)('tells what was so when it happened, however late it comes', async () => {
      const { shop, order, refund } = await told()
      const whole = { ...refund, refundId: 'CONTRACTREST', amount: amount('20.00', 'CNY') }
      await (await shop.prepareRefund(whole))()
      if (shop.refundsSettleLater) await settleRefund(shop.mock, { provider, refundId: 'CONTRACTREST' })
      const [first, second, third] = await received(shop)
      expect(first).toMatchObject({ type: 'payment.paid', amount: order.amount })
      expect(second).toMatchObject({ type: 'refund.succeeded', ...numberOf(refund.refundId) })
      expect(third).toMatchObject({ type: 'refund.succeeded', ...numberOf('CONTRACTREST') })
      expect(third!.id).not.toBe(second!.id)
    })

    it('comes again until it is acknowledged, on the provider’s schedule', async () => {
      const { shop } = await told()
      await received(shop)
      const order = orderOf(1002)
      await shop.createPayment(order)
      await pay(shop.mock, { provider, orderId: order.orderId })
      const answers = ['again', 'again', 'received'] as const
      let place = 0
      const reports = await deliverWebhooks(shop.mock, {
        untilSettled: true,
        to: () => shop.acknowledge!(answers[place++]!),
      })
      expect(reports.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      expect(reports[1]!.at).toBeGreaterThan(reports[0]!.at)
      const late = () => shop.acknowledge!('received')
      expect(await deliverWebhooks(shop.mock, { to: late, untilSettled: true })).toEqual([])
    })

    it('whose body was read, parsed or emptied before is a mistake of ours, and says whose fix', async () => {
      const { shop, receive } = await told()
      let kept: Request | undefined
      await deliverWebhooks(shop.mock, {
        to(request) {
          kept = request
          return shop.acknowledge!('received')
        },
      })
      const headers = Object.fromEntries(kept!.headers)
      const text = await kept!.clone().text()
      const body = new Uint8Array(await kept!.clone().arrayBuffer())
      // With the address, which some providers sign.
      const { url } = kept!
      expect(await receive({ headers, body, url })).toMatchObject({ provider })
      const used = kept!.clone()
      await used.text()
      for (const spoilt of [
        used,
        { headers, body: { parsed: text } as never },
        { headers, body: undefined as never },
      ]) {
        const error = await failure(receive(spoilt))
        expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
        expect(error.next).toContain('express.raw')
      }
    })

    it('is not believed with a byte more, a byte less, or nothing', async () => {
      const { shop, receive } = await told()
      let kept: Request | undefined
      const to = (request: Request) => {
        kept ??= request.clone()
        return shop.acknowledge!('received')
      }
      await deliverWebhooks(shop.mock, { to })
      const headers = Object.fromEntries(kept!.headers)
      const body = new Uint8Array(await kept!.arrayBuffer())
      const { url } = kept!
      for (const changed of [body.subarray(1), body.subarray(0, -1), new Uint8Array([...body, 0x31]), new Uint8Array()])
        expect(await codeOf(receive({ headers, body: changed, url }))).toMatch(
          /^(SIGNATURE_INVALID|SIGNATURE_MISSING|BODY_INVALID|CONFIG_INVALID)$/,
        )
    })

    it('of another payer’s making is never an error without a code', async () => {
      const { receive } = await told()
      for (const body of ['', '{}', '[]', 'a=b', '<xml/>', '\0', `{"a":${'['.repeat(2000)}`]) {
        const incoming = { headers: {}, body: new TextEncoder().encode(body) }
        const error: unknown = await receive(incoming).catch((thrown: unknown) => thrown)
        expect(isShroffError(error)).toBe(true)
      }
    })
  })
}
