import type { Command } from 'commander'
import { addCommand, addExamples } from '../command.js'
import type { Io } from '../io.js'
import { say } from '../texts.js'
import { inspect, serial, thumbprint } from './inspect.js'
import { texts } from './texts.js'
import { convert, generate } from './write.js'

export function addKeys(program: Command, io: Io): void {
  const keys = addCommand(program, io, 'keys', texts.keys)
  const tell = (name: keyof typeof texts) => say(io, texts[name])

  const make = addCommand(keys, io, 'generate', texts.generate)
    .option('--bits <n>', tell('bits'), '2048')
    .option('--sm2', tell('sm2'))
    .option('--out <file>', tell('out'))
    .option('--public-out <file>', tell('publicOut'))
    .option('--stdout', tell('stdout'))
    .option('--force', tell('force'))
    .action((options) => generate(io, options))
  addExamples(make, io, [
    ['shroff keys generate --out private-key.pem', texts.generate],
    ['shroff keys generate --sm2 --out sm2-key.pem', texts.sm2],
  ])

  const change = addCommand(keys, io, 'convert', texts.convert)
    .argument('<file>', tell('file'))
    .requiredOption('--to <form>', tell('to'))
    .option('--public', tell('publicHalf'))
    .option('--out <file>', tell('out'))
    .option('--stdout', tell('stdout'))
    .option('--force', tell('force'))
    .option('--password-env <name>', tell('passwordEnv'))
    .action((file: string, options) => convert(io, file, options))
  addExamples(change, io, [
    ['shroff keys convert private-key.pem --to bare --public', texts.publicHalf],
    ['shroff keys convert private-key.pem --to pkcs1 --out old-form.pem', texts.convert],
  ])

  const look = addCommand(keys, io, 'inspect', texts.inspect)
    .argument('<file>', tell('file'))
    .option('--password-env <name>', tell('passwordEnv'))
    .action((file: string, options) => inspect(io, file, options))
  addExamples(look, io, [['shroff keys inspect apiclient_cert.pem', texts.inspect]])

  const number = addCommand(keys, io, 'serial', texts.serial)
    .argument('<certificate|number>', tell('serialOf'))
    .option('--hex', tell('hex'))
    .option('--decimal', tell('decimal'))
    .action((given: string, options) => serial(io, given, options))
  addExamples(number, io, [['shroff keys serial 68759529225', texts.serial]])

  const print = addCommand(keys, io, 'thumbprint', texts.thumbprint)
    .argument('<file>', tell('file'))
    .option('--password-env <name>', tell('passwordEnv'))
    .action((file: string, options) => thumbprint(io, file, options))
  addExamples(print, io, [['shroff keys thumbprint public-key.pem', texts.thumbprint]])
}
