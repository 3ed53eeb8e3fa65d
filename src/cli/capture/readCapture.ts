import { type Capture, isObject, limits, parseTree, toText } from './captured.js'
import { readCurl } from './curl.js'
import { readHar } from './har.js'
import { isHttp, readHttp } from './http.js'
import { isRecorded, readRecorded } from './recorded.js'

/**
 * What was captured, in whatever form: HAR, a curl command, raw HTTP, what `recordTransport` kept, or the body of a message whose
 * signature stands in it. The form is found by how it begins.
 *
 * @throws `SyntaxError` with the reason in one line, in which there is nothing of the text but a few characters.
 */
export function readCapture(bytes: Uint8Array): Capture {
  if (bytes.length > limits.bytes) throw new SyntaxError(`it is over ${limits.bytes / 1e6} MB`)
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 4096))
    .replace(/^(\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '')
  if (head === '') throw new SyntaxError('it is empty')
  // First, for a body in it may be of any bytes.
  if (isHttp(head)) return { form: 'http', exchanges: [readHttp(withoutStart(bytes))] }
  if (head.includes('\0')) throw new SyntaxError('it is a binary file')
  const text = toText(bytes)
    .replace(/^\ufeff/, '')
    .trim()
  if (/^([$>#] +)?curl(\.exe)?\s/.test(text)) return { form: 'curl', exchanges: [readCurl(text)] }
  if (text.startsWith('{') || text.startsWith('[')) return readTree(text)
  if (isForm(text)) return { form: 'form', exchanges: [{ request: ofForm(text) }] }
  throw new SyntaxError(
    text.startsWith('<')
      ? 'it is XML or HTML: the request line and the headers in front of it are missing'
      : 'it is neither HAR, nor a curl command, nor raw HTTP, nor what recordTransport kept, nor a signed form',
  )
}

function readTree(text: string): Capture {
  const tree = parseTree(text)
  if (isObject(tree) && 'log' in tree) return { form: 'har', exchanges: readHar(tree) }
  if (isRecorded(tree)) return { form: 'recorded', exchanges: readRecorded(tree) }
  if (isObject(tree) && isSignedReply(tree))
    return { form: 'json', exchanges: [{ reply: { status: 200, headers: {}, body: new TextEncoder().encode(text) } }] }
  if (isObject(tree) && isOrderInfo(tree))
    return { form: 'json', exchanges: [{ request: ofForm(new URLSearchParams(tree).toString()) }] }
  if (isObject(tree) && 'outcome' in tree && 'code' in tree)
    throw new SyntaxError('it is an error of this library: shroff explain reads it')
  throw new SyntaxError('it is JSON, but neither HAR nor what recordTransport kept: a body alone has no signature')
}

/** Alipay’s answers by V2 have their signature beside their content. */
const isSignedReply = (tree: Record<string, unknown>) =>
  typeof tree.sign === 'string' && Object.keys(tree).some((name) => name.endsWith('_response'))

/** What a smart program hands to Baidu’s cashier. */
const isOrderInfo = (tree: Record<string, unknown>): tree is Record<string, string> =>
  'rsaSign' in tree && Object.values(tree).every((value) => typeof value === 'string')

/** The body of a notification, as logs have it. */
const isForm = (text: string) => /^[\w.-]+=[^\s]*$/.test(text) && /(^|&)(rsaSign|sign(ature)?|response)=/.test(text)

const ofForm = (text: string) => ({
  method: 'POST',
  url: 'http://localhost/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new TextEncoder().encode(text),
})

const withoutStart = (bytes: Uint8Array) => bytes.subarray(bytes.findIndex((byte) => byte >= 0x41 && byte <= 0x5a))
