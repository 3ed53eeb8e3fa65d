/**
 * What has been proven of an account, and what has not, in words for a log. `ready` proves at home, by use; `check` proves
 * the rest by one call to the provider.
 */
export type Proof = {
  /** Options that were used and are right, such as `privateKey`. */
  readonly proven: readonly string[]
  /** Options that may still be wrong, each with the reason why nothing here can tell. */
  readonly unproven: readonly { readonly option: string; readonly why: string }[]
}
