/** What a job measured, as it goes from its process to the page. */
export type Result = {
  readonly title: string
  /** What is done, and what the cases have in common. */
  readonly text: string
  readonly tables: readonly Table[]
  readonly goals: readonly Goal[]
}

export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }

export type Goal = {
  readonly job: string
  /** `shown`: no figure was set. */
  readonly goal: string
  readonly figure: string
  readonly met: boolean
  /** For a goal that was not reached: the bound that was measured and holds in its place, and the reason for it. */
  readonly bound?: { readonly goal: string; readonly met: boolean; readonly reason: string }
}

/** How a job's own process hands over what it measured. */
export const report = (result: Result): void => {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
