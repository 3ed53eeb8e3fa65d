import { runSeeds } from '../../support/seeds.js'
import { simulate } from './simulate.js'

/** `npm run full:circle`: 10 000 seeds from a random one on; `-- --seeds 500 --from 17` for others. */
await runSeeds('money at Circle', simulate)
