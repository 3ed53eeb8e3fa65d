import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { pack } from '../package/pack.js'
import { env } from './run.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder outside of the repository: the files of examples/quickstarts, the frameworks, and the packed package. */
    scratch: string
  }
}

const quietly = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

export default async function setup(project: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'shroff-quickstarts-'))
  cpSync(join(import.meta.dirname, '../../examples/quickstarts'), scratch, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, file), join(scratch, file))
  const npm = (...parameters: string[]) =>
    promisify(execFile)('npm', [...parameters, ...quietly], { cwd: scratch, env })
  // Not rmSync: of so many files it takes seconds, in which Vitest could not end its workers.
  const clean = () => rm(scratch, { recursive: true, force: true })
  // The frameworks arrive while the package is built.
  const frameworks = npm('ci')
  try {
    const tarball = pack(scratch)
    await frameworks
    await npm('install', '--no-save', tarball)
  } catch (error) {
    await Promise.allSettled([frameworks])
    await clean()
    throw error
  }
  project.provide('scratch', scratch)
  return clean
}
