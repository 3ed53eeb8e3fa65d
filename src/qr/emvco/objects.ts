import { invalid } from './invalid.js'

/** One object of a merchant's code: two digits, and a text or, where it is a template, objects in their order. */
export type CodeObject =
  | { readonly id: string; readonly objects: readonly CodeObject[] }
  | { readonly id: string; readonly value: string; readonly objects?: undefined }

/** An object as it was read. A template has `objects` besides its text. */
export type ReadObject = {
  readonly id: string
  readonly value: string
  /** Index into the text at which its two digits stand. */
  readonly offset: number
  readonly objects?: readonly ReadObject[]
}

/** What a length counts. EMVCo says characters; some emitters count bytes of UTF-8. */
export type Unit = 'characters' | 'bytes'

/** The objects of a text, up to the first that does not fit into it, whose offset is `brokenAt`. */
export function readObjects(text: string, unit: Unit, from = 0): { objects: ReadObject[]; brokenAt?: number } {
  const objects: ReadObject[] = []
  for (let at = 0; at < text.length; ) {
    const header = /^(\d\d)(\d\d)/.exec(text.slice(at, at + 4))
    const end = header && endOf(text, at + 4, Number(header[2]), unit)
    if (!end) return { objects, brokenAt: from + at }
    objects.push({ id: header[1]!, value: text.slice(at + 4, end), offset: from + at })
    at = end
  }
  return { objects }
}

/** The object with the objects in it, or as it is where its value is not a list of objects. */
export function asTemplate(object: ReadObject, unit: Unit): ReadObject {
  const { objects, brokenAt } = readObjects(object.value, unit, object.offset + 4)
  return brokenAt === undefined && objects.length > 0 ? { ...object, objects } : object
}

/** Index behind so many units from `at` on; undefined if the text ends before, or inside a character. */
function endOf(text: string, at: number, length: number, unit: Unit): number | undefined {
  let [end, left] = [at, length]
  while (left > 0) {
    const point = text.codePointAt(end)
    if (point === undefined) return undefined
    left -= unit === 'bytes' ? bytesOf(point) : 1
    end += point > 0xffff ? 2 : 1
  }
  return left === 0 ? end : undefined
}

const bytesOf = (point: number) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)

/** The text of objects, each with its length in characters. */
export function writeObjects(action: string, objects: readonly CodeObject[], path = 'objects'): string {
  if (!Array.isArray(objects)) throw invalid(action, [{ path, problem: 'must be a list of objects' }])
  return objects.map((object, index) => writeObject(action, object, `${path}.${index}`)).join('')
}

function writeObject(action: string, object: CodeObject, path: string): string {
  const { id, value, objects } = (object ?? {}) as { id?: unknown; value?: unknown; objects?: CodeObject[] }
  if (typeof id !== 'string' || !/^\d\d$/.test(id))
    throw invalid(action, [{ path: `${path}.id`, problem: 'must be two digits, as a string' }])
  // Before the length, of a template too: deeper than three levels nothing is read.
  if (objects !== undefined && path.split('.objects').length > 2)
    throw invalid(action, [{ path, problem: 'is nested deeper than any template' }])
  const text = objects === undefined ? value : writeObjects(action, objects, `${path}.objects`)
  // An empty one too: a code that has it is rebuilt as it was.
  if (text !== '' && !isObjectText(text))
    throw invalid(action, [{ path, problem: 'must have a value, a string of at most 99 characters, or objects' }])
  return `${id}${String([...text].length).padStart(2, '0')}${text}`
}

/** How many characters its value has, or all that is in it. */
export const lengthOf = (object: CodeObject): number =>
  object.objects ? object.objects.reduce((sum, one) => sum + 4 + lengthOf(one), 0) : [...object.value].length

/** Whether it fits into one object, and all of its characters are whole. */
export const isObjectText = (value: unknown): value is string =>
  // A character has two units at most, so that a long text is not taken apart.
  typeof value === 'string' && value !== '' && value.length < 200 && [...value].length < 100 && !/\p{Cs}/u.test(value)
