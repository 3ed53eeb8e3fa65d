import { plain } from '../core/errors.js'

/**
 * The members of the outermost JSON object, each as the very characters that stand in the text: Alipay signs a part of
 * its answer as it was written, so it must not be parsed and written again.
 *
 * @throws `SyntaxError` for text that is not one object, and for a member that occurs twice.
 */
export function rawMembers(text: string): Map<string, string> {
  const members = new Map<string, string>()
  let at = blanks(text, 0)
  if (text[at] !== '{') throw new SyntaxError('not a JSON object')
  at = blanks(text, at + 1)
  while (text[at] !== '}') {
    const nameEnd = stringEnd(text, at)
    const name = JSON.parse(text.slice(at, nameEnd)) as string
    at = blanks(text, nameEnd)
    if (text[at] !== ':') throw new SyntaxError('a member without a value')
    at = blanks(text, at + 1)
    const end = valueEnd(text, at)
    if (members.has(name)) throw new SyntaxError(`the member ${plain(name, 80)} occurs twice`)
    members.set(name, text.slice(at, end))
    at = blanks(text, end)
    if (text[at] === ',') {
      at = blanks(text, at + 1)
      if (text[at] === '}') throw new SyntaxError('a comma without a member')
    } else if (text[at] !== '}') throw new SyntaxError('not a JSON object')
  }
  if (blanks(text, at + 1) !== text.length) throw new SyntaxError('something follows the JSON object')
  return members
}

const blank: ReadonlySet<string | undefined> = new Set([' ', '\t', '\r', '\n'])

function blanks(text: string, from: number): number {
  let at = from
  while (blank.has(text[at])) at += 1
  return at
}

/** The place after the closing quotation mark of the string that opens at `from`. */
function stringEnd(text: string, from: number): number {
  if (text[from] !== '"') throw new SyntaxError('a string is expected')
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  throw new SyntaxError('a string without an end')
}

function valueEnd(text: string, from: number): number {
  if (text[from] === '"') return stringEnd(text, from)
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!
    if (character === '"') at = stringEnd(text, at) - 1
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      depth -= 1
      // A bare number or word ends before the bracket of what holds it.
      if (depth < 0) return at
      if (depth === 0) return at + 1
    } else if (depth === 0 && (character === ',' || blank.has(character))) return at
  }
  throw new SyntaxError('a value without an end')
}
