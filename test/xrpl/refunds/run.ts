import { runSeeds } from '../../support/seeds.js'
import { simulate } from './simulate.js'

/** `npm run full:xrpl`: 10 000 seeds from a random one on; `-- --seeds 500 --from 17` for others. */
await runSeeds('refunds on the XRP Ledger', simulate)
