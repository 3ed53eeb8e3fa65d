import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { pack } from '../package/pack.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder outside of the repository. In `tool` the packed package is installed. */
    place: string
    tarball: string
  }
}

export default async function setup(project: TestProject) {
  const place = mkdtempSync(join(tmpdir(), 'shroff-init-'))
  const clean = () => rm(place, { recursive: true, force: true })
  try {
    const tarball = pack(place)
    mkdirSync(join(place, 'tool'))
    writeFileSync(join(place, 'tool/package.json'), '{ "private": true }')
    const parameters = ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', parameters, { cwd: join(place, 'tool'), stdio: 'inherit', shell: process.platform === 'win32' })
    project.provide('place', place)
    project.provide('tarball', tarball)
  } catch (error) {
    await clean()
    throw error
  }
  return clean
}
