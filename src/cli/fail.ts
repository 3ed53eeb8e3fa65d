import type { Text } from './texts.js'

/** What a command ends with. */
export const exits = {
  fine: 0,
  /** The answer is no: something was found, a test failed, keys do not match. */
  no: 1,
  /** Wrong use or input. */
  usage: 2,
  /** The machine refuses: a port is taken, a file may not be read. */
  machine: 3,
  /** A fault of ours. */
  fault: 70,
} as const

export type ExitCode = (typeof exits)[keyof typeof exits]

/** Ends the command; `text` is the one line on stderr, and nothing where the command has said all itself. */
export type CliError = Error & { readonly exit: ExitCode; readonly text: Text | string }

/** @throws `CliError` */
export function fail(exit: ExitCode, text: Text | string = ''): never {
  throw Object.assign(new Error(typeof text === 'string' ? text : text.en), { exit, text })
}

export const isCliError = (error: unknown): error is CliError => error instanceof Error && 'exit' in error

/** Node's words for what the machine refuses, such as EADDRINUSE. */
export const isRefusedByMachine = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  /^E(ADDRINUSE|ADDRNOTAVAIL|ACCES|PERM|ROFS|NOSPC|MFILE|DQUOT|BUSY|IO)$/.test(
    String((error as { code?: unknown }).code),
  )

/** The same in Chinese, by Node’s code. */
const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用',
  EADDRNOTAVAIL: '这不是本机的地址',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '文件系统只读',
  ENOSPC: '磁盘已满',
  EMFILE: '打开的文件太多',
  EDQUOT: '超出磁盘配额',
  EBUSY: '正在使用',
  EIO: '读写出错',
  ENOENT: '目录不存在',
  ENOTDIR: '路径中有一段不是目录',
  EISDIR: '是目录，不是文件',
}

/** Node’s error in both languages. */
export function reasonOf(error: unknown): Text {
  const { code = '', message, path, address } = error as NodeJS.ErrnoException & { address?: string }
  return { en: message, zh: [path ?? address, reasons[code] ?? code].filter(Boolean).join(' ') }
}
