const maximumDepth = 32
const maximumMembers = 10_000

/**
 * Reads JSON that another party wrote. Limits depth and size of the tree, refuses `__proto__` members (they turn into
 * a prototype when a caller copies the object with `Object.assign`), and lets unknown members pass.
 *
 * @throws `SyntaxError` with what was wrong, never with the text.
 */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new SyntaxError('not JSON')
  }
  let members = 0
  const measure = (node: object, depth: number): void => {
    if (depth > maximumDepth) throw new SyntaxError(`nested deeper than ${maximumDepth} levels`)
    // JSON.parse makes plain objects and arrays, so that `in` meets own members only.
    for (const name in node) {
      members += 1
      if (name === '__proto__') throw new SyntaxError('a member is named __proto__')
      if (members > maximumMembers) throw new SyntaxError(`more than ${maximumMembers} members`)
      const member = (node as Record<string, unknown>)[name]
      if (isTree(member)) measure(member, depth + 1)
    }
  }
  if (isTree(value)) measure(value, 1)
  return value
}

const isTree = (node: unknown): node is object => typeof node === 'object' && node !== null
