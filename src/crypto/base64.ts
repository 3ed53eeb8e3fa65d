import type { Bytes } from './bytes.js'

// fromCharCode takes its characters as arguments, and too many of them overflow the stack.
const chunk = 0x8000

/** Standard base64 with padding, in one line. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += chunk) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunk))
  }
  return btoa(binary)
}

/** Of the URL alphabet, without padding (RFC 4648, section 5). */
export const toUrlBase64 = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** Strict: `undefined` for blanks, the URL alphabet, missing padding, stray bits at the end, and any junk. */
export function fromBase64(text: string): Bytes | undefined {
  let binary: string
  try {
    binary = atob(text)
  } catch {
    return undefined
  }
  // atob forgives blanks, padding and stray bits; only the one canonical text comes back the same.
  if (btoa(binary) !== text) return undefined
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** Base64 as people copy it: wrapped, in quotes, of the URL alphabet, without its padding. Otherwise as {@link fromBase64}. */
export function fromAnyBase64(text: string): Bytes | undefined {
  const bare = text
    // Padding from its first on only: else a million of them in a stranger's text would be looked at a million times over.
    .replace(/[\s"']|(?<!=)=+\s*$/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
  return fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, '='))
}
