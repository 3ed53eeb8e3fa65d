import ts from 'typescript'

// The variants of a union (by channel, by type of event, by which number is given), and who needs what.

/** `or`: in place of the members named. `with`: must be there with those, else may be. `together`: all of these or none. */
export type How = {
  readonly is: 'needed' | 'optional' | 'or' | 'with' | 'together'
  readonly others: readonly string[]
}

export type Found = { readonly symbol: ts.Symbol; readonly type: ts.Type; readonly optional: boolean }
export type Variant = ReadonlyMap<string, Found>

export const variantsOf = (checker: ts.TypeChecker, type: ts.Type): Variant[] =>
  (type.isUnion() ? type.types : [type]).map((variant) => {
    const members = new Map<string, Found>()
    for (const symbol of checker.getPropertiesOfType(variant)) {
      const full = checker.getTypeOfSymbol(symbol)
      // `x?: undefined` says that it is another variant's.
      if (full.flags & ts.TypeFlags.Undefined) continue
      const type = checker.getNonNullableType(full)
      members.set(symbol.name, { symbol, type, optional: Boolean(symbol.flags & ts.SymbolFlags.Optional) })
    }
    return members
  })

export function discriminantOf(checker: ts.TypeChecker, variants: readonly Variant[]): string | undefined {
  if (variants.length < 2) return
  return namesIn(variants[0]!).find((name) => {
    const types = variants.map((variant) => variant.get(name)?.type)
    const told = types.map((type) => type && checker.typeToString(type))
    return types.every((type) => type && literalsOf(type).length > 0) && new Set(told).size > 1
  })
}

export const namesIn = (variant: Variant) => [...variant.keys()]

/** As a reader looks for them; TypeScript's own order changes with whatever else is compiled. */
const order =
  'qr barcode face jsapi miniprogram page wap app embedded payment.paid payment.pending payment.closed payment.failed refund.succeeded refund.closed refund.needs-action other'.split(
    ' ',
  )
export const inOrder = (values: readonly string[]) =>
  [...values].sort((a, b) => place(a) - place(b) || (place(a) === order.length && a < b ? -1 : 0))
const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length)

export const literalsOf = (type: ts.Type): string[] =>
  type.isUnion() ? type.types.flatMap(literalsOf) : type.isStringLiteral() ? [type.value] : []

export function howOf(name: string, group: readonly Variant[]): How | undefined {
  const there = group.filter((variant) => variant.has(name))
  if (there.length === 0) return
  const needing = there.filter((variant) => !variant.get(name)!.optional)
  /** Members that only these variants have. */
  const onlyIn = (some: readonly Variant[]) =>
    [...new Set(some.flatMap(namesIn))].filter((other) =>
      group.every((variant) => some.includes(variant) || !variant.has(other)),
    )
  if (needing.length === 0) return { is: 'optional', others: [] }
  if (needing.length === group.length) return { is: 'needed', others: [] }
  const isEverywhere = there.length === group.length
  const instead = group.filter((variant) => !needing.includes(variant))
  const others = onlyIn(isEverywhere ? needing : instead)
  if (others.length > 0) return { is: isEverywhere ? 'with' : 'or', others }
  // What the other variants need and these do not.
  const needed = (variant: Variant) => namesIn(variant).filter((other) => !variant.get(other)!.optional)
  const traded = instead.flatMap(needed).filter((other) => !needing.some((variant) => needed(variant).includes(other)))
  return traded.length > 0 ? { is: 'or', others: [...new Set(traded)] } : { is: 'together', others: [] }
}
