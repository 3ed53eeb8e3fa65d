import type { Amount } from '../core/amount.js'
import { configError } from '../core/errors.js'
import type { AlipayAccount } from './account.js'

/** The one product here: to an account, without a password. Red packets and bank cards are for `callProvider`. */
export const transferProduct = { product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' } as const

/** A transfer as Alipay tells of it. */
export type AlipayTransfer = {
  readonly transferId: string
  /** Alipay's `order_id`, where there is one. */
  readonly providerTransferId?: string
  /** `returned`: it was paid and came back. */
  readonly status: 'pending' | 'succeeded' | 'failed' | 'closed' | 'returned'
  /** Absent from a query of one that has not succeeded. */
  readonly amount?: Amount
  readonly succeededAt?: Date
  /** Why it failed, in the provider's words. */
  readonly failure?: string
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

export const transferStates = {
  SUCCESS: 'succeeded',
  WAIT_PAY: 'pending',
  DEALING: 'pending',
  FAIL: 'failed',
  CLOSED: 'closed',
  REFUND: 'returned',
} as const

/** @throws `CONFIG_INVALID` in public-key mode: Alipay moves money out in certificate mode only. */
export function mustHaveCertificates(action: string, { certificateSns }: AlipayAccount): void {
  if (certificateSns) return
  throw configError(
    `${action}: Alipay offers transfers in certificate mode only, and this account is in public-key mode.`,
    'Change the application to certificates (公钥证书) in the console, and give certificates to alipay().',
  )
}
