import type { Command } from 'commander'
import * as z from 'zod'
import { buildMerchantCode } from '../../qr/emvco/buildMerchantCode.js'
import type { MerchantCodeParameters } from '../../qr/emvco/fields.js'
import { parseMerchantCode } from '../../qr/emvco/parseMerchantCode.js'
import { parsePayerCode } from '../../qr/emvco/parsePayerCode.js'
import { addCommand, addExamples } from '../command.js'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import { answer, type Io } from '../io.js'
import { line, say } from '../texts.js'
import { given } from './given.js'
import { texts } from './texts.js'

/** What `shroff qr emvco build --json` prints. */
export const emvcoBuildOutput = z.strictObject({ content: z.string() })

/** What `shroff qr emvco parse --json` prints. */
export const emvcoParseOutput = z.strictObject({
  /** Whose code it is: a merchant’s, or a payer’s. */
  presented: z.enum(['merchant', 'payer']),
  /** Checksum and form are right; only then it has fields. */
  intact: z.boolean(),
  findings: z.array(z.looseObject({ code: z.string(), breaks: z.boolean() })),
  /** As the library’s parser names them. */
  code: z.record(z.string(), z.unknown()),
})

export function addEmvco(qr: Command, io: Io): void {
  const emvco = addCommand(qr, io, 'emvco', texts.emvco)
  const parse = addCommand(emvco, io, 'parse', texts.emvcoParse)
    .argument('[text]', say(io, texts.text))
    .action(async (text: string | undefined) => parseCode(io, await given(io, text)))
  addExamples(parse, io, [['shroff qr emvco parse - < code.txt', texts.emvcoParse]])
  const build = addCommand(emvco, io, 'build', texts.emvcoBuild)
    .argument('<file>', say(io, texts.parameters))
    .action(async (file: string) => buildCode(io, await readText(io, file)))
  addExamples(build, io, [
    ['shroff qr emvco build code.json', texts.emvcoBuild],
    ['shroff qr emvco build code.json | shroff qr -', texts.drawn],
  ])
}

function buildCode(io: Io, text: string): void {
  let parameters: unknown
  try {
    parameters = JSON.parse(text)
  } catch {
    fail(exits.usage, texts.noJson)
  }
  const content = buildMerchantCode(parameters as MerchantCodeParameters)
  answer(io, { content } satisfies z.input<typeof emvcoBuildOutput>, content)
}

function parseCode(io: Io, text: string): void {
  const { intact, findings, ...code } = text.startsWith('0002') ? parseMerchantCode(text) : parsePayerCode(text)
  const presented = text.startsWith('0002') ? 'merchant' : 'payer'
  const document = { presented, intact, findings: [...findings], code }
  const head = say(io, intact ? texts.intact : texts.broken)
  const lines = [
    head,
    ...findings.map(({ code: name, problem, ...at }) => `  ${line(io, name, say(io, problem), JSON.stringify(at))}`),
    ...Object.entries(code).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  ]
  answer(io, document, lines.join('\n'))
  if (!intact) fail(exits.no)
}
