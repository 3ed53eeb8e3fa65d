import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import * as z from 'zod'
import { isOwnName } from '../../core/loopback.js'
import { explainRequest } from '../../doctor/index.js'
import { practices } from '../../doctor/practices.js'
import { createMockGateway } from '../../mock/index.js'
import { randomHex } from '../../mock/numbers.js'
import { listen, type MockServer } from '../../mock/server/index.js'
import { inLanguage } from '../chinese/diagnosis.js'
import { addCommand, addExamples } from '../command.js'
import { exits, fail } from '../fail.js'
import { type Folder, folderOf, openFolder, readKeys, usualFolder, write } from '../folder.js'
import { answer, type Io } from '../io.js'
import { accountOf, mocks, providers } from '../providers.js'
import { padded, say } from '../texts.js'
import { writeCredentials } from './credentials.js'
import { plant, readSeed } from './seed.js'
import { held, lastPort, taken, texts } from './texts.js'

/** What `shroff mock --json` says once it answers. */
export const mockOutput = z.strictObject({
  providers: z.record(z.string(), z.url()),
  control: z.url(),
  consoleLink: z.url(),
  folder: z.string(),
  /** Whether this start has made the keys. */
  madeKeys: z.boolean(),
  milliseconds: z.number(),
  payerCodes: z.array(z.string()),
})

type Options = {
  folder: string
  port: string
  host: string
  seed?: string
  deliverTo?: string[]
  clock: string
  name?: string[]
}

export function addMock(program: Command, io: Io): void {
  const command = addCommand(program, io, 'mock', texts.mock)
    .option('--folder <folder>', say(io, texts.folder), usualFolder)
    .option('--port <port>', say(io, texts.port), '8400')
    .option('--host <address>', say(io, texts.host), '127.0.0.1')
    .option('--seed <file>', say(io, texts.seed))
    .option('--deliver-to <host...>', say(io, texts.deliverTo))
    .option('--clock <real|fast>', say(io, texts.clock), 'real')
    .option('--name <host...>', say(io, texts.name))
    .action((options: Options) => run(io, options))
  addExamples(command, io, [
    ['shroff mock', texts.starts],
    ['shroff mock --seed seed.json --port 0', texts.seeds],
    ['shroff mock --host 0.0.0.0 --deliver-to shop', texts.inContainer],
  ])
}

async function run(io: Io, options: Options): Promise<void> {
  const started = io.clock.now()
  const port = portOf(options.port)
  if (!/^(real|fast)$/.test(options.clock)) fail(exits.usage, texts.wrongClock)
  const seeds = options.seed === undefined ? undefined : await readSeed(io, options.seed)
  const folder = folderOf(io, options.folder)
  openFolder(folder)

  const keys = await readKeys(io, folder)
  const before = Object.keys(keys).length
  if (before === 0) io.err(`${say(io, texts.making)}\n`)
  const mock = await createMockGateway({ providers: mocks(), keys })
  const madeKeys = Object.keys(keys).length > before
  if (madeKeys) write(io, folder, 'keys.json', `${JSON.stringify(keys, null, 2)}\n`)
  const payerCodes = seeds ? await plant(mock, options.seed!, seeds) : []

  const token = randomHex(24)
  const server = await start(() =>
    listen(mock, {
      host: options.host,
      ports: Object.fromEntries(providers.map(({ name }, place) => [name, port && port + 1 + place])),
      control: {
        token,
        port,
        names: [options.host, ...(options.name ?? [])],
        delivers: true,
        pace: options.clock === 'fast' ? 60 : 1,
        deliverTo: options.deliverTo ?? [],
        async explain(name, request, at, language) {
          if (!practices[name]) throw new Error(`the doctor does not take signatures of ${name} apart`)
          return inLanguage({ language }, await explainRequest(accountOf(mock, name), request, { at }))
        },
        onHeld: (host) => io.err(`${say(io, held(host))}\n`),
      },
    }),
  )
  const { urls, control = '', consoleLink = '' } = server
  try {
    writeCredentials(io, folder, mock, urls)
    write(io, folder, 'control.json', `${JSON.stringify({ url: control, token, providers: urls }, null, 2)}\n`)
    if (!isOwnName(options.host)) io.err(`${say(io, texts.open)}\n`)
    const milliseconds = Math.round(io.clock.now() - started)
    const output = { providers: urls, control, consoleLink, folder: folder.path, madeKeys, milliseconds, payerCodes }
    answer(io, output satisfies z.output<typeof mockOutput>, words(io, folder, server, payerCodes))
    await untilEnded(io.signal)
  } finally {
    rmSync(join(folder.path, 'control.json'), { force: true })
    await server.close()
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= lastPort ? port : fail(exits.usage, texts.wrongPort)
}

async function start<S>(listening: () => Promise<S>): Promise<S> {
  try {
    return await listening()
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number }
    if (code === 'EADDRINUSE') fail(exits.machine, taken(String(port)))
    throw error
  }
}

function words(io: Io, folder: Folder, { urls, control, consoleLink }: MockServer, codes: readonly string[]): string {
  const { name } = folder
  const lines: readonly (readonly [string, string])[] = [
    ...Object.entries<string>(urls),
    [say(io, texts.control), `${control}/_shroff/  ${say(io, texts.token)} ${name}/control.json`],
    [say(io, texts.console), `${consoleLink} ${say(io, texts.once)}`],
    [say(io, texts.credentials), `${name}/.env  ${name}/credentials.json  ${name}/*.pem`],
    ...codes.map((code) => ['', code] as const),
  ]
  return [say(io, texts.heading), ...lines.map(([left, right]) => `  ${padded(left, width)}${right}`)].join('\n')
}

/** The longest name and two blanks. */
const width = Math.max(...providers.map(({ name }) => name.length)) + 2

const untilEnded = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
