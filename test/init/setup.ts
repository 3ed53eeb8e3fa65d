import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import bringBrowser from '../checkout/browser/setup.js'
import { pack } from '../package/pack.js'
import { passable, startPostgres } from '../store/databases/servers.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder outside of the repository. In `tool` the packed package is installed. */
    place: string
    tarball: string
    /** Of a PostgreSQL of this run's own; empty where none runs. */
    databaseUrl: string
  }
}

export default async function setup(project: TestProject) {
  const place = mkdtempSync(join(tmpdir(), 'shroff-init-'))
  let end = async () => {}
  const clean = async () => {
    await end()
    await rm(place, { recursive: true, force: true })
  }
  try {
    const tarball = pack(place)
    mkdirSync(join(place, 'tool'))
    writeFileSync(join(place, 'tool/package.json'), '{ "private": true }')
    const parameters = ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', parameters, { cwd: join(place, 'tool'), stdio: 'inherit', shell: process.platform === 'win32' })
    if (process.env.INIT_ALL) end = await bringAll(project, place)
    else for (const name of ['databaseUrl', 'chromium', 'tools'] as const) project.provide(name, '')
    project.provide('place', place)
    project.provide('tarball', tarball)
  } catch (error) {
    await clean()
    throw error
  }
  return clean
}

/** What only all twelve shops ask for: a database and a browser. */
async function bringAll(project: TestProject, place: string): Promise<() => Promise<void>> {
  bringBrowser(project)
  passable(place)
  const postgres = await startPostgres(place)
  if ('missing' in postgres) console.info(`SKIPPED: ${postgres.missing}`)
  const url = 'socket' in postgres ? `postgres://shop@localhost/postgres?host=${postgres.socket}` : ''
  project.provide('databaseUrl', url)
  return async () => ('end' in postgres ? postgres.end() : undefined)
}
