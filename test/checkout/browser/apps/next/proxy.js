import { NextResponse } from 'next/server'

/** The strict policy, and a nonce for Next's own scripts, as its documentation has it. Its development tools can do with neither. */
export function proxy(request) {
  if (process.env.NODE_ENV === 'development') return NextResponse.next()
  const nonce = crypto.randomUUID()
  const policy = `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'`
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}
