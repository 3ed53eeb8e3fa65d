// What UnionPay signs, and how its answers are taken apart (ACP 5.1.0).
// Source: hanfengzqh/UnionPayQR: SDKUtil.java, a copy of the official SDK

export type Fields = Readonly<Record<string, string>>

/**
 * The signed text: every field but `signature`, in the order of the names' bytes, values as they are before any encoding. What
 * is empty is left out: it is never sent, and that it is left out of what is received is *unconfirmed* (the official Java demo
 * does, a Python copy does not, and no real message with one is known).
 */
export const signedText = (fields: Fields): string =>
  Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')

const maximumFields = 200

/**
 * The fields of an answer, which is no form: nothing in it is percent-encoded. A value goes to the next `&` outside of `{…}`
 * and `[…]`, which do not nest; only the first `=` parts it from its name.
 *
 * @throws SyntaxError for a field that occurs twice, and for more than 200.
 */
export function parseReply(text: string): Fields {
  const body = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text
  const fields: Record<string, string> = {}
  for (let from = 0; from < body.length; ) {
    const end = endOf(body, from)
    const pair = body.slice(from, end)
    from = end + 1
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    if (Object.hasOwn(fields, name) || name === '__proto__') throw new SyntaxError('a field occurs twice')
    if (Object.keys(fields).length >= maximumFields) throw new SyntaxError(`it has over ${maximumFields} fields`)
    fields[name] = at < 0 ? '' : pair.slice(at + 1)
  }
  return fields
}

/** Where the field that begins here ends. Braces and brackets count in a value only. */
function endOf(body: string, from: number): number {
  let closing = ''
  let inValue = false
  for (let at = from; at < body.length; at += 1) {
    const character = body[at]!
    if (closing) {
      if (character === closing) closing = ''
    } else if (character === '&') return at
    else if (character === '=') inValue = true
    else if (inValue && character === '{') closing = '}'
    else if (inValue && character === '[') closing = ']'
  }
  return body.length
}

/**
 * Whether a value has `&`, a name of the protocol and `=` in it. Fields are signed as one text without any escape, so a message
 * with such a value could be taken apart in two ways, and both would be signed. What stands in braces is one value by the
 * rule of answers; a brace without its other half would let a part of a value pass for one.
 */
export const holdsField = (value: string): boolean => {
  // Nearly all have none of these, and to look costs less than to match.
  if (!value.includes('&') && !value.includes('{') && !value.includes('}')) return false
  // No opening one inside, else many of them would be looked at many times over.
  const outside = value.replace(/\{[^{}]*\}|\[[^[\]]*\]/g, '')
  if (/[{}]/.test(outside)) return true
  return outside.includes('&') && [...outside.matchAll(/&(\w+)(?==)/g)].some(([, name]) => names.test(name!))
}

/** Whether an answer that repeats this value, as it does `reqReserved`, would be taken apart in another place. */
export const tears = (value: string): boolean => /[&={}[\]"\r\n]/.test(value)
export const tearing = '& = { } [ ] " or line ends'

const names =
  /^(version|encoding|certId|signature|signMethod|signPubKeyCert|txn\w+|bizType|accessType|channelType|merId|orderId|orderDesc|currencyCode|(back|front)Url|frontFailUrl|payTimeout|queryId|orig\w+|resp\w+|reqReserved|reserved|settle\w+|trace\w+|acc\w+|pay\w+|exchange\w+|tn|qrCode|qrNo|preAuthId|issuerIdentifyMode|customerInfo|tokenPayData|encrypt\w+|cert\w+|file\w+|bindId|cardTransData|instalTransInfo)$/
