import type { Command } from 'commander'
import * as z from 'zod'
import type { ErrorCode } from '../../core/errors.js'
import { chinese } from '../chinese/chinese.js'
import { codes } from '../chinese/codes.js'
import { addCommand, addExamples } from '../command.js'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import { answer, type Io } from '../io.js'
import { line, pageOf, say } from '../texts.js'
import { readRunbook } from './runbook.js'
import { texts } from './texts.js'

const outcome = z.enum(['not-sent', 'rejected', 'unknown'])

/** Of an error what is shown again; all of it may stand in a log. */
const facts = {
  provider: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  providerCode: z.string().max(200).optional(),
  requestId: z.string().max(200).optional(),
}
const code = z.string().regex(/^[A-Z][A-Z_]{2,40}$/)

/** An error as `JSON.stringify` writes it. */
const written = z.object({
  code,
  outcome,
  message: z.string().max(20_000),
  next: z.string().max(5000).optional(),
  ...facts,
})

/** What `shroff explain --json` prints. */
export const explainOutput = z.strictObject({
  code,
  outcome,
  /** What this outcome promises of the money. */
  promise: z.string(),
  /** The error’s own first line. */
  problem: z.string(),
  /** The error’s own advice; absent where it has none. */
  next: z.optional(z.string()),
  ...facts,
  /** Of docs/runbook.md: what the code means for the money, where to look, whom to wake. */
  money: z.string(),
  look: z.string(),
  wake: z.string(),
  docs: z.string(),
})

export function addExplain(program: Command, io: Io): void {
  const command = addCommand(program, io, 'explain', texts.explain)
    .argument('[file]', say(io, texts.errorFile), '-')
    .action(async (file: string) => explain(io, await readText(io, file)))
  addExamples(command, io, [['shroff explain < error.json', texts.explain]])
}

function explain(io: Io, text: string): void {
  const error = findError(text)
  const row = error && readRunbook(io.language, error.code)
  if (!row) fail(exits.usage, texts.noError)
  const { message, ...rest } = error
  const problem = message.split('\n')[0]!.replace(/^ShroffError: /, '')
  const promise = say(io, texts[error.outcome])
  const docs = `${pageOf(io, 'runbook.md')}#${error.code.toLowerCase()}`
  const document = { ...rest, promise, problem, ...row, docs } satisfies z.input<typeof explainOutput>
  const named = (['provider', 'action', 'providerCode', 'requestId'] as const).flatMap((name) =>
    error[name] ? [`  ${line(io, name, error[name])}`] : [],
  )
  const { language } = io
  const meaning = language === 'zh' ? (chinese(problem) ?? codes[error.code as ErrorCode] ?? '') : problem
  const next = language === 'zh' ? chinese(error.next ?? '') : error.next
  const lines = [
    line(io, error.code, meaning),
    // Logs are searched by it.
    ...(meaning === problem ? [] : [`  ${line(io, texts.original, problem)}`]),
    ...named,
    `  ${line(io, 'outcome', promise, error.outcome)}`,
    ...(next ? [`  ${line(io, texts.next, next)}`] : []),
    ...(['money', 'look', 'wake'] as const).map((name) => `  ${line(io, texts[name], row[name])}`),
    `  ${docs}`,
  ]
  answer(io, document, lines.join('\n'))
}

/** In JSON, in a line of a log that has it as a member, or printed. */
function findError(text: string): z.output<typeof written> | undefined {
  for (const line of [text, ...text.split('\n')]) {
    const found = line.trim().startsWith('{') && inTree(parsed(line), 0)
    if (found) return found
  }
  return printed(text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inTree(tree: unknown, depth: number): z.output<typeof written> | undefined {
  if (typeof tree !== 'object' || tree === null || depth > 8) return undefined
  const { data } = written.safeParse(tree)
  if (data) return data
  for (const member of Object.values(tree).slice(0, 1000)) {
    const found = inTree(member, depth + 1)
    if (found) return found
  }
  return undefined
}

/** As consoles print it: the message’s own lines. */
function printed(text: string): z.output<typeof written> | undefined {
  const line = (name: string) => new RegExp(`^\\s*${name}: (.+?)\\s*$`, 'm').exec(text)?.[1]
  const [, anchor = ''] = /^\s*Docs: docs\/runbook\.md#(\w+)/m.exec(text) ?? []
  const end = text.search(/^\s*Outcome: /m)
  const message = /ShroffError: (.*)/.exec(text)?.[1] ?? text.slice(0, Math.max(0, end)).trim()
  const next = line('Next')
  return written.safeParse({ code: anchor.toUpperCase(), outcome: line('Outcome'), message, ...(next && { next }) })
    .data
}
