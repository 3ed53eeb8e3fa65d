import { stateAt } from './holders.js'
import { ledgerAt, memoryOf, type Platform, type Sent, sound } from './memory.js'

/** What a server can tell of: its ledgers, and the transactions in them, the oldest first. */
export function viewOf(platform: Platform, host: string) {
  const memory = memoryOf(platform)
  const { holds, behind, networkId, openLedgerFee } = memory.servers.get(host) ?? sound
  const newest = ledgerAt(platform.clock.now()) - behind
  const oldest = newest - holds + 1
  const isTold = ({ toldBy }: Sent) => !toldBy || toldBy.includes(host)
  const { holders, applied } = stateAt(memory, newest)
  const validated = applied.filter((sent) => isTold(sent) && sent.ledger >= oldest)
  const queued = memory.sent.filter((sent) => isTold(sent) && sent.ledger > newest)
  return { newest, oldest, networkId, openLedgerFee, holders, validated, queued }
}
