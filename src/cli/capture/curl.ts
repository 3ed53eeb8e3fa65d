import { type Captured, headersOf, toBytes } from './captured.js'
import { splitCommand } from './shell.js'

type Data = { text: string; encode: boolean }

/**
 * A curl command: of a browser’s “Copy as cURL”, or written by hand. It is read, and never run; nor is a file read that it names.
 *
 * @throws `SyntaxError` naming the option that cannot be read from the command alone.
 */
export function readCurl(text: string): Captured {
  const [, ...words] = splitCommand(
    text
      .trim()
      .replace(/^[$>#] +/, '')
      .replace(/[;&|]\s*$/, ''),
  )
  const headers: [string, string][] = []
  const data: Data[] = []
  let [method, url]: (string | undefined)[] = []
  let inQuery = false
  for (let at = 0; at < words.length; at += 1) {
    const { name, joined } = optionOf(words[at]!)
    const value = () => {
      if (joined === undefined) at += 1
      const given = joined ?? words[at]
      if (given === undefined) throw new SyntaxError(`curl’s option ${name} has no value`)
      return given
    }
    if (name === undefined) url = single(url, words[at]!)
    else if (name === '--url') url = single(url, value())
    else if (name === '-X' || name === '--request') method = value()
    else if (name === '-H' || name === '--header') headers.push(splitHeader(value()))
    else if (name === '-G' || name === '--get') inQuery = true
    else if (name === '-I' || name === '--head') method = 'HEAD'
    else if (name === '--json') {
      data.push({ text: ownText(name, value()), encode: false })
      headers.push(['content-type', 'application/json'], ['accept', 'application/json'])
    } else if (name === '-d' || /^--data(-raw|-binary|-ascii|-urlencode)?$/.test(name)) {
      const raw = name === '--data-raw'
      const given = value()
      data.push({ text: raw ? given : ownText(name, given), encode: name === '--data-urlencode' })
    } else if (shortHeaders[name]) headers.push([shortHeaders[name], value()])
    else if (withValue.test(name)) value()
    else if (!without.test(name)) throw new SyntaxError(refusalOf(name))
  }
  if (!url) throw new SyntaxError('the curl command has no address')
  const body = data.map(({ text: given, encode }) => (encode ? encoded(given) : given)).join('&')
  const address = /^https?:\/\//i.test(url) ? url : `http://${url}`
  const named = headersOf(headers)
  if (inQuery && body)
    return { request: { method: 'GET', url: `${address}${address.includes('?') ? '&' : '?'}${body}`, headers: named } }
  if (data.length > 0) named['content-type'] ??= 'application/x-www-form-urlencoded'
  return {
    request: {
      method: method ?? (data.length > 0 ? 'POST' : 'GET'),
      url: address,
      headers: named,
      ...(body && { body: toBytes(body) }),
    },
  }
}

/** An option by its name; a short one may have its value behind it without a blank. */
function optionOf(word: string): { name?: string; joined?: string } {
  if (!word.startsWith('-') || word === '-') return {}
  if (word.startsWith('--')) {
    const at = word.indexOf('=')
    return at < 0 ? { name: word } : { name: word.slice(0, at), joined: word.slice(at + 1) }
  }
  const name = word.slice(0, 2)
  // Several short ones without values may stand together, as in -sSL.
  if (word.length === 2 || without.test(name)) return { name }
  return { name, joined: word.slice(2) }
}

const shortHeaders: Readonly<Record<string, string>> = {
  '-A': 'user-agent',
  '--user-agent': 'user-agent',
  '-b': 'cookie',
  '--cookie': 'cookie',
  '-e': 'referer',
  '--referer': 'referer',
}

/** What says how it is sent, and nothing of what. */
const without =
  /^(-[kskSLvifN0#4g]|--(insecure|silent|show-error|location|verbose|include|fail|compressed|no-buffer|http[\d.]+|globoff|path-as-is|ipv4|tlsv1(\.\d)?))$/
const withValue =
  /^(-[omxEwuT]|--(output|max-time|connect-timeout|proxy|cert|key|cacert|write-out|retry|resolve|connect-to|user|cert-type|key-type|interface|ciphers))$/

const refusalOf = (name: string) =>
  name === '-F' || name === '--form'
    ? 'curl’s option -F makes a body that is not in the command: capture the request as raw HTTP'
    : `curl’s option ${name.slice(0, 40)} is not known here: leave it out, or capture the request as raw HTTP`

function ownText(name: string, text: string): string {
  if (!text.startsWith('@')) return text
  throw new SyntaxError(`curl’s ${name} names a file; write its content into the command, or capture raw HTTP`)
}

function single(url: string | undefined, another: string): string {
  if (url !== undefined) throw new SyntaxError('the curl command has two addresses, or a quotation mark is missing')
  return another
}

function splitHeader(line: string): [string, string] {
  const at = line.indexOf(':')
  if (at < 0 && line.endsWith(';')) return [line.slice(0, -1), '']
  if (at < 1) throw new SyntaxError(`its header ${JSON.stringify(line.slice(0, 20))} has no colon`)
  return [line.slice(0, at), line.slice(at + 1)]
}

/** As curl does: `name=content`, `=content` or `content`. */
function encoded(text: string): string {
  const at = text.indexOf('=')
  const name = at > 0 ? `${text.slice(0, at)}=` : ''
  return name + encodeURIComponent(text.slice(at + 1)).replace(/[!'()*]/g, hexOf)
}

const hexOf = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
