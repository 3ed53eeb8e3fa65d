import { systemClock } from '../../core/account.js'
import { checkOptions } from '../../core/options.js'
import { type CheckoutOptions, commonRules } from './options.js'
import { changeState, readState } from './state.js'
import { openToken } from './token.js'

/**
 * Takes a token's right away before its time, as when its payer signs out. It is known by its number: other texts of the same token
 * end with it. Tokens of the same sale that were made besides go on.
 *
 * @returns `false` for what is no valid token.
 * @throws `CONFIG_INVALID`; what the store throws.
 */
export async function revokeToken(token: string, options: CheckoutOptions): Promise<boolean> {
  checkOptions<CheckoutOptions>('revokeToken', options, commonRules)
  const { keys, store, lease = 30_000, clock = systemClock } = options
  const shared = { store, lease, clock }
  const opened = await openToken(keys, token, clock)
  if (!opened || !(await readState(shared, opened.ref))) return false
  await changeState(shared, opened.ref, (state) => {
    const lasting = Object.entries(state!.revoked ?? {}).filter(([, until]) => until > clock.now())
    return { ...state!, revoked: { ...Object.fromEntries(lasting), [opened.jti]: opened.expiresAt } }
  })
  return true
}
