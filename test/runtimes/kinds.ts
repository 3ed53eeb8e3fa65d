import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './suite/run.js'

/** How the suite is built for a kind of runtime, how it is started there, and what is known of the runtime. */
export type Kind = {
  formats: readonly ('esm' | 'cjs')[]
  /** Conditions of a bundler that puts the package into the suite. Absent: the runtime finds it in node_modules itself. */
  conditions?: string[]
  /** The last line of the suite. */
  start: string
  /** Parameters of the program, for the suite's file; `url` is a page with it. */
  parameters(file: string, url: string): string[]
  environment?: Record<string, string>
  /** It has to be ended when it has reported. */
  stays?: true
  place: Omit<Place, 'harness' | 'id'>
}

const start = 'run(library, place)'

export const kinds = {
  node: {
    formats: ['esm', 'cjs'],
    start,
    parameters: (file) => [file],
    place: { crypto: 'node' },
  },
  deno: {
    formats: ['esm', 'cjs'],
    start,
    // No more than it needs; the environment only for a proxy, where the package debug looks for its settings.
    parameters: (file) => [
      'run',
      '--no-prompt',
      '--no-remote',
      '--allow-net=127.0.0.1,localhost',
      '--allow-read',
      '--allow-env',
      file,
    ],
    environment: { DENO_NO_UPDATE_CHECK: '1' },
    place: { crypto: 'node', refusedConnection: 'unknown' },
  },
  bun: {
    formats: ['esm', 'cjs'],
    start,
    parameters: (file) => ['--no-install', file],
    place: { crypto: 'node', fetchRepeats: { GET: 2, PUT: 2, DELETE: 2 } },
  },
  workerd: {
    formats: ['esm'],
    conditions: ['workerd', 'worker', 'browser'],
    start: `export default { test: () => ${start} }`,
    parameters(file) {
      const configuration = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "suite", worker = (modules = [(name = "suite", esModule = embed "suite.mjs")], compatibilityDate = "2026-01-01")),
  (name = "internet", network = (allow = ["public", "private"])),
]);`
      writeFileSync(join(file, '../workerd.capnp'), configuration)
      return ['test', join(file, '../workerd.capnp')]
    },
    place: { crypto: 'web', fetchRepeats: { GET: 2 }, refusedConnection: 'unknown' },
  },
  // A front end that signs is refused by design, so the conditions are a Worker's: what is tested is a real browser's
  // WebCrypto, fetch and streams, on which a browser's own tests with the mock stand.
  chromium: {
    formats: ['esm'],
    conditions: ['worker', 'browser'],
    start,
    parameters: (file, url) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The page talks to other ports, which send no CORS headers, as the gateways do not.
      '--disable-web-security',
      `--user-data-dir=${join(file, '../chromium')}`,
      url,
    ],
    stays: true,
    place: {
      crypto: 'web',
      isBrowser: true,
      fetchRepeats: { GET: 2, POST: 2, PUT: 2, DELETE: 2 },
      refusedConnection: 'unknown',
    },
  },
} satisfies Record<string, Kind>
