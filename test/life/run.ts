import { runSeeds } from '../support/seeds.js'
import { simulate } from './simulate.js'
import { simulateSweep } from './simulateSweep.js'

/** `npm run full:life`: 10 000 seeds from a random one on; `-- --seeds 500 --from 17` for others, `-- --wired` over the real wires, `-- --sweep` for passes. */
const isWired = process.argv.includes('--wired')
const isSweep = process.argv.includes('--sweep')
await runSeeds('life', (seed) => (isSweep ? simulateSweep(seed) : simulate(seed, {}, isWired)))
