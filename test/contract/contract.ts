import { afterEach, describe, expect } from 'vitest'
import { keepsItsSecrets } from './account.js'
import { keepsEnds } from './await.js'
import { keepsTheBook } from './book.js'
import { keepsOrders } from './create.js'
import { keepsItsErrors } from './errors.js'
import { keepsTheGateway } from './gateway.js'
import { keepsItsMock } from './mock.js'
import { keepsItsExports } from './package.js'
import { keepsItsProof } from './proof.js'
import { keepsRefunds } from './refund.js'
import { keepsSettling } from './settle.js'
import type { Subject } from './subject.js'
import { keepsItsWebhooks } from './webhook.js'

/** What every provider must pass; its own test files hold only what differs. */
export function keepsTheContract(subject: Subject): void {
  describe(`the contract: ${subject.title}`, () => {
    afterEach(() => expect(subject.misjudged?.splice(0) ?? []).toEqual([]))
    keepsOrders(subject)
    keepsItsProof(subject)
    keepsItsWebhooks(subject)
    keepsItsSecrets(subject)
    keepsItsMock(subject)
    // What becomes of the money is the same whoever computes the signatures.
    if (process.env.SHROFF_CRYPTO === 'web') return
    keepsEnds(subject)
    keepsRefunds(subject)
    keepsSettling(subject)
    keepsTheBook(subject)
    if (subject.refusals) keepsItsErrors({ ...subject, refusals: subject.refusals })
    keepsTheGateway(subject)
    keepsItsExports(subject)
  })
}
