import { createClient } from 'shroff'
import { getTransfer, receiveNotice, ripplePayments } from 'shroff/ripple-payments'
import { vectors } from '../vectors/ripple-payments.js'
import type { Target } from './targets.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const quoteId = '7ea3399c-1234-5678-8d8f-d320ea406630'
const credentials = { clientId: 'c', clientSecret: 'TEST-secret', tenantId: 't' }
const token = '{"access_token":"a.b.c","scope":"x y","expires_in":3600,"token_type":"Bearer"}'
const notice = `{"id":"n-1","eventType":"PAYMENT_STATE_TRANSITION","eventVersion":1,"eventData":{"paymentId":"${quoteId}"}}`

/** Asked for a token it gives one, and for all else this. */
const answering = (body: Uint8Array, status = 200, given = bytes(token)) =>
  createClient({
    account: ripplePayments(credentials),
    transport: async ({ url }) =>
      url.endsWith('/oauth/token') ? { status: 200, headers: {}, body: given } : { status, headers: {}, body },
    retry: { attempts: 1 },
  })
const published = (wanted: RegExp) => vectors.filter(({ kind }) => wanted.test(kind)).map(({ body }) => bytes(body))

/** What Ripple Payments answers, refuses with and tells. */
export const ripplePaymentsTargets: readonly Target[] = [
  {
    name: 'notice of Ripple Payments',
    kind: 'json',
    samples: [bytes(notice)],
    read: (body) => receiveNotice(ripplePayments(credentials), { headers: {}, body }),
  },
  {
    name: 'answer of Ripple Payments',
    kind: 'json',
    samples: published(/^payment$/),
    read: (body) => getTransfer(answering(body), { quoteId }),
  },
  {
    name: 'refusal of Ripple Payments',
    kind: 'json',
    samples: published(/refusal$/),
    read: (body) => getTransfer(answering(body, 400), { quoteId }),
  },
  {
    name: 'token of Ripple Payments',
    kind: 'json',
    samples: [bytes(token)],
    read: (body) => getTransfer(answering(bytes('{}'), 200, new Uint8Array(body)), { quoteId }),
  },
]
