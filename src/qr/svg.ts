import { contrast, hexColour } from './colour.js'
import { qrMatrix } from './matrix.js'
import { checkOptions, commonChecks, invalid, type QrOptions, wholeNumber } from './options.js'

export type QrSvgOptions = QrOptions & {
  /** Width and height in CSS pixels, 1 to 10 000. Default: none, the picture fills its container. */
  size?: number
  /** Colour of the dark modules, `#rgb` or `#rrggbb`. Default `#000`. */
  dark?: string
  /** Colour of the light modules and the border, likewise. Default `#fff`. */
  light?: string
  /** What a screen reader says and the pointer shows, one line. Default `QR code`. */
  title?: string
}

const checks = {
  ...commonChecks,
  size: (value: unknown) => wholeNumber(value, 1, 10_000),
  dark: hexColour,
  light: hexColour,
  title: oneLine,
}

// WCAG 2.2, 1.4.11: the contrast a graphic needs to be told from its ground; cameras in dim shops need it no less.
const leastContrast = 3

/**
 * The QR code of `text` as one `<svg>` element: safe to put into a page as it is, whatever `text` and `title` hold.
 *
 * @throws ShroffError `PARAMETERS_INVALID`: an unknown or wrong option, colours that do not scan (`light` must be the
 * lighter one, with a contrast of at least 3 : 1), no text or too much of it.
 */
export function qrSvg(text: string, options: QrSvgOptions = {}): string {
  const {
    level = 'M',
    margin = 4,
    size,
    dark = '#000',
    light = '#fff',
    title = 'QR code',
  } = checkOptions(options, checks)
  checkContrast(dark, light)
  const modules = qrMatrix(text, level)
  const width = modules.length + 2 * margin
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}"` +
    (size === undefined ? '' : ` width="${size}" height="${size}"`) +
    ` role="img" shape-rendering="crispEdges"><title>${escapeMarkup(title)}</title>` +
    `<path fill="${light}" d="M0 0h${width}v${width}H0"/>` +
    `<path stroke="${dark}" d="${strokes(modules, margin)}"/></svg>`
  )
}

/** One stroke of width 1 for each horizontal run, along the middle of its row, starting from where the last one ended. */
function strokes(modules: boolean[][], margin: number): string {
  let path = ''
  let penX = 0
  let penY = 0
  modules.forEach((row, y) => {
    for (let start = row.indexOf(true); start >= 0; start = row.indexOf(true, penX)) {
      const light = row.indexOf(false, start)
      const end = light < 0 ? row.length : light
      path += path === '' ? `M${margin + start} ${margin + y}.5` : `m${start - penX} ${y - penY}`
      path += `h${end - start}`
      penX = end
      penY = y
    }
  })
  return path
}

function checkContrast(dark: string, light: string): void {
  const ratio = contrast(dark, light)
  if (ratio >= leastContrast) return
  const problem =
    ratio < 1
      ? 'is lighter than light; most wallets do not read light modules on a dark ground'
      : `has a contrast of only ${ratio.toFixed(1)} : 1 with light; a code needs ${leastContrast} : 1 to be read`
  throw invalid([{ path: 'dark', problem }])
}

function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return 'must be a string, not empty'
  // Neither control characters nor half pairs nor U+FFFE, U+FFFF may stand in XML, not even escaped.
  return /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(value) ? 'must be one line without control characters' : undefined
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}
