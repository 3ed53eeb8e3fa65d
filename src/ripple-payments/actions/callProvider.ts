import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { endpointNames, mustBeEndpoint } from '../../core/endpoint.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { typedBy } from '../../core/typed.js'
import type { RipplePaymentsAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query, beginning with `/v2/` or `/v3/`; encode what you put into it. */
  path: string
  /** Becomes the JSON body, in Ripple's own spelling. Members that are `undefined` are left out. */
  body?: object
  /** Whether repeating does no harm, as of a search. Default: `true` for GET, else `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here, such as those of identities, and gives its answer, checked and typed by your schema. **Each
 * number of it is a text**, digit for digit as Ripple wrote it; an empty answer, such as that to a DELETE, is `undefined`. Nobody signs
 * the answer, and that it belongs to your question is for you to check. Never pay by it: `transferFunds` alone looks whether a payment
 * was made before.
 *
 * @throws `CONFIG_INVALID` for a method, path or schema that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold;
 * `BODY_INVALID` with place and issue for an answer that does not fit the schema; and the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const schema = z.object({ identityId: z.string(), version: z.string() })
 * const { identityId } = await callProvider(client, { method: 'POST', path: '/v3/identities', body: identity, schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<RipplePaymentsAccount>,
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
  const names = { ...endpointNames, headers: 'The call writes the headers; the token is asked for by itself.' }
  refuseUnknown('callProvider', parameters ?? {}, known, names)
  mustBeEndpoint(parameters ?? {}, ['v2', 'v3'])
}

const known = ['method', 'path', 'body', 'repeatable', 'schema']
