const option = (name: string, usual: number) => {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? usual : Number(process.argv[place + 1])
}

type Report = { readonly counts: ReadonlyMap<string, number>; readonly broken: readonly string[] }

/**
 * A full-size run of what a seed decides: 10 000 from a random one on, `--seeds 500 --from 17` for others. Prints each seed with a
 * violation, and what happened in all; ends the process, with 1 if there was any.
 */
export async function runSeeds(
  name: string,
  simulate: (seed: number) => Promise<Report>,
  closing?: () => string,
): Promise<never> {
  const seeds = option('seeds', 10_000)
  const from = option('from', Date.now() % 1_000_000_000)
  const totals = new Map<string, number>()
  let failed = 0
  console.log(`${name}: seeds ${from} to ${from + seeds - 1}`)
  for (let seed = from; seed < from + seeds; seed += 1) {
    const report = await simulate(seed)
    for (const [what, times] of report.counts) totals.set(what, (totals.get(what) ?? 0) + times)
    if ((seed - from + 1) % 1000 === 0) console.log(`${seed - from + 1} seeds, ${failed} with a violation`)
    if (report.broken.length === 0) continue
    failed += 1
    console.log(`seed ${seed}:`)
    for (const line of report.broken) console.log(`  ${line}`)
  }
  for (const [what, times] of [...totals].sort(([one], [other]) => one.localeCompare(other)))
    console.log(`${String(times).padStart(9)}  ${what}`)
  if (closing) console.log(closing())
  console.log(`${seeds - failed} of ${seeds} seeds without a violation`)
  process.exit(failed === 0 ? 0 : 1)
}
