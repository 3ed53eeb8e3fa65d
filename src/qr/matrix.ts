import encodeQR from 'qr'
import { invalid, type QrLevel } from './options.js'

// The package's name of each level, and the bytes that version 40, the largest code, holds (ISO/IEC 18004, table 7).
const levels = {
  L: ['low', 2953],
  M: ['medium', 2331],
  Q: ['quartile', 1663],
  H: ['high', 1273],
} as const

/**
 * The modules of the smallest QR code for `text`, row by row, `true` for dark, without a border. Text other than
 * digits and capitals is written as UTF-8 bytes without an ECI header, as wallets expect it.
 *
 * @throws ShroffError `PARAMETERS_INVALID`: not a string, empty, half of a surrogate pair, too long for `level`.
 */
export function qrMatrix(text: string, level: QrLevel): boolean[][] {
  checkText(text)
  const [ecc, capacity] = levels[level]
  try {
    // The package insists on a border; cut off here, so that each drawing adds its own, none included.
    const bordered = encodeQR(text, 'raw', { ecc, border: 1 })
    return bordered.slice(1, -1).map((row) => row.slice(1, -1))
  } catch (cause) {
    // Checked text and a known level leave the package one thing to refuse: the length.
    const bytes = new TextEncoder().encode(text).length
    const problem = `is ${bytes} bytes of UTF-8; ${capacity} fit at level ${level} (more if all are digits or capitals)`
    const next = level === 'L' ? 'Shorten the text.' : 'Shorten the text, or use a lower level: L holds 2953 bytes.'
    throw invalid([{ path: 'text', problem }], next, cause)
  }
}

function checkText(text: unknown): void {
  const problem =
    typeof text !== 'string' || text === ''
      ? 'must be a string, not empty'
      : // With the u flag a whole pair is one character, so this finds only halves; UTF-8 has no bytes for them.
        /\p{Cs}/u.test(text) && 'contains half of a surrogate pair: it was cut inside a character'
  if (problem) throw invalid([{ path: 'text', problem }])
}
