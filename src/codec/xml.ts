// The flat XML of older gateways: one level of text or CDATA under <xml>. No DOCTYPE, attributes, nesting or repeated
// names, and no entities but the five named and the numeric ones: what is not parsed cannot be attacked.

export const maximumXmlCharacters = 65_536
const maximumFields = 256

const start = /^\s*(?:<\?xml [^<>?]*\?>\s*)?<xml>\s*/
const field = /<([A-Za-z_][\w.-]{0,63})>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>\s*|<([A-Za-z_][\w.-]{0,63})\/>\s*/y
const end = /<\/xml>\s*$/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 excludes these
const notXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

/** @throws `SyntaxError` for anything but a flat document. Every value is a string; the object has no prototype. */
export function parseXml(text: string): Record<string, string> {
  if (text.length > maximumXmlCharacters) throw new SyntaxError(`over ${maximumXmlCharacters} characters`)
  if (notXml.test(text)) throw new SyntaxError('a control character')
  const fields: Record<string, string> = Object.create(null)
  let place = start.exec(text)?.[0].length
  if (place === undefined) throw new SyntaxError('not an <xml> document')
  for (let count = 0; ; count += 1) {
    if (matchAt(end, text, place)) return fields
    const found = matchAt(field, text, place)
    if (!found) throw new SyntaxError(`no plain field at character ${place}`)
    if (count === maximumFields) throw new SyntaxError(`over ${maximumFields} fields`)
    const [whole, open, data, characters = '', empty] = found
    const name = open ?? empty!
    if (name in fields) throw new SyntaxError(`the field ${name} is repeated`)
    fields[name] = data ?? decodeText(characters)
    place += whole.length
  }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place
  return pattern.exec(text)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeText(characters: string): string {
  if (characters.includes(']]>')) throw new SyntaxError(']]> outside CDATA')
  return characters.replace(/&([^;&]{0,8};?)/g, (_, body: string) => {
    const [, name, decimal, hex] = /^(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));$/.exec(body) ?? []
    if (name) return named[name]!
    const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : Number.NaN
    const surrogate = point >= 0xd800 && point <= 0xdfff
    if (!(point <= 0x10ffff) || surrogate || notXml.test(String.fromCodePoint(point)))
      throw new SyntaxError('an entity that is not allowed')
    return String.fromCodePoint(point)
  })
}

/** A flat document; empty fields are left out. A carriage return is escaped, or a reader would turn it into a line feed. */
export function writeXml(fields: Readonly<Record<string, string | undefined>>): string {
  const members = Object.entries(fields).filter(([, value]) => value)
  return `<xml>${members.map(([name, value]) => `<${name}>${encodeText(value!)}</${name}>`).join('')}</xml>`
}

// By name where there is one: not every parser decodes numbers.
const encodeText = (value: string) => value.replace(/[&<>\r]/g, (character) => escapes[character]!)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
