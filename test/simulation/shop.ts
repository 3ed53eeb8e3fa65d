import type { SettleJournal, Transport } from 'shroff'
import type { Gateway, TransferGateway } from 'shroff/gateway'
import { refund, resolve } from './checkout.js'
import type { Process } from './scheduler.js'
import type { Attempt, Store } from './store.js'
import { settleAgain } from './till.js'
import { lookAtTokens } from './tokens.js'
import type { Accounts, ProviderName, World } from './world.js'

const minute = 60_000

/** What a shop that has not read the docs does; each must be seen by the judge. */
export type Mistakes = {
  /** Two processes, and no journal. */
  noJournal?: true
  /** `reversed` is the end, whatever may still be on its way. */
  forgetsLateCharges?: true
  /** It delivers by every `payment.paid`, a payer's code that is being settled included. */
  believesAnyWebhook?: true
  /** It delivers for whatever tokens have come. */
  takesAnyTokens?: true
}

/** What the code of the shop sees in one of its processes. */
export type Shop = {
  readonly world: World
  readonly store: Store
  readonly process: Process
  readonly accounts: Accounts
  readonly journal: SettleJournal
  readonly mistakes: Mistakes
  transaction<T>(work: () => T): Promise<T>
  gateway(provider: ProviderName): Gateway
  /** Circle's. */
  readonly tokens: TransferGateway
  /** For what no gateway does. */
  call<T>(
    about: { action: string; orderId: string; provider: ProviderName },
    make: (transport: Transport) => Promise<T>,
  ): Promise<T>
  /** The customer sees the code. */
  onCode(attempt: Attempt): void
}

export function openShop(
  world: World,
  store: Store,
  process: Process,
  mistakes: Mistakes,
  onCode: (attempt: Attempt) => void,
): Shop {
  const accounts = world.accountsOf(process)
  return {
    world,
    store,
    process,
    accounts,
    journal: mistakes.noJournal ? careless : store.journalFor(process),
    mistakes,
    transaction: (work) => store.transaction(process, work),
    tokens: world.tokensOf(process),
    gateway: (provider) => world.gatewayOf(process, accounts, provider),
    call: (about, make) => world.call(process, about, make),
    onCode,
  }
}

/** What it is to have none: everybody may do everything, and nothing is remembered. */
const careless: SettleJournal = {
  acquire: async () => ({ owner: 'anybody' }),
  write: async () => {},
  release: async () => {},
}

/** Looks at all that is not final yet, now and every three minutes: what a process does from its start. */
export async function sweep(shop: Shop, until: number): Promise<void> {
  const { process, store } = shop
  for (;;) {
    const attempts = await shop.transaction(() => [...store.attempts.values()])
    for (const attempt of attempts) await look(shop, attempt)
    const tokens = await shop.transaction(() => [...store.tokens.values()])
    for (const sale of tokens) if (!sale.settled) await lookAtTokens(shop, sale)
    if (process.clock.now() >= until) return
    await process.clock.sleep(3 * minute)
  }
}

async function look(shop: Shop, attempt: Attempt): Promise<void> {
  const now = shop.process.clock.now()
  const isDue = attempt.state === 'open' && now > attempt.placedAt + 2 * minute
  if (attempt.kind === 'qr' && isDue) await resolve(shop, attempt)
  const isLate = attempt.state === 'reversed' && now > attempt.lateUntil! && !shop.mistakes.forgetsLateCharges
  if (attempt.kind === 'till' && (isDue || isLate)) await settleAgain(shop, attempt)
  if (attempt.refund && !attempt.refund.done) await refund(shop, attempt)
}
