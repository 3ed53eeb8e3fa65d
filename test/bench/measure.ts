import { setImmediate as turn } from 'node:timers/promises'
// Other processes run on the same machine, so no case is measured alone: all take turns in many short rounds, and a ratio
// is the median of the ratios within a round.

/** One contender. */
export type Case = {
  readonly name: string
  /** Does the job once. */
  readonly run: () => unknown
  /** Where only part of `run` is the job: the milliseconds that this part took so far. */
  readonly stopwatch?: () => number
}

/** Microseconds for one job: on the clock, and of processor time in all threads. */
export type Sample = { readonly wall: number; readonly cpu: number }

export type Measured = {
  /** Median. */
  wall(name: string): number
  cpu(name: string): number
  /** The middle half of the rounds, as `low–high` microseconds. */
  spread(name: string): string
  /** How fast `name` is, with `other` as 1: above 1 it is the faster one. */
  speed(name: string, other: string): number
  /** Processor time of `name` for one of `other`. */
  cost(name: string, other: string): number
}

export async function takeTurns(
  cases: readonly Case[],
  { rounds = 400, milliseconds = 3 }: { rounds?: number; milliseconds?: number } = {},
): Promise<Measured> {
  const counts = new Map<Case, number>()
  for (const contender of cases) counts.set(contender, await warmUp(contender, milliseconds))
  const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    // Nobody always follows the same neighbour's garbage.
    const start = round % cases.length
    const order = [...cases.slice(start), ...cases.slice(0, start)]
    for (const contender of round % 2 ? order.reverse() : order)
      samples.get(contender.name)!.push(await sample(contender, counts.get(contender)!))
  }
  const of = (name: string, key: keyof Sample) => samples.get(name)!.map((each) => each[key])
  const ratios = (name: string, other: string, key: keyof Sample) => {
    const others = of(other, key)
    return median(of(name, key).map((value, round) => value / others[round]!))
  }
  return {
    wall: (name) => median(of(name, 'wall')),
    cpu: (name) => median(of(name, 'cpu')),
    spread: (name) => [0.25, 0.75].map((part) => microseconds(quantile(of(name, 'wall'), part))).join('–'),
    speed: (name, other) => ratios(other, name, 'wall'),
    cost: (name, other) => ratios(name, other, 'cpu'),
  }
}

/** How many jobs fill `milliseconds`, once the compiler has seen as many of them as a server does in its first minutes. */
async function warmUp(contender: Case, milliseconds: number): Promise<number> {
  let count = 1
  const end = performance.now() + 400
  for (let done = 0; done < 3000 || performance.now() < end; done += count) {
    const { wall } = await sample(contender, count)
    count = Math.max(1, Math.round((milliseconds * 1000) / wall))
  }
  return count
}

async function sample({ run, stopwatch = () => performance.now() }: Case, count: number): Promise<Sample> {
  const cpu = process.cpuUsage()
  const start = stopwatch()
  for (let time = 0; time < count; time += 1) await run()
  const wall = (stopwatch() - start) * 1000
  const { user, system } = process.cpuUsage(cpu)
  return { wall: wall / count, cpu: (user + system) / count }
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = part * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below)
}

export const microseconds = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0))
export const times = (ratio: number): string => ratio.toFixed(2)

/** Each in a turn of the event loop of its own, as calls of a server are. */
export function alone(name: string, run: () => unknown, stoppedAt = () => performance.now()): Case {
  let elapsed = 0
  return {
    name,
    stopwatch: () => elapsed,
    async run() {
      await turn()
      const start = performance.now()
      await run()
      elapsed += stoppedAt() - start
    },
  }
}
