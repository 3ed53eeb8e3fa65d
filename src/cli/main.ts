import { setMaxListeners } from 'node:events'
import { CommanderError } from 'commander'
import { isShroffError } from '../core/errors.js'
import { told } from './chinese/told.js'
import { type ExitCode, exits, isCliError, isRefusedByMachine, reasonOf } from './fail.js'
import type { Io, Machine } from './io.js'
import { createProgram } from './program.js'
import { askedLanguage, languageOf, mistakes, say, type Text, texts } from './texts.js'

/** Runs one command; gives what the program ends with. What went wrong is one line on stderr, never a stack. */
export async function main(parameters: readonly string[], machine: Machine): Promise<ExitCode> {
  const io: Io = {
    ...machine,
    language: languageOf(parameters, machine.env),
    json: parameters.includes('--json'),
  }
  // Each account that is asked listens for Ctrl-C, and Node would warn of more than ten.
  setMaxListeners(0, machine.signal)
  try {
    const lang = askedLanguage(parameters)
    if (lang !== undefined && lang !== 'en' && lang !== 'zh') return end(io, exits.usage, texts.noLanguage)
    await createProgram(io).parseAsync(parameters.length === 0 ? ['--help'] : parameters, { from: 'user' })
    return exits.fine
  } catch (error) {
    return ended(io, error)
  }
}

function ended(io: Io, error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version were asked for.
    if (error.exitCode === 0) return exits.fine
    if (error.code === 'commander.help') return end(io, exits.usage, texts.noCommand)
    return end(io, exits.usage, inOneLine(error))
  }
  if (isCliError(error)) return end(io, error.exit, error.text)
  if (isShroffError(error)) {
    const { problem, next } = told(io, error)
    return end(io, exits.usage, [problem, next].filter(Boolean).join(io.language === 'zh' ? '；' : ' '))
  }
  const { message } = error instanceof Error ? error : { message: String(error) }
  if (isRefusedByMachine(error))
    return end(io, exits.machine, {
      en: `${texts.refused.en}: ${message}`,
      zh: `${texts.refused.zh}：${reasonOf(error).zh}`,
    })
  return end(io, exits.fault, `${message}: ${say(io, texts.fault)}`)
}

function end(io: Io, exit: ExitCode, text: Text | string): ExitCode {
  const message = say(io, text).replaceAll(/\s*\n\s*/g, ' ')
  if (message === '') return exit
  io.err(`shroff: ${message}\n`)
  if (io.json) io.out(`${JSON.stringify({ error: { code: exit, message } })}\n`)
  return exit
}

/** The parser’s own message, in both languages. */
function inOneLine({ code, message }: CommanderError): Text {
  const en = message.replace(/^error: /, '')
  const given = /'[^']*'/.exec(en)?.[0] ?? ''
  return { en, zh: mistakes[code]?.replace('{}', given) ?? en }
}
