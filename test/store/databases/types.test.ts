import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, inject, it } from 'vitest'
import { root } from '../../vitest.config.js'

const fits = `
import Database from 'better-sqlite3'
import { Cluster, Redis } from 'ioredis'
import { DatabaseSync } from 'node:sqlite'
import { Client, Pool, type PoolClient } from 'pg'
import postgres from 'postgres'
import { createClient, createCluster, createClientPool } from 'redis'
import { postgresStore } from 'shroff/store/postgres'
import { redisStore } from 'shroff/store/redis'
import { sqliteStore } from 'shroff/store/sqlite'

declare const poolClient: PoolClient
sqliteStore(new Database('shop.db'))
sqliteStore(new DatabaseSync('shop.db'))
redisStore(new Redis())
redisStore(new Cluster([]))
redisStore(createClient())
redisStore(createCluster({ rootNodes: [] }))
redisStore(createClientPool())
postgresStore(new Pool())
postgresStore(new Client())
postgresStore(poolClient)
const sql = postgres()
postgresStore({ query: async (text, values) => ({ rows: await sql.unsafe(text, values) }) })
// @ts-expect-error
sqliteStore(new Pool())
// @ts-expect-error
redisStore(new Pool())
// @ts-expect-error
postgresStore(new Redis())
`

it('takes the clients of each driver, by the driver’s own types', () => {
  const folder = join(inject('scratch'), 'types')
  mkdirSync(folder)
  symlinkSync(join(inject('drivers'), 'node_modules'), join(folder, 'node_modules'))
  const file = join(folder, 'fits.ts')
  writeFileSync(file, fits)
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    typeRoots: [join(folder, 'node_modules/@types')],
    types: ['node'],
    paths: {
      'shroff/store/*': [join(root, 'src/store/*.ts')],
      '#crypto': [join(root, 'src/crypto/node.ts')],
    },
  })
  const said = ts.getPreEmitDiagnostics(program).map(({ file: where, start, messageText }) => {
    const line = where && start !== undefined ? where.getLineAndCharacterOfPosition(start).line : 0
    return `${fits.split('\n')[line]}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
  expect(said).toEqual([])
})
