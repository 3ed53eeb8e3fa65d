import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { mustBeObject } from '../../core/json.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope } from '../call.js'
import { callProviderRefusals } from '../refusals.js'

export type CallProviderParameters<Output = unknown> = {
  /**
   * Such as `/api/v3/sacs/separate`; the test environment's is made of it. One that ends in `_encry` is encrypted by the account's
   * `bodyKey`.
   */
  path: string
  /**
   * What becomes `req_data`, in Lakala's own spelling, its numbers of merchant and terminal included. Of `/api/v2/…` the whole
   * message, whose envelope is not the same for all. Members that are `undefined` are left out.
   */
  body: object
  /** Whether Lakala documents that repeating does no harm. Default `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other, then checked and typed by your schema.
 * Gives what is in `resp_data`, of version 2 in `respData`. That it belongs to your question is for you to check, as no address and
 * no question is signed. Whatever is not a success is thrown.
 *
 * @throws `CONFIG_INVALID` for a path or schema that is none, and for an encrypted path where the account has no `bodyKey`;
 * `PARAMETERS_INVALID` for a body that JSON cannot hold; `BODY_INVALID` with place and issue for a verified answer that does not fit
 * the schema; and the codes of the pipeline.
 * @see https://o.lakala.com/open/document/1004 signature
 * @example
 * const schema = z.object({ separate_no: z.string() })
 * const { separate_no } = await callProvider(client, { path: '/api/v3/sacs/query', body: { merchant_no, out_separate_no }, schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<LakalaAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { path, body, repeatable = false, schema } = parameters
  return call(
    client,
    {
      action: 'callProvider',
      // That a query was refused says nothing of the refund.
      refusals: repeatable
        ? callProviderRefusals.filter(([, , outcome]) => outcome === 'unknown')
        : callProviderRefusals,
      path,
      body: path.startsWith('/api/v2/') ? body : envelope(client.account, body),
      // What may be repeated without harm may move money all the same.
      query: false,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query endpoint before anything else.',
      decode: ({ data }) => typedBy(schema, data),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { path, body, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, ['path', 'body', 'repeatable', 'schema'], otherNames)
  // A path that leads somewhere else than it says is called as it stands.
  if (typeof path !== 'string' || !/^\/api\/v[23](\/\w+)+$/.test(path))
    throw configError('callProvider: path must be one such as /api/v3/sacs/separate.')
  mustBeObject('callProvider', 'body', body)
  mustBeSchema('callProvider', schema)
}

const otherNames = {
  method: 'Every call of Lakala’s is a POST.',
  content: 'body',
  data: 'body',
  reqdata: 'body',
  json: 'body',
  url: 'path',
  headers: 'The signing writes the headers.',
}
