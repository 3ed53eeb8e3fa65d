import type { Candidate } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { joinFields } from '../doctor/forms.js'
import { pathVariants } from '../doctor/requests.js'
import { encode, type Fields, parameterText } from './canonical.js'
import { prefix } from './wire.js'

// What programs write in place of each part of the canonical request.

export function* paths(url: string, path: string, write: (path: string) => string): Generator<Candidate> {
  const { origin, host } = URL.canParse(url) ? new URL(url) : { origin: '', host: '' }
  const whole = prefix + path
  yield { cause: 'path-changed', text: write(whole), changes: [whole] }
  for (const from of [origin, host])
    for (const target of [whole, path]) yield { cause: 'host-signed', text: write(from + target) }
  for (const [cause, target] of pathVariants(path)) yield { cause, text: write(target), changes: [target] }
}

export function* queries(fields: Fields, address: string, write: (query: string) => string): Generator<Candidate> {
  const right = parameterText(fields)
  yield { cause: 'query-left-out', text: write('') }
  // Of a form it is hashed, and not signed.
  yield { cause: 'query-left-out', text: write(right) }
  yield { cause: 'encoded-twice', text: write(address), changes: Object.keys(fields) }
  for (const [cause, text] of encodings(fields)) yield { cause, text: write(text) }
}

/** Parameters as programs write them that do not write them as YeePay wants. */
export function encodings(fields: Fields): [Cause, string][] {
  const encoded = Object.fromEntries(Object.entries(fields).map(([name, value]) => [encode(name), encode(value)]))
  return [
    ['unsorted', joinFields(encoded, { names: Object.keys(encoded), empty: true })],
    ['values-not-encoded', joinFields(fields, { empty: true })],
    ['values-not-encoded', joinFields(fields, { names: Object.keys(fields), empty: true })],
    ['values-not-encoded', new URLSearchParams(sorted(fields)).toString()],
    ['values-not-encoded', new URLSearchParams({ ...fields }).toString()],
    ['empty-values', joinFields(encoded)],
    ['encoded-twice', joinFields(fields, { empty: true, encode: (value) => encode(encode(value)) })],
  ]
}

const sorted = (fields: Fields): [string, string][] =>
  Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))

/** Lines of headers in another form or order, and lists of others. */
export function* headersOf(
  headers: Fields,
  names: readonly string[],
  write: (headers: string) => string,
): Generator<Candidate> {
  const cause = 'headers-changed'
  const of = (list: readonly string[], line: (name: string, value: string) => string) =>
    list.map((name) => line(name, (headers[name] ?? '').trim())).join('\n')
  const bare = (name: string, value: string) => `${name}:${value}`
  const right = (name: string, value: string) => `${encode(name)}:${encode(value)}`
  const inOrder = [...names].sort()
  yield {
    cause,
    text: write(of(inOrder, bare)),
    changes: inOrder.filter((name) => encode(headers[name] ?? '') !== headers[name]),
  }
  yield { cause, text: write(of(names, bare)), changes: names }
  yield { cause, text: write(of(names, right)), changes: names }
  yield { cause, text: write(of([...inOrder].reverse(), right)), changes: names }
  for (const capital of [
    (name: string) => name.toUpperCase(),
    (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  ])
    yield { cause, text: write(of(inOrder, (name, value) => right(capital(name), value))), changes: names }
  for (const space of [': ', '='])
    yield { cause, text: write(of(inOrder, (name, value) => encode(name) + space + encode(value))), changes: names }
  for (const name of names)
    yield {
      cause,
      text: write(
        of(
          inOrder.filter((other) => other !== name),
          right,
        ),
      ),
      changes: [name],
    }
  for (const name of Object.keys(headers).filter((other) => !names.includes(other) && other !== 'authorization'))
    yield { cause, text: write(of([...names, name].sort(), right)), changes: [name] }
}
