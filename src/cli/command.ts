import type { Command } from 'commander'
import type { Io } from './io.js'
import { say, type Text, texts } from './texts.js'

/** A command with what all have: `--lang` and `--json` are understood after it too, and its help shows them. */
export function addCommand(program: Command, io: Io, name: string, description: Text): Command {
  return program
    .command(name)
    .description(say(io, description))
    .helpOption('-h, --help', say(io, texts.help))
    .copyInheritedSettings(program)
}

/** Lines that run as they stand, each with what it does. */
export function addExamples(
  command: Command,
  io: Io,
  examples: readonly (readonly [line: string, does: Text])[],
): void {
  const width = Math.max(...examples.map(([line]) => line.length))
  const lines = examples.map(([line, does]) => `  ${line.padEnd(width)}  # ${say(io, does)}`)
  command.addHelpText('after', `\n${say(io, texts.examples)}\n${lines.join('\n')}`)
}
