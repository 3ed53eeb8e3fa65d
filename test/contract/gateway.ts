import { amount, isShroffError } from 'shroff'
import type { GatewayChannel, GatewayEvent, GatewayWith } from 'shroff/gateway'
import { advanceClock, decline, deliverWebhooks, type MockGateway, pay, presentCode, settleRefund } from 'shroff/mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { movements } from './refund.js'
import type { Subject } from './subject.js'

export type FullGateway = GatewayWith<
  GatewayChannel,
  'awaitPayment' | 'cancelPayment' | 'closePayment' | 'downloadStatement' | 'isPayerCode' | 'settlePayment'
>

const order = {
  orderId: 'G0001001',
  placedAt: noon,
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
}
const refund = {
  orderId: order.orderId,
  refundId: 'G0001001R1',
  placedAt: new Date(noon.getTime() + 1000),
  orderPlacedAt: noon,
  amount: amount('5.00', 'CNY'),
  orderAmount: order.amount,
}

// As every shop stores them: those that find an order by its number alone do not mind.
const asked = { orderId: order.orderId, placedAt: noon }

const everyChannel: readonly GatewayChannel[] = ['qr', 'wap', 'app', 'jsapi']

/** What every gateway does alike, for a shop that chooses its provider at run time. */
export function keepsTheGateway(subject: Subject): void {
  const { provider, payerId, open, entry, channels = everyChannel, tellsNoTime, undoesAfter = 15_000 } = subject
  if (payerId === undefined) return
  describe('the gateway', () => {
    let mock: MockGateway
    let gateway: FullGateway
    let refundsSettleLater: boolean

    beforeEach(async () => {
      const shop = await open()
      ;({ mock, refundsSettleLater } = shop)
      gateway = shop.gateway!
    })

    async function events(): Promise<GatewayEvent[]> {
      const received: GatewayEvent[] = []
      await deliverWebhooks(mock, {
        async to(request) {
          received.push(await gateway.receiveWebhook(request))
          return gateway.acknowledge('received')
        },
      })
      return received
    }

    async function paid() {
      await gateway.createPayment({ channel: 'qr', ...order })
      await pay(mock, { provider, orderId: order.orderId })
    }

    it.each([undefined, null, 'G0001001'])('refuses %j in place of parameters', async (given) => {
      const actions = [
        'createPayment',
        'getPayment',
        'closePayment',
        'endPayment',
        'refundPayment',
        'getRefund',
      ] as const
      for (const action of actions)
        if (gateway[action]) expect(await codeOf(gateway[action](given as never))).toBe('PARAMETERS_INVALID')
    })

    it('says who it is, and cannot be changed', () => {
      expect(gateway.provider).toBe(provider)
      expect([...gateway.channels].sort()).toEqual([...channels].sort())
      expect(Object.isFrozen(gateway)).toBe(true)
    })

    it('shows a QR code', async () => {
      const { nextAction } = await gateway.createPayment({ channel: 'qr', ...order })
      expect(nextAction.type).toBe('qr')
      expect(nextAction.content).toMatch(/^(weixin|https):\/\//)
    })

    const pages = (['page', 'wap'] as const).filter((channel) => channels.includes(channel))
    it.each(pages)('sends a browser to the provider, and back, by %s', async (channel) => {
      const returnUrl = 'https://shop.example/back/1'
      const whose = { payerClientIp: '203.0.113.7', payerOs: 'ios' } as const
      const { nextAction } = await gateway.createPayment(
        channel === 'page' ? { channel, ...order, returnUrl } : { channel, ...order, ...whose, returnUrl },
      )
      const form = 'fields' in nextAction ? new URLSearchParams({ ...nextAction.fields }).toString() : ''
      expect(nextAction.type).toBe(form ? 'form' : 'redirect')
      // In the address or the form, or told beside it, where some encode it twice.
      const encoded = encodeURIComponent(returnUrl)
      expect(`${nextAction.url} ${form} ${sent(mock)}`).toMatch(
        new RegExp(`${encoded}|${encodeURIComponent(encoded)}|${returnUrl}`),
      )
    })

    it.runIf(channels.includes('jsapi'))('prepares a payment in an app and in the wallet', async () => {
      const app = await gateway.createPayment({ channel: 'app', ...order })
      const wallet = await gateway.createPayment({ channel: 'jsapi', ...order, orderId: 'G0001002', payerId })
      expect(Object.values(app.nextAction.payload).every((text) => typeof text === 'string')).toBe(true)
      expect(Object.values(wallet.nextAction.parameters).join('')).not.toBe('')
    })

    it('knows an open order once the payer has seen it', async () => {
      await gateway.createPayment({ channel: 'qr', ...order })
      await decline(mock, { provider, orderId: order.orderId })
      expect(await gateway.getPayment(asked)).toMatchObject({
        status: 'pending',
        amount: order.amount,
      })
    })

    it('tells of a payment, by webhook and when asked', async () => {
      await paid()
      expect(await events()).toMatchObject([
        { type: 'payment.paid', orderId: order.orderId, amount: order.amount, provider },
      ])
      const payment = await gateway.getPayment(asked)
      expect(payment).toMatchObject({ status: 'paid', orderId: order.orderId, amount: order.amount })
      expect(payment.paidAt?.getTime()).toBe(tellsNoTime ? undefined : mock.clock.now())
    })

    it('refunds a part, and tells of it', async () => {
      await paid()
      await events()
      await gateway.refundPayment(refund)
      if (refundsSettleLater) await settleRefund(mock, { provider, refundId: refund.refundId })
      expect(await gateway.getRefund(refund)).toEqual({
        orderId: order.orderId,
        refundId: refund.refundId,
        status: 'succeeded',
        amount: refund.amount,
      })
    })

    it('does not find a refund under another order', async () => {
      await paid()
      await gateway.refundPayment(refund)
      const elsewhere = gateway.getRefund({ ...refund, orderId: 'G0009999' })
      expect(await codeOf(elsewhere)).toMatch(/^(REPLY_MISMATCH|ORDER_NOT_FOUND)$/)
    })

    it.runIf('closePayment' in entry)('closes an open order, which can then not be paid', async () => {
      // Not every QR code is an order before somebody has scanned it.
      const placed = channels.includes('jsapi')
        ? ({ channel: 'jsapi', payerId } as const)
        : ({ channel: 'qr' } as const)
      await gateway.createPayment({ ...placed, ...order })
      expect(await gateway.closePayment({ orderId: order.orderId })).toEqual({
        orderId: order.orderId,
        status: 'closed',
      })
      expect((await gateway.getPayment(asked)).status).toBe('closed')
      await expect(pay(mock, { provider, orderId: order.orderId })).rejects.toThrow('closed')
    })

    it('ends an open order where it has a way, and otherwise sends nothing and says so', async () => {
      await gateway.createPayment({ channel: 'qr', ...order })
      await decline(mock, { provider, orderId: order.orderId })
      const sends = mock.journal.length
      const { orderId, status } = await gateway.endPayment(asked)
      expect(orderId).toBe(order.orderId)
      if (status === 'closed') await expect(pay(mock, { provider, orderId })).rejects.toThrow('closed')
      else expect([status, mock.journal.length]).toEqual(['open', sends])
      expect((await gateway.getPayment(asked)).status).toBe(status === 'closed' ? 'closed' : 'pending')
    })

    it('does not end what is paid: it says so, or has given it back', async () => {
      await paid()
      const ended = await gateway.endPayment(asked).catch((error) => error)
      const { status } = await gateway.getPayment(asked)
      if (isShroffError(ended)) expect([ended.outcome, status]).toEqual(['rejected', 'paid'])
      else expect(status).toBe(ended.status === 'closed' ? 'closed' : 'paid')
    })

    it('says at which rhythm it is to be asked', () => {
      expect(gateway.rhythm.length).toBeGreaterThan(1)
      expect(gateway.rhythm.every((seconds) => Number.isSafeInteger(seconds) && seconds > 0)).toBe(true)
      expect(Object.isFrozen(gateway.rhythm)).toBe(true)
    })

    it('has the same words for what is not there', async () => {
      expect(await codeOf(gateway.getPayment({ ...asked, orderId: 'G0009999' }))).toBe('ORDER_NOT_FOUND')
      await paid()
      expect(await codeOf(gateway.getRefund({ ...refund, refundId: 'R0009999' }))).toBe('REFUND_NOT_FOUND')
    })

    it('has the same words for a number used again', async () => {
      await gateway.createPayment({ channel: 'qr', ...order })
      // At some providers a number is not used before somebody has opened its order.
      await decline(mock, { provider, orderId: order.orderId })
      const other = gateway.createPayment({ channel: 'qr', ...order, amount: amount('26.00', 'CNY') })
      expect(await codeOf(other)).toBe('ORDER_ID_USED')
    })

    it('calls a lost answer to a refund unknown, and finds it by asking', async () => {
      const shop = await open({ attempts: 1 })
      ;({ mock } = shop)
      gateway = shop.gateway!
      await paid()
      // Lost is the answer to what moves the money; some ask for the payment first.
      shop.line.alter = (reply) => {
        if (movements(shop, provider, refund) === 0) return reply
        shop.line.alter = undefined
        throw new DOMException('no answer', 'TimeoutError')
      }
      expect(await outcomeOf(gateway.refundPayment(refund))).toBe('unknown')
      expect((await gateway.getRefund(refund)).amount).toEqual(refund.amount)
    })

    it('charges a payer’s code, sees it through, and undoes it', async () => {
      const payerCode = presentCode(mock, { provider })
      const sale = { ...asked, payerCode, amount: order.amount, description: order.description }
      if ('isPayerCode' in entry) {
        expect(gateway.isPayerCode(` ${payerCode}\n`)).toBe(true)
        expect(gateway.isPayerCode('6901234567892')).toBe(false)
      }
      const end = await gateway.settlePayment({ ...sale, payerClientIp: '203.0.113.7', storeId: 'S1' })
      expect(end).toMatchObject({ result: 'paid', payment: { orderId: order.orderId, status: 'paid' } })
      if (!('cancelPayment' in entry)) return
      await advanceClock(mock, undoesAfter)
      expect(await gateway.cancelPayment(asked)).toMatchObject({ orderId: order.orderId })
      expect((await gateway.getPayment(asked)).status).not.toBe('pending')
    })

    it('waits for a payment', async () => {
      await paid()
      expect(await gateway.awaitPayment(asked)).toMatchObject({
        orderId: order.orderId,
        status: 'paid',
        amount: order.amount,
      })
    })

    it.runIf('downloadStatement' in entry)('refuses a day that is none before it downloads anything', async () => {
      const rows = gateway.downloadStatement({ date: '2026-02-30' })
      expect(await codeOf(rows.next())).toBe('PARAMETERS_INVALID')
      expect(mock.journal.length).toBe(0)
    })

    it('has its limits as a schema, which says what it would refuse', () => {
      const { validate } = gateway.limits.createPayment['~standard']
      expect(validate({ channel: 'qr', ...order })).toHaveProperty('value')
      expect(validate({ channel: 'qr', ...order, description: '' }).issues).toMatchObject([{ path: ['description'] }])
      // Some ask for no payer's id in a page.
      if (channels.includes('jsapi') && payerId !== 'none')
        expect(validate({ channel: 'jsapi', ...order, payerId: '' }).issues).toMatchObject([{ path: ['payerId'] }])
      expect(validate(undefined).issues).toHaveLength(1)
    })
  })
}

async function outcomeOf(call: Promise<unknown>) {
  const error = await call.catch((failure: unknown) => failure)
  return isShroffError(error) ? error.outcome : error
}

/** The body of the last call. */
function sent({ journal }: MockGateway): string {
  const last = journal.filter(({ kind }) => kind === 'request').at(-1)
  return last?.kind === 'request' ? new TextDecoder().decode(last.request.body ?? new Uint8Array()) : ''
}
