import { constantOf } from '../config.js'
import type { Folder } from '../folder.js'
import { write } from '../folder.js'
import type { Io } from '../io.js'
import { credentialsOf, optionsOf, providers, type WholeGateway } from '../providers.js'

const dashed = (name: string) => constantOf(name).toLowerCase().replaceAll('_', '-')

/**
 * What a merchant's program needs, in the forms in which programs take it: `.env`, JSON, a PEM file for each key, and the options of
 * this library's accounts.
 */
export function writeCredentials(
  io: Io,
  folder: Folder,
  mock: WholeGateway,
  urls: Readonly<Record<string, string>>,
): void {
  const all = providers.map(({ name, pems }) => {
    const credentials = { host: urls[name]!, mock: 'true', ...credentialsOf(mock, name) }
    return { name, pems: pems as readonly string[], credentials }
  })
  const lines = all.flatMap(({ name, credentials }) =>
    Object.entries(credentials).map(
      ([option, text]) =>
        `${constantOf(name).replace('-', '_')}_${constantOf(option)}="${text.trim().replaceAll('\n', '\\n')}"`,
    ),
  )
  write(io, folder, '.env', `# Of shroff mock, for tests. No money moves.\n${lines.join('\n')}\n`)
  const isTrue = (_: string, text: unknown) => (text === 'true' ? true : text)
  const json = Object.fromEntries(all.map(({ name, credentials }) => [name, credentials]))
  write(io, folder, 'credentials.json', `${JSON.stringify(json, isTrue, 2)}\n`)
  const accounts = providers.map(({ name }) => [name, { ...optionsOf(mock, name), hosts: [urls[name]] }])
  write(io, folder, 'accounts.json', `${JSON.stringify(Object.fromEntries(accounts), null, 2)}\n`)
  for (const { name, pems, credentials } of all)
    for (const pem of pems)
      write(io, folder, `${name}-${dashed(pem)}.pem`, (credentials as Record<string, string>)[pem] ?? '')
}
