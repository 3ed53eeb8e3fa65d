import { sha256 } from '#crypto'
import { writeMultipart } from '../../codec/multipart.js'
import { schemaOfCheck } from '../../core/checked.js'
import type { CallOptions, Client } from '../../core/client.js'
import { endpointNames, mustBeEndpoint } from '../../core/endpoint.js'
import { configError } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import type { StandardSchema } from '../../core/standard.js'
import { typedBy } from '../../core/typed.js'
import { partOf, type UploadFile } from '../../core/upload.js'
import { toHex, toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'

export type CallProviderParameters<Output = unknown> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query, beginning with `/v3/`; encode what you put into it. */
  path: string
  /**
   * Becomes the JSON body. Members that are `undefined` are left out; what JSON cannot hold as it is (an upload, a Map, bytes, a
   * Date, NaN, an integer over 2^53) is refused.
   */
  body?: object
  /**
   * Uploads it (multipart). What is signed is its description, `meta`: `{ filename, sha256 }`, made here. Members of `body` are
   * added to it or replace them; one that is `undefined` leaves it out.
   */
  file?: UploadFile
  /** Serial of the platform key that fields of the body are encrypted for, as `encryptFields` says it. */
  encryptedFor?: string
  /** Whether the provider documents that repeating does no harm. Default: `true` for GET, else `false`. */
  repeatable?: boolean
  /** What the answer must be: of Zod, Valibot, ArkType or any other library of Standard Schema. Default: none, and `unknown`. */
  schema?: StandardSchema<unknown, Output>
}
export type CallProviderResult<Output = unknown> = Output

/**
 * Calls an endpoint that has no action here: signed, and the answer verified, like any other, then checked and typed by your
 * schema. That it belongs to your question is for you to check.
 *
 * @throws `CONFIG_INVALID` for a method, path or schema that is none, `PARAMETERS_INVALID` for a body that JSON cannot hold or a
 * file that is none; `BODY_INVALID` with place and issue for a verified answer that does not fit the schema; and the codes of
 * the pipeline. A refusal's outcome is `rejected` only for codes that are final everywhere.
 * @see {@link encryptFields} for names and numbers that must travel encrypted; {@link downloadFile} for what is not signed.
 * @example
 * const schema = z.object({ download_url: z.string(), hash_value: z.string() })
 * const path = '/v3/bill/fundflowbill?bill_date=2026-01-31'
 * const { download_url } = await callProvider(client, { method: 'GET', path, schema })
 */
export async function callProvider<Output = unknown>(
  client: Client<WechatpayAccount>,
  parameters: CallProviderParameters<Output>,
  options?: CallOptions,
): Promise<CallProviderResult<Output>> {
  check(parameters)
  const { method, path, body, file, encryptedFor, schema } = parameters
  const repeatable = parameters.repeatable ?? method === 'GET'
  return call(
    client,
    {
      action: 'callProvider',
      method,
      path,
      ...(file ? await describe(client.account, file, body) : { body }),
      encryptedFor,
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
  const { method, file } = parameters ?? {}
  const names = {
    ...endpointNames,
    headers: 'The signing writes the headers; encryptedFor is Wechatpay-Serial.',
    files: 'file',
  }
  refuseUnknown('callProvider', parameters ?? {}, known, names)
  mustBeEndpoint(parameters ?? {}, ['v3'])
  if (method === 'GET' && file) throw configError('callProvider: GET has no body.')
}

const known = ['method', 'path', 'body', 'file', 'encryptedFor', 'repeatable', 'schema']

/** `meta` of a file, and what carries both. The order of the parts is that of WeChat Pay's own SDKs. */
async function describe(account: WechatpayAccount, file: UploadFile, more: object | undefined) {
  const part = partOf('callProvider', 'file', 'file', file)
  const boundary = toHex(account.randomBytes(16))
  return {
    body: { filename: part.filename, sha256: toLowerHex(await sha256(part.bytes)), ...more },
    upload: (json: string) =>
      writeMultipart(boundary, [{ name: 'meta', contentType: 'application/json', bytes: utf8(json) }, part]),
  }
}
