import { runSeeds } from '../support/seeds.js'
import { simulate } from './simulate.js'

/**
 * `npm run full:simulation`: 10 000 seeds from a random one on; `-- --seeds 500 --from 17` for others, and
 * `-- --seeds 1 --from 4711` for one alone, with all that happened in it.
 */
let late = 0
const counted = async (seed: number) => {
  const report = await simulate(seed)
  late += report.late
  return report
}
await runSeeds('simulation', counted, () => `${late} payments came late, after "reversed", and were given back`)
