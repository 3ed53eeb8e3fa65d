import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { writeJson } from '../../core/json.js'
import type { FormAction, RedirectAction } from '../../core/payment.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
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
  if (path !== undefined && !/^\/v3\/[\x21-\x7e]+$/.test(path)) {
    throw configError('callProvider: path must begin with /v3/ and be percent-encoded.')
  }
  if (path !== undefined && client.account.api === 'v3' && Object.keys(beside).length > 0) {
    throw configError('callProvider: V3 has no parameters beside its content.', 'Leave path out to go by V2.')
  }
  const own = Object.keys(beside).find((name) => reserved.includes(name))
  if (own) throw configError(`callProvider: ${own} cannot be given beside the content; the library sets it.`)
  const endpoint = path === undefined ? undefined : httpMethod === 'GET' ? withQuery(path, content ?? {}) : path
  return call(
    client,
    {
      action: 'callProvider',
      endpoint: endpoint === undefined ? [method] : [method, endpoint],
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
  return openPage(client.account, 'openProviderPage', parameters.method, parameters.content, parameters)
}

/** What a request is signed with, and what has a parameter of its own here. */
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

function withQuery(path: string, content: object): string {
  const pairs = Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      [name, typeof value === 'string' ? value : writeJson('callProvider', value)].map(encodeURIComponent),
    )
  return [path, pairs.map((pair) => pair.join('=')).join('&')].filter(Boolean).join(path.includes('?') ? '&' : '?')
}

function mustBeMethod(method: string | undefined): asserts method is string {
  if (!/^[a-z]+(\.[a-z0-9]+)+$/.test(method ?? ''))
    throw configError('method must be a V2 method name such as alipay.trade.query.')
}
