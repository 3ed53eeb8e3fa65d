import type { CallOptions, Client } from '../../core/client.js'
import { configError, parametersError } from '../../core/errors.js'
import { mustBeJson } from '../../core/json.js'
import { mustBeObject } from '../../core/parameters.js'
import type { FormAction, RedirectAction } from '../../core/payment.js'
import { isApiPath } from '../../core/public-url.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { isWaiting } from '../charge.js'
import { foldedMember } from '../limits.js'
import type { V2Answer } from '../open.js'
import { withQuery } from '../query.js'
import { openPage } from '../wallet.js'

export type CallProviderParameters = {
  /** V2 method, such as `alipay.fund.trans.common.query`. */
  method: string
  /** V3 path of the same call; needed only for an account with `api: 'v3'`. */
  path?: string
  /** Default `POST`; V3's queries are `GET`. */
  httpMethod?: 'GET' | 'POST'
  /** Business parameters, in the provider's own spelling. With `GET` on V3 they become the query. */
  content?: object
  /** V2 parameters beside `biz_content`: `auth_token`, or all that `alipay.system.oauth.token` takes. */
  beside?: Readonly<Record<string, string>>
  notifyUrl?: string
  /** Whether the provider documents that repeating does no harm. Default `false`. */
  repeatable?: boolean
}
export type CallProviderResult = unknown

/**
 * Calls a method that has no action here: signed, and the answer verified, like any other. You decode the answer, and
 * check that it belongs to your question.
 *
 * @throws `CONFIG_INVALID` for a method or path that is none, and for names in `beside` that the signing sets.
 * @example
 * const reply = await callProvider(client, { method: 'alipay.fund.account.query', content: { alipay_user_id } })
 * const token = await callProvider(client, {
 *   method: 'alipay.system.oauth.token', beside: { grant_type: 'authorization_code', code },
 * })
 */
export async function callProvider(
  client: Client<AlipayAccount>,
  parameters: CallProviderParameters,
  options?: CallOptions,
): Promise<CallProviderResult> {
  const { method, path, httpMethod = 'POST', content, beside = {}, notifyUrl, repeatable = false } = parameters ?? {}
  mustBeMethod(method)
  if (path !== undefined && !isApiPath(path)) {
    throw configError(
      'callProvider: path must begin with /v3/ and be percent-encoded.',
      'Use encodeURIComponent for what you put into it.',
    )
  }
  if (path !== undefined && client.account.api === 'v3' && Object.keys(beside).length > 0) {
    throw configError('callProvider: V3 has no parameters beside its content.', 'Leave path out to go by V2.')
  }
  const own = Object.keys(beside).find((name) => reserved.includes(name))
  if (own) throw configError(`callProvider: ${own} cannot be given beside the content; the library sets it.`)
  mustBeSafe('callProvider', 'content', content)
  mustBeSafe('callProvider', 'beside', beside)
  const notText = Object.keys(beside).find((name) => typeof beside[name] !== 'string')
  if (notText !== undefined)
    throw parametersError('callProvider', [{ path: `beside.${notText}`, problem: 'must be a string' }])
  const asked = path !== undefined && httpMethod === 'GET' ? texts(content ?? {}) : {}
  return call(
    client,
    {
      action: 'callProvider',
      accepts: method === 'alipay.system.oauth.token' ? isToken : isWaiting,
      endpoint: path === undefined ? [method] : withQuery([method, path], asked),
      httpMethod,
      content,
      beside,
      notifyUrl,
      query: repeatable,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query method before anything else.',
      decode: ({ value }) => value,
    },
    options,
  )
}

/**
 * A page-style method that has no action here, such as `alipay.user.agreement.page.sign`, as the payer's browser calls it.
 * Nothing is sent.
 */
export async function openProviderPage(
  client: Client<AlipayAccount>,
  parameters: { method: string; content: object; notifyUrl?: string; returnUrl?: string; as?: 'redirect' | 'form' },
): Promise<RedirectAction | FormAction> {
  mustBeMethod(parameters?.method)
  mustBeSafe('openProviderPage', 'content', parameters.content)
  return openPage(client.account, 'openProviderPage', parameters.method, parameters.content, parameters)
}

/** What a request is signed with, and what has a parameter of its own here. */
/** Unconfirmed: this method is said to have no code where it succeeds. */
const isToken = ({ code, access_token }: V2Answer) => code === undefined && typeof access_token === 'string'

const reserved = [
  'app_id',
  'method',
  'format',
  'charset',
  'sign_type',
  'sign',
  'timestamp',
  'version',
  'app_auth_token',
  'app_cert_sn',
  'alipay_root_cert_sn',
  'encrypt_type',
  'biz_content',
  'notify_url',
]

/** What V3 asks for in the address: a text as it is, anything else as JSON. */
const texts = (content: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(content)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )

/** @throws `PARAMETERS_INVALID` for what would be sent changed, or come back in a notice that can be read in two ways. */
function mustBeSafe(action: string, path: string, given: object | undefined): void {
  if (given === undefined) return
  mustBeObject(action, path, given)
  const folded = foldedMember(given)
  if (folded) throw parametersError(action, [{ path, problem: folded }])
  mustBeJson(action, given, path)
}

function mustBeMethod(method: string | undefined): asserts method is string {
  if (!/^[a-z]+(\.[a-z0-9]+)+$/.test(method ?? ''))
    throw configError('method must be a V2 method name such as alipay.trade.query.')
}
