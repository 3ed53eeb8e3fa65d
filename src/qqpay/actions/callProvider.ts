import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  /** Such as `/cgi-bin/epay/qpay_epay_b2c.cgi`. */
  path: string
  /** The XML's fields in QQ Wallet's own spelling, texts all. Number of the merchant, nonce and signature are added. */
  body: Readonly<Record<string, string | undefined>>
  /** Whether it goes to the host that asks for the client certificate. Default: as the path is known, else `false`. */
  certified?: boolean
  /** Whether repeating is known to do no harm. Default `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other, then checked and typed by your
 * schema. That it belongs to your question is for you to check. A `result_code` that is not `SUCCESS` is thrown. An endpoint whose
 * answers nobody signs, as those of cash red packets, cannot be called so.
 *
 * @throws `CONFIG_INVALID` for a path, body or schema that is none; `BODY_INVALID` with place and issue for a verified answer that
 * does not fit the schema; and the codes of the pipeline.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/206/1213 signature
 * @example
 * const schema = z.object({ state: z.string() })
 * const { state } = await callProvider(client, { path: '/cgi-bin/pay/qpay_epay_query.cgi', body: { out_trade_no }, schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<QqpayAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { path, body, certified, repeatable = false, schema } = parameters
  return call(
    client,
    {
      action: 'callProvider',
      path,
      ...(certified !== undefined && { certified }),
      fields: { ...body },
      // What may be repeated without harm may move money all the same.
      query: false,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask the matching query endpoint before anything else.',
      decode: (raw) => typedBy(schema, raw),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters): void {
  const { path, body, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, ['path', 'body', 'certified', 'repeatable', 'schema'], otherNames)
  // A path that leads somewhere else than it says is called as it stands.
  if (typeof path !== 'string' || !/^\/cgi-bin(\/\w+)+\.cgi$/.test(path))
    throw configError('callProvider: path must be one such as /cgi-bin/pay/qpay_epay_query.cgi.')
  if (typeof body !== 'object' || body === null || !Object.entries(body).every(isField))
    throw configError('callProvider: body must be an object of texts, by the names of QQ Wallet’s fields.')
  mustBeSchema('callProvider', schema)
}

const isField = ([name, value]: [string, unknown]) =>
  /^[A-Za-z_][\w.-]{0,63}$/.test(name) && (value === undefined || typeof value === 'string')

const otherNames = {
  method: 'Every call of QQ Wallet’s is a POST.',
  content: 'body',
  data: 'body',
  fields: 'body',
  url: 'path',
  headers: 'The signing writes the headers.',
}
