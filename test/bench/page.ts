import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { manifest, root } from './folder.js'
import type { Goal, Result, Table } from './result.js'

const table = ({ columns, rows }: Table): string =>
  [columns, columns.map((_, place) => (place === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const verdict = ({ met, goal, bound }: Goal) => {
  if (goal === 'shown') return '–'
  if (met) return 'yes'
  return bound?.met ? `bound ${bound.goal}` : '**no**'
}

/** One job: its goals, its measurements, and what bounds a figure that falls short. */
export const section = ({ title, text, tables, goals }: Result): string =>
  [
    `## ${title}`,
    text,
    ...tables.map(table),
    ...goals
      .filter(({ met, bound }) => !met && bound)
      .map(({ job, goal, figure, bound }) => `Bound: ${job} is at ${figure}, the goal was ${goal}. ${bound!.reason}`),
  ].join('\n\n')

export const summary = (results: readonly Result[]): string =>
  table({
    columns: ['job', 'goal', 'figure', 'met'],
    rows: results.flatMap(({ goals }) => goals).map((goal) => [goal.job, goal.goal, goal.figure, verdict(goal)]),
  })

/** The page of 2026-11-22, before the rooms were shared and the mocks had fixed keys; the first mock by itself that day. */
const before: Readonly<Record<string, string>> = {
  'first mock in a fresh process': '600 to 1 500 ms',
  '1 000 calls in flight: event-loop delay, p99': 'not measured',
  'the same: memory held over idle': 'not measured',
  'verify one WeChat Pay webhook from `{ headers, body }`': '0.82',
  'verify one Alipay notification from its bytes': '1.12',
  'sign one WeChat Pay request, header made': '0.82',
  'create an order end to end, Node transport': '0.83',
  'create, pay, webhook, verify, in process on the mock': '0.43',
  'cold import of one provider with `fetchTransport`, minus bare Node': '0.25',
  'receive WeChat Pay webhooks': '11.3 kB',
  'receive Alipay notifications': '11.2 kB',
  'WeChat Pay client with `fetchTransport`': '29.7 kB',
  'Alipay client with `fetchTransport`': '29.6 kB',
  'both providers behind `Gateway`': '43.6 kB',
  'installed, without dependencies': '1.31 MiB',
}

/** Timed by hand, since a benchmark cannot run the tests beside itself. Only the figures change: the Chinese page takes them from here. */
const timed = { seconds: '171', tests: '23 774' }
const testTime = `\`npm test\` and \`npm run test:web\` on a fresh clone, two cores, by itself: 317 s for 12 370 tests before, ${timed.seconds} s for ${timed.tests} now, on a machine about twice as fast.`

const changes = (results: readonly Result[]): string =>
  table({
    columns: ['job', 'before', 'now'],
    rows: results
      .flatMap(({ goals }) => goals)
      .flatMap(({ job, figure }) => (before[job] ? [[job, before[job], figure]] : [])),
  })

/** docs/benchmarks.md, whole. */
export function page(results: readonly Result[], folder: string): string {
  const [cpu] = cpus()
  const versions = Object.keys(manifest(join(root, 'test/bench')).dependencies ?? {})
    .map((name) => `${name} ${manifest(join(folder, 'node_modules', name)).version}`)
    .join(', ')
  const commit = execFileSync('git', ['log', '-1', '--format=%cs'], { cwd: root, encoding: 'utf8' }).trim()
  return [
    '# Benchmarks',
    '`npm run bench` measures all of this anew and writes this page, in about a quarter of an hour; cut off, it goes on with `-- --continue`; `npm run bench -- sign` measures ' +
      'one job and prints it. It builds the package, installs the peers in a folder of their own outside of the project, and ' +
      'imports all of them there as an application would.',
    [
      '- All cases of a table take turns in one process, in hundreds of rounds of a few milliseconds, so that whatever else ' +
        'the machine does falls on all alike. Figures are medians; a ratio is the median of the ratios within a round, and so ' +
        'need not be the quotient of two figures beside it.',
      '- *By hand* is the same job with the same checks in the fewest lines, for one merchant, with kept keys and nothing but ' +
        'Node: `test/bench/floors`. *Alone* is the bare primitive.',
      '- Before a case is timed, the good input must pass and a tampered one must not.',
      '- Where a goal is out of reach, the bound that was measured takes its place, and the reason stands under the table.',
    ].join('\n'),
    `Measured on Node ${process.versions.node} (OpenSSL ${process.versions.openssl}), ${process.platform} ${process.arch}, ` +
      `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, with shroff of ${commit} beside ${versions}.`,
    '## Goals',
    summary(results),
    '## Before and after',
    changes(results),
    testTime,
    ...results.map(section),
    'The memory that statements need is in [statements](statements.md), from `npx tsx test/bench/statement-memory.ts`.',
    '',
  ].join('\n\n')
}
