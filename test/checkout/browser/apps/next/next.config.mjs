import { dirname } from 'node:path'

// Next and React are in the folder above, where the tests have installed them.
export default { turbopack: { root: dirname(import.meta.dirname) }, devIndicators: false }
