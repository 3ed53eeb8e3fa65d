import type { Random } from './random.js'

type Change = (bytes: Uint8Array, random: Random) => Uint8Array

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const splice = (bytes: Uint8Array, at: number, removed: number, put: Uint8Array) =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]))

/** What parsers have stumbled over: limits of numbers, control characters, half surrogates, brackets, quotes. */
const words = [
  ...['', '0', '-1', '1e999', '99999999999999999999', '0x10', 'NaN', 'null', 'true', '""', '[]', '{}', '"', '\\'],
  ...[
    '__proto__',
    'constructor',
    '\u0000',
    '\r\n',
    '\u2028',
    '\ud83c',
    '%',
    '%00',
    '%F0',
    '&',
    '=',
    '+',
    '&sign=',
    '<!DOCTYPE a>',
  ],
  ...['<a>', '</xml>', ']]>', '-----BEGIN PRIVATE KEY-----', '-----END', ',', ';', '`', '\t', '，', '\ufeff'],
]

/** For any bytes. */
const plain: Change[] = [
  (bytes, random) => {
    const changed = new Uint8Array(bytes)
    if (changed.length > 0) changed[random.below(changed.length)]! ^= 1 << random.below(8)
    return changed
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), random.below(9), new Uint8Array()),
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), 0, bytesOf(random.pick(words))),
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), random.below(9), bytesOf(random.pick(words))),
  (bytes, random) => {
    const from = random.below(bytes.length + 1)
    return splice(bytes, random.below(bytes.length + 1), 0, bytes.slice(from, from + random.below(200)))
  },
  (bytes, random) =>
    splice(bytes, random.below(bytes.length + 1), 0, new Uint8Array(random.below(40)).fill(random.below(256))),
]

/** For what is made of parts: two change places, one is doubled, one goes, one is swallowed by another. */
const parts =
  (separator: string): Change =>
  (bytes, random) => {
    const list = textOf(bytes).split(separator)
    const [a, b] = [random.below(list.length), random.below(list.length)]
    const change = random.below(4)
    if (change === 0) [list[a], list[b]] = [list[b]!, list[a]!]
    else if (change === 1) list.splice(a, 0, list[b]!)
    else if (change === 2) list.splice(a, 1)
    else list.splice(a, 2, `${list[a]}${encodeURIComponent(separator)}${encodeURIComponent(list[a + 1] ?? '')}`)
    return new Uint8Array(Buffer.from(list.join(separator), 'latin1'))
  }

/** For forms: the mistakes of frameworks and of those who fold one field into its neighbour. */
const form: Change[] = [
  parts('&'),
  parts('&'),
  parts('='),
  (bytes) =>
    bytesOf(
      decodeURIComponent(
        textOf(bytes)
          .replace(/%(?![0-9A-F]{2})/gi, '%25')
          .replace(/%[89A-F]./gi, 'x'),
      ),
    ),
  (bytes) => bytesOf(encodeURIComponent(textOf(bytes))),
  (bytes, random) =>
    bytesOf(
      textOf(bytes).replaceAll(random.pick(['+', '%26', '%3D', '%20']), random.pick(['+', '&', '=', '%20', ' '])),
    ),
]

/** For JSON: a member changes its kind, is doubled, or holds a tree without end. */
const json: Change[] = [
  parts(','),
  parts(':'),
  (bytes, random) => {
    const text = textOf(bytes)
    const values = [...text.matchAll(/(?<=":)("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null)/g)]
    if (values.length === 0) return bytes
    const { index, 0: old } = random.pick(values)
    const put = random.pick([
      'null',
      '0',
      '-1',
      '1e400',
      '""',
      '"x"',
      '[]',
      '{}',
      'true',
      `${'['.repeat(40)}${']'.repeat(40)}`,
    ])
    return new Uint8Array(Buffer.from(text.slice(0, index) + put + text.slice(index + old.length), 'latin1'))
  },
]

const kinds = {
  bytes: plain,
  form: [...plain, ...form],
  json: [...plain, ...json],
  lines: [...plain, parts('\n'), parts(',')],
}

export type Kind = keyof typeof kinds

/** One to three changes, one after the other. */
export function mutate(bytes: Uint8Array, kind: Kind, random: Random): Uint8Array {
  let changed = bytes
  for (let times = 1 + random.below(3); times > 0; times -= 1) changed = random.pick(kinds[kind])(changed, random)
  return changed
}
