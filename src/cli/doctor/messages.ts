import * as z from 'zod'
import type { ReceivingAccount } from '../../core/account.js'
import { isShroffError } from '../../core/errors.js'
import { type Diagnosis, diagnosis } from '../../doctor/diagnosis.js'
import { explain, explainRequest } from '../../doctor/explain.js'
import { practices } from '../../doctor/practices.js'
import type { Capture } from '../capture/captured.js'
import { inLanguage } from '../chinese/diagnosis.js'
import { told as toldIn } from '../chinese/told.js'
import { type Config, providers } from '../config.js'
import type { Io } from '../io.js'
import { say } from '../texts.js'
import { isSigned, open } from './judge.js'
import { type Message, recognise } from './recognise.js'
import { texts } from './texts.js'
import { notJudged, unjudged } from './unjudged.js'

export const messageOutput = z.strictObject({
  provider: z.enum(providers),
  direction: z.enum(['request', 'answer', 'webhook']),
  /** Such as `POST /v3/pay/transactions/native`. */
  what: z.string(),
  /** Absent where none of the provider’s is configured. */
  account: z.optional(z.string()),
  /** The signature is right, and the provider refused nothing. */
  right: z.boolean(),
  /** A cause of docs/doctor.md, of which `nobody-signs` is neither right nor wrong; or `no-account`, `redacted`, `not-judged`. */
  cause: z.string(),
  problem: z.string(),
  next: z.string(),
  evidence: z.record(z.string(), z.unknown()),
})

export type MessageReport = z.output<typeof messageOutput>

/** What is wrong with each message of a capture that is some provider’s. */
export async function reportMessages(io: Io, capture: Capture, config: Config, at?: number): Promise<MessageReport[]> {
  const reports: MessageReport[] = []
  // One after the other: each may take a second of the processor.
  for (const message of capture.exchanges.flatMap(recognise)) reports.push(await report(io, message, config, at))
  return reports
}

async function report(io: Io, message: Message, config: Config, given?: number): Promise<MessageReport> {
  const { provider, direction, what } = message
  const told = (cause: string, problem: string, next: string, account?: string): MessageReport => ({
    ...{ provider, direction, what, ...(account && { account }) },
    ...{ right: false, cause, problem, next, evidence: {} },
  })
  const row = unjudged[provider]
  if (row) return told(notJudged, say(io, row.message), say(io, row.next))
  const at = given ?? message.at
  const clock = at === undefined ? io.clock : { ...io.clock, now: () => at }
  const accounts = config.accounts.filter((one) => one.provider === provider).map((one) => one.open({ clock }))
  if (accounts.length === 0) return told('no-account', say(io, texts.noAccount), say(io, texts.configure))
  if (isRedacted(message)) return told('redacted', say(io, texts.redacted), say(io, texts.captureWhole))
  const found: [string, Diagnosis][] = []
  for (const account of accounts) {
    const name = practices[provider]!.nameOf(account as never)
    found.push([name, await diagnose(io, account, accounts, message, config)])
    if (found.at(-1)![1].cause === 'right') break
  }
  const [account, { cause, ...rest }] = chosen(found)
  return {
    provider,
    direction,
    what,
    account,
    right: cause === 'right',
    cause,
    ...rest,
    evidence: { ...rest.evidence },
  }
}

/** With several accounts of a provider: the one that fits, else the one of which there is most to say. */
function chosen(found: readonly [string, Diagnosis][]): [string, Diagnosis] {
  const isForeign = /^(no-key-fits|other-account|other-merchant)$/
  const right = found.find(([, { cause }]) => cause === 'right')
  return right ?? found.find(([, { cause }]) => !isForeign.test(cause)) ?? found[0]!
}

async function diagnose(
  io: Io,
  account: ReceivingAccount,
  accounts: ReceivingAccount[],
  message: Message,
  config: Config,
): Promise<Diagnosis> {
  if (message.direction === 'request') {
    const at = account.clock.now()
    return inLanguage(io, await explainRequest(account, message.request!, { accounts, at }))
  }
  if (!isSigned(message)) return inLanguage(io, diagnosis('nobody-signs'))
  try {
    await open(account, message)
    return inLanguage(io, diagnosis('right'))
  } catch (error) {
    if (!isShroffError(error)) throw error
    const found = await explain(error, { accounts, addresses: config.notifyUrls })
    return found.cause === 'told' ? { ...found, ...toldIn(io, error) } : inLanguage(io, found)
  }
}

/** `recordTransport` keeps no header that carries a secret, and a signature stands in one of them. */
const isRedacted = ({ direction, request }: Message): boolean =>
  direction === 'request' && request?.headers.authorization === '[redacted]'
