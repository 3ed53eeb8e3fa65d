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
  // biome-ignore lint/suspicious/useIsArray: Array.isArray does not narrow a readonly tuple
  if (shape instanceof Array) {
    if (!Array.isArray(value)) return `${path}: not an array`
    return firstMisfit(value.map((item, index) => () => misfit(shape[0] as Shape, item, `${path}/${index}`)))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path || '/'}: not an object`
  return firstMisfit(
    Object.entries(shape).map(([key, member]) => () => {
      const optional = key.endsWith('?')
      const name = optional ? key.slice(0, -1) : key
      // Own members only: `constructor` and its like are not fields.
      const present = Object.hasOwn(value, name) && (value as Record<string, unknown>)[name] !== null
      if (!present) return optional ? undefined : `${path}/${name}: missing`
      return misfit(member, (value as Record<string, unknown>)[name], `${path}/${name}`)
    }),
  )
}

function firstMisfit(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check()
    if (found) return found
  }
  return undefined
}
