import { md5, sha1, sha256 } from '#crypto'
import { concat, toHex, utf8 } from '../crypto/bytes.js'
import { same } from '../crypto/certificate.js'
import { encryptRaw } from '../crypto/rsa-raw.js'

/** What a key's public operation makes of a signature. Each of these forms cannot come about by chance. */
export type Recovered =
  /** RSASSA-PKCS1-v1_5, as all providers use it (RFC 8017, section 9.2). */
  | { form: 'digest'; hash: string; digest: string }
  /** Its padding around something that is no DigestInfo. */
  | { form: 'bare' }
  /** RSASSA-PSS (RFC 8017, section 9.1). */
  | { form: 'pss' }

const hashes: Readonly<Record<string, string>> = {
  '2A864886F70D0205': 'MD5',
  '2B0E03021A': 'SHA-1',
  '608648016503040204': 'SHA-224',
  '608648016503040201': 'SHA-256',
  '608648016503040202': 'SHA-384',
  '608648016503040203': 'SHA-512',
}

/**
 * What this key signed, if it made the signature: one public operation per key. `text` is what should have been signed; a
 * signature by PSS with the longest salt is known by it alone.
 */
export async function recover(
  spki: Uint8Array,
  signature: Uint8Array,
  text: Uint8Array | undefined,
): Promise<Recovered | undefined> {
  let fits = false
  const block = encryptRaw(spki, (length) => {
    fits = length === signature.length
    return fits ? signature : new Uint8Array(length)
  })
  if (!fits) return undefined
  const content = /^0001(?:FF){8,}00(.*)$/.exec(toHex(block))?.[1]
  if (content === undefined) return (await isPss(block, text)) ? { form: 'pss' } : undefined
  const [, length = '0', rest = ''] = /^30..30..06(..)(.*)$/.exec(content) ?? []
  const end = 2 * Number.parseInt(length, 16)
  const digest = /^(?:0500)?04..(.+)$/.exec(rest.slice(end))?.[1]
  const hash = digest && hashes[rest.slice(0, end)]
  return hash ? { form: 'digest', hash, digest } : { form: 'bare' }
}

/** Digests that candidates are compared by; of the others the name is enough. */
export async function digestOf(hash: string, text: Uint8Array): Promise<string | undefined> {
  if (hash === 'SHA-256') return toHex(await sha256(text))
  if (hash === 'SHA-1') return toHex(await sha1(text))
  return hash === 'MD5' ? toHex(md5(text)) : undefined
}

async function isPss(block: Uint8Array, text: Uint8Array | undefined): Promise<boolean> {
  if (block.at(-1) !== 0xbc) return false
  for (const [hash, length] of [
    [sha256, 32],
    [sha1, 20],
  ] as const) {
    const at = block.length - length - 1
    const found = block.slice(at, -1)
    const mask = await maskOf(hash, found, at)
    const data = block.slice(0, at).map((byte, index) => byte ^ mask[index]!)
    data[0]! &= 0x7f
    const one = data.findIndex((byte) => byte !== 0)
    if (data[one] !== 1) continue
    if (one >= 8) return true
    const salt = data.slice(one + 1)
    if (text && same(found, await hash(concat(new Uint8Array(8), await hash(text), salt)))) return true
  }
  return false
}

/** MGF1 (RFC 8017, appendix B.2.1). */
async function maskOf(hash: typeof sha256, seed: Uint8Array, length: number): Promise<Uint8Array> {
  const blocks: Uint8Array[] = []
  for (let count = 0; count * 20 < length; count += 1)
    blocks.push(await hash(concat(seed, Uint8Array.of(0, 0, 0, count))))
  return concat(...blocks)
}

/** Parts of a text as one. */
export const textOf = (parts: readonly (string | Uint8Array)[]): Uint8Array => concat(...parts.map(bytesOf))

export const bytesOf = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? utf8(text) : text)
