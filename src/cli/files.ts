import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { exits, fail, reasonOf } from './fail.js'
import type { Io } from './io.js'

const megabyte = 1_000_000

/**
 * A text file, or stdin for `-`.
 *
 * @throws one line for each way in which it cannot be: missing, a folder, no permission, too large, no text.
 */
export async function readText(io: Io, path: string, limit?: number): Promise<string> {
  const bytes = await readBytes(io, path, limit)
  const text = new TextDecoder('utf-8', { fatal: true })
  try {
    const decoded = text.decode(bytes)
    if (!decoded.includes('\0')) return decoded
  } catch {
    // Told below.
  }
  return fail(exits.usage, {
    en: `${path} is no text (UTF-8): is it the right file?`,
    zh: `${path} 不是文本文件（UTF-8）：文件选对了吗？`,
  })
}

/** The same as bytes, for what is no text, such as a PFX. */
export async function readBytes(io: Io, path: string, limit = 10 * megabyte): Promise<Uint8Array> {
  if (path !== '-') return readFile(resolve(io.cwd, path), path, limit)
  const bytes = await io.readStdin(limit)
  return bytes.length > limit ? tooLarge('stdin', limit) : bytes
}

function readFile(path: string, named: string, limit: number): Uint8Array {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    return cannotRead(error, named)
  }
  try {
    const stat = fstatSync(file)
    if (stat.isDirectory())
      fail(exits.usage, { en: `${named} is a folder, not a file`, zh: `${named} 是目录，不是文件` })
    // Before it is read: nobody waits for gigabytes that are refused anyway.
    if (stat.size > limit) tooLarge(named, limit)
    return readUpTo(file, named, limit)
  } finally {
    closeSync(file)
  }
}

/** A pipe has no size beforehand, and may have no end. */
function readUpTo(file: number, named: string, limit: number): Uint8Array {
  const chunks: Uint8Array[] = []
  for (let length = 0; ; ) {
    const chunk = new Uint8Array(65_536)
    const read = readSync(file, chunk)
    if (read === 0) return Buffer.concat(chunks)
    chunks.push(chunk.subarray(0, read))
    length += read
    if (length > limit) tooLarge(named, limit)
  }
}

function cannotRead(error: unknown, path: string): never {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') fail(exits.usage, { en: `${path} does not exist`, zh: `${path} 不存在` })
  if (code === 'EACCES' || code === 'EPERM')
    fail(exits.machine, { en: `${path} may not be read: no permission`, zh: `没有权限读取 ${path}` })
  return fail(exits.machine, reasonOf(error))
}

const tooLarge = (path: string, limit: number): never =>
  fail(exits.usage, {
    en: `${path} is larger than ${limit / megabyte} MB: is it the right file?`,
    zh: `${path} 超过 ${limit / megabyte} MB：文件选对了吗？`,
  })

/**
 * A file that only its owner reads (0600).
 *
 * @throws one line where it is there already, unless `force`d.
 */
export function writePrivate(io: Io, path: string, text: string, { force = false } = {}): void {
  const file = resolve(io.cwd, path)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600, flag: force ? 'w' : 'wx' })
    // `mode` is for a new file alone.
    if (force) chmodSync(file, 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      fail(exits.usage, {
        en: `${path} exists; with --force it is overwritten`,
        zh: `${path} 已存在；加 --force 才会覆盖`,
      })
    cannotWrite(path, error)
  }
}

/** @throws one line: wrong use where the path is wrong, else the machine refuses. */
export function cannotWrite(path: string, error: unknown): never {
  const { code = '' } = error as NodeJS.ErrnoException
  const { en, zh } = reasonOf(error)
  const isWrongPath = /^(ENOENT|EISDIR|ENOTDIR)$/.test(code)
  return fail(isWrongPath ? exits.usage : exits.machine, {
    en: `${path} cannot be written: ${en}`,
    zh: `无法写入 ${path}：${zh}`,
  })
}

/** The line that .gitignore lacks, for a folder inside of a git work tree that git would take along; else nothing. */
export function missingIgnore(path: string): { readonly file: string; readonly line: string } | undefined {
  let root = dirname(path)
  while (!existsSync(resolve(root, '.git'))) {
    if (root === dirname(root)) return undefined
    root = dirname(root)
  }
  // What is in the folder: it may not be there yet.
  const { status } = spawnSync('git', ['check-ignore', '--quiet', `${path}/file`], { cwd: root, stdio: 'ignore' })
  if (status === 0) return undefined
  return { file: resolve(root, '.gitignore'), line: `/${relative(root, path).replaceAll('\\', '/')}/` }
}
