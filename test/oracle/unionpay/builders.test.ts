import { createHash, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../vectors/unionpay/samples.js'
import { merchantCertificate } from '../../vectors/unionpay.js'
import { formFields } from '../alipay/primitives.js'
import { answerFields, canonicalText, type Fields, verifies } from '../unionpay.js'

const strictly = (violation: string) => {
  throw new Error(violation)
}

// Wrong builders and readers, each of which somebody has shipped or would: the published samples notice every one.

type Message = { name: string; fields: Fields; certificate: string }
const messages = vectors.flatMap(({ name, kind, input, expected }): Message[] => {
  const { params, body, rawBody } = input
  if (kind === 'request-sign') {
    const fields = { ...params, signature: expected.signature! }
    return [{ name, fields, certificate: merchantCertificate }]
  }
  if (kind === 'request-form-body') {
    return [{ name, fields: formFields(body!, strictly), certificate: merchantCertificate }]
  }
  if (!expected.expectValid || (!rawBody && !params)) return []
  const fields = rawBody ? answerFields(rawBody, strictly) : params!
  return [{ name, fields, certificate: fields.signPubKeyCert! }]
})

type Pairs = [name: string, value: string][]
const byName = ([one]: Pairs[number], [other]: Pairs[number]) => (one < other ? -1 : 1)
const byLetter = ([one]: Pairs[number], [other]: Pairs[number]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)
const joined = (pairs: Pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')
/** The signed text of the sorted pairs, some left out. */
const builder =
  (write: (pairs: Pairs) => string, ...dropped: string[]) =>
  (fields: Fields) =>
    write(
      Object.entries(fields)
        .filter(([name]) => !['signature', ...dropped].includes(name))
        .sort(byName),
    )
const right = builder(joined)
const hashed = (text: string) => createHash('sha256').update(text)
const twice = (text: string) => Buffer.from(hashed(text).digest('hex'))

/** The names of the messages whose signature does not fit what is built. */
const noticed = (build: (fields: Fields) => string, hash: (text: string) => Uint8Array = twice) =>
  messages
    .filter(
      ({ fields, certificate }) =>
        !verify('sha256', hash(build(fields)), certificate, Buffer.from(fields.signature!, 'base64')),
    )
    .map(({ name }) => name.replace('acp510-', ''))

describe('the published signatures notice', () => {
  const sent = ['sign-front-consume', 'body-web-pay', 'body-cancel-31']
  const withCard = ['response-query-00', 'back-notify-consume']
  const received = ['response-query-00', 'response-refund-04', 'back-notify-consume']
  const all = [...sent, ...received]

  it('nothing of the right builder, also of the one made here', () => {
    expect(messages).toHaveLength(6)
    expect(noticed(canonicalText)).toEqual([])
    expect(noticed(right)).toEqual([])
  })

  it.each<[string, (fields: Fields) => string, string[]]>([
    ['values percent-encoded', builder((pairs) => new URLSearchParams(pairs).toString()), all],
    ['an order of letters and not of bytes', builder((pairs) => joined(pairs.sort(byLetter))), withCard],
    ['the order turned round', builder((pairs) => joined(pairs.reverse())), all],
    ['certId left out', builder(joined, 'certId'), sent],
    ['signMethod left out', builder(joined, 'signMethod'), all],
    ['the certificate left out', builder(joined, 'signPubKeyCert'), received],
    ['the signature left in', (fields) => joined(Object.entries(fields).sort(byName)), all],
    ['a separator at the end', (fields) => `${right(fields)}&`, all],
    ['LF between the lines of the certificate', (fields) => right(fields).replaceAll('\r', ''), received],
    ['a line end after the certificate', (fields) => right(fields).replace(/(?<=E-----)/, '\r\n'), received],
  ])('%s', (_, build, names) => expect(noticed(build)).toEqual(names))

  it.each<[string, (text: string) => Uint8Array]>([
    ['a text hashed once', (text) => Buffer.from(text)],
    ['a hash in capitals', (text) => Buffer.from(hashed(text).digest('hex').toUpperCase())],
    ['the bytes of the hash', (text) => hashed(text).digest()],
    ['the hash in base64', (text) => Buffer.from(hashed(text).digest('base64'))],
  ])('%s', (_, hash) => expect(noticed(right, hash)).toEqual(all))

  const bodies = vectors.flatMap(({ input }) => input.rawBody ?? [])
  const holds = (fields: Fields) => verifies(fields, fields.signature ?? '', fields.signPubKeyCert!)
  it.each<[string, (body: string) => Fields, boolean]>([
    ['no answer read as it should be', (body) => answerFields(body, strictly), true],
    ['an answer read as a form', (body) => Object.fromEntries(new URLSearchParams(body)), false],
    [
      'values that end at their first =',
      (body) => Object.fromEntries(body.split('&').map((pair) => pair.split('=').slice(0, 2))),
      false,
    ],
    ['lines trimmed', (body) => answerFields(body.replaceAll('\r\n', '\n'), strictly), false],
  ])('%s', (_, read, expected) => expect(bodies.map((body) => holds(read(body)))).toEqual([expected, expected]))
})

// No published body has a nested part: these are the forms of the wire page.
describe('an answer is read by the walk of the official SDK', () => {
  it.each<[string, Fields]>([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['{a=1&b=2}', { a: '1', b: '2' }],
    ['{a=1}&b=2', { '{a': '1}', b: '2' }],
    ['cardTransData={ICCardData=A&x=B}&respCode=00', { cardTransData: '{ICCardData=A&x=B}', respCode: '00' }],
    ['tokenPayData={token=1&trId=2}', { tokenPayData: '{token=1&trId=2}' }],
    ['a=[x&y]&respMsg=成功[0000000]&b=2', { a: '[x&y]', respMsg: '成功[0000000]', b: '2' }],
    ['a={[&}&b=]', { a: '{[&}', b: ']' }],
    ['sign=QQ==&b=1', { sign: 'QQ==', b: '1' }],
    ['a=%2B+&b', { a: '%2B+', b: '' }],
    ['', {}],
  ])('%s', (body, fields) => expect(answerFields(body, () => {})).toEqual(fields))
})
