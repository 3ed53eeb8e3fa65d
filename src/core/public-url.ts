// Whole addresses: a name may begin with `10.`, and a public IPv6 address is not forbidden.
const notPublic =
  /^(localhost|.*\.localhost|(0|10|127)(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|\[(::1?|f[cd].*|fe[89ab].*)\])$/

/** Whether this is an absolute http(s) address that a provider can reach, without a query string. */
export function isPublicUrl(text: string, maximum: number): boolean {
  // The parser would drop blanks that travel all the same.
  if (text.length > maximum || /\s/.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  if (!/^https?:$/.test(protocol) || search || hash || username || text.includes('?')) return false
  return !notPublic.test(hostname)
}
