import { InvalidArgumentError } from 'commander'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import type { Io } from '../io.js'
import { texts } from './texts.js'

/** A text of the command line, or of stdin for `-`, without the line end that the shell puts behind it. */
export async function given(io: Io, text: string | undefined): Promise<string> {
  if (text === undefined) return fail(exits.usage, texts.noText)
  return text === '-' ? (await readText(io, '-')).replace(/\r?\n$/, '') : text
}

export function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('')
}
