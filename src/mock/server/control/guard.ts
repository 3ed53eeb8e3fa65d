import type { IncomingMessage } from 'node:http'
import { constantTimeEqual } from '#crypto'
import { utf8 } from '../../../crypto/bytes.js'
import { isOwnHost } from '../../host.js'
import { randomHex } from '../../numbers.js'

/** Who may do what. Programs bring the token; a browser has a cookie, which it got by a link that worked once. */
export type Guard = {
  /** A link’s part that opens the console once. */
  newTicket(): string
  /** The cookie for a ticket, which is used up; nothing for one that is none. */
  redeem(ticket: string): string | undefined
  /** Whether this request may be answered. */
  allows(incoming: IncomingMessage): boolean
  /** Whether its `Host` is ours: a page under another name that leads here is refused. */
  isOurs(incoming: IncomingMessage): boolean
}

const cookieName = 'shroff'

/** @param names Names with a dot under which the server may be called as well. */
export function createGuard(token: string, names: readonly string[]): Guard {
  const tickets = new Set<string>()
  const sessions = new Set<string>()
  const same = (one: string, other: string) => constantTimeEqual(utf8(one), utf8(other))

  const hasToken = ({ headers }: IncomingMessage) => {
    const [, given] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
    return given !== undefined && same(given, token)
  }

  const hasSession = ({ headers }: IncomingMessage) => {
    const cookies = (headers.cookie ?? '').split(/; */).map((one) => one.split('='))
    return cookies.some(([name, value = '']) => name === cookieName && [...sessions].some((one) => same(one, value)))
  }

  /** A browser says where a request comes from; what changes something must come from our own page. */
  const isFromOurPage = ({ method, headers }: IncomingMessage) => {
    const { origin, host } = headers
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
    if (origin === undefined) return method === 'GET'
    return origin === `http://${host}`
  }

  const isOurs = ({ headers: { host = '' } }: IncomingMessage) =>
    isOwnHost(host) || names.includes(host.replace(/:\d+$/, '').toLowerCase())

  return {
    newTicket() {
      const ticket = randomHex(24)
      tickets.add(ticket)
      return ticket
    },
    redeem(ticket) {
      const found = [...tickets].find((one) => same(one, ticket))
      if (found === undefined) return undefined
      tickets.delete(found)
      const session = randomHex(24)
      sessions.add(session)
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    isOurs,
    allows: (incoming) => hasToken(incoming) || (hasSession(incoming) && isFromOurPage(incoming)),
  }
}
