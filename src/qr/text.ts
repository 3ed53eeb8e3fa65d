import { qrMatrix } from './matrix.js'
import { checkOptions, commonChecks, invalid, type QrOptions, trueOrFalse } from './options.js'

export type QrTextOptions = QrOptions & {
  /** Without colour codes, for a file or a log: dark modules become ink. Default `false`. */
  plain?: boolean
  /** With `plain` only: light modules become ink, for light letters on a dark ground. Default `false`. */
  invert?: boolean
}

const checks = { ...commonChecks, plain: trueOrFalse, invert: trueOrFalse }

// Near-black (232) and white (231) of the fixed 256-colour palette: colour schemes redefine 0 to 21, "black" and "white" too.
const darkOnLight = '\u001b[38;5;232;48;5;231m'
const reset = '\u001b[0m'

/**
 * The QR code of `text` for a terminal, two rows of modules to a line of half blocks, lines parted by `\n`.
 * Sets its own colours, black on white, so that it scans on dark and on light terminals.
 *
 * @throws ShroffError `PARAMETERS_INVALID`: an unknown or wrong option, `invert` without `plain`, no text or too much.
 */
export function qrText(text: string, options: QrTextOptions = {}): string {
  const { level = 'M', margin = 4, plain = false, invert = false } = checkOptions(options, checks)
  if (invert && !plain) {
    throw invalid([{ path: 'invert', problem: 'needs plain: true; the colours fit any terminal' }])
  }
  const modules = qrMatrix(text, level)
  const width = modules.length + 2 * margin
  // The number of rows is odd: the lower half of the last line lies outside and stays without ink.
  const ink = (x: number, y: number) => y < width && (modules[y - margin]?.[x - margin] ?? false) !== invert
  const lines: string[] = []
  for (let y = 0; y < width; y += 2) {
    let line = ''
    for (let x = 0; x < width; x++) line += [' ', '▄', '▀', '█'][(ink(x, y) ? 2 : 0) + (ink(x, y + 1) ? 1 : 0)]
    lines.push(plain ? line : darkOnLight + line + reset)
  }
  return lines.join('\n')
}
