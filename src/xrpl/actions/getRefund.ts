import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import { agreeOn, type Testimony } from '../agree.js'
import { call } from '../call.js'
import { nameOf } from '../open.js'
import type { XrplPayingAccount } from '../pay/account.js'
import { isSure } from '../pay/prepare.js'
import { type PreparedTransfer, toRefund, type XrplRefund } from '../pay/refund.js'
import { invoiceIdOf, type SentTransfer, sentAs } from '../pay/sent.js'
import { toldOf } from '../transfer.js'
import { missingShape, newestShape } from '../wire.js'
import { checkPrepared, preparedSchema } from './submitTransfer.js'

export type GetRefundParameters = PreparedTransfer
export type GetRefundResult = XrplRefund

/**
 * What became of a prepared transfer: `pending` until a validated ledger has it, or the last one that it could stand in has passed
 * without it. That it is in no ledger so far says nothing.
 *
 * @throws `REPLY_MISMATCH` where two servers contradict each other; `PROVIDER_UNAVAILABLE` where none has the ledgers that it could stand
 * in; the codes of the pipeline.
 * @see https://xrpl.org/docs/concepts/transactions/finality-of-results
 * @example
 * const { status, providerCode } = await getRefund(client, prepared)
 */
export async function getRefund(
  client: Client<XrplPayingAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const prepared = await checkPrepared(client.account, 'getRefund', getRefundParameters, parameters)
  const { refundId, amount, hash, lastLedger } = prepared
  const { transfers, until, by, hosts } = await agreeOn(client, 'getRefund', (host) =>
    lookFor(client, host, prepared, options),
  )
  const [sent] = transfers
  if (sent) return toRefund(refundId, amount, sent, { by, hosts })
  const common = { refundId, amount, hash, by, hosts }
  return until >= lastLedger && isSure(client.account, by)
    ? { ...common, status: 'closed', providerCode: 'expired' }
    : { ...common, status: 'pending' }
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(preparedSchema)

/** What one server tells of it. Where it has not searched all ledgers that it could stand in, it knows nothing of the time after the first. */
async function lookFor(
  client: Client<XrplPayingAccount>,
  host: string,
  { refundId, hash, firstLedger, lastLedger }: PreparedTransfer,
  options?: CallOptions,
): Promise<Testimony<SentTransfer>> {
  const read = sentAs(await invoiceIdOf(refundId))
  const found = await call(
    client,
    host,
    {
      action: 'getRefund',
      method: 'tx',
      params: { transaction: hash, min_ledger: firstLedger, max_ledger: lastLedger },
      answers: 'txnNotFound',
      decode({ value }) {
        const missing = inShape(missingShape, value)
        if (missing.error != null) return missing.searched_all === true ? 'nowhere' : 'not-found'
        const told = toldOf(value)
        mustAnswer({ hash: [hash, told.hash] })
        return read(client.account, told)
      },
    },
    options,
  )
  if (found === 'nowhere') return { host, until: lastLedger, transfers: [] }
  if (typeof found === 'object') return { host, until: lastLedger, transfers: [found] }
  if (found === 'not-found' && (await newestOf(client, host, options)) > lastLedger)
    throw new ShroffError('PROVIDER_UNAVAILABLE', {
      problem: `${nameOf(host)} does not have the ledgers ${firstLedger} to ${lastLedger}, in which the refund could stand.`,
      next: 'Put a host with more history first in hosts, and ask again.',
      authentic: false,
      provider: 'xrpl',
      action: 'getRefund',
    })
  return { host, until: firstLedger, transfers: [] }
}

/** Index of the newest validated ledger that the server knows. */
const newestOf = (client: Client<XrplPayingAccount>, host: string, options?: CallOptions) =>
  call(
    client,
    host,
    {
      action: 'getRefund',
      method: 'ledger',
      params: { ledger_index: 'validated' },
      decode: ({ value }) => inShape(newestShape, value).ledger_index,
    },
    options,
  )
