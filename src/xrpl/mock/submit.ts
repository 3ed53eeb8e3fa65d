import { sha512 } from '#crypto'
import { concat, fromHex, toHex } from '../../crypto/bytes.js'
import type { Json } from '../../mock/http.js'
import { stateAt } from './holders.js'
import { viewOf } from './ledger.js'
import {
  invalidParams,
  invalidTransaction,
  ledgerAt,
  type Method,
  memoryOf,
  type Platform,
  rpcError,
} from './memory.js'
import { judge } from './rules.js'
import { renamed } from './shapes.js'

const messages: Readonly<Record<string, string>> = {
  tesSUCCESS: 'The transaction was applied. Only final in a validated ledger.',
  tefALREADY: 'The exact transaction was already in this ledger.',
  tefPAST_SEQ: 'This sequence number has already passed.',
  tefMAX_LEDGER: 'Ledger sequence too high.',
  tefBAD_AUTH: 'Transaction’s public key is not authorized.',
  telINSUF_FEE_P: 'Fee insufficient.',
  terPRE_SEQ: 'Missing/inapplicable prior transaction.',
}

/** Takes a signed transaction: decodes it, verifies its signature, and says what would become of it now. */
export const submit: Method = async (platform, { host, params, version }) => {
  const { codec, keypairs } = memoryOf(platform).options
  if (!codec || !keypairs)
    throw rpcError('unknownCmd', 32, 'Unknown method. (Give mockXrpl codec and keypairs, so that it can read blobs.)')
  const { tx_blob: given, fail_hard = false } = params
  if (typeof given !== 'string' || !/^([0-9A-F]{2})+$/i.test(given)) throw invalidParams()
  const tx_blob = given.toUpperCase()
  let signed: Record<string, never>
  try {
    signed = codec.decode(tx_blob) as Record<string, never>
  } catch (error) {
    throw invalidTransaction(String((error as Error).message))
  }
  const { SigningPubKey = '', TxnSignature = '' } = signed
  if (!isSigned(() => keypairs.verify(codec.encodeForSigning(signed), TxnSignature, SigningPubKey)))
    throw invalidTransaction('fails local checks: Invalid signature.')
  const hash = toHex((await sha512(concat(Uint8Array.of(0x54, 0x58, 0x4e, 0), fromHex(tx_blob)!))).slice(0, 32))
  const { Amount, ...rest } = signed as Json
  const transaction = Amount === undefined ? rest : { ...rest, DeliverMax: Amount }
  const key = keypairs.deriveAddress(SigningPubKey)
  const result = take(platform, host, { hash, transaction, blob: tx_blob, key, isHard: fail_hard === true })
  return {
    ...result,
    tx_blob,
    tx_json: { ...(version === 1 ? renamed(transaction) : transaction), hash },
    validated_ledger_index: viewOf(platform, host).newest,
  }
}

function isSigned(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}

type Signed = { hash: string; transaction: Json; blob: string; key: string; isHard: boolean }

function take(platform: Platform, host: string, { hash, transaction, blob, key, isHard }: Signed): Json {
  const memory = memoryOf(platform)
  const { openLedgerFee, validated, queued } = viewOf(platform, host)
  // A server that lags behind hands it on to the others, whose next ledger is the one that it gets into.
  const newest = ledgerAt(platform.clock.now())
  const { holders } = stateAt(memory, newest + 1)
  const code = (): string => {
    if (queued.some((one) => one.hash === hash)) return 'tefALREADY'
    if (validated.some((one) => one.hash === hash)) return 'tefPAST_SEQ'
    const result = judge(holders, transaction, newest + 1)
    if (!/^te[sc]/.test(result)) return result
    const { Account, Fee } = transaction as Record<string, string>
    if (Number(Fee) < openLedgerFee) return 'telINSUF_FEE_P'
    return key === Account || key === holders.get(Account!)!.regularKey ? result : 'tefBAD_AUTH'
  }
  const engine_result = code()
  const isTaken = isHard ? engine_result === 'tesSUCCESS' : /^te[sc]/.test(engine_result)
  if (isTaken) {
    const ledger = newest + 1 + (memory.delays.shift() ?? 0)
    const place = memory.sent.filter((one) => one.ledger === ledger).length
    if (ledger < Number.POSITIVE_INFINITY)
      memory.sent.push({
        hash,
        ledger,
        place,
        transaction,
        blob,
        result: undefined,
        delivered: undefined,
        toldBy: undefined,
      })
  }
  const { sequence = 0 } = stateAt(memory, newest + 1).holders.get(transaction.Account as string) ?? {}
  return {
    accepted: isTaken,
    account_sequence_available: sequence,
    account_sequence_next: sequence,
    applied: isTaken,
    broadcast: isTaken,
    engine_result,
    engine_result_code: numbers[engine_result] ?? numbers[engine_result.slice(0, 3)],
    engine_result_message: messages[engine_result] ?? engine_result,
    kept: isTaken,
    open_ledger_cost: String(openLedgerFee),
    queued: false,
  }
}

/** Of those whose number is published; of others the first of their class. */
const numbers: Readonly<Record<string, number>> = {
  ...{ tesSUCCESS: 0, tecPATH_PARTIAL: 101, tecUNFUNDED_PAYMENT: 104, tecNO_DST: 124, tecNO_DST_INSUF_XRP: 125 },
  ...{ tecPATH_DRY: 128, tecDST_TAG_NEEDED: 143, tec: 100, tel: -399, tem: -299, tef: -199, ter: -99 },
}
