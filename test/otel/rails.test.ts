import { ATTR_ERROR_TYPE, ATTR_HTTP_REQUEST_METHOD, ATTR_URL_FULL } from '@opentelemetry/semantic-conventions'
import { createClient, type Observe, type Transport } from 'shroff'
import * as baidu from 'shroff/baidu'
import * as circle from 'shroff/circle'
import { failNext, type MockGateway, pay } from 'shroff/mock'
import { openTelemetry } from 'shroff/otel'
import * as ripple from 'shroff/ripple-payments'
import * as xrpl from 'shroff/xrpl'
import { describe, expect, it } from 'vitest'
import { tea as baiduTea, openBaiduShop } from '../support/baidu.js'
import { tea as circleTea, openCircle } from '../support/circle.js'
import { failure } from '../support/failure.js'
import { beneficiary, openRipple } from '../support/ripple-payments.js'
import { facts, registerSdk } from '../support/telemetry.js'
import { openXrpl, s1, tea as xrplTea } from '../support/xrpl.js'
import { leaksOf, piecesOf, tap } from './tap.js'

type Watched = { observe: Observe; through: (transport: Transport) => Transport }

/**
 * Those whose orders no call places, or whose calls know no order number: a call that asks, and one that moves money. `through`
 * stands between client and mock.
 */
const rails = {
  async baidu({ observe, through }: Watched) {
    const { mock, credentials, account, order } = await openBaiduShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = baiduTea
    await order()
    await pay(mock, { provider: 'baidu', orderId })
    const asked = ['GET', 'https://openapi.baidu.com/rest/2.0/smartapp/pay/paymentservice/findByTpOrderId'] as const
    const refund = { orderId, paymentId: '1', payerId: '1', refundId: 'T1001R1', amount }
    return {
      ...{ mock, credentials, asked },
      getPayment: () => baidu.getPayment(client, { orderId }),
      refundPayment: () => baidu.refundPayment(client, refund),
    }
  },
  async circle({ observe, through }: Watched) {
    const { mock, account } = await openCircle()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { reference } = await circle.createPayment(client, circleTea)
    const asked = ['GET', `https://api.circle.com/v1/paymentIntents/${reference}`] as const
    return {
      ...{ mock, credentials: mock.credentials('circle'), asked },
      getPayment: () => circle.getPayment(client, { reference }),
      createPayment: () => circle.createPayment(client, { ...circleTea, orderId: 'T-1002' }),
    }
  },
  async xrpl({ observe, through }: Watched) {
    const { mock, account } = await openXrpl({}, { hosts: [s1] })
    const client = createClient({ account, transport: through(mock.transport), observe })
    return {
      ...{ mock, credentials: mock.credentials('xrpl'), asked: ['POST', `${s1}/`] as const },
      getPayment: () => xrpl.getPayment(client, xrplTea),
    }
  },
  async 'ripple-payments'({ observe, through }: Watched) {
    const { mock, account, quoteId } = await openRipple()
    const client = createClient({ account, transport: through(mock.transport), observe })
    return {
      ...{ mock, credentials: mock.credentials('ripple-payments') },
      asked: ['GET', 'https://api.ripple.com/v2/balances'] as const,
      getBalances: () => ripple.getBalances(client),
      transferFunds: () => ripple.transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }),
    }
  },
}

const all = Object.keys(rails) as (keyof typeof rails)[]

describe.each(all)('calls of %s', (provider) => {
  async function open() {
    let ears: ReturnType<typeof tap> | undefined
    const through: Watched['through'] = (transport) => {
      ears = tap(transport)
      return ears.tapped
    }
    const { mock, credentials, asked, ...calls } = await rails[provider]({ observe: openTelemetry(), through })
    const [first, second] = Object.entries(calls) as [string, () => Promise<unknown>][]
    const [[asks, ask], [moves, move]] = [first!, second ?? first!]
    // What was told until here is of the preparations.
    const sdk = registerSdk()
    return {
      ...sdk,
      sdk,
      ears: ears!,
      mock: mock as unknown as MockGateway,
      credentials,
      asked,
      asks,
      ask,
      moves,
      move,
    }
  }

  it('that succeed, after a failure: an attempt for each, with its address and no query', async () => {
    const { mock, asked, asks, ask, trees } = await open()
    failNext(mock, { provider, fault: 'unavailable' })
    await ask()
    const [method, url] = asked
    const sent = { [ATTR_HTTP_REQUEST_METHOD]: method, [ATTR_URL_FULL]: url }
    // Some ask several questions; the first one met the failure.
    expect(trees(facts)[0]).toMatchObject({
      name: `${provider} ${asks}`,
      attributes: { 'shroff.provider': provider, 'shroff.action': asks, 'shroff.attempts': 2 },
      children: [
        { name: method, attributes: { ...sent, [ATTR_ERROR_TYPE]: 'PROVIDER_UNAVAILABLE' } },
        { name: method, attributes: sent },
      ],
    })
  })

  it('whose outcome is unknown say so', async () => {
    const { mock, moves, move, trees } = await open()
    failNext(mock, { provider, fault: 'reset-before', times: 3 })
    expect(await failure(move())).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
    expect(trees(facts).at(-1)).toMatchObject({
      name: `${provider} ${moves}`,
      attributes: { [ATTR_ERROR_TYPE]: 'TRANSPORT_FAILED', 'shroff.outcome': 'unknown' },
    })
  })

  it('tell of what goes over the wire method, address, status and trace id only', async () => {
    const { mock, ask, move, sdk, ears, credentials } = await open()
    await ask()
    for (const fault of [
      'timeout-after',
      'reset-before',
      'proxy-page',
      'system-error-after',
      'rate-limited',
    ] as const) {
      failNext(mock, { provider, fault })
      await move().catch(() => {})
    }
    const { heard, addresses } = ears
    const { searched, found, exported } = await leaksOf(sdk, [...heard, ...piecesOf(credentials)], addresses)
    expect(searched.length).toBeGreaterThan(20)
    expect(exported).toContain(`${provider} `)
    expect(found).toEqual([])
  })
})
