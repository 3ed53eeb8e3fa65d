import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  canonical,
  type Facts,
  type Fields,
  judgeNotice,
  judgeOrderInfo,
  judgeReply,
  judgeRequest,
} from '../oracle/baidu/wire.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { vectors } from '../vectors/baidu.js'

// Wrong builders of the signed texts, each of which somebody has shipped or would. Each takes the place of the right one on both
// sides, client and mock. A round trip through the mock notices none; the oracle and the published samples notice all.

const file = '../../src/baidu/canonical.js'
type Canonical = typeof import('../../src/baidu/canonical.js')
const right = await vi.importActual<Canonical>(file)

type Pairs = [name: string, value: string][]
const builder = (
  change: (pairs: Pairs) => Pairs,
  write: (pairs: string[]) => string = (pairs) => pairs.join('&'),
): Partial<Canonical> => ({
  signedText: (fields) => {
    const pairs = Object.entries(fields).filter(([name]) => !/^(rsaSign|sign|sign_type)$/.test(name))
    return write(change(pairs.sort(([a], [b]) => (a < b ? -1 : 1))).map(([name, value]) => `${name}=${value}`))
  },
})

const wrong = {
  'empty values dropped': builder((pairs) => pairs.filter(([, value]) => value !== '')),
  'values encoded': builder((pairs) => pairs.map(([name, value]) => [name, encodeURIComponent(`${value}、`)])),
  'in the order of the message': {
    signedText: (fields) =>
      Object.entries(fields)
        .filter(([name]) => name !== 'rsaSign')
        .map(([name, value]) => `${name}=${value}`)
        .join('&'),
  },
  'sorted downwards': builder((pairs) => pairs.reverse()),
  'sorted without regard to case': builder((pairs) =>
    pairs.sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).filter(([name]) => name !== 'appKey'),
  ),
  'names in small letters': builder((pairs) => pairs.map(([name, value]) => [name.toLowerCase(), value])),
  'a line for each': builder(
    (pairs) => pairs,
    (pairs) => pairs.join('\n'),
  ),
  'an ampersand at the end': builder(
    (pairs) => pairs,
    (pairs) => `${pairs.join('&')}&`,
  ),
  'the amount not signed': {
    orderFields: ({ appKey, dealId, tpOrderId }) => ({ appKey, dealId, tpOrderId }),
  },
} as const satisfies Record<string, Partial<Canonical>>

async function packageWith(texts: Partial<Canonical>) {
  vi.doMock(file, () => ({ ...right, ...texts }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const loaded: Canonical = await import(file)
  const core = await import('shroff')
  const provider = await import('shroff/baidu')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/baidu/mock')
  return { ...core, ...provider, ...mock, ...providerMock, texts: loaded }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** An order, its payment, its notice, a signed call: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockBaidu()], now: noon })
  const credentials = mock.credentials('baidu')
  const account = shroff.baidu(credentials)
  const whose: Facts = credentials
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    if (judged) {
      judgeRequest(request, whose)
      judgeReply(request, reply)
    }
    return reply
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  const order = {
    channel: 'miniprogram',
    orderId: 'T1001',
    description: '茶',
    amount: shroff.amount('25', 'CNY'),
  } as const
  const { nextAction } = await shroff.createPayment(client, order)
  if (judged) judgeOrderInfo(nextAction.parameters.orderInfo as unknown as Fields, whose)
  const { paymentId } = await shroff.openCashier(mock, nextAction.parameters)
  await shroff.pay(mock, { provider: 'baidu', orderId: 'T1001' })
  await shroff.deliverWebhooks(mock, {
    async to(request) {
      const body = new Uint8Array(await request.arrayBuffer())
      if (judged) judgeNotice(body, whose)
      const event = await shroff.receiveWebhook(account, { headers: {}, body })
      expect(event.type).toBe('payment.paid')
      return shroff.acknowledge(account, 'received', event)
    },
  })
  const { payerId = '' } = await shroff.getPayment(client, { orderId: 'T1001' })
  await shroff.revokeConsumption(client, { paymentId, payerId })
}

/** The texts of the published samples, over them all. */
async function samples({ texts }: Package) {
  for (const { input, expected } of vectors)
    if (expected.canonical) expect(texts.signedText(input.params!)).toBe(expected.canonical)
  const order = { appKey: 'a', dealId: '1', totalAmount: '2', tpOrderId: '3' }
  expect(texts.signedText(texts.orderFields(order))).toBe(canonical(order))
}

const noticed = (shroff: Package) =>
  whichFail({
    'round trip': roundTrip(shroff),
    'judged by the oracle': roundTrip(shroff, 'by the oracle'),
    'published samples': samples(shroff),
  })

describe('a wrong canonical text, on both sides', () => {
  beforeEach(() => vi.resetModules())
  afterEach(() => vi.doUnmock(file))

  it('a right one fails nothing', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    expect(await noticed(await packageWith(builder((pairs) => pairs)))).toEqual([])
  })

  it.each(Object.entries(wrong))('%s: a round trip through the mock passes, all else fails', async (_, texts) => {
    expect(await noticed(await packageWith(texts))).toEqual(['judged by the oracle', 'published samples'])
  })
})
