import { sha256 } from '#crypto'
import { type Bytes, concat } from '../crypto/bytes.js'

// Addresses of the XRP Ledger: base58 of its own alphabet, with four bytes of a double SHA-256 as a check.
// Source: XRPLF/xrpl.js: packages/ripple-address-codec (XLS-5 for X-addresses).

const alphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz'

/** The 20 bytes that a classic address stands for; undefined where its check does not fit: a letter was mistyped. */
export async function accountOf(address: string): Promise<Uint8Array | undefined> {
  const bytes = fromBase58(address)
  if (bytes?.length !== 25 || bytes[0] !== 0) return undefined
  const check = await checkOf(bytes.subarray(0, 21))
  return check.every((byte, at) => byte === bytes[21 + at]) ? bytes.subarray(1, 21) : undefined
}

/** Account and tag as one text, `X…` of the main network, `T…` of any other: a payer cannot leave the tag out. */
export async function toXAddress(account: Uint8Array, tag: number, main: boolean): Promise<string> {
  const prefix = main ? [0x05, 0x44] : [0x04, 0x93]
  // A flag that there is a tag, and the tag in eight bytes, the least first.
  const tagged = Uint8Array.of(1, tag & 0xff, (tag >>> 8) & 0xff, (tag >>> 16) & 0xff, tag >>> 24, 0, 0, 0, 0)
  const payload = concat(Uint8Array.from(prefix), account, tagged)
  return toBase58(concat(payload, await checkOf(payload)))
}

async function checkOf(payload: Uint8Array): Promise<Uint8Array> {
  const digest = await sha256(await sha256(payload))
  return digest.subarray(0, 4)
}

function fromBase58(text: string): Bytes | undefined {
  let number = 0n
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return undefined
    number = number * 58n + BigInt(digit)
  }
  const bytes: number[] = []
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 0xffn))
  // Each zero byte in front is a letter of its own.
  const zeros = text.length - text.replace(/^r+/, '').length
  return Uint8Array.from([...Array<number>(zeros).fill(0), ...bytes])
}

function toBase58(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text
  return text
}
