import type { Choice } from './choice.js'

/** The versions that the templates are tested with. */
const packages = {
  hono: { '@hono/node-server': '^1.19.19', hono: '^4.13.19' },
  express: { express: '^5.3.0' },
  next: { next: '^16.4.6', react: '^19.3.1', 'react-dom': '^19.3.1' },
  sqlite: {},
  postgres: { pg: '^8.16.0' },
} as const

/** `mock`: against `npx shroff mock` in this folder. */
const server = {
  start: 'node --env-file=.env server.js',
  mock: 'node --env-file=.env --env-file=.shroff/.env server.js',
}
const scripts = {
  hono: server,
  express: server,
  // Next reads .env by itself.
  next: { build: 'next build', start: 'next start' },
} as const

export const manifestOf = ({ framework, database }: Choice, version: string) => ({
  name: 'shop',
  private: true,
  type: 'module',
  // Node has SQLite of its own from 22.13 on.
  engines: { node: database === 'sqlite' ? '>=22.13' : '>=20.19' },
  scripts: { ...scripts[framework], test: 'node --test' },
  dependencies: { ...packages[framework], ...packages[database], shroff: `^${version}` },
})
