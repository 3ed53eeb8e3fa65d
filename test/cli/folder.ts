import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own, outside of any work tree. */
export const folder = () => mkdtempSync(join(tmpdir(), 'shroff-cli-'))
