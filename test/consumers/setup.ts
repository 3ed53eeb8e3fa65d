import { mkdtempSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { pack } from '../package/pack.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder outside of the repository, with the package in it as `shroff.tgz`. */
    scratch: string
  }
}

export default function setup(project: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'shroff-consumers-'))
  renameSync(pack(scratch), join(scratch, 'shroff.tgz'))
  project.provide('scratch', scratch)
  // Not rmSync: of so many files it takes seconds, in which Vitest could not end its workers.
  return () => rm(scratch, { recursive: true, force: true })
}
