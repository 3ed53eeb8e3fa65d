import { fromUtf8 } from '../crypto/bytes.js'
import { maximumBodyBytes } from './body.js'
import { cutInside, isCutInside } from './text.js'

const maximumDepth = 32
const maximumMembers = 10_000

/**
 * Reads JSON that another party wrote. Limits depth and size of the tree, refuses `__proto__` members (they turn into
 * a prototype when a caller copies the object with `Object.assign`), and lets unknown members pass. An integer that a number
 * would change, over 2^53, comes as text.
 *
 * @param most How many members all objects and arrays may have together.
 * @throws `SyntaxError` with what was wrong, never with the text.
 */
export function parseJson(text: string, most = maximumMembers): unknown {
  const value = readTree(text)
  // Seen by what became of it: to look through the text of each message would cost more than reading it.
  return measured(value, most) ? value : JSON.parse(keepLongIntegers(text))
}

/**
 * The same with every number as its text, digit for digit: for wires that write money as JSON numbers, which a double would round.
 *
 * @throws `SyntaxError` as {@link parseJson}.
 */
export function parseJsonExactly(text: string): unknown {
  measured(readTree(text), maximumMembers)
  return JSON.parse(text.replace(textOrNumber, (token) => (token.startsWith('"') ? token : `"${token}"`)))
}

/** The JSON of an answer that nobody signs, by {@link parseJson} or its like; undefined for what is none, such as a page of a proxy's, and for what is too long. */
export function readJson(body: Uint8Array, parse: (text: string) => unknown, most = maximumBodyBytes): unknown {
  if (body.length > most) return undefined
  try {
    return parse(fromUtf8(body))
  } catch {
    return undefined
  }
}

function readTree(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SyntaxError('not JSON')
  }
}

/** Whether no number in it may have lost digits. @throws `SyntaxError` over the limits. */
function measured(value: unknown, most: number): boolean {
  let members = 0
  let whole = true
  const measure = (node: unknown, depth: number): void => {
    if (typeof node === 'number') whole &&= !isLong(node)
    if (!isTree(node)) return
    if (depth > maximumDepth) throw new SyntaxError(`nested deeper than ${maximumDepth} levels`)
    // JSON.parse makes plain objects and arrays, so that `in` meets own members only.
    for (const name in node) {
      members += 1
      if (name === '__proto__') throw new SyntaxError('a member is named __proto__')
      if (members > most) throw new SyntaxError(`more than ${most} members`)
      const member = (node as Record<string, unknown>)[name]
      // Nearly all members are texts.
      if (typeof member !== 'string') measure(member, depth + 1)
    }
  }
  measure(value, 1)
  return whole
}

const isLong = (number: number) => Math.abs(number) > Number.MAX_SAFE_INTEGER

// Outside a text an integer is never behind anything else.
const textOrInteger = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

const textOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const keepLongIntegers = (text: string) =>
  text.replace(textOrInteger, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  )

const isTree = (node: unknown): node is object => typeof node === 'object' && node !== null

/** Where in a value is something that JSON would drop or change, and what to do about it. */
export type JsonProblem = { readonly path: string; readonly problem: string }

/**
 * The first thing in a value that JSON cannot hold as it is: `JSON.stringify` makes `{}` of a Map or an upload, a dictionary
 * of digits of bytes, null of NaN, and drops functions, all without a word. Members that are undefined are left out by all.
 */
export function jsonProblem(value: unknown, path = '', depth = 1): JsonProblem | undefined {
  const problem = ownProblem(value)
  if (problem) return { path, problem }
  if (!isTree(value)) return undefined
  if (depth > maximumDepth) return { path, problem: `is nested deeper than ${maximumDepth} levels, or contains itself` }
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined && !Array.isArray(value)) continue
    const found = jsonProblem(member, path === '' ? name : `${path}.${name}`, depth + 1)
    if (found) return found
  }
  return undefined
}

function ownProblem(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return isCutInside(value) ? cutInside : undefined
    case 'number':
      if (!Number.isFinite(value)) return `is ${value}, which JSON does not have`
      return Number.isInteger(value) && !Number.isSafeInteger(value)
        ? 'is an integer over 2^53, of which a number has lost digits; give it as text'
        : undefined
    case 'bigint':
      return 'is a bigint, which JSON does not have; give it as text'
    case 'object':
      return value === null ? undefined : treeProblem(value)
    case 'boolean':
      return undefined
    default:
      return `is ${value === undefined ? 'undefined, in an array' : `a ${typeof value}`}, which JSON does not have`
  }
}

function treeProblem(value: object): string | undefined {
  const kind = Object.prototype.toString.call(value).slice(8, -1)
  if (kind === 'Date') return 'is a Date; write it as text in the form that the field asks for'
  if (kind === 'FormData' || kind === 'Blob' || kind === 'File') return `is a ${kind}: an upload is no JSON`
  if (ArrayBuffer.isView(value) || kind === 'ArrayBuffer')
    return `is bytes (${kind}); write them as text, such as Base64`
  if (kind !== 'Object' && kind !== 'Array')
    return `is a ${kind}, of which JSON would keep nothing; give a plain object`
  // A library's number, or a date: what it would write is for the caller to say.
  return 'toJSON' in value ? 'writes itself by toJSON; give the text or number that is meant' : undefined
}
