import { createHash } from 'node:crypto'

/** The members of a transaction as JSON-RPC has them; bytes and hashes in upper-case hexadecimal. */
export type Fields = Readonly<Record<string, unknown>>

/** Type and number of each field that is known here (xrpl.org, "Serialization Format"; definitions.json). */
const names: Readonly<Record<string, string>> = {
  '1.2': 'TransactionType',
  ...{ '2.2': 'Flags', '2.3': 'SourceTag', '2.4': 'Sequence', '2.14': 'DestinationTag', '2.27': 'LastLedgerSequence' },
  ...{ '2.33': 'SetFlag', '5.17': 'InvoiceID' },
  ...{ '6.1': 'Amount', '6.3': 'LimitAmount', '6.8': 'Fee', '6.9': 'SendMax', '6.10': 'DeliverMin' },
  ...{ '7.3': 'SigningPubKey', '7.4': 'TxnSignature', '7.7': 'Domain', '7.12': 'MemoType', '7.13': 'MemoData' },
  ...{ '8.1': 'Account', '8.3': 'Destination' },
  ...{ '14.10': 'Memo', '15.9': 'Memos' },
}
const kinds: Readonly<Record<number, string>> = { 0: 'Payment', 3: 'AccountSet', 20: 'TrustSet' }

type Read = { fields: Fields; parts: readonly { name: string; from: number; until: number }[] }

/** Reads a blob to its last byte; throws for a field out of order, one that is not known, or one that is there twice. */
export function readBlob(hex: string): Fields {
  return readParts(Buffer.from(hex, 'hex')).fields
}

export function readParts(bytes: Buffer, from = 0, end = bytes.length): Read {
  const fields: Record<string, unknown> = {}
  const parts: { name: string; from: number; until: number }[] = []
  let at = from
  let last = 0
  while (at < end) {
    const begin = at
    let [type, number] = [bytes[at]! >> 4, bytes[at]! & 15]
    at += 1
    if (type === 0) type = bytes[at++]!
    if (number === 0) number = bytes[at++]!
    if ((type << 8) + number <= last) throw new Error('fields are not in order')
    last = (type << 8) + number
    const name = names[`${type}.${number}`]
    if (!name) throw new Error(`a field ${type}.${number} is not known`)
    const [value, next] = readValue(bytes, at, type, name)
    fields[name] = value
    parts.push({ name, from: begin, until: next })
    at = next
  }
  if (at !== end) throw new Error('it is cut off')
  return { fields, parts }
}

function readValue(bytes: Buffer, at: number, type: number, name: string): [value: unknown, next: number] {
  if (type === 1) {
    const number = bytes.readUInt16BE(at)
    return [kinds[number] ?? number, at + 2]
  }
  if (type === 2) return [bytes.readUInt32BE(at), at + 4]
  if (type === 5) return [hexOf(bytes, at, at + 32), at + 32]
  if (type === 6) return readAmount(bytes, at)
  if (type === 7 || type === 8) {
    const [length, begin] = readLength(bytes, at)
    const value = hexOf(bytes, begin, begin + length)
    return [type === 8 ? toAddress(Buffer.from(value, 'hex')) : value, begin + length]
  }
  if (type !== 15) throw new Error(`${name} is not read here`)
  // An array of objects; each ends with E1, all of it with F1.
  const items: object[] = []
  while (bytes[at] !== 0xf1) {
    if (bytes[at] !== 0xea) throw new Error(`${name} has something else in it`)
    const end = bytes.indexOf(0xe1, at)
    // Short texts alone are in there: a length, and as many bytes, none of which is E1.
    items.push({ Memo: readParts(bytes, at + 1, end).fields })
    at = end + 1
  }
  return [items, at + 1]
}

function readLength(bytes: Buffer, at: number): [length: number, next: number] {
  const first = bytes[at]!
  if (first <= 192) return [first, at + 1]
  if (first > 240) throw new Error('a length is not read here')
  return [193 + (first - 193) * 256 + bytes[at + 1]!, at + 2]
}

/** XRP as drops; a token with 54 bits of digits and an exponent that has 97 added. */
function readAmount(bytes: Buffer, at: number): [value: unknown, next: number] {
  const word = bytes.readBigUInt64BE(at)
  const isPositive = (word >> 62n) & 1n
  if (!(word >> 63n)) {
    if (!isPositive) throw new Error('an amount below nought')
    return [String(word & ((1n << 62n) - 1n)), at + 8]
  }
  const exponent = Number((word >> 54n) & 0xffn) - 97
  const digits = word & ((1n << 54n) - 1n)
  const code = bytes.subarray(at + 8, at + 28)
  const isShort = code.subarray(0, 12).every((byte) => byte === 0) && code[12] !== 0
  const currency = isShort ? code.toString('latin1', 12, 15) : hexOf(bytes, at + 8, at + 28)
  return [{ currency, issuer: toAddress(bytes.subarray(at + 28, at + 48)), value: decimal(digits, exponent) }, at + 48]
}

function decimal(digits: bigint, exponent: number): string {
  if (exponent >= 0) return `${digits}${'0'.repeat(exponent)}`
  const text = String(digits).padStart(1 - exponent, '0')
  return `${text.slice(0, exponent)}.${text.slice(exponent)}`.replace(/\.?0+$/, '')
}

const hexOf = (bytes: Buffer, from: number, until: number) => bytes.toString('hex', from, until).toUpperCase()

/** A transaction's id: the first half of SHA-512 over `TXN`, a zero byte and the blob. */
export const idOf = (hex: string): string => hexOf(half(Buffer.from(`54584E00${hex}`, 'hex')), 0, 32)

export const half = (bytes: Buffer): Buffer => createHash('sha512').update(bytes).digest().subarray(0, 32)

/** The address of a public key. */
export function addressOf(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest()
  return toAddress(createHash('ripemd160').update(digest).digest())
}

const alphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz'

function toAddress(account: Buffer): string {
  const versioned = Buffer.concat([Buffer.from([0]), account])
  const twice = createHash('sha256').update(createHash('sha256').update(versioned).digest()).digest()
  const whole = Buffer.concat([versioned, twice.subarray(0, 4)])
  let number = BigInt(`0x${whole.toString('hex')}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text
  const zeros = whole.findIndex((byte) => byte !== 0)
  return alphabet[0]!.repeat(zeros) + text
}
