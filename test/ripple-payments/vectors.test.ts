import { createClient, type Transport } from 'shroff'
import { getBalances, getTransfer, quotePayment, ripplePayments, transferFunds } from 'shroff/ripple-payments'
import { expect } from 'vitest'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { beneficiary, openAnswering, wanted } from '../support/ripple-payments.js'
import { testSamples } from '../vectors/flip.js'
import { vectors } from '../vectors/ripple-payments.js'

/** As JSON has it, so that moments are texts. */
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
const quoteId = '7ea3399c-1234-5678-8d8f-d320ea406630'

testSamples(vectors, {
  async quotes({ body, expected }) {
    expect(plain(await quotePayment(openAnswering(() => body).client, wanted))).toMatchObject(expected)
  },
  async payment({ body, expected }) {
    expect(plain(await getTransfer(openAnswering(() => body).client, { quoteId }))).toMatchObject(expected)
  },
  async balances({ body, expected }) {
    expect(plain(await getBalances(openAnswering(() => body).client))).toEqual(expected)
  },
  async refusal({ body, status = 0, expected }) {
    const isPost = ({ method, url }: { method: string; url: string }) => method === 'POST' && url.endsWith('/payments')
    const { client } = openAnswering(
      (asked) => (isPost(asked) ? body : asked.method === 'POST' ? { data: [] } : missing),
      (asked) => (isPost(asked) ? status : asked.method === 'POST' ? 200 : 404),
    )
    const error = await failure(transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }))
    expect(error).toMatchObject({ ...expected, status, authentic: false })
  },
  async 'token-refusal'({ body, status = 0, expected }) {
    const clock = { now: () => noon.getTime(), sleep: async () => {} }
    const account = ripplePayments({ clientId: 'id', clientSecret: 'secret-secret', tenantId: 'tenant', clock })
    const transport: Transport = async () => ({ status, headers: {}, body: new TextEncoder().encode(body) })
    const client = createClient({ account, transport, retry: { attempts: 1 } })
    expect(await failure(getTransfer(client, { quoteId }))).toMatchObject({ ...expected, action: 'getTransfer' })
  },
})

const missing = { status: 404, errors: [{ code: 'USR_002', type: 'NOT_FOUND', title: 'Resource Not Found' }] }
