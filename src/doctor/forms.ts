import { charsets, decoded, edges, misread, unescaped, unescapedHtml, withoutSlashes } from './bodies.js'
import type { Candidate, Text } from './case.js'
import type { Cause } from './causes.js'
import { rewritings } from './json-styles.js'

export type Fields = Readonly<Record<string, string>>

/** A field's value before something changed it. */
type Change = { readonly cause: Cause; readonly value: string; readonly changes?: readonly string[] }

/**
 * What the fields of a form may have been before something on the way changed them.
 *
 * @param write The text that is signed of fields.
 * @param known Whether the provider has a field of this name.
 */
export function* forms(
  fields: Fields,
  write: (fields: Fields) => string,
  known: (name: string) => boolean,
): Generator<Candidate> {
  const names = Object.keys(fields)
  const with_ = (changed: Fields): string => write({ ...fields, ...changed })
  // All values at once first: what changes one changes mostly all.
  for (const [cause, change] of changes) {
    const changed = Object.fromEntries(names.map((name) => [name, change(fields[name]!)]))
    const touched = names.filter((name) => changed[name] !== fields[name])
    if (touched.length === 0) continue
    yield { cause, text: with_(changed), changes: touched }
    if (touched.length > 1)
      for (const name of touched) yield { cause, text: with_({ [name]: changed[name]! }), changes: [name] }
  }
  // Times have blanks of their own.
  const spaced = names.filter((name) => fields[name]!.includes(' ') && !/^\d{4}-\d\d-\d\d /.test(fields[name]!))
  const plus = Object.fromEntries(spaced.map((name) => [name, fields[name]!.replaceAll(' ', '+')]))
  if (spaced.length > 1) yield { cause: 'plus-as-space', text: with_(plus), changes: spaced }
  for (const name of spaced) {
    yield { cause: 'plus-as-space', text: with_({ [name]: plus[name]! }), changes: [name] }
    for (const value of eachReplaced(fields[name]!))
      yield { cause: 'plus-as-space', text: with_({ [name]: value }), changes: [name] }
  }
  const foreign = names.filter((name) => !known(name))
  if (foreign.length > 1) yield { cause: 'field-added', text: write(without(fields, foreign)), changes: foreign }
  for (const name of [...foreign, ...names.filter(known)])
    yield { cause: 'field-added', text: write(without(fields, [name])), changes: [name] }
  for (const name of names)
    for (const { cause, value, changes } of valuesOf(fields[name]!))
      yield { cause, text: with_({ [name]: value }), changes: changes ? [name, ...changes] : [name] }
}

const changes: readonly (readonly [Cause, (value: string) => string])[] = [
  ['html-escaped', unescapedHtml],
  ['html-escaped', (value) => unescapedHtml(unescapedHtml(value))],
  ['slashes-added', withoutSlashes],
  ['encoded-twice', (value) => unescaped(value.replaceAll('+', ' ')) ?? value],
  ['encoded-twice', (value) => unescaped(value) ?? value],
  ['charset', (value) => decoded(misread(value) ?? value) ?? value],
]

/** What one value alone may have been. */
function* valuesOf(value: string): Generator<Change> {
  for (const { cause, text } of edges(value)) if (typeof text === 'string') yield { cause, value: text }
  for (const form of ['NFC', 'NFD'] as const)
    if (value.normalize(form) !== value) yield { cause: 'letters-composed', value: value.normalize(form) }
  if (/^\s*[{[]/.test(value))
    for (const { text, changes } of rewritings(value, [])) yield { cause: 'json-rewritten', value: text, changes }
}

/** Each blank alone as a plus sign; of few, for few are what people write. */
function* eachReplaced(value: string): Generator<string> {
  const places = [...value.matchAll(/ /g)].map(({ index }) => index)
  if (places.length < 2 || places.length > 8) return
  for (let some = 1; some < 2 ** places.length - 1; some += 1) {
    const letters = [...value.split('')]
    places.forEach((place, bit) => {
      if (some & (1 << bit)) letters[place] = '+'
    })
    yield letters.join('')
  }
}

export const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** All fields but `left`, in this order; `encode` for values. */
export const joinFields = (
  fields: Fields,
  { left = [], names = Object.keys(fields).sort(), empty = false, encode = (value: string) => value }: Joining = {},
): string =>
  names
    .filter((name) => !left.includes(name) && (empty || fields[name] !== ''))
    .map((name) => `${name}=${encode(fields[name]!)}`)
    .join('&')

type Joining = {
  left?: readonly string[]
  names?: readonly string[]
  empty?: boolean
  encode?: (value: string) => string
}

/**
 * What programs sign of fields in place of the right text.
 *
 * @param right The text itself.
 * @param options `empty`: whether it has fields without a value.
 */
export function* joinings(
  fields: Fields,
  left: readonly string[],
  right: string,
  { empty = false } = {},
): Generator<Candidate> {
  const given = Object.keys(fields)
  const caseless = [...given].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const join = (how: Joining) => joinFields(fields, { left, empty, ...how })
  const all: (readonly [Cause, Text])[] = [
    ['empty-values', join({ empty: !empty })],
    ['unsorted', join({ names: given })],
    ['unsorted', join({ names: [...given].sort().reverse() })],
    ['unsorted', join({ names: caseless })],
    ['values-encoded', join({ encode: encodeURIComponent })],
    ['values-encoded', join({ encode: (value) => new URLSearchParams({ v: value }).toString().slice(2) })],
    ['values-quoted', join({ encode: (value) => `"${value}"` })],
    ['line-end-dropped', `${right}\n`],
    ['separator-behind', `${right}&`],
  ]
  for (const [cause, text] of all) yield { cause, text }
  for (const { cause, text } of charsets(right)) yield { cause, text }
}

/** The field of the signature itself, as it may have stood there before there was one. */
export function* withSignature(fields: Fields, name: string): Generator<Candidate> {
  for (const value of ['', 'null', 'undefined'])
    yield { cause: 'signature-signed', text: joinFields({ ...fields, [name]: value }, { empty: true }) }
}
