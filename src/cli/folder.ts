import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import type { KeptKeys } from '../mock/index.js'
import { exits, fail, reasonOf } from './fail.js'
import { missingIgnore, readText, writePrivate } from './files.js'
import type { Io } from './io.js'

/** The folder in which `shroff mock` keeps its keys, and says where it is. */
export type Folder = {
  readonly path: string
  /** As it is shown: `.shroff`. */
  readonly name: string
}

export const usualFolder = '.shroff'

/** What `control.json` holds as long as the mock runs. */
export const controlFile = z.object({
  url: z.url(),
  token: z.string(),
  providers: z.record(z.string(), z.url()),
})

export const folderOf = ({ cwd }: Io, name = usualFolder): Folder => ({ path: resolve(cwd, name), name })

/**
 * Makes the folder, for its owner alone.
 *
 * @throws one line where git would take it along.
 */
export function openFolder({ path, name }: Folder): void {
  const missing = missingIgnore(path)
  if (missing) {
    const { file, line } = missing
    fail(exits.usage, {
      en: `${name} would be taken along by git, keys and all; ignore it first: echo '${line}' >> ${file}`,
      zh: `${name} 会连同密钥一起进入 git；请先忽略它：echo '${line}' >> ${file}`,
    })
  }
  if (existsSync(path) && !statSync(path).isDirectory())
    fail(exits.usage, { en: `${name} is a file, not a folder`, zh: `${name} 是文件，不是目录` })
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { en, zh } = reasonOf(error)
    fail(exits.machine, { en: `${name} cannot be made: ${en}`, zh: `无法创建 ${name}：${zh}` })
  }
}

const keysFile = z.record(z.string(), z.string())

/** The keys that were made before; none at the first start. */
export async function readKeys(io: Io, folder: Folder): Promise<KeptKeys> {
  return (await read(io, folder, 'keys.json', keysFile)) ?? {}
}

/** Where the mock of this folder is, if it runs. */
export const readControl = (io: Io, folder: Folder): Promise<z.output<typeof controlFile> | undefined> =>
  read(io, folder, 'control.json', controlFile)

export const write = (io: Io, { path }: Folder, file: string, text: string): void =>
  writePrivate(io, join(path, file), text, { force: true })

async function read<S extends z.ZodType>(io: Io, { path, name }: Folder, file: string, schema: S) {
  if (!existsSync(join(path, file))) return undefined
  try {
    return schema.parse(JSON.parse(await readText(io, join(path, file)))) as z.output<S>
  } catch {
    return fail(exits.usage, {
      en: `${name}/${file} is damaged; without it the next start makes a new one`,
      zh: `${name}/${file} 已损坏；删除后下次启动会重新生成`,
    })
  }
}
