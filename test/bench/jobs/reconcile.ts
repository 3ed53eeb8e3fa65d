import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type OpenOrder, reconcile, type StatementRow } from 'shroff/statement'
import page from '../../../docs/statements.md'
import { passable, startPostgres } from '../../store/databases/servers.js'
import { report } from '../result.js'

const count = 1_000_000
// Of every thousand one is missing on either side, and one has another amount.
const differing = count / 1000
const orderId = (place: number) => `T${String((place * 2_654_435_761) % 1e12).padStart(12, '0')}${place}`
const fen = (place: number) => 100 + (place % 90_000)

function* rows(): Generator<StatementRow> {
  for (let place = 0; place < count; place += 1) {
    if (place % 1000 === 1) continue
    const value = fen(place) + (place % 1000 === 3 ? 1 : 0)
    const amount = { currency: 'CNY', value } as const
    yield { kind: 'payment', orderId: orderId(place), paymentId: `42000${place}`, amount, time: new Date(0), raw: {} }
  }
}
function* books(): Generator<OpenOrder> {
  for (let place = 0; place < count; place += 1)
    if (place % 1000 !== 2) yield { orderId: orderId(place), amount: { currency: 'CNY', value: fen(place) } }
}
const wanted = { matched: count - 3 * differing, missing: differing, surplus: differing, differing }

const seconds = async (work: () => Promise<unknown>) => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const bare = process.memoryUsage().rss
const plain = await seconds(async () => {
  const { matched, ...lists } = await reconcile(rows(), books())
  const found = Object.entries(lists).map(([name, { length }]) => [name, length])
  assert.deepEqual({ matched, ...Object.fromEntries(found) }, wanted)
})
const grown = process.resourceUsage().maxRSS / 1024 - bare / 2 ** 20

/** What PostgreSQL took, by its own client, or why it could not be asked. */
async function inDatabase() {
  const scratch = mkdtempSync(join(tmpdir(), 'shroff-bench-postgres-'))
  passable(scratch)
  const server = await startPostgres(scratch)
  try {
    if ('missing' in server) return server
    if (spawnSync('psql', ['--version']).status !== 0) return { missing: 'psql is not installed' }
    const psql = async (command: string, lines: Iterable<string> = []) => {
      const flags = ['-XAtq', '-h', server.socket, '-U', 'shop', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1']
      const child = spawn('psql', [...flags, '-c', command], { stdio: ['pipe', 'pipe', 'inherit'] })
      let output = ''
      child.stdout.on('data', (chunk) => {
        output += chunk
      })
      const closed = once(child, 'close')
      await pipeline(Readable.from(batched(lines)), child.stdin)
      assert.deepEqual(await closed, [0, null])
      return output
    }
    const [tables, statement] = [...page.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, code]) => code!)
    await psql(tables!)
    await psql(
      'copy books from stdin',
      map(books(), ({ orderId, amount }) => `payment\t${orderId}\t\t${amount.value}\tCNY\n`),
    )
    let place = 0
    const line = ({ kind, orderId, paymentId, amount }: StatementRow) =>
      `${++place}\t${kind}\t${orderId}\t\t${paymentId}\t${amount.value}\tCNY\t\n`
    const loading = await seconds(() => psql('copy statement_rows from stdin', map(rows(), line)))
    let output = ''
    const comparing = await seconds(async () => {
      output = await psql(statement!)
    })
    const found = { matched: 0, missing: 0, surplus: 0, differing: 0 }
    for (const line of output.trim().split('\n')) {
      const [difference, entries] = line.split('|') as [keyof typeof found, string]
      found[difference] += Number(entries)
    }
    assert.deepEqual(found, wanted)
    return { version: server.version, loading, comparing }
  } finally {
    if ('end' in server) await server.end()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function* map<T>(values: Iterable<T>, make: (value: T) => string): Generator<string> {
  for (const value of values) yield make(value)
}
function* batched(lines: Iterable<string>): Generator<string> {
  let batch = ''
  for (const line of lines) {
    batch += line
    if (batch.length < 65_536) continue
    yield batch
    batch = ''
  }
  yield batch
}

const database = await inDatabase()

report({
  title: 'Reconciling a million rows',
  text:
    'A million rows of a statement beside as many entries of the books, of which 3 000 differ: `reconcile` in a process, and the ' +
    'SQL of [statements](statements.md#in-a-database) in a PostgreSQL of this machine with its own settings, loaded by `copy`.',
  tables: [
    {
      columns: ['', 's'],
      rows: [
        ['`reconcile`', plain.toFixed(1)],
        ...('missing' in database
          ? []
          : [
              ['PostgreSQL: rows loaded', database.loading.toFixed(1)],
              ['PostgreSQL: the statement', database.comparing.toFixed(1)],
            ]),
      ],
    },
  ],
  goals: [
    {
      job: 'reconcile 1 000 000 rows in a process',
      goal: 'shown',
      figure: `${plain.toFixed(1)} s, ${grown.toFixed(0)} MiB`,
      met: true,
    },
    {
      job: 'the same by SQL in PostgreSQL, loading included',
      goal: 'shown',
      figure: 'missing' in database ? database.missing : `${(database.loading + database.comparing).toFixed(1)} s`,
      met: true,
    },
  ],
})
