import type { CallOptions, Client } from '../../core/client.js'
import { withDeadline } from '../../core/deadline.js'
import { formatDecimal } from '../../core/decimal.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters } from '../../core/parameters.js'
import type { TransferAction } from '../../core/payment.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { idempotencyKey } from '../idempotency.js'
import { decimalOf, toMoney } from '../money.js'
import { type CreatePaymentParameters, createPaymentParameters, toWire } from '../order.js'
import { type CirclePayment, toPayment } from '../payment.js'
import { createPaymentRefusals } from '../refusals.js'
import { intentShape } from '../wire.js'
import { getPayment } from './getPayment.js'

export type CreatePaymentResult = {
  readonly channel: 'transfer'
  readonly orderId: string
  /** Circle's id of the intent. Nothing else finds it again: store it with the order. */
  readonly reference: string
  readonly status: CirclePayment['status']
  /** What the payer is shown. Absent where Circle had no address in time: `getPayment`, or the webhook, has it later. */
  readonly nextAction?: TransferAction
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

/**
 * Asks Circle for an address to pay to, and waits for it for as long as one attempt may take (`timeout.attempt`, 10 s). Circle assigns
 * it after it has answered; where it takes longer, the result is without a `nextAction`.
 *
 * Choose `orderId` once and store it before the call, and `reference` after it. Repeating with the same number is harmless, and gives
 * the first intent back: it is what resolves an outcome that is `unknown`.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent; `ORDER_ID_USED`, outcome `unknown`, where the number was used with another
 * amount or chain; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/create-payment-intent
 * @example
 * const { reference, nextAction } = await createPayment(client, {
 *   channel: 'transfer', orderId: 'T-1001', amount: tokenAmount('12.50', 'USDC'), chain: 'BASE',
 * })
 */
export async function createPayment(
  client: Client<CircleAccount>,
  parameters: CreatePaymentParameters,
  options: CallOptions = {},
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { orderId, channel } = given
  const body = toWire(client.account, given)
  const placed = await call(
    client,
    {
      action: 'createPayment',
      path: '/v1/paymentIntents',
      body: { idempotencyKey: await idempotencyKey('createPayment', orderId), ...body },
      refusals: createPaymentRefusals,
      query: false,
      // Under one key Circle makes one intent.
      repeat: 'always',
      resolve: 'Call createPayment again with the same parameters: it gives the same intent.',
      decode: ({ value }) => {
        const raw = inShape(intentShape, value)
        mustBeAsked(given, raw.paymentMethods[0]?.chain, toPayment(raw))
        return toPayment(raw)
      },
    },
    options,
  )
  const { reference, status, nextAction, raw } = await withAddress(client, placed, options)
  return { channel, orderId, reference, status, ...(nextAction && { nextAction }), raw }
}

/** Whether Circle says 409 to a key that comes with another content, or gives the first object, is unconfirmed. */
function mustBeAsked(
  given: CreatePaymentParameters,
  chain: string | null | undefined,
  { amount, kind }: CirclePayment,
) {
  const asked = given.amount && formatDecimal(decimalOf(toMoney(given.amount)))
  const { kind: wanted = 'transient' } = given
  if (
    kind === wanted &&
    asked === amount?.value &&
    given.amount?.asset === amount?.asset &&
    (chain ?? given.chain) === given.chain
  )
    return
  throw new ShroffError('ORDER_ID_USED', {
    problem: `Circle has an intent of another amount, token or chain under this orderId${amount ? `: ${amount.value} ${amount.asset}` : ''}.`,
    outcome: 'unknown',
    next: 'What was made under it stands. Repeat with what was sent first, or use a new number.',
  })
}

/** Between two queries, in milliseconds: soon at first, for it takes seconds as a rule. */
const pauses = [500, 500, 1000, 1000, 2000]

/** Waits for the address. The intent is there whatever becomes of the waiting, so its `reference` must not be lost by an error. */
async function withAddress(
  client: Client<CircleAccount>,
  placed: CirclePayment,
  { signal }: CallOptions,
): Promise<CirclePayment> {
  const { clock } = client.account
  const { attempt } = client.timeout
  const until = clock.now() + attempt
  let payment = placed
  const look = async (ending: AbortSignal) => {
    for (let asked = 0; payment.status === 'pending' && !payment.nextAction; asked += 1) {
      const pause = pauses[Math.min(asked, pauses.length - 1)]!
      if (clock.now() + pause > until) return
      await clock.sleep(pause, ending)
      // Not to be found at once, say, is nothing strange.
      payment = await getPayment(client, { reference: placed.reference }, { signal: ending }).catch(() => payment)
    }
  }
  await withDeadline(attempt, signal, look).catch(() => {})
  return payment
}
