import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { mustBeObject } from '../../core/json.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  /** Such as `/ams/api/v1/payments/inquireExchangeRate`; the sandbox's is made of it. */
  path: string
  /** Becomes the JSON body, in Antom's own spelling. Members that are `undefined` are left out. */
  body: object
  /** Whether Antom documents that repeating does no harm. Default `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other, then checked and typed by your
 * schema. That it belongs to your question is for you to check. `S`, and `U` with a code that says "in process", come back;
 * anything else is thrown.
 *
 * @throws `CONFIG_INVALID` for a path or schema that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold;
 * `BODY_INVALID` with place and issue for a verified answer that does not fit the schema; and the codes of the pipeline.
 * @see https://docs.antom.com/ac/ams/digital_signature
 * @example
 * const schema = z.object({ quotes: z.array(z.unknown()) })
 * const { quotes } = await callProvider(client, { path: '/ams/api/v1/payments/inquireExchangeRate', body: { … }, schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<AntomAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { path, body, repeatable = false, schema } = parameters
  return call(
    client,
    {
      action: 'callProvider',
      path,
      body,
      whileInProcess: true,
      // What may be repeated without harm may move money all the same.
      query: false,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query endpoint before anything else.',
      decode: ({ value }) => typedBy(schema, value),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { path, body, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, ['path', 'body', 'repeatable', 'schema'], otherNames)
  // A path that leads somewhere else than it says is signed as it stands. One of Antom's own has two slashes in it.
  if (!/^\/ams\/api\/[\w.~/-]+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path))
    throw configError('callProvider: path must begin with /ams/api/ and have no dots, blanks or query in it.')
  mustBeObject('callProvider', 'body', body)
  mustBeSchema('callProvider', schema)
}

const otherNames = {
  method: 'Every call of Antom’s is a POST.',
  content: 'body',
  data: 'body',
  json: 'body',
  url: 'path',
  headers: 'The signing writes the headers.',
}
