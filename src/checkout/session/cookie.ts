/** Where a payer without JavaScript goes on. */
export const pageOf = (endpoint: string, ref: string): string => `${endpoint}/page?sale=${ref}`

/** For this one sale: two of them in two tabs do not meet. */
export const cookieOf = (endpoint: string, ref: string, token: string): string =>
  `${nameOf(ref)}=${token}; Path=${new URL(endpoint).pathname}; HttpOnly; Secure; SameSite=Lax`

export const nameOf = (ref: string): string => `__Secure-shroff-${ref}`

/** A cookie of a request. */
export function cookieIn(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
