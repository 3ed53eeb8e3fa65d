import type { Command } from 'commander'
import * as z from 'zod'
import { limits } from '../capture/captured.js'
import { readCapture } from '../capture/readCapture.js'
import { inChinese } from '../chinese/chinese.js'
import { addCommand, addExamples } from '../command.js'
import { type Config, readConfig } from '../config.js'
import { exits, fail } from '../fail.js'
import { readBytes } from '../files.js'
import { answer, type Io } from '../io.js'
import { say } from '../texts.js'
import { type AccountReport, accountOutput, reportAccount } from './configuration.js'
import { goLiveOutput, reportGoLive } from './goLive.js'
import { messageOutput, reportMessages } from './messages.js'
import { texts } from './texts.js'
import { isJudged } from './unjudged.js'
import { wordsOfAccount, wordsOfMessage, wordsOfRow } from './words.js'

/** What `shroff doctor --json` prints. */
export const doctorOutput = z.strictObject({
  /** Nothing is wrong that can be seen. */
  fine: z.boolean(),
  /** Without a captured message. */
  accounts: z.optional(z.array(accountOutput)),
  /** Of a captured message. */
  form: z.optional(z.enum(['har', 'curl', 'http', 'recorded', 'form', 'json'])),
  messages: z.optional(z.array(messageOutput)),
  /** With --go-live. */
  goLive: z.optional(z.array(goLiveOutput)),
})

type Options = { config?: string; online?: boolean; goLive?: boolean; at?: string }

export function addDoctor(program: Command, io: Io): void {
  const command = addCommand(program, io, 'doctor', texts.doctor)
    .argument('[file]', say(io, texts.capture))
    .option('--config <file>', say(io, texts.config))
    .option('--at <time>', say(io, texts.at))
    .option('--online', say(io, texts.online))
    .option('--go-live', say(io, texts.goLive))
    .action(async (file: string | undefined, options: Options) => {
      const config = await readConfig(io, options.config)
      await (file === undefined ? configuration(io, config, options) : message(io, file, config, options))
    })
  addExamples(command, io, [
    ['shroff doctor', texts.exampleConfig],
    ['shroff doctor webhook.http', texts.exampleCapture],
    ['shroff doctor --go-live --online', texts.exampleLive],
  ])
}

async function configuration(io: Io, config: Config, { online = false, goLive = false }: Options): Promise<void> {
  if (config.accounts.length === 0 && !goLive) fail(exits.usage, texts.noConfig)
  const accounts = await Promise.all(config.accounts.map((one) => reportAccount(io, one, { online })))
  const rows = goLive ? await reportGoLive(io, config, accounts) : undefined
  const fine = !accounts.some(isWrong) && !rows?.some(({ result }) => result === 'no')
  // With the list the accounts are told of only where something is wrong with them.
  const shown = accounts.filter((one) => !rows || isWrong(one))
  const words = [...shown.map((one) => wordsOfAccount(io, one)), ...(rows ?? []).map((row) => wordsOfRow(io, row))]
  answer(io, { fine, accounts, ...(rows && { goLive: rows }) } satisfies z.input<typeof doctorOutput>, words.join('\n'))
  if (!fine) fail(exits.no)
}

const isWrong = ({ findings, online }: AccountReport) =>
  online?.error !== undefined || findings.some(({ severity }) => severity === 'wrong')

async function message(io: Io, file: string, config: Config, { at, online, goLive }: Options): Promise<void> {
  if (online || goLive) fail(exits.usage, texts.noFileAllowed)
  const time = at === undefined ? undefined : Date.parse(at)
  if (Number.isNaN(time)) fail(exits.usage, texts.noTime)
  const bytes = await readBytes(io, file, limits.bytes)
  const capture = readOrFail(file, bytes)
  const messages = await reportMessages(io, capture, config, time)
  if (messages.length === 0)
    fail(exits.usage, { en: `${file}: ${texts.noMessage.en}`, zh: `${file}：${texts.noMessage.zh}` })
  const fine = messages.every(({ right, cause }) => right || !isJudged(cause))
  const document = { fine, form: capture.form, messages } satisfies z.input<typeof doctorOutput>
  answer(io, document, messages.map((one) => wordsOfMessage(io, one)).join('\n'))
  if (!fine) fail(exits.no)
}

function readOrFail(file: string, bytes: Uint8Array) {
  try {
    return readCapture(bytes)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return fail(exits.usage, { en: `${file}: ${error.message}`, zh: `${file}：${inChinese(error.message)}` })
  }
}
