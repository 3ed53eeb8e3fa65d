import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import * as z from 'zod'
import { qrMatrix } from '../../qr/matrix.js'
import type { QrLevel } from '../../qr/options.js'
import { qrPng } from '../../qr/png.js'
import { qrSvg } from '../../qr/svg.js'
import { qrText } from '../../qr/text.js'
import { addCommand, addExamples } from '../command.js'
import { cannotWrite } from '../files.js'
import { answer, type Io } from '../io.js'
import { say } from '../texts.js'
import { addEmvco } from './emvco.js'
import { given, wholeNumber } from './given.js'
import { texts } from './texts.js'

/** What `shroff qr --json` prints. */
export const qrOutput = z.strictObject({
  content: z.string(),
  level: z.enum(['L', 'M', 'Q', 'H']),
  /** Row by row, 1 for dark, without a border. */
  modules: z.array(z.string().regex(/^[01]+$/)),
  files: z.array(z.string()),
})

type Options = {
  svg?: string
  png?: string
  level: QrLevel
  margin?: number
  size?: number
  scale?: number
  title?: string
  plain?: boolean
  invert?: boolean
}

export function addQr(program: Command, io: Io): void {
  const command = addCommand(program, io, 'qr', texts.qr)
    .argument('[text]', say(io, texts.text))
    .option('--svg <file>', say(io, texts.svg))
    .option('--png <file>', say(io, texts.png))
    .option('--level <L|M|Q|H>', say(io, texts.level), 'M')
    .option('--margin <modules>', say(io, texts.margin), wholeNumber)
    .option('--size <pixels>', say(io, texts.size), wholeNumber)
    .option('--scale <pixels>', say(io, texts.scale), wholeNumber)
    .option('--title <text>', say(io, texts.title))
    .option('--plain', say(io, texts.plain))
    .option('--invert', say(io, texts.invert))
    .action(async (text: string | undefined, options: Options) => draw(io, await given(io, text), options))
  addExamples(command, io, [
    ['shroff qr "weixin://wxpay/bizpayurl?pr=JyC91EIz1"', texts.drawn],
    ['shroff qr "https://shop.example/pay" --svg pay.svg --png pay.png', texts.written],
    ['echo "https://shop.example/pay" | shroff qr -', texts.piped],
  ])
  addEmvco(command, io)
}

function draw(io: Io, content: string, options: Options): void {
  const { svg, png, level, margin, size, scale, title, plain, invert } = options
  const common = { level, ...(margin !== undefined && { margin }) }
  // First, so that a wrong option leaves no file.
  const words = qrText(content, { ...common, ...(plain && { plain }), ...(invert && { invert }) })
  if (svg !== undefined)
    write(io, svg, qrSvg(content, { ...common, ...(size !== undefined && { size }), ...(title && { title }) }))
  if (png !== undefined) write(io, png, qrPng(content, { ...common, ...(scale !== undefined && { scale }) }))
  const files = [svg, png].filter((file) => file !== undefined)
  const modules = qrMatrix(content, common.level).map((row) => row.map(Number).join(''))
  const wrote = files.map((file) => `${file}\n`).join('')
  answer(io, { content, level, modules, files } satisfies z.input<typeof qrOutput>, wrote || words)
}

function write(io: Io, file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(resolve(io.cwd, file), content)
  } catch (error) {
    cannotWrite(file, error)
  }
}
