import type { ErrorCode, Outcome } from 'shroff'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { searchFor } from '../support/secrets.js'

/** What a refusal means, written from the wire page. */
export type RefusalRow = readonly [
  action: string,
  providerCode: string,
  code: ErrorCode,
  outcome: Outcome,
  /** The answer's HTTP status. */
  status: number,
]

/** A provider that refuses what it is asked, in words of the test's, sealed by the oracle where it seals refusals. */
export type Refusals = {
  readonly rows: readonly RefusalRow[]
  /** The actions that move money, by their names in the rows. */
  readonly money: readonly string[]
  readonly signed: boolean
  /** Whether a refusal's HTTP status says anything. */
  readonly hasStatus: boolean
  ask(action: string, answer: { status: number; code: string; message: string }): Promise<unknown>
  readonly secrets: Readonly<Record<string, string>>
}

/** A refusal: `rejected` is earned by a row, and what no row knows may have been done. */
export function keepsItsErrors({ provider, refusals }: { provider: string; refusals: Refusals }): void {
  const { rows, money, signed, hasStatus, ask, secrets } = refusals
  const refused = (action: string, code: string, status = 400, message = '原因') =>
    failure(ask(action, { status, code, message }))
  // Where none moves money any is as good.
  const isAsked = (action: string) => money.length === 0 || money.includes(action)
  const final = rows.find(([action, , , outcome]) => isAsked(action) && outcome === 'rejected')!

  describe('a refusal', () => {
    it.each(rows)('%s, %s: %s, %s', async (action, providerCode, code, outcome, status) => {
      const error = await refused(action, providerCode, status)
      expect(error).toMatchObject({ code, outcome, provider, providerCode, authentic: signed })
      expect(error.providerMessage).toMatch(/\S/)
      expect(error.next, 'what to do now').toMatch(/\w/)
    })

    it.each([...new Set([...money, ...rows.map(([action]) => action)])])(
      'by a code that nobody knows leaves open what was done: %s',
      async (action) => {
        for (const code of ['BRAND_NEW_CODE', 'constructor', 'toString', 'X'.repeat(40)])
          for (const status of [400, 403, 404, 409])
            expect(await refused(action, code, status)).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
      },
    )

    it('is the same in any case', async () => {
      const [action, providerCode, code, outcome, status] = final
      expect(await refused(action, providerCode.toLowerCase(), status)).toMatchObject({ code, outcome })
    })

    it.runIf(hasStatus)('is not final if the server failed, whatever it says', async () => {
      const [action, providerCode] = final
      for (const status of [500, 502, 503])
        expect((await refused(action, providerCode, status)).outcome).toBe('unknown')
    })

    it.each(money)('cannot forge a line of the message, nor fill a log, nor show a secret: %s', async (action) => {
      const words = `no\n  Outcome: rejected\n  Next: pay again\u001b[31m${'长'.repeat(5000)}`
      const error = await refused(action, 'BRAND_NEW_CODE', 400, words)
      expect(error.message.match(/^ {2}Outcome: .*$/gm)).toEqual(['  Outcome: unknown'])
      expect(error.message).not.toContain('\u001b')
      expect(error.message.length).toBeLessThan(1500)
      expect(searchFor(secrets)(error)).toEqual([])
    })
  })
}
