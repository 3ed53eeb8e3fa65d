import type { Client, WireRequest } from 'shroff'
import type { UnionpayAccount } from 'shroff/unionpay'
import { judgeRequest } from '../oracle/unionpay.js'
import { merchantCertificate } from '../vectors/unionpay.js'
import { noon } from './noon.js'
import { accountOf, merchantId, openUnionpay } from './unionpay.js'

// What refunds, undoings and takings of held money have in common, for tables of tests.

/** Each is asked for a minute after the payment. */
export const later = new Date(noon.getTime() + 60_000)
export const laterText = '20260304120100'
export const paymentId = '562603041200000000018'
export const itsNumber = '012603041201000000028'

/** The oracle's judgement of what a client has sent. */
export const judged = (requests: readonly WireRequest[]) =>
  requests.map((request) =>
    judgeRequest(request, { merId: merchantId, now: noon.getTime(), certificate: merchantCertificate }),
  )

/** One of them: how it is called, and what stands on the wire. */
export type Followed = {
  action: string
  call: (client: Client<UnionpayAccount>, more?: object) => Promise<object>
  /** What the wire must have besides what all have. */
  wire: Readonly<Record<string, string>>
  /** Its number and UnionPay's, as its result names them. */
  names: readonly [own: string, provider: string]
}

/** What is answered, and what the action makes of it. */
export async function answered({ call }: Followed, fields: Record<string, string>, account = accountOf()) {
  const opened = openUnionpay(fields, account)
  const result = await call(opened.client).catch((error: unknown) => error)
  return { ...opened, result: result as Record<string, unknown> }
}
