import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { exits, fail } from './fail.js'
import type { Io } from './io.js'

const megabyte = 2 ** 20

/**
 * A text file, or stdin for `-`.
 *
 * @throws one line for each way in which it cannot be: missing, a folder, no permission, too large, no text.
 */
export async function readText(io: Io, path: string, limit = 10 * megabyte): Promise<string> {
  const bytes = path === '-' ? await io.readStdin() : readFile(resolve(io.cwd, path), path, limit)
  if (bytes.length > limit) tooLarge(path, limit)
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

/** Bytes, for files that are no text, such as a PFX. */
export function readBytes(io: Io, path: string, limit = 10 * megabyte): Uint8Array {
  return readFile(resolve(io.cwd, path), path, limit)
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
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function cannotRead(error: unknown, path: string): never {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') fail(exits.usage, { en: `${path} does not exist`, zh: `${path} 不存在` })
  if (code === 'EACCES' || code === 'EPERM')
    fail(exits.machine, { en: `${path} may not be read: no permission`, zh: `没有权限读取 ${path}` })
  return fail(exits.machine, message)
}

const tooLarge = (path: string, limit: number): never =>
  fail(exits.usage, {
    en: `${path} is larger than ${limit / megabyte} MiB: is it the right file?`,
    zh: `${path} 超过 ${limit / megabyte} MiB：文件选对了吗？`,
  })

/**
 * A file that only its owner reads (0600).
 *
 * @throws one line where it is there already, unless `force`d.
 */
export function writePrivate(io: Io, path: string, text: string, { force = false } = {}): void {
  const file = resolve(io.cwd, path)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, text, { mode: 0o600, flag: force ? 'w' : 'wx' })
    // `mode` is for a new file alone.
    if (force) chmodSync(file, 0o600)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      fail(exits.usage, {
        en: `${path} exists; with --force it is overwritten`,
        zh: `${path} 已存在；加 --force 才会覆盖`,
      })
    fail(exits.machine, { en: `${path} cannot be written: ${message}`, zh: `无法写入 ${path}：${message}` })
  }
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
