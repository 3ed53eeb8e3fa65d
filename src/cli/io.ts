import type { Clock } from '../core/account.js'
import type { Language } from './texts.js'

/** What a command may touch of the world outside, so that a test runs it without one. */
export type Io = {
  /** To stdout: what was asked for. */
  out(text: string): void
  /** To stderr: what is said beside it. */
  err(text: string): void
  /** Stdin to its end, or so far that more than `limit` bytes are there: whoever writes gigabytes is not waited for. */
  readStdin(limit: number): Promise<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Whether somebody reads stdout at a terminal. */
  readonly terminal: boolean
  readonly clock: Clock
  /** Aborted when the program is to end: Ctrl-C, SIGTERM. */
  readonly signal: AbortSignal
  readonly language: Language
  /** One JSON document on stdout in place of words. */
  readonly json: boolean
}

/** What the machine has; language and `--json` are read from the parameters. */
export type Machine = Omit<Io, 'language' | 'json'>

/** What a command gives: a document with `--json`, else its words. */
export function answer(io: Io, document: unknown, words: string): void {
  io.out(io.json ? `${JSON.stringify(document, null, 2)}\n` : words.endsWith('\n') ? words : `${words}\n`)
}
