import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Clock } from 'shroff'
import { type Account, secretsOf, systemRandomBytes, withSecrets } from '../../../src/core/account.js'

export type LedgerAccount = Account & { readonly provider: 'ledger'; readonly address: string }

export type LedgerOptions = {
  address: string
  /** PKCS#8 PEM of an Ed25519 key. */
  privateKey: string
  clock: Clock
}

/** The shop's account on the ledger. */
export function ledger({ address, privateKey, clock }: LedgerOptions): LedgerAccount {
  const account = { provider: 'ledger', sends: true, address, clock, randomBytes: systemRandomBytes } as const
  return withSecrets<LedgerAccount, KeyObject>(account, createPrivateKey(privateKey))
}

export const keyOf = (account: LedgerAccount): KeyObject => secretsOf<KeyObject>(account)!
