import { constantTimeEqual } from '#crypto'
import { type Clock, systemClock } from '../../core/account.js'
import type { Amount } from '../../core/amount.js'
import { checkOptions, testRules } from '../../core/options.js'
import { checkParameters } from '../../core/parameters.js'
import { fromAnyBase64, toBase64 } from '../../crypto/base64.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import { storeRule } from '../../store/rules.js'
import type { Store } from '../../store/store.js'
import type { AuthorisationParameters } from './authorisation-parameters.js'
import { cookieIn } from './cookie.js'
import { type CheckoutKeys, signingKeysOf } from './keys.js'
import { commonRules } from './options.js'
import { authorisationSchema } from './sale.js'
import { randomName } from './token.js'

export type AuthorisationOptions = { keys: CheckoutKeys; clock?: Clock }

/** A payer who came back. */
export type Authorisation = {
  readonly wallet: AuthorisationParameters['wallet']
  /** Your server turns it into the payer's id, with your secret. Once, within minutes. Absent where the payer, or the wallet, refused. */
  readonly code?: string
  readonly shop: string
  readonly amount: Amount
  /** The same for every tap of this browser for this shop and amount, for ten minutes: take it as the `saleId`. */
  readonly visit: string
}

type Visit = Omit<Authorisation, 'code'> & { readonly until: number }

const cookieName = '__Host-shroff-visit'
const life = 10 * 60_000

/**
 * Where a payer's wallet says who its payer is, without asking: redirect there, with `cookie` as `Set-Cookie`. The way back is good for
 * this browser, shop and amount alone, for ten minutes, once.
 *
 * @param request That of the page whose address the code is: taps after one another are known as one visit by it.
 * @throws `CONFIG_INVALID`, `PARAMETERS_INVALID`
 * @example
 * const { url, cookie } = await authorisationUrl(request, { wallet: 'wechatpay', appId, returnUrl, shop: 'table 7', amount }, { keys })
 */
export async function authorisationUrl(
  request: Request,
  parameters: AuthorisationParameters,
  options: AuthorisationOptions,
): Promise<{ readonly url: string; readonly cookie: string }> {
  checkOptions<AuthorisationOptions>('authorisationUrl', options, { keys: commonRules.keys, clock: testRules.clock })
  const { keys, clock = systemClock } = options
  const { appId, returnUrl, ...given } = checkParameters('authorisationUrl', authorisationSchema, parameters)
  const before = await visitIn(request, keys, clock)
  const isSame = before && JSON.stringify(aboutOf(before)) === JSON.stringify(aboutOf(given))
  const visit: Visit = { ...given, visit: isSame ? before.visit : randomName().slice(0, 24), until: clock.now() + life }
  const text = toBase64(utf8(JSON.stringify(visit))).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')
  const value = `${text}.${(await digestsOf(keys, text))[0]}`
  const nonce = randomName()
  const state = nonce + (await digestsOf(keys, `${nonce}\n${value}`))[0]
  return {
    url: urls[visit.wallet](encodeURIComponent(appId ?? ''), returnUrl, state),
    cookie: `${cookieName}=${value}; Path=/; Max-Age=${life / 1000}; HttpOnly; Secure; SameSite=Lax`,
  }
}

/**
 * Reads the way back from a wallet. Nothing in it is the provider's word: what the code stands for is.
 *
 * @returns `undefined` for what is forged, expired, another browser's, or was here before.
 * @throws `CONFIG_INVALID`; what the store throws.
 */
export async function authorisationReturn(
  request: Request,
  options: AuthorisationOptions & { store: Store },
): Promise<Authorisation | undefined> {
  checkOptions<AuthorisationOptions & { store: Store }>('authorisationReturn', options, {
    keys: commonRules.keys,
    store: storeRule,
    clock: testRules.clock,
  })
  const { keys, store, clock = systemClock } = options
  const visit = await visitIn(request, keys, clock)
  const query = new URL(request.url).searchParams
  const state = query.get('state') ?? ''
  if (!visit || !/^[0-9a-f]{96}$/.test(state)) return undefined
  const nonce = state.slice(0, 32)
  const digests = await digestsOf(keys, `${nonce}\n${cookieIn(request, cookieName)}`)
  if (!isOneOf(digests, state.slice(32))) return undefined
  const key = `checkout/visit/${nonce}`
  const claimed = await store.claim(key, 30_000)
  if (claimed.state !== 'claimed' || !(await store.confirm(key, claimed.token))) return undefined
  const code = query.get(codeNames[visit.wallet])
  return { ...aboutOf(visit), visit: visit.visit, ...(code && { code }) }
}

/** In the order that WeChat compares, and with its fragment. */
const urls: Record<AuthorisationParameters['wallet'], (appId: string, returnUrl: string, state: string) => string> = {
  wechatpay: (appId, returnUrl, state) =>
    `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(returnUrl)}&response_type=code&scope=snsapi_base&state=${state}#wechat_redirect`,
  alipay: (appId, returnUrl, state) =>
    `https://openauth.alipay.com/oauth2/publicAppAuthorize.htm?app_id=${appId}&scope=auth_base&redirect_uri=${encodeURIComponent(returnUrl)}&state=${state}`,
  // It has no field for a state.
  unionpay: (_, returnUrl, state) =>
    `https://qr.95516.com/qrcGtwWeb-web/api/userAuth?version=1.0.0&redirectUrl=${encodeURIComponent(`${returnUrl}?state=${state}`)}`,
}

const codeNames = { wechatpay: 'code', alipay: 'auth_code', unionpay: 'userAuthCode' } as const

const aboutOf = ({ wallet, shop, amount }: Pick<Visit, 'wallet' | 'shop' | 'amount'>) => ({
  wallet,
  shop,
  amount: { currency: amount.currency, value: amount.value },
})

/** What the cookie of this browser says, if these keys have made it and its time is not over. */
async function visitIn(request: Request, keys: CheckoutKeys, clock: Clock): Promise<Visit | undefined> {
  const [, text, digest] = /^([\w-]{1,1024})\.([0-9a-f]{64})$/.exec(cookieIn(request, cookieName) ?? '') ?? []
  if (text === undefined || !isOneOf(await digestsOf(keys, text), digest!)) return undefined
  const visit = JSON.parse(fromUtf8(fromAnyBase64(text)!)) as Visit
  return clock.now() < visit.until ? visit : undefined
}

/** HMAC-SHA256 by each key, the signing one first. */
const digestsOf = (keys: CheckoutKeys, text: string): Promise<string[]> =>
  Promise.all(signingKeysOf(keys).map((key) => key.digest(`visit\n${text}`)))

const isOneOf = (digests: readonly string[], digest: string) =>
  digests.some((one) => constantTimeEqual(utf8(one), utf8(digest)))
