import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../../quickstarts/run.js'
import { bringDrivers } from './drivers.js'
import { passable, startPostgres, startRedis } from './servers.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the drivers. */
    drivers: string
    /** Whether better-sqlite3 is among them. */
    sqlite: boolean
    /** A folder of this run's own. */
    scratch: string
    /** The sockets of the servers, or nothing where one is missing. */
    postgres: string
    redis: string
    redisUrl: string
  }
}

export default async function setup(project: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'shroff-store-'))
  passable(scratch)
  const port = String(await freePort())
  const servers = {
    postgres: await startPostgres(scratch),
    redis: await startRedis(scratch, ['--port', port, '--bind', '127.0.0.1']),
  }
  const clean = async () => {
    for (const server of Object.values(servers)) if ('end' in server) await server.end()
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    const { folder, hasSqlite } = await bringDrivers()
    project.provide('drivers', folder)
    project.provide('sqlite', hasSqlite)
    if (!hasSqlite) console.info('SKIPPED: better-sqlite3 can be neither fetched nor compiled')
  } catch (error) {
    await clean()
    throw error
  }
  project.provide('scratch', scratch)
  project.provide('redisUrl', `redis://127.0.0.1:${port}`)
  for (const [name, server] of Object.entries(servers)) {
    console.info('missing' in server ? `SKIPPED: ${server.missing}` : server.version)
    project.provide(name as keyof typeof servers, 'socket' in server ? server.socket : '')
  }
  return clean
}
