/** What a wallet says of a payment. Whatever it says, only the server knows. */
export type WalletClaim = {
  /** `pending`: the wallet does not know either. `cancelled`: the payer left, and may have paid all the same. */
  readonly says: 'done' | 'pending' | 'cancelled' | 'failed'
  /** The wallet's own code or text, for the shop's log. */
  readonly detail: string
}

// Alipay's codes, texts or numbers by the app's version, and QQ's (0 and below). All others are failures.
const codes: Readonly<Record<string, WalletClaim['says']>> = {
  9000: 'done',
  8000: 'pending',
  6004: 'pending',
  6002: 'pending',
  5000: 'pending',
  6001: 'cancelled',
  99: 'cancelled',
  0: 'done',
  '-1': 'cancelled',
  '-11001': 'cancelled',
}

/**
 * Reads what a wallet's bridge, or a mini program's payment call, gave: `err_msg`, `errMsg`, `resultCode` or `error`.
 *
 * @example
 * readWalletResult({ errMsg: 'requestPayment:fail cancel' }).says // 'cancelled'
 */
export function readWalletResult(result: unknown): WalletClaim {
  const told = (result ?? {}) as Record<string, unknown>
  const text = told.err_msg ?? told.errMsg
  if (text) {
    // After `fail` any text may follow.
    const word = /:(ok|cancel|fail[ :_]cancel)/.exec(String(text))?.[1]
    return { says: !word ? 'failed' : word === 'ok' ? 'done' : 'cancelled', detail: String(text) }
  }
  const code = String(told.resultCode ?? told.error ?? told.errorMessage ?? told.msg ?? '')
  return { says: codes[code] ?? 'failed', detail: code }
}
