/** Our casing to the wire's, at every depth: `{ areaCode: '1' }` becomes `{ area_code: '1' }`. */
export function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase)
  if (typeof value !== 'object' || value === null) return value
  const name = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [name(key), toSnakeCase(member)]))
}
