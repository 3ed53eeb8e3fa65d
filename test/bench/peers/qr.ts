import encodeQR from 'qr'
import qrcode from 'qrcode'
import { renderSVG } from 'uqr'

/** Each asked for the same: level M, a border of four modules, as small as it can. */
export const drawings: Record<string, (text: string) => string | Promise<string>> = {
  'qr, optimised': (text) => encodeQR(text, 'svg', { ecc: 'medium', border: 4, optimize: true }),
  uqr: (text) => renderSVG(text, { ecc: 'M', border: 4 }),
  qrcode: (text) => qrcode.toString(text, { type: 'svg', errorCorrectionLevel: 'M' }),
}
/** The matrix alone, without a drawing. */
export const matrix = (text: string) => encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
