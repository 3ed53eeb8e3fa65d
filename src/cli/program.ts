import { Command, type HelpConfiguration, Option } from 'commander'
import { version } from '../core/version.js'
import { addDoctor } from './doctor/doctor.js'
import { addExplain } from './doctor/explain.js'
import { addInit } from './init/init.js'
import type { Io } from './io.js'
import { addKeys } from './keys/keys.js'
import { addMock } from './mock/mock.js'
import { addQr } from './qr/qr.js'
import { headings, say, texts } from './texts.js'
import { addWebhook } from './webhook/webhook.js'

/** All commands, told in the language of `io`. */
export function createProgram(io: Io): Command {
  const program = new Command('shroff')
  program
    .description(say(io, texts.shroff))
    .version(version, '-V, --version', say(io, texts.version))
    .helpOption('-h, --help', say(io, texts.help))
    .helpCommand('help [command]', say(io, texts.helpCommand))
    .addOption(new Option('--lang <en|zh>', say(io, texts.lang)))
    .option('--json', say(io, texts.json))
    .configureHelp(helpOf(io))
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} })
    .exitOverride()
  addMock(program, io)
  addDoctor(program, io)
  addExplain(program, io)
  addInit(program, io)
  addKeys(program, io)
  addQr(program, io)
  addWebhook(program, io)
  return program
}

const helpOf = ({ language }: Io): HelpConfiguration => ({
  showGlobalOptions: true,
  // Each says its default in words.
  argumentDescription: ({ description }) => description,
  ...(language === 'zh' && {
    styleTitle: (title) => headings[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const choices = argChoices && `可选 ${argChoices.join('、')}`
      const notes = [choices, defaultValue !== undefined && `默认 ${String(defaultValue)}`].filter(Boolean)
      return notes.length === 0 ? description : `${description}（${notes.join('，')}）`
    },
  }),
})
