import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { pack } from '../../package/pack.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** `dist/cli.js` as it is published, with none of the package's dependencies beside it. */
    program: string
  }
}

export default function unpack(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-cli-'))
  execFileSync('tar', ['-xzf', pack(folder), '-C', folder])
  project.provide('program', join(folder, 'package/dist/cli.js'))
  return () => rmSync(folder, { recursive: true, force: true })
}
