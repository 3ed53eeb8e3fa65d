/** What does not hold in a code. Says where and what is wanted, never what stands there: it may be somebody's card. */
export type Finding<Code extends string> = {
  readonly code: Code
  /** `true`: the code cannot be relied on, and no field of it is read. `false`: it is readable, but breaks a rule. */
  readonly breaks: boolean
  /** The object, such as `54`, or `62.05` within a template. Absent where it is the text as a whole. */
  readonly object?: string
  /** Where that object begins: an index into the text or, in a payer's code, into the bytes. Of a missing object, that of the template which lacks it. */
  readonly offset: number
  readonly problem: string
}
