import { runSeeds } from '../support/seeds.js'
import { simulate } from './simulate.js'

/** `npm run full:checkout-session`: 10 000 seeds from a random one on; `-- --seeds 500 --from 17` for others, `-- --wired` over the real wires. */
const isWired = process.argv.includes('--wired')
await runSeeds('checkout', (seed) => simulate(seed, {}, isWired))
