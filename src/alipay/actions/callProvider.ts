import { type Part, writeMultipart } from '../../codec/multipart.js'
import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { mustBeApiPath } from '../../core/endpoint.js'
import { configError, parametersError } from '../../core/errors.js'
import { mustBeJson, mustBeObject } from '../../core/json.js'
import { refuseUnknown } from '../../core/options.js'
import type { FormAction, RedirectAction } from '../../core/payment.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import { partOf, type UploadFile } from '../../core/upload.js'
import { toHex } from '../../crypto/bytes.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { isWaiting } from '../charge.js'
import { foldedMember } from '../folded.js'
import type { V2Answer } from '../open.js'
import { withQuery } from '../query.js'
import { openPage } from '../wallet.js'

export type CallProviderParameters<Output = unknown> = {
  /** V2 method, such as `alipay.fund.trans.common.query`. */
  method: string
  /** V3 path of the same call; needed only for an account with `api: 'v3'`. */
  path?: string
  /** Default `POST`; V3's queries are `GET`. */
  httpMethod?: 'GET' | 'POST'
  /** Business parameters, in the provider's own spelling. With `GET` on V3 they become the query. */
  content?: object
  /**
   * Uploads them (multipart), by the names of their members, such as `image_content`. Only the texts of `content` are signed: on
   * V2 they stand beside the files, on V3 in a part of their own.
   */
  files?: Readonly<Record<string, UploadFile>>
  /** V2 parameters beside `biz_content`: `auth_token`, or all that `alipay.system.oauth.token` takes. */
  beside?: Readonly<Record<string, string>>
  notifyUrl?: string
  /** Whether the provider documents that repeating does no harm. Default `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls a method that has no action here: signed, and the answer verified, like any other, then checked and typed by your
 * schema. That it belongs to your question is for you to check.
 *
 * @throws `CONFIG_INVALID` for a method, path or schema that is none, and for names in `beside` that the signing sets;
 * `PARAMETERS_INVALID` for content that JSON cannot hold and files that are none; `BODY_INVALID` with place and issue for a
 * verified answer that does not fit the schema; and the codes of the pipeline.
 * @see https://opendocs.alipay.com/common/02mse3
 * @example
 * const schema = z.object({ available_amount: z.string() })
 * const account = await callProvider(client, { method: 'alipay.fund.account.query', content: { alipay_user_id }, schema })
 * const token = await callProvider(client, {
 *   method: 'alipay.system.oauth.token', beside: { grant_type: 'authorization_code', code },
 * })
 */
export async function callProvider<Output = unknown>(
  client: Client<AlipayAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { method, path, httpMethod = 'POST', content, files, notifyUrl, repeatable = false, schema } = parameters
  const { account } = client
  const rest = path !== undefined && account.api === 'v3'
  if (rest && Object.keys(parameters.beside ?? {}).length > 0) {
    throw configError('callProvider: V3 has no parameters beside its content.', 'Leave path out to go by V2.')
  }
  // Official clients disagree: one encrypts the texts of an upload, another refuses.
  if (rest && files && account.encrypts) {
    throw configError(
      'callProvider: an upload over V3 cannot be encrypted.',
      'Leave path out to go by V2, in the clear.',
    )
  }
  const beside = { ...(files && !rest && texts(content ?? {})), ...parameters.beside }
  // The texts of an upload stand there too.
  checkBeside(beside)
  const asked = path !== undefined && httpMethod === 'GET' ? texts(content ?? {}) : {}
  return call(
    client,
    {
      action: 'callProvider',
      accepts: method === 'alipay.system.oauth.token' ? isToken : isWaiting,
      endpoint: path === undefined ? [method] : withQuery([method, path], asked),
      httpMethod,
      content: files && !rest ? undefined : content,
      beside,
      upload: files && uploadOf(account, files),
      notifyUrl,
      // What may be repeated without harm may move money all the same.
      query: false,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query method before anything else.',
      decode: ({ value }) => typedBy(schema, value),
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
  refuseUnknown('openProviderPage', parameters ?? {}, ['method', 'content', 'notifyUrl', 'returnUrl', 'as'])
  mustBeMethod(parameters?.method)
  mustBeSafe('openProviderPage', 'content', parameters.content)
  return openPage(client.account, 'openProviderPage', parameters.method, parameters.content, parameters)
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { method, path, httpMethod, content, files, beside, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, known, otherNames)
  mustBeMethod(method)
  mustBeSchema('callProvider', schema)
  if (path !== undefined) mustBeApiPath(path, ['v3'])
  if (files && httpMethod === 'GET') throw configError('callProvider: GET uploads nothing.')
  mustBeSafe('callProvider', 'content', content)
  if (beside !== undefined) checkBeside(beside)
}

function checkBeside(beside: Readonly<Record<string, string>>): void {
  const own = Object.keys(beside).find((name) => reserved.includes(name))
  if (own) throw configError(`callProvider: ${own} cannot be given beside the content; the library sets it.`)
  mustBeSafe('callProvider', 'beside', beside)
  const notText = Object.keys(beside).find((name) => typeof beside[name] !== 'string')
  if (notText !== undefined)
    throw parametersError('callProvider', [{ path: `beside.${notText}`, problem: 'must be a string' }])
}

const known = ['method', 'path', 'httpMethod', 'content', 'files', 'beside', 'notifyUrl', 'repeatable', 'schema']
const otherNames = { bizcontent: 'content', body: 'content', query: 'content', params: 'content', file: 'files' }

function uploadOf({ randomBytes }: AlipayAccount, files: Readonly<Record<string, UploadFile>>) {
  mustBeObject('callProvider', 'files', files)
  const parts = Object.entries(files).map(([name, file]) => partOf('callProvider', `files.${name}`, name, file))
  const boundary = toHex(randomBytes(16))
  return (texts: readonly Part[]) => writeMultipart(boundary, [...texts, ...parts])
}

/** Unconfirmed: this method is said to have no code where it succeeds. */
const isToken = ({ code, access_token }: V2Answer) => code === undefined && typeof access_token === 'string'

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
