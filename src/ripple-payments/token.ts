import type { Client } from '../core/client.js'
import { isShroffError, withFacts } from '../core/errors.js'
import { undocumented } from '../core/read.js'
import { request } from '../core/request.js'
import { inShape } from '../core/shape.js'
import { type RipplePaymentsAccount, ripplePaymentsSecrets, type ScopedToken } from './account.js'
import { openReply } from './open.js'
import { seal } from './seal.js'
import { audienceOf, requestIdHeader, tokenShape } from './wire.js'

/** The token that there is, or a new one. @throws what asking for one does, and then nothing of the call itself was sent. */
export async function tokenFor(client: Client<RipplePaymentsAccount>, host: string): Promise<ScopedToken> {
  const { tokens, vet } = ripplePaymentsSecrets(client.account)
  await vet()
  try {
    return await tokens.get(() => authorise(client, host))
  } catch (error) {
    throw isShroffError(error) ? withFacts(error, { outcome: 'not-sent' }) : error
  }
}

function authorise(client: Client<RipplePaymentsAccount>, host: string): Promise<ScopedToken> {
  const { account } = client
  const { clientId, clientSecret } = ripplePaymentsSecrets(account)
  const asked = { action: 'authorise' }
  const body = JSON.stringify({
    client_id: clientId,
    client_secret: clientSecret,
    audience: audienceOf(account.tenantId, account.sandbox),
    grant_type: 'client_credentials',
  })
  return request(
    // The call that needs it is what is tried again.
    { ...client, attempts: 1 },
    {
      ...asked,
      hosts: [host],
      query: true,
      repeat: 'always',
      resolve: 'Nothing but a token was asked for: call again.',
      requestIdHeader,
      seal: async () => seal(host, { method: 'POST', path: '/v2/oauth/token', body }),
      open: async (reply) => openReply(asked, reply),
      decode: ({ value }) => toToken(value, account.clock.now()),
    },
  )
}

function toToken(value: unknown, now: number): ScopedToken {
  const { access_token, expires_in, scope } = inShape(tokenShape, value)
  const seconds = Number(expires_in)
  // What stands in a header.
  if (!/^[\x21-\x7e]{1,16384}$/.test(access_token)) throw undocumented('a token that no header can hold')
  if (!(seconds > 0 && seconds < 1e9)) throw undocumented('a token without a time')
  return { value: access_token, expiresAt: now + seconds * 1000, scopes: scope?.split(' ').filter(Boolean) ?? [] }
}
