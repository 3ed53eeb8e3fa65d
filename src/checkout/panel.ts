import type { Language } from './texts.js'
import type { CheckoutAttempt } from './view.js'

/** A way to pay that the element draws only where a page gives it this, so that no other page loads it. */
export type CheckoutPanel = {
  /** What its providers are called. */
  readonly names: Readonly<Record<string, string>>
  /** Added to the element's own. */
  readonly style: string
  /** What is shown of an attempt, and said: the element itself says nothing of it. */
  draw(attempt: CheckoutAttempt, language: Language): Node[]
}
