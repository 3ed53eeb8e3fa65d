import type { Amount } from '../core/amount.js'
import { chinaDateOf, stateOf, yuanOf } from '../core/read.js'

/** Money given back from a freeze. */
export type AlipayUnfreeze = {
  readonly unfreezeId: string
  readonly freezeId: string
  /** 授权单号 `auth_no`. */
  readonly authorizationId: string
  readonly status: 'pending' | 'succeeded' | 'closed'
  readonly amount: Amount
  readonly unfrozenAt?: Date
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

type Operation = {
  auth_no: string
  out_order_no: string
  out_request_no: string
  amount: string
  status: string
  gmt_trans?: string | null | undefined
}

/** Reads an unfreezing whose shape has been checked. */
export const toUnfreeze = (raw: Operation): AlipayUnfreeze => ({
  unfreezeId: raw.out_request_no,
  freezeId: raw.out_order_no,
  authorizationId: raw.auth_no,
  status: stateOf({ INIT: 'pending', SUCCESS: 'succeeded', CLOSED: 'closed' }, raw.status),
  amount: yuanOf(raw.amount),
  ...(raw.status === 'SUCCESS' && raw.gmt_trans && { unfrozenAt: chinaDateOf(raw.gmt_trans) }),
  raw,
})
