import { readForm } from '../codec/form.js'
import type { WireRequest } from '../core/transport.js'
import { bodies, decoded } from '../doctor/bodies.js'
import type { Candidate, Content, Found, Text } from '../doctor/case.js'
import { hashedTwice } from '../doctor/digests.js'
import { bytesOf } from '../doctor/recover.js'
import { addresses } from '../doctor/requests.js'
import type { YeepayAccount } from './account.js'
import { authText, decodedAgain, type Fields, headerText, parameterText, requestText } from './canonical.js'
import { bySignature, held } from './doctor-keys.js'
import { encodings, headersOf, paths, queries } from './doctor-variants.js'
import { header, prefix, schemes } from './wire.js'

/** What the merchant sent: five parts, of which one is the headers, and of those one the hash of the content. */
export function request(account: YeepayAccount, sent: WireRequest): Found {
  const { wire } = held(account).scheme
  const { headers, method } = sent
  const auth = readLeniently(headers.authorization ?? '')
  if (!auth) return 'unsigned'
  if (auth.scheme !== wire.name)
    return Object.values(schemes).some(({ name }) => name === auth.scheme) ? 'other-algorithm' : 'unsigned'
  const [called = '', address = ''] = addresses(sent.url).path.split('?', 2)
  const path = called.startsWith(`${prefix}/`) ? called.slice(prefix.length) : called
  const isQuery = method === 'GET'
  // Values are encoded once or twice: both are taken.
  const readings = readingsOf(isQuery ? address : decoded(sent.body ?? '') || address)
  const names = auth.signedHeaders
  const write = (given: { method?: string; path?: string; query?: string; headers?: string } = {}) =>
    requestText({
      auth,
      method,
      path,
      query: isQuery ? parameterText(readings[0]!) : '',
      headers: headerText(headers, names),
      ...given,
    })
  const right = write()
  const required = [header.appKey, header.requestId, wire.contentHeader]
  return {
    ...bySignature(account, auth.signature),
    ...(wire === schemes.rsa && { signature: auth.signature.split('$', 1)[0]!, alphabet: 'url' as const }),
    expected: 'privateKey',
    text: right,
    ...(isQuery && { also: readings.slice(1).map((fields) => write({ query: parameterText(fields) })) }),
    fresh: true,
    signedAt: Date.parse(auth.time) || undefined,
    holds: Number(auth.seconds) || undefined,
    content: contentOf(account, sent, readings),
    beside: !required.every((name) => names.includes(name))
      ? 'headers-missing'
      : !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(auth.time)
        ? 'time-form'
        : auth.appKey !== account.appKey || headers[header.appKey] !== auth.appKey
          ? 'other-merchant'
          : undefined,
    *candidates(): Generator<Candidate> {
      yield* hashedTwice(right)
      yield* paths(sent.url, path, (changed) => write({ path: changed }))
      for (const fields of readings) yield* queries(fields, address, (query) => write({ query }))
      yield* headersOf(headers, names, (changed) => write({ headers: changed }))
      for (const other of [method.toLowerCase(), 'GET', 'POST'])
        yield { cause: 'method-changed', text: write({ method: other }) }
      const line = authText(auth)
      for (const more of [
        `${auth.scheme} ${line}`,
        `${line}/${names.join(';')}`,
        `${auth.scheme} ${line}/${names.join(';')}`,
      ])
        yield { cause: 'whole-header', text: more + right.slice(line.length) }
      yield { cause: 'line-ends-changed', text: right.replaceAll('\n', '\r\n') }
      yield { cause: 'line-end-dropped', text: `${right}\n` }
      yield { cause: 'separators-changed', text: right.replaceAll('\n\n', '\n') }
      yield { cause: 'separators-changed', text: right.replaceAll('\n', '') }
    },
  }
}

/** In Base64 that is not made for addresses a signature has the separator itself. */
function readLeniently(authorization: string) {
  const found = /^(\S+) yop-auth-v3\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/(\S+)$/.exec(authorization)
  if (!found) return undefined
  const [, scheme, appKey, time, seconds, names, signature] = found as unknown as string[]
  return {
    scheme,
    appKey: appKey!,
    time: time!,
    seconds: seconds!,
    signedHeaders: names!.split(';'),
    signature: signature!,
  }
}

/** Decoded twice, where that goes, and once. */
function readingsOf(text: string): [Fields, ...Fields[]] {
  try {
    const once = readForm(text)
    const twice = decodedAgain(once)
    return twice ? [twice, once] : [once]
  } catch {
    return [{}]
  }
}

/** What the hash among the headers is of. */
function contentOf(
  account: YeepayAccount,
  { method, headers, body = new Uint8Array() }: WireRequest,
  readings: readonly Fields[],
): Content | undefined {
  const { scheme } = held(account)
  const digest = headers[scheme.wire.contentHeader]
  // Of an upload the files are not hashed, and its parts are not read here.
  const type = headers['content-type'] ?? ''
  if (digest === undefined || /^multipart\b/i.test(type)) return undefined
  const hash = (text: Text) => scheme.digest(bytesOf(text))
  const isJson = /^application\/json\b/i.test(type)
  const texts: Text[] = isJson ? [body] : readings.map(parameterText)
  const [text = '', ...also] = method === 'GET' ? ['', ...texts] : texts
  return {
    digest,
    hash,
    text,
    also,
    *candidates() {
      for (const one of [text, ...also]) yield* inOtherLetters(one, hash)
      yield { cause: 'body-left-out', text: '' }
      if (isJson) return yield* bodies(body)
      // What is sent is encoded twice; where it is not, it is one of the others.
      const [one, other] = [readings[0]!, readings.at(-1)!].map(parameterText)
      if (one !== other) yield { cause: 'encoded-twice', text: body }
      for (const fields of readings) for (const [cause, given] of encodings(fields)) yield { cause, text: given }
    },
  }
}

function* inOtherLetters(text: Text, hash: (text: Text) => Promise<string>): Generator<Candidate> {
  yield { cause: 'digest-letters', text, signed: async (given) => (await hash(given)).toUpperCase() }
}
