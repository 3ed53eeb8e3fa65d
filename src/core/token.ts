import type { Clock } from './account.js'

/** What an account shows for a while in place of its secret. */
export type Token = {
  readonly value: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Keeps the token of an account, where nothing prints it: asked for when it is first needed, once however many calls wait for it, and
 * again shortly before its time is over.
 */
export function createTokenKeeper<T extends Token>(clock: Clock) {
  let kept: { token: T; until: number } | undefined
  let underWay: Promise<T> | undefined

  async function renew(ask: () => Promise<T>): Promise<T> {
    try {
      const token = await ask()
      const now = clock.now()
      // A call takes a while, and clocks differ: a minute, of a short life the half.
      kept = { token, until: token.expiresAt - Math.min(60_000, (token.expiresAt - now) / 2) }
      return token
    } finally {
      underWay = undefined
    }
  }

  return {
    /** The token that there is, or a new one. What `ask` throws, all throw that wait for it, and it is asked again by the next. */
    get(ask: () => Promise<T>): Promise<T> | T {
      if (kept && clock.now() < kept.until) return kept.token
      underWay ??= renew(ask)
      return underWay
    },
    /** The provider does not take it any more. A newer one stays. @returns whether it was the one that there is. */
    drop(value: string): boolean {
      const isKept = kept?.token.value === value
      if (isKept) kept = undefined
      return isKept
    },
  }
}

export type TokenKeeper<T extends Token> = ReturnType<typeof createTokenKeeper<T>>
