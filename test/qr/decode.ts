import jsqr from 'jsqr'
import { PNG } from 'pngjs'

/** Dark modules, the border included, as a drawing shows them. */
export type Grid = boolean[][]

/** The bytes that a decoder of another author reads from the picture; throws if it finds no code. */
export function readPixels(pixels: Uint8Array, width: number, height: number): Uint8Array {
  // jsqr is published as CommonJS: its function is the default export's default under some loaders.
  const decode = 'default' in jsqr ? (jsqr as unknown as { default: typeof jsqr }).default : jsqr
  const code = decode(Uint8ClampedArray.from(pixels), width, height, { inversionAttempts: 'dontInvert' })
  if (!code) throw new Error(`jsqr finds no code in ${width} x ${height} pixels`)
  return Uint8Array.from(code.binaryData)
}

export function readPng(file: Uint8Array): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(file) as Uint8Array)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readPixels(data, width, height))
}

export function readGrid(grid: Grid, scale = 4): string {
  const [height, width] = [grid.length * scale, grid[0]!.length * scale]
  const pixels = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (grid[Math.floor(y / scale)]![Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readPixels(pixels, width, height))
}

/** Rasterises the one stroke path by its own reading of the SVG grammar: M, m, h only, at the middle of rows. */
export function svgGrid(svg: string): Grid {
  const width = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)![1])
  const grid: Grid = Array.from({ length: width }, () => Array(width).fill(false))
  const [, path] = /<path stroke="#[0-9a-f]+" d="([^"]*)"/i.exec(svg)!
  if (!/^([Mm]-?\d+ \d+(\.5)?h\d+)+$/.test(path!)) throw new Error(`unexpected path ${path}`)
  let [x, y] = [0, 0]
  for (const [, command, first, second] of path!.matchAll(/([Mmh])(-?\d+)(?: ([\d.]+))?/g)) {
    if (command === 'M') [x, y] = [Number(first), Number(second)]
    else if (command === 'm') [x, y] = [x + Number(first), y + Number(second)]
    else for (const end = x + Number(first); x < end; x++) grid[y - 0.5]![x] = true
  }
  return grid
}

const halves: Record<string, [boolean, boolean]> = {
  ' ': [false, false],
  '▀': [true, false],
  '▄': [false, true],
  '█': [true, true],
}

/** Where the terminal shows the letters' colour. */
export function inkGrid(plain: string): Grid {
  return plain.split('\n').flatMap((line) => [[...line].map((c) => halves[c]![0]), [...line].map((c) => halves[c]![1])])
}
