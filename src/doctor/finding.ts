/** Something about an account that is not as it should be. */
export type Finding = {
  /** The option that it is about; `clock` and `hosts` among them. */
  readonly option: string
  /** `wrong`: nothing will work so. `doubtful`: it may be meant. */
  readonly severity: 'wrong' | 'doubtful'
  readonly problem: string
  readonly next: string
}

export const wrong = (option: string, problem: string, next: string): Finding => ({
  option,
  severity: 'wrong',
  problem,
  next,
})
export const doubtful = (option: string, problem: string, next: string): Finding => ({
  ...wrong(option, problem, next),
  severity: 'doubtful',
})
