/**
 * What the processes of a shop share: who works on what, and how far it has come. Each function is one step that happens
 * wholly or not at all.
 *
 * A key is taken (`claim`) for a time, its lease, and prolonged while the work goes on (`renew`). What is done is said once
 * (`confirm`), and from then on nobody gets the key. What failed is given back (`release`). A holder that dies loses the key
 * when its lease ends; one that was only slow finds that out by its next step, which gives `false` and changes nothing.
 */
export type Store = {
  /** Takes the key for so many milliseconds, by the store's own clock. */
  claim(key: string, lease: number): Promise<Claimed>
  /** Prolongs the lease. `false`: it has been lost, to time or to another holder. */
  renew(key: string, token: string, lease: number): Promise<boolean>
  /** Keeps a text under the key, durably, before it returns; the next holder finds it. `false` as above. */
  write(key: string, token: string, value: string): Promise<boolean>
  /**
   * It is done: nobody gets the key again, and what was written under it is dropped. `false` as above. Said twice by the same
   * holder it is `true` twice, and so is a `renew` after it: where the work confirmed within its own transaction, nothing is lost.
   */
  confirm(key: string, token: string): Promise<boolean>
  /** Gives the key back; what was written stays. `false` as above, and after `confirm`. */
  release(key: string, token: string): Promise<boolean>
}

export type Claimed =
  /**
   * `token` is a whole number in decimal digits, below 2^53, that grows with each holder of the key (a fencing token): a
   * database of yours can refuse what an earlier one sends.
   */
  | { readonly state: 'claimed'; readonly token: string; readonly value?: string }
  /** Another holder works on it. */
  | { readonly state: 'busy' }
  | { readonly state: 'done' }
