import type { Client } from '../core/client.js'
import { isShroffError, withFacts } from '../core/errors.js'
import { request } from '../core/request.js'
import { inShape } from '../core/shape.js'
import { createTokenKeeper, type Token } from '../core/token.js'
import { type BaiduAccount, baiduSecrets } from './account.js'
import { openToken } from './open-token.js'
import { sealForm } from './seal.js'
import { tokenPath, tokenScope, tokenShape } from './wire.js'

/**
 * The token of the calls that are not signed: asked for once, however many calls wait for it, and kept until it ends. It stands in
 * no account, error or log.
 *
 * @throws what the question ended with, as `not-sent`: of the call itself nothing was.
 */
export async function accessToken(client: Client<BaiduAccount>): Promise<string> {
  const held = baiduSecrets(client.account)
  await held.vet()
  held.tokens ??= createTokenKeeper(client.account.clock)
  try {
    const { value } = await held.tokens.get(() => ask(client))
    return value
  } catch (error) {
    throw isShroffError(error) ? withFacts(error, { outcome: 'not-sent' }) : error
  }
}

/** From now on another one is asked for, unless that has happened already. */
export function forgetToken(account: BaiduAccount, token: string): void {
  baiduSecrets(account).tokens?.drop(token)
}

function ask(client: Client<BaiduAccount>): Promise<Token> {
  const { account } = client
  const { clientId: client_id, clientSecret: client_secret } = baiduSecrets(account)
  return request(
    // Whoever needs it repeats.
    { ...client, attempts: 1 },
    {
      action: 'accessToken',
      hosts: account.hosts,
      query: true,
      repeat: 'always',
      resolve: 'Call again: to ask for a token changes nothing.',
      requestIdHeader: '',
      // In the body and not in the address, which ends in logs.
      seal: async (host) =>
        sealForm(host + tokenPath, { grant_type: 'client_credentials', client_id, client_secret, scope: tokenScope }),
      open: async (reply) => openToken(reply),
      decode({ value }) {
        const { access_token: token, expires_in: seconds } = inShape(tokenShape, value)
        return { value: token, expiresAt: account.clock.now() + seconds * 1000 }
      },
    },
  )
}

/** Some runtimes quote the address in their errors, and the token stands in it. */
export function blotToken(error: unknown, token: string | undefined): void {
  let at = error
  for (let depth = 0; token && depth < 8 && typeof at === 'object' && at !== null; depth += 1) {
    for (const name of ['message', 'stack']) {
      const text: unknown = (at as Record<string, unknown>)[name]
      if (typeof text === 'string' && text.includes(token))
        Object.defineProperty(at, name, { value: text.replaceAll(token, '***'), configurable: true, writable: true })
    }
    at = (at as { cause?: unknown }).cause
  }
}
