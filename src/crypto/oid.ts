import type { Bytes } from './bytes.js'
import { damagedDer } from './der.js'

/** An object identifier in dotted form, from the content of its DER element. */
export function oidText(content: Uint8Array): string {
  // Arcs are big integers (those made from UUIDs have 128 bits); the limit keeps a forged one from costing time.
  if (content.length === 0 || content.length > 64 || content.at(-1)! >= 0x80) throw damagedDer()
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    if (arc === 0n && byte === 0x80) throw damagedDer()
    arc = arc * 128n + BigInt(byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  // The first two arcs share one number (X.690, section 8.19.4).
  const first = arcs[0]! < 80n ? arcs[0]! / 40n : 2n
  return [first, arcs[0]! - first * 40n, ...arcs.slice(1)].join('.')
}

/** The content of the DER element for an object identifier in dotted form. */
export function oidBytes(text: string): Bytes {
  if (!/^[0-2](\.\d+)+$/.test(text)) throw new Error(`not an object identifier: ${text}`)
  const [first, second, ...rest] = text.split('.').map(BigInt) as [bigint, bigint, ...bigint[]]
  return Uint8Array.from([first * 40n + second, ...rest].flatMap(base128))
}

function base128(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)]
  for (let high = arc >> 7n; high > 0n; high >>= 7n) bytes.unshift(Number(high & 0x7fn) | 0x80)
  return bytes
}
