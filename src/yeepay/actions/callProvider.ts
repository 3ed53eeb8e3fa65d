import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { mustBeObject, writeJson } from '../../core/json.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  /** `GET` asks by a query, `POST` by a form, or by JSON where `json` is given. */
  method: 'GET' | 'POST'
  /** Such as `/rest/v1.0/divide/apply`. */
  path: string
  /** The fields in YeePay's own spelling, texts all. `parentMerchantNo` and `merchantNo` are added where they are not given. */
  fields?: Readonly<Record<string, string | undefined>>
  /** Becomes the JSON body, in place of `fields`; nothing is added to it. */
  json?: object
  /** Whether YeePay documents that repeating does no harm. Default: `true` for `GET`. */
  repeatable?: boolean
  /** What `result` must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other, then its `result` checked and typed
 * by your schema. That it belongs to your question is for you to check. A `code` that is none of YeePay's three for a success is
 * thrown. Blanks are not signed in answers, and so not in the texts of `result`.
 *
 * @throws `CONFIG_INVALID` for a method, path, fields or schema that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold;
 * `BODY_INVALID` with place and issue for a verified answer that does not fit the schema; and the codes of the pipeline.
 * @see https://open.yeepay.com/docs/platform/sdk_guide 鉴权认证机制
 * @example
 * const schema = z.object({ status: z.string() })
 * const { status } = await callProvider(client, {
 *   method: 'GET', path: '/rest/v1.0/divide/query', fields: { orderId, divideRequestId }, schema,
 * })
 */
export async function callProvider<Output = unknown>(
  client: Client<YeepayAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { method, path, fields, json, repeatable = method === 'GET', schema } = parameters
  return call(
    client,
    {
      action: 'callProvider',
      method,
      path,
      ...(fields && { fields: { ...fields } }),
      ...(json && { json: writeJson('callProvider', json) }),
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query endpoint before anything else.',
      decode: (result) => typedBy(schema, result),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { method, path, fields, json, schema } = parameters ?? {}
  const known = ['method', 'path', 'fields', 'json', 'repeatable', 'schema']
  refuseUnknown('callProvider', parameters ?? {}, known, otherNames)
  if (method !== 'GET' && method !== 'POST') throw configError("callProvider: method must be 'GET' or 'POST'.")
  // A path that leads somewhere else than it says is signed as it stands.
  if (typeof path !== 'string' || !/^\/(rest|yos)\/v\d+\.\d+(\/[\w-]+)+$/.test(path))
    throw configError(
      'callProvider: path must be one such as /rest/v1.0/divide/apply, without /yop-center and a query.',
    )
  if (fields !== undefined && !(typeof fields === 'object' && fields !== null && Object.entries(fields).every(isField)))
    throw configError('callProvider: fields must be an object of texts, by the names of YeePay’s fields.')
  if (json !== undefined) {
    if (method === 'GET' || fields !== undefined)
      throw configError('callProvider: json goes with POST, in place of fields.')
    mustBeObject('callProvider', 'json', json)
  }
  mustBeSchema('callProvider', schema)
}

const isField = ([name, value]: [string, unknown]) =>
  /^[A-Za-z_][\w.-]{0,63}$/.test(name) && (value === undefined || (typeof value === 'string' && !/\p{Cs}/u.test(value)))

const otherNames = {
  body: 'fields',
  params: 'fields',
  query: 'fields',
  data: 'json',
  url: 'path',
  headers: 'The signing writes the headers.',
}
