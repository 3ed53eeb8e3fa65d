/** One data object of a payer's code: tag and value in capital hexadecimal digits, or objects in its place. */
export type TlvObject =
  | { readonly tag: string; readonly objects: readonly TlvObject[] }
  | { readonly tag: string; readonly value: string; readonly objects?: undefined }

/** A data object as it was read. One that is constructed has `objects` besides its value. */
export type ReadTlv = {
  readonly tag: string
  readonly value: string
  /** Index into the bytes at which its tag begins. */
  readonly offset: number
  readonly objects?: readonly ReadTlv[]
}

/** More levels than any template has; deeper bytes stay a value. */
const deepest = 6

export type TlvResult = {
  readonly objects: ReadTlv[]
  /** Where it stopped being BER-TLV. */
  readonly brokenAt?: number
  /** Where a length takes more bytes than it needs. */
  readonly longAt?: number
}

/** The data objects of bytes (ISO/IEC 7816-4, BER-TLV), up to the first that is none. */
export function readTlv(bytes: Uint8Array, from = 0, to = bytes.length, depth = 1): TlvResult {
  const objects: ReadTlv[] = []
  let longAt: number | undefined
  for (let at = from; at < to; ) {
    const header = readHeader(bytes, at, to)
    if (!header || header.end > to) return { objects, brokenAt: at }
    const { tag, start, end, shortest } = header
    const value = toHex(bytes.subarray(start, end))
    if (!shortest) longAt ??= at
    // Bit 6 of the first byte: it holds data objects.
    const inner = bytes[at]! & 0x20 && depth < deepest ? readTlv(bytes, start, end, depth + 1) : undefined
    // The transparent templates are for the card scheme to read, whatever is in them.
    const opaque = depth > 1 && (tag === '63' || tag === '64')
    if (inner?.brokenAt !== undefined && !opaque) return { objects, brokenAt: inner.brokenAt }
    longAt ??= inner?.longAt
    objects.push({ tag, value, offset: at, ...(inner && inner.brokenAt === undefined && { objects: inner.objects }) })
    at = end
  }
  return { objects, ...(longAt !== undefined && { longAt }) }
}

function readHeader(bytes: Uint8Array, at: number, to: number) {
  let next = at + 1
  // Five ones: more bytes follow, each but the last with bit 8.
  if ((bytes[at]! & 0x1f) === 0x1f) {
    while (next < to && next < at + 4 && bytes[next]! & 0x80) next += 1
    next += 1
  }
  const tag = toHex(bytes.subarray(at, next))
  const first = next < to ? bytes[next]! : 0xff
  const more = first < 0x80 ? 0 : first === 0x81 ? 1 : first === 0x82 ? 2 : undefined
  const start = next + 1 + (more ?? 0)
  if (more === undefined || start > to) return undefined
  const length = more === 0 ? first : more === 1 ? bytes[next + 1]! : bytes[next + 1]! * 256 + bytes[next + 2]!
  return { tag, start, end: start + length, shortest: more === 0 || length > (more === 1 ? 0x7f : 0xff) }
}

/** The bytes of data objects, each length in its shortest form; undefined for what cannot be written. */
export function writeTlv(objects: readonly TlvObject[], depth = 1): Uint8Array | undefined {
  if (!Array.isArray(objects) || depth > deepest) return undefined
  const parts: number[] = []
  for (const object of objects as readonly (TlvObject | null | undefined)[]) {
    const tag = object && isTag(object.tag) && fromHex(object.tag)
    const value =
      object?.objects === undefined
        ? fromHex((object as { value?: unknown })?.value)
        : writeTlv(object.objects, depth + 1)
    if (!tag || !value || value.length > 0xffff) return undefined
    const { length } = value
    parts.push(...tag)
    parts.push(...(length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]))
    for (const byte of value) parts.push(byte)
  }
  return Uint8Array.from(parts)
}

const isTag = (tag: unknown) =>
  typeof tag === 'string' &&
  /^([0-9a-f][0-9a-e]|[02468ace]f|[13579bdf]f([89a-f][0-9a-f]){0,2}[0-7][0-9a-f])$/i.test(tag)

const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')

function fromHex(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !/^([0-9a-f]{2})*$/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}
