import type { ErrorCode } from 'shroff'
import type { Cause } from 'shroff/doctor'

/** A mistake that people make, planted; and the words by which the error names it. */
export type Mistake = {
  name: string
  code: ErrorCode
  /**
   * `at once`: one look at headers, bytes and configuration shows it, so the error that is thrown says it. `doctor`: it takes a
   * second RSA operation or a try of other strings, which no refusal does.
   */
  when: 'at once' | 'doctor'
  plant: () => unknown
  /** For `doctor`: what it must find. */
  cause?: Cause
  /** For `at once`: the words that name this cause, and are not said of any other. */
  words?: RegExp
}
