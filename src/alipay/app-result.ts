import { plain, ShroffError, withFacts } from '../core/errors.js'
import type { PaymentEventFacts } from '../core/event.js'
import { yuanOf } from '../core/read.js'
import { type ReceiveOptions, type Reception, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import { utf8 } from '../crypto/bytes.js'
import type { AlipayReceivingAccount } from './account.js'
import { isWaiting } from './charge.js'
import { openV2Reply } from './open.js'
import { foreignParty } from './parties.js'
import { rawMembers } from './raw-members.js'
import { signType } from './wire.js'

/** What Alipay's SDK in the app returned, as it returned it. */
export type AppResult = {
  readonly resultStatus: string | number
  /** The signed text, untouched: parsed and written again it no longer verifies. */
  readonly result?: string | undefined
  readonly memo?: string | undefined
}

export type ReceiveAppResultResult =
  | {
      readonly status: 'paid'
      readonly orderId: string
      readonly paymentId: string
      readonly amount: PaymentEventFacts['amount']
      /** The verified content, in the provider's own spelling. */
      readonly raw: Readonly<Record<string, string>>
    }
  | {
      /** `cancelled`: the payer went back. `unknown`: the app cannot tell; ask with `getPayment`. */
      readonly status: 'processing' | 'failed' | 'cancelled' | 'unknown'
      readonly orderId?: undefined
      readonly paymentId?: undefined
      readonly amount?: undefined
      readonly raw: undefined
    }

/**
 * Opens what the app brought back from a payment (同步结果): verified, and about this application and seller. **For display
 * only**: it came through the payer's hands, who may send an old one again. A webhook or `getPayment` decides; compare
 * `orderId` with the order that you ask about.
 *
 * Only `paid` (9000) is signed. Every other status is the app's word alone and has no facts of a payment.
 *
 * @throws `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`, or Alipay's refusal if that is what was signed.
 * Source: opendocs.alipay.com, App 支付 同步通知
 */
export async function receiveAppResult(
  account: AlipayReceivingAccount,
  given: AppResult,
  options?: ReceiveOptions,
): Promise<ReceiveAppResultResult> {
  const status = String(given?.resultStatus)
  if (status !== '9000') return { status: unsigned.get(status) ?? 'unknown', raw: undefined }
  const reception: Reception<unknown, ReceiveAppResultResult> = {
    action: 'receiveAppResult',
    open: () => open(account, given.result),
    foreign: (message) => foreignParty(account, message as Record<string, unknown>),
    decode,
  }
  return receive(account, reception, options).catch((error: ShroffError) => {
    throw withFacts(error, { next: 'Ask with getPayment what became of the order.' })
  })
}

const unsigned = new Map<string, 'processing' | 'failed' | 'cancelled'>([
  ['8000', 'processing'],
  ['4000', 'failed'],
  ['6001', 'cancelled'],
])

async function open(account: AlipayReceivingAccount, result: unknown): Promise<Verified> {
  const refused = (code: 'BODY_INVALID' | 'SIGNATURE_INVALID', problem: string) =>
    new ShroffError(code, { problem, authentic: false })
  if (typeof result !== 'string')
    throw refused('BODY_INVALID', 'The app’s result is not a text, so its signature cannot be checked.')
  const reply = { status: 200, headers: {}, body: utf8(result) }
  const opened = await openV2Reply(
    account,
    { action: 'receiveAppResult', accepts: isWaiting },
    'alipay.trade.app.pay',
    reply,
  )
  // Beside what is signed; the algorithm was RSA2 whatever it says.
  const claimed = rawMembers(result).get('sign_type')
  if (claimed !== undefined && claimed !== JSON.stringify(signType))
    throw refused('SIGNATURE_INVALID', `The app’s result claims the sign_type ${plain(claimed, 20)}.`)
  return opened
}

const shape = { code: 'string', out_trade_no: 'string', trade_no: 'string', total_amount: 'string' } as const

function decode({ value }: Verified): ReceiveAppResultResult {
  const raw = inShape(shape, value)
  if (raw.code !== '10000') return { status: 'processing', raw: undefined }
  return {
    status: 'paid',
    orderId: raw.out_trade_no,
    paymentId: raw.trade_no,
    amount: yuanOf(raw.total_amount),
    raw: value as Record<string, string>,
  }
}
