import { buildConsole } from '../../.ci/console.mjs'

/** What the control serves is what the build makes. */
export default buildConsole
