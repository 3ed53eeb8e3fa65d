import { type Fault, failNext, faults as faultsOf } from 'shroff/mock'
import * as entry from 'shroff/ripple-payments'
import { describe, expect, it } from 'vitest'
import { namedFaults } from '../support/faults.js'
import { beneficiary, openAnswering, openRipple, secret, token, wanted } from '../support/ripple-payments.js'
import { keepsItsErrors } from './errors.js'
import { keepsItsExports } from './package.js'

// Nobody pays a shop through Ripple Payments: it pays out, for who has a contract. So it has no Gateway, and of the contract what every
// provider keeps: its errors, its faults, its exports.

const quoteId = '7ea3399c-1234-5678-8d8f-d320ea406630'
const missing = { status: 404, errors: [{ code: 'USR_002', type: 'NOT_FOUND', title: 'Resource Not Found' }] }

type Client = ReturnType<typeof openAnswering>['client']
const actions: Record<string, (client: Client) => Promise<unknown>> = {
  quotePayment: (client) => entry.quotePayment(client, wanted),
  transferFunds: (client) => entry.transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }),
  getTransfer: (client) => entry.getTransfer(client, { quoteId }),
  listTransfers: (client) => entry.listTransfers(client).next(),
  getBalances: (client) => entry.getBalances(client),
}

/** What pays is refused; what it looks for before is not there. */
function asking(action: string, answer: { status: number; code: string; message: string }): Promise<unknown> {
  const isLook = ({ method, url }: { method: string; url: string }) =>
    action === 'transferFunds' && !(method === 'POST' && url.endsWith('/v3/payments'))
  const isSearch = ({ url }: { url: string }) => url.endsWith('/filter')
  const error = {
    code: answer.code,
    type: answer.code === 'AUTH_9' ? 'AUTH_ERROR' : 'USER_ERROR',
    title: answer.message,
  }
  const { client } = openAnswering(
    (asked) => (!isLook(asked) ? { status: answer.status, errors: [error] } : isSearch(asked) ? { data: [] } : missing),
    (asked) => (!isLook(asked) ? answer.status : isSearch(asked) ? 200 : 404),
  )
  return actions[action]!(client)
}

describe('the contract: Ripple Payments', () => {
  keepsItsErrors({
    provider: 'ripple-payments',
    refusals: {
      rows: [
        ['transferFunds', 'USR_001', 'REQUEST_REFUSED', 'rejected', 400],
        ['transferFunds', 'USR_002', 'REQUEST_REFUSED', 'rejected', 404],
        ['transferFunds', 'USR_003', 'REQUEST_REFUSED', 'rejected', 400],
        ['transferFunds', 'USR_011', 'REQUEST_REFUSED', 'rejected', 404],
        ['transferFunds', 'USR_067', 'BALANCE_TOO_LOW', 'rejected', 402],
        ['transferFunds', 'AUTH_9', 'NOT_PERMITTED', 'rejected', 403],
        ['transferFunds', 'SYS_001', 'PROVIDER_UNAVAILABLE', 'unknown', 500],
        ['transferFunds', 'SYS_003', 'PROVIDER_UNAVAILABLE', 'unknown', 500],
        ['quotePayment', 'USR_013', 'REQUEST_REFUSED', 'rejected', 400],
        ['quotePayment', 'USR_014', 'REQUEST_REFUSED', 'rejected', 400],
        ['quotePayment', 'USR_015', 'REQUEST_REFUSED', 'rejected', 400],
        ['getTransfer', 'USR_002', 'ORDER_NOT_FOUND', 'rejected', 404],
        ['getTransfer', 'USR_011', 'ORDER_NOT_FOUND', 'rejected', 404],
        ['listTransfers', 'USR_001', 'REQUEST_REFUSED', 'rejected', 400],
        ['getBalances', 'SYS_001', 'PROVIDER_UNAVAILABLE', 'unknown', 500],
      ],
      money: ['transferFunds'],
      signed: false,
      hasStatus: true,
      ask: asking,
      secrets: { clientSecret: secret, token },
    },
  })

  keepsItsExports({
    provider: 'ripplePayments',
    entry,
    lacks: [
      'createPayment',
      'getPayment',
      'awaitPayment',
      'settlePayment',
      'closePayment',
      'cancelPayment',
      'refundPayment',
      'getRefund',
      'downloadStatement',
      'receiveWebhook',
    ],
  })

  const faults: readonly (readonly [fault: Fault, code: string, outcome: string])[] = [
    ['timeout-before', 'TIMEOUT', 'unknown'],
    ['timeout-after', 'TIMEOUT', 'unknown'],
    ['reset-before', 'TRANSPORT_FAILED', 'unknown'],
    ['reset-after', 'TRANSPORT_FAILED', 'unknown'],
    ['proxy-page', 'PROVIDER_ERROR', 'unknown'],
    ['system-error-before', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['system-error-after', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['rate-limited', 'RATE_LIMITED', 'unknown'],
    [{ status: 400, code: 'USR_001' }, 'REQUEST_REFUSED', 'rejected'],
    [{ status: 400, code: 'USR_999' }, 'PROVIDER_ERROR', 'unknown'],
  ]

  describe('a fault of the mock', () => {
    it.each(faults)('%j: %s, %s, and the next answer tells the truth', async (fault, code, outcome) => {
      const { client, mock } = await openRipple()
      failNext(mock, { provider: 'ripple-payments', fault })
      const end = await entry.getBalances(client).catch((error: unknown) => error)
      expect(end).toMatchObject({ code, outcome, action: 'getBalances', provider: 'ripple-payments' })
      expect(faultsOf(mock, { provider: 'ripple-payments' })).toEqual([])
      expect((await entry.getBalances(client)).balances).toMatchObject([{ available: { value: '100000' } }])
    })

    it('that its wire lacks throws, and names those that there are', async () => {
      const { mock } = await openRipple()
      const lacking = namedFaults.filter((name) => !faults.some(([fault]) => fault === name))
      for (const fault of lacking)
        expect(() => failNext(mock, { provider: 'ripple-payments', fault })).toThrow(`has no fault "${fault}"; it has `)
      expect(lacking).toContain('wrong-signature')
    })
  })
})
