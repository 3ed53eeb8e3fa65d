/** JSON with everything that parsing loses: the order of members, and each number and text as it is written. */
export type Node =
  | { kind: 'object'; members: readonly (readonly [name: string, value: Node])[] }
  | { kind: 'array'; items: readonly Node[] }
  | { kind: 'text'; text: string }
  | { kind: 'other'; written: string }

const token = /\s*([[\]{}:,]|"(?:[^"\\]|\\.)*"|[^\s[\]{}:,"]+)\s*/y
const maximumDepth = 32

/** The tree of a JSON text; undefined for anything else, and for what is nested too deep. */
export function readTree(text: string): Node | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  const tokens: string[] = []
  token.lastIndex = 0
  // It is JSON, so that its tokens follow each other to its end.
  for (let found = token.exec(text); found; found = token.exec(text)) tokens.push(found[1]!)
  let at = 0
  const read = (depth: number): Node | undefined => {
    const first = tokens[at++]
    if (depth > maximumDepth || first === undefined) return undefined
    if (first.startsWith('"')) return { kind: 'text', text: JSON.parse(first) }
    if (first !== '{' && first !== '[') return { kind: 'other', written: first }
    const members: [string, Node][] = []
    while (tokens[at] !== '}' && tokens[at] !== ']') {
      if (tokens[at] === ',') at += 1
      const name = first === '{' ? (JSON.parse(tokens[at]!) as string) : ''
      if (first === '{') at += 2
      const value = read(depth + 1)
      if (!value) return undefined
      members.push([name, value])
    }
    at += 1
    return first === '{' ? { kind: 'object', members } : { kind: 'array', items: members.map(([, value]) => value) }
  }
  return read(1)
}

/** How a program writes JSON. */
export type Style = {
  /** What stands behind each `,` and `:`; `indent` where each member has a line of its own; behind the very first brace. */
  spaces: { readonly comma: string; readonly colon: string; readonly indent?: string; readonly first?: string }
  slashes: boolean
  letters: 'as they are' | 'lower' | 'upper'
  /** `<`, `>` and `&` as `\u003c`, as Go does. */
  html: boolean
  /** Names in their order; sorted by name; or as they came. */
  order: readonly string[] | 'sorted' | 'as they came'
  /** What a whole number has behind it. */
  decimals: '' | '.0' | '.00'
  /** Texts that look like numbers without their quotation marks, or numbers within some. */
  quotes: 'as they are' | 'none' | 'all'
  /** An empty text in place of null. */
  blanks: boolean
  /** An empty object in place of an empty list. */
  objects: boolean
}

export function writeTree(node: Node, style: Style, depth = 1): string {
  switch (node.kind) {
    case 'text':
      return style.quotes === 'none' && /^-?\d{1,15}(\.\d+)?$/.test(node.text) ? node.text : writeText(node.text, style)
    case 'other':
      return writeOther(node.written, style)
    case 'array':
      if (node.items.length === 0) return style.objects ? '{}' : '[]'
      return `[${joined(
        node.items.map((item) => writeTree(item, style, depth + 1)),
        style,
        depth,
      )}]`
    default: {
      if (node.members.length === 0) return '{}'
      const members = inOrder(node.members, style.order).map(
        ([name, value]) => `${writeText(name, style)}:${style.spaces.colon}${writeTree(value, style, depth + 1)}`,
      )
      const first = depth === 1 ? (style.spaces.first ?? '') : ''
      return `{${first}${joined(members, style, depth)}}`
    }
  }
}

function joined(parts: readonly string[], { spaces: { comma, indent } }: Style, depth: number): string {
  if (indent === undefined) return parts.join(`,${comma}`)
  const line = (levels: number) => `\n${indent.repeat(levels)}`
  return line(depth) + parts.join(`,${line(depth)}`) + line(depth - 1)
}

function writeOther(written: string, { decimals, quotes, blanks }: Style): string {
  if (written === 'null') return blanks ? '""' : written
  if (!/^-?\d/.test(written)) return written
  const number = /^-?\d+$/.test(written) ? written + decimals : written
  return quotes === 'all' ? `"${number}"` : number
}

function writeText(text: string, { slashes, letters, html }: Style): string {
  let written = JSON.stringify(text)
  if (slashes) written = written.replaceAll('/', '\\/')
  if (letters !== 'as they are')
    written = written.replace(/[\x7f-\uffff]/g, (letter) => escaped(letter, letters === 'upper'))
  return html ? written.replace(/[<>&\u2028\u2029]/g, (letter) => escaped(letter, false)) : written
}

function escaped(letter: string, upper: boolean): string {
  const hex = letter.charCodeAt(0).toString(16).padStart(4, '0')
  return `\\u${upper ? hex.toUpperCase() : hex}`
}

type Members = readonly (readonly [name: string, value: Node])[]

function inOrder(members: Members, order: Style['order']): Members {
  if (order === 'as they came') return members
  if (order === 'sorted') return [...members].sort(([a], [b]) => (a < b ? -1 : 1))
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...members].sort(([a], [b]) => place(a) - place(b))
}
