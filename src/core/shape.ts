import { type Outcome, ShroffError } from './errors.js'

/**
 * The shape of a message on the wire, as data: `'string'`, `'integer'`, `'boolean'`, a nested object, or an array of one
 * shape. A name that ends in `?` may be absent; members that the shape does not name may be present.
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
              [N in keyof S as N extends `${infer Name}?` ? Name : never]?: FromShape<S[N]>
            }

/** Where `value` first departs from `shape`, such as `/amount/total: not an integer`, or undefined if it fits. */
export function misfit(shape: Shape, value: unknown, path = ''): string | undefined {
  if (shape === 'unknown') return undefined
  if (shape === 'integer') return Number.isSafeInteger(value) ? undefined : `${path}: not an integer`
  if (typeof shape === 'string') return typeof value === shape ? undefined : `${path}: not a ${shape}`
  if (typeof value !== 'object' || value === null) return `${path || '/'}: not an object`
  if (Array.isArray(value) !== Array.isArray(shape))
    return `${path || '/'}: not an ${Array.isArray(shape) ? 'array' : 'object'}`
  // An array has one shape for all its members.
  const [item] = Array.isArray(shape) ? (shape as readonly [Shape]) : []
  for (const key of Object.keys(item === undefined ? shape : value)) {
    const optional = item === undefined && key.endsWith('?')
    const name = optional ? key.slice(0, -1) : key
    const member = (value as Record<string, unknown>)[name]
    // Own members only: `constructor` and its like are not fields. Null stands for absent, but not in an array.
    const absent = item === undefined && (member === null || !Object.hasOwn(value, name))
    if (absent && optional) continue
    if (absent) return `${path}/${name}: missing`
    const found = misfit(item ?? (shape as Record<string, Shape>)[key]!, member, `${path}/${name}`)
    if (found) return found
  }
  return undefined
}

/** @throws `BODY_INVALID` where a verified message lacks what the protocol promises. */
export function inShape<const S extends Shape>(shape: S, value: unknown, outcome: Outcome): FromShape<S> {
  const departure = misfit(shape, value)
  if (!departure) return value as FromShape<S>
  throw new ShroffError('BODY_INVALID', {
    problem: `The message is not as documented: ${departure}.`,
    outcome,
    authentic: true,
  })
}
