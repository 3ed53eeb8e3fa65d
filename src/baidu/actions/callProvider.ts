import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { BaiduAccount } from '../account.js'
import { call, callSigned } from '../call.js'

type Texts = Readonly<Record<string, string | undefined>>

export type CallProviderParameters<Output = unknown> = {
  /** Such as `/rest/2.0/smartapp/pay/paymentservice/orderBill`, or of a call by signature `/cashier/applyOrderRefund`. */
  path: string
  /** What stands in the address, in Baidu's own spelling, texts all. The token is added. */
  query?: Texts
  /** What is posted as a form. Absent: it is a GET. Of a path of `/cashier/` it is signed, and must be given. */
  form?: Texts
  /** Whether repeating is known to do no harm. Default `false`. */
  repeatable?: boolean
  /** What `data` of the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: with the token, or, where its path begins with `/cashier/`, signed. Its `data` is checked
 * and typed by your schema; nobody signs it. That it belongs to your question is for you to check. A code that is not 0 is thrown.
 *
 * @throws `CONFIG_INVALID` for a path, fields or schema that are none; `BODY_INVALID` with place and issue for an answer that does not
 * fit the schema; and the codes of the pipeline.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_2.0/ 百度收银台接口
 * @example
 * const path = '/rest/2.0/smartapp/pay/paymentservice/orderBill'
 * const bills = await callProvider(client, { path, query: { billTime: '2026-03-03', pmAppKey: account.appKey }, repeatable: true })
 */
export async function callProvider<Output = unknown>(
  client: Client<BaiduAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { path, query, form, repeatable = false, schema } = parameters
  const given = {
    action: 'callProvider',
    path,
    query: query && { ...query },
    // What may be repeated without harm may move money all the same.
    reads: false,
    repeat: repeatable ? ('always' as const) : ('never' as const),
    resolve: 'Ask the matching query endpoint before anything else.',
    decode: ({ value }: { value: unknown }) => typedBy(schema, value),
  }
  return isSigned(path)
    ? callSigned(client, { ...given, form: { ...form } }, options)
    : call(client, { ...given, form: form && { ...form } }, options)
}

const isSigned = (path: string) => path.startsWith('/cashier/')

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { path, query, form, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, ['path', 'query', 'form', 'repeatable', 'schema'], otherNames)
  // A path that leads somewhere else than it says is called as it stands.
  if (typeof path !== 'string' || !/^\/(rest\/2\.0|cashier)(\/\w+)+$/.test(path))
    throw configError(
      'callProvider: path must be one such as /rest/2.0/smartapp/pay/paymentservice/orderBill or /cashier/applyOrderRefund.',
    )
  for (const [name, texts] of Object.entries({ query, form }))
    if (texts !== undefined && !(typeof texts === 'object' && texts !== null && Object.entries(texts).every(isField)))
      throw configError(`callProvider: ${name} must be an object of texts, by the names of Baidu’s parameters.`)
  if (isSigned(path) && (form === undefined || query !== undefined))
    throw configError('callProvider: a call by signature has a form, which is signed, and no query.')
  mustBeSchema('callProvider', schema)
}

// The signature and the token are not for the caller to write.
const isField = ([name, value]: [string, unknown]) =>
  /^[A-Za-z_][\w.-]{0,63}$/.test(name) &&
  !/^(access_token|rsaSign|sign|sign_type)$/.test(name) &&
  (value === undefined || typeof value === 'string')

const otherNames = {
  method: 'A form makes it a POST; without one it is a GET.',
  body: 'form',
  content: 'form',
  data: 'form',
  url: 'path',
  headers: 'The call writes the headers.',
}
