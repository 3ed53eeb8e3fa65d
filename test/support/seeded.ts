import { expect } from 'vitest'

type Report = { readonly broken: readonly string[]; readonly counts: ReadonlyMap<string, number> }

/** The first seed of this run: `SHROFF_SEED=…` repeats one. */
export const from = Number(process.env.SHROFF_SEED ?? Date.now() % 1_000_000_000)

/** Prints how a run is repeated, since what is drawn by chance fails where nobody is looking. */
export const announce = (name: string, seeds: number): void =>
  console.info(`${name}: SHROFF_SEED=${from}, ${seeds} seeds from there on`)

/** What was broken in these runs, and what happened in them, by how often. */
export async function runAll<R extends Report>(
  seeds: number,
  simulate: (seed: number) => Promise<R>,
  look?: (report: R) => void,
) {
  const broken: string[] = []
  const seen = new Map<string, number>()
  for (let seed = from; seed < from + seeds; seed += 1) {
    const report = await simulate(seed)
    look?.(report)
    broken.push(...report.broken.map((line) => `seed ${seed}: ${line}`))
    for (const [what, times] of report.counts) seen.set(what, (seen.get(what) ?? 0) + times)
  }
  return { broken, seen }
}

/** That each of these happened: a run in which nothing broke proves nothing. */
export function expectSeen(seen: ReadonlyMap<string, number>, wanted: readonly string[]): void {
  expect(wanted.filter((what) => !seen.has(what))).toEqual([])
}

/** Runs until the judge complains, or long enough to be sure that it never would. */
export async function expectComplaint(within: number, simulate: (seed: number) => Promise<Report>): Promise<void> {
  for (let seed = from; seed < from + within; seed += 1) if ((await simulate(seed)).broken.length > 0) return
  expect.unreachable('the judge saw nothing')
}
