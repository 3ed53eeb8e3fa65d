import type { Account } from './account.js'
import { parametersError } from './errors.js'
import { isLoopback } from './loopback.js'

export type UrlLimits = {
  maximum: number
  /** Whether it may have a query string. Default `false`: providers that add parameters forbid those of the shop's. */
  query?: boolean
  /** Whether it may have a `#…`, which a browser keeps and which no server is told. Default `false`. */
  fragment?: boolean
  /** Whether it must be ASCII, so that no charset can be in doubt. Default `false`. */
  ascii?: boolean
}

/** Why a text is no absolute http(s) address of this kind, or undefined. Whether it can be reached is not asked. */
export function urlProblem(text: string, limits: UrlLimits): string | undefined {
  if (text.length > limits.maximum) return `must be at most ${limits.maximum} characters`
  // The parser would drop blanks that travel all the same.
  if (/\s/.test(text)) return 'must not have blanks in it'
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return "must be an absolute http(s) address, such as 'https://shop.example/notify'"
  const { username, password } = new URL(text)
  if (username || password) return 'must not have a user or a password in it'
  const [address, fragment] = text.split('#', 2) as [string, string?]
  if (!limits.query && address.includes('?')) return 'must not have a query string'
  if (!limits.fragment && fragment !== undefined) return 'must not have a fragment (#…)'
  return limits.ascii && !/^[\x21-\x7e]*$/.test(text) ? 'must be ASCII; percent-encode other characters' : undefined
}

// Whole addresses: a name may begin with `10.`, and a public IPv6 address is not forbidden. The parser has already made
// four numbers of `2130706433` and `0x7f.1`.
const notPublic =
  /^((0|10|127|22[4-9]|2[3-5]\d)(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}|\[(::.*|f[cd].*|fe[89ab].*)\])$/
const localName = /(^|\.)(localhost|local|internal|home\.arpa)$/

/** Whether an address names this machine or a private network, where no provider can deliver. */
export function isPrivateUrl(text: string): boolean {
  const hostname = new URL(text).hostname.replace(/\.$/, '')
  const single = !hostname.includes('.') && !hostname.startsWith('[')
  return single || localName.test(hostname) || notPublic.test(hostname)
}

/**
 * Refuses an address that the provider cannot deliver to. Where the account can only mean a mock (its own keys, or hosts on
 * this machine), the webhooks come from this machine, too.
 *
 * @throws `PARAMETERS_INVALID`
 */
export function mustBeReachable(
  action: string,
  account: Account & { readonly hosts: readonly string[]; readonly mock?: boolean },
  notifyUrl: string | undefined,
): void {
  if (notifyUrl === undefined || account.mock || account.hosts.every(isLoopback) || !isPrivateUrl(notifyUrl)) return
  const problem =
    'must be public: the provider cannot deliver to this machine or a private network; use a tunnel, or a mock gateway'
  throw parametersError(action, [{ path: 'notifyUrl', problem }])
}
