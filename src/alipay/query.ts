/** V3 asks its queries by GET: what V2 puts into `biz_content` stands in the address. */
export function withQuery(
  [method, path]: readonly [method: string, path: string],
  content: Readonly<Record<string, string | undefined>>,
): readonly [method: string, path: string] {
  const pairs = Object.entries(content).flatMap(([name, value]) =>
    // Not URLSearchParams, whose `+` for a blank is signed as it stands but not read the same by all.
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  const query = pairs.join('&')
  return [method, query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path]
}
