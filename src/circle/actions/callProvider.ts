import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { endpointNames, mustBeEndpoint } from '../../core/endpoint.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { typedBy } from '../../core/typed.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query, beginning with `/v1/` or `/v2/`; encode what you put into it. */
  path: string
  /** Becomes the JSON body, in Circle's own spelling, its `idempotencyKey` included where it asks for one. Members that are `undefined` are left out. */
  body?: object
  /** Whether repeating does no harm, as under an `idempotencyKey`. Default: `true` for GET, else `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here, and gives what stands in `data` of its answer, checked and typed by your schema. Nobody
 * signs the answer, and that it belongs to your question is for you to check.
 *
 * @throws `CONFIG_INVALID` for a method, path or schema that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold;
 * `BODY_INVALID` with place and issue for an answer that does not fit the schema; and the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint
 * @example
 * const schema = z.object({ available: z.array(z.object({ amount: z.string(), currency: z.string() })) })
 * const { available } = await callProvider(client, { method: 'GET', path: '/v1/businessAccount/balances', schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<CircleAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { method, path, body, schema } = parameters
  const repeatable = parameters.repeatable ?? method === 'GET'
  return call(
    client,
    {
      action: 'callProvider',
      method,
      path,
      body,
      query: method === 'GET',
      repeat: repeatable ? 'always' : 'never',
      resolve:
        method === 'GET'
          ? 'Ask again: a query changes nothing.'
          : 'Ask the matching query endpoint before anything else.',
      decode: ({ value }) => typedBy(schema, value),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const names = { ...endpointNames, headers: 'The call writes the headers; the API key is the account’s.' }
  refuseUnknown('callProvider', parameters ?? {}, known, names)
  mustBeEndpoint(parameters ?? {}, ['v1', 'v2'])
}

const known = ['method', 'path', 'body', 'repeatable', 'schema']
