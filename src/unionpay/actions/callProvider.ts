import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError, parametersError } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { mustBeSchema, typedBy } from '../../core/typed.js'
import type { UnionpayAccount } from '../account.js'
import { call } from '../call.js'
import { type Fields, holdsField, tearing, tears } from '../canonical.js'

export type CallProviderParameters<Output = Fields> = {
  /** Such as `/gateway/api/backTransReq.do`; `/jiaofei/api/…` for bills. */
  path: string
  /**
   * In UnionPay's own spelling; which transaction it is (`txnType`, `txnSubType`, `bizType`, `channelType`), `orderId` and `txnTime`
   * among them. What is `undefined` or empty is left out. `accessType` is 0 where it is not given.
   */
  fields: Readonly<Record<string, string | undefined>>
  /** Whether repeating does no harm, as of a query. Default `false`: UnionPay takes a number once. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and its fields. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = Fields> = Output

/**
 * Sends a transaction that has no action here: signed, and the answer verified, like any other, then checked and typed by your
 * schema. That it belongs to your question is for you to check. `respCode` 00 and A6 come back, and say of what moves money that
 * it was taken, not done; any other is thrown.
 *
 * @throws `CONFIG_INVALID` for a path or schema that is none, and for fields that the signing writes; `PARAMETERS_INVALID` for
 * values that are no texts, or that hold another field; `BODY_INVALID` with place and issue for a verified answer that does not
 * fit the schema; and the codes of the pipeline.
 * @see https://github.com/smartwalle/unionpay/blob/master/unionpay.go
 * @example
 * const fields = { txnType: '77', txnSubType: '02', bizType: '000301', channelType: '07', orderId, txnTime, accType: '01', ...card }
 * await callProvider(client, { path: '/gateway/api/backTransReq.do', fields })
 */
export async function callProvider<Output = Fields>(
  client: Client<UnionpayAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { path, fields, repeatable = false, schema } = parameters
  return call(
    client,
    {
      action: 'callProvider',
      path,
      fields: { ...fields },
      // What may be repeated without harm may move money all the same.
      query: false,
      repeat: repeatable ? 'always' : 'never',
      resolve: 'Ask what became of it, by its orderId and txnTime, before anything else.',
      decode: ({ value }) => typedBy(schema, value),
    },
    options,
  )
}

/** What {@link callProvider} takes, as a Standard Schema. */
export const callProviderParameters = /* @__PURE__ */ schemaOfCheck<CallProviderParameters>(check)

function check(parameters: CallProviderParameters<unknown>): void {
  const { path, fields, schema } = parameters ?? {}
  refuseUnknown('callProvider', parameters ?? {}, ['path', 'fields', 'repeatable', 'schema'], otherNames)
  if (!/^\/(gateway|jiaofei)\/api\/\w+\.do$/.test(path))
    throw configError('callProvider: path must be one of UnionPay’s, such as /gateway/api/backTransReq.do.')
  mustBeSchema('callProvider', schema)
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw parametersError('callProvider', [{ path: 'fields', problem: 'must be an object of texts' }])
  for (const [name, value] of Object.entries(fields)) {
    const own = reserved.includes(name)
    if (own) throw configError(`callProvider: ${name} cannot be among the fields; the library sets it.`)
    const problem = problemOf(name, value)
    if (problem) throw parametersError('callProvider', [{ path: `fields.${name.slice(0, 40)}`, problem }])
  }
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!/^\w{1,40}$/.test(name)) return 'must have a name of letters and digits'
  if (value === undefined) return undefined
  if (typeof value !== 'string') return 'must be a string'
  // Of what was done then, no answer could ever be read.
  if (name === 'reqReserved' && tears(value)) return `must not have ${tearing} in it; Base64 holds them`
  return holdsField(value)
    ? 'must not have & with a name of the protocol and = in it, nor half a pair of braces'
    : undefined
}

const otherNames = {
  method: 'Every call of UnionPay’s is a POST.',
  body: 'fields',
  content: 'fields',
  params: 'fields',
  url: 'path',
  query: 'repeatable',
}

/** What a message is signed with, and whose it is. */
const reserved = ['version', 'encoding', 'certId', 'signMethod', 'signPubKeyCert', 'signature', 'merId']
