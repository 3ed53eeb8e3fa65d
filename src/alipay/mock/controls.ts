import { write } from '../../mock/controls.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { agreementsOf } from './agreements.js'
import { authorise, findFreeze } from './freeze-book.js'
import { type TransferStatus, transfersOf } from './transfers.js'

/**
 * The payer agrees to a freeze that was shown as a QR code or opened in the app.
 *
 * @throws `Error` for a freeze that does not exist or is not open: the payer has 15 minutes unless it says otherwise.
 */
export async function confirmFreeze(mock: MockGateway, { freezeId }: { freezeId: string }): Promise<void> {
  const now = mock.clock.now()
  const freeze = findFreeze(runningOf(mock, 'alipay').book, now, (one) => one.freezeId === freezeId)
  if (!freeze) throw new Error(`the mock of alipay has no freeze ${freezeId}`)
  if (freeze.status !== 'INIT') throw new Error(`freeze ${freezeId} is ${freeze.status}; only an open one is confirmed`)
  authorise(freeze, now)
  write(mock, 'alipay', 'confirmFreeze', freezeId)
}

/**
 * The payer signs an agreement whose page was opened.
 *
 * @throws `Error` for an agreement whose page nobody has opened, or that was signed or ended before.
 */
export async function confirmAgreement(mock: MockGateway, { agreementId }: { agreementId: string }): Promise<void> {
  const agreement = agreementsOf(runningOf(mock, 'alipay').book).find((one) => one.agreementId === agreementId)
  if (!agreement) throw new Error(`the mock of alipay has no agreement ${agreementId}; open its page first`)
  if (agreement.status !== 'TEMP') throw new Error(`agreement ${agreementId} is ${agreement.status}`)
  agreement.status = 'NORMAL'
  agreement.signedAt = mock.clock.now()
  write(mock, 'alipay', 'confirmAgreement', agreementId)
}

export type SettleTransferParameters = {
  transferId: string
  /** In the words of the wire. Default `SUCCESS`. */
  status?: TransferStatus
  /** Of a transfer that its payee must collect: `SUCCESS` collected, `REFUNDED` came back. Default: none. */
  subStatus?: string
  /** Why, with `FAIL` and `REFUND`. Default `PAYEE_ACC_OCUPIED`, as Alipay spells it. */
  errorCode?: string
}

/**
 * A transfer comes to this state: a bank has taken it, refused it, or sent it back.
 *
 * @throws `Error` for a transfer that does not exist.
 * @example
 * await settleTransfer(mock, { transferId: 'W-1', status: 'FAIL' })
 */
export async function settleTransfer(mock: MockGateway, parameters: SettleTransferParameters): Promise<void> {
  const { transferId, status = 'SUCCESS', subStatus, errorCode = 'PAYEE_ACC_OCUPIED' } = parameters
  const transfer = transfersOf(runningOf(mock, 'alipay').book).get(transferId)
  if (!transfer) throw new Error(`the mock of alipay has no transfer ${transferId}`)
  const failed = status === 'FAIL' || status === 'REFUND'
  Object.assign(transfer, { status, subStatus, since: mock.clock.now(), errorCode: failed ? errorCode : undefined })
  write(mock, 'alipay', `settleTransfer ${status}`, transferId)
}
