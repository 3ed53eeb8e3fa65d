import { ShroffError } from './errors.js'

/**
 * The shape of a message on the wire, as data: `'string'`, `'integer'`, `'boolean'`, a nested object, or an array of one
 * shape. A name that ends in `?` may be absent or null; members that the shape does not name may be present.
 *
 * @example
 * const order = { out_trade_no: 'string', 'amount?': { total: 'integer' } } as const
 */
export type Shape = 'string' | 'integer' | 'boolean' | 'unknown' | readonly [Shape] | { readonly [name: string]: Shape }

/** The TypeScript type of what a {@link Shape} describes. */
export type FromShape<S> = S extends 'string'
  ? string
  : S extends 'integer'
    ? number
    : S extends 'boolean'
      ? boolean
      : S extends 'unknown'
        ? unknown
        : S extends readonly [infer Item]
          ? FromShape<Item>[]
          : { [N in keyof S as N extends `${string}?` ? never : N]: FromShape<S[N]> } & {
              [N in keyof S as N extends `${infer Name}?` ? Name : never]?: FromShape<S[N]> | null | undefined
            }

/** Where `value` first departs from `shape`, such as `/amount/total: not an integer`, or undefined if it fits. */
export function misfit(shape: Shape, value: unknown): string | undefined {
  const found = departure(shape, value)
  return found?.startsWith(':') ? `/${found}` : found
}

function departure(shape: Shape, value: unknown): string | undefined {
  if (shape === 'unknown') return undefined
  if (shape === 'integer') return Number.isSafeInteger(value) ? undefined : ': not an integer'
  if (typeof shape === 'string') return typeof value === shape ? undefined : `: not a ${shape}`
  if (typeof value !== 'object' || value === null) return ': not an object'
  if (Array.isArray(value) !== Array.isArray(shape)) return `: not an ${Array.isArray(shape) ? 'array' : 'object'}`
  if (Array.isArray(shape)) {
    for (const [place, item] of (value as unknown[]).entries()) {
      const found = departure(shape[0], item)
      if (found) return `/${place}${found}`
    }
    return undefined
  }
  for (const { name, optional, expected } of membersOf(shape as Members)) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined && optional) continue
    // Own members only: `constructor` and its like are not fields. Null stands for absent, but not in an array.
    const absent = member === null || !Object.hasOwn(value, name)
    if (absent && optional) continue
    if (absent) return `/${name}: missing`
    // Nearly all members are texts that are texts.
    if (expected === 'string' && typeof member === 'string') continue
    const found = departure(expected, member)
    if (found) return `/${name}${found}`
  }
  return undefined
}

type Members = { readonly [name: string]: Shape }
type Member = { readonly name: string; readonly optional: boolean; readonly expected: Shape }

// Read once: a name cut out anew for each message would be looked up several times slower than one that is kept.
const membersRead = new WeakMap<Members, readonly Member[]>()

function membersOf(shape: Members): readonly Member[] {
  const known = membersRead.get(shape)
  if (known) return known
  const members = Object.entries(shape).map(([key, expected]) => {
    const optional = key.endsWith('?')
    return { name: optional ? key.slice(0, -1) : key, optional, expected }
  })
  membersRead.set(shape, members)
  return members
}

/** @throws `BODY_INVALID` where a verified message lacks what the protocol promises. */
export function inShape<const S extends Shape>(shape: S, value: unknown): FromShape<S> {
  const departure = misfit(shape, value)
  if (!departure) return value as FromShape<S>
  throw new ShroffError('BODY_INVALID', { problem: `The message is not as documented: ${departure}.` })
}
