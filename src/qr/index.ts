/**
 * QR codes as SVG, PNG and terminal text.
 *
 * @module shroff/qr
 */
export type { QrLevel, QrOptions } from './options.js'
export { type QrPngOptions, qrDataUrl, qrPng } from './png.js'
export { type QrSvgOptions, qrSvg } from './svg.js'
export { type QrTextOptions, qrText } from './text.js'
