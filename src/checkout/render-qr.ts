import { qrModules } from './qr-modules.js'

/** Light modules on each side (ISO/IEC 18004). They belong to the picture, so that no page's ground comes too near. */
const margin = 4

/**
 * Draws a payment's code, black on white with its border, into a `<canvas>` or an `<svg>` of the page: whole pixels for each
 * module, at least four. Gives the picture's width and height, in CSS pixels.
 *
 * Name the picture yourself, by `aria-label` and `role="img"`.
 *
 * @param width About as large it becomes, in CSS pixels. Default 232.
 * @throws `RangeError`: no text, or more than 213 bytes. A link of that length is no code for a phone: open it, see `openPayment`.
 * @example
 * renderQr(document.querySelector('canvas'), nextAction.content)
 */
export function renderQr(target: HTMLCanvasElement | SVGSVGElement, content: string, width = 232): number {
  if (!('getContext' in target)) return drawSvg(target, content, width)
  const { count, scale, dark } = laidOut(content, width)
  const size = count * scale
  // CSS's pixel may be several of the screen's: the canvas has all of them, and CSS says how large it is.
  const fine = Math.ceil(globalThis.devicePixelRatio || 1)
  target.width = target.height = size * fine
  target.style.width = target.style.height = `${size}px`
  const pen = target.getContext('2d')!
  pen.scale(scale * fine, scale * fine)
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, count, count)
  pen.fillStyle = '#000'
  pen.fill(new Path2D(dark))
  return size
}

/** The same for an `<svg>` alone, which is all that the element has. */
export function drawSvg(target: SVGSVGElement, content: string, width = 232): number {
  const { count, scale, dark } = laidOut(content, width)
  const size = count * scale
  const attributes = { width: size, height: size, viewBox: `0 0 ${count} ${count}`, 'shape-rendering': 'crispEdges' }
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value))
  target.replaceChildren(
    ...[`M0 0h${count}v${count}H0z`, dark].map((d, at) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', d)
      path.setAttribute('fill', at ? '#000' : '#fff')
      return path
    }),
  )
  return size
}

/** In modules: how many there are on each side, and a square for each dark one; and the pixels of one. */
function laidOut(content: string, width: number): { count: number; scale: number; dark: string } {
  const modules = qrModules(content)
  const count = modules.length + 2 * margin
  const dark = modules
    .map((row, y) => row.map((module, x) => (module ? `M${x + margin} ${y + margin}h1v1h-1z` : '')).join(''))
    .join('')
  return { count, scale: Math.max(4, Math.floor(width / count)), dark }
}
