import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, textUpTo } from '../../core/parameters.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { agreementRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type EndAgreementParameters = {
  /** From `acceptAgreement`. */
  accessToken: string
}
export type EndAgreementResult = { readonly status: 'ended' }

/**
 * Ends an agreement (`revoke`): nothing can be charged by its token any more.
 *
 * @throws `ORDER_NOT_FOUND`; `REQUEST_REFUSED` where it is over.
 * @see https://docs.antom.com/ac/ams/authrevocation revoke
 * @example
 * await endAgreement(client, { accessToken })
 */
export async function endAgreement(
  client: Client<AntomAccount>,
  parameters: EndAgreementParameters,
  options?: CallOptions,
): Promise<EndAgreementResult> {
  const { accessToken } = checkParameters('endAgreement', endAgreementParameters, parameters)
  return call<EndAgreementResult>(
    client,
    {
      action: 'endAgreement',
      refusals: agreementRefusals,
      path: paths.revoke,
      body: { accessToken },
      query: false,
      repeat: 'never',
      resolve: 'It may have ended: the next charge is then refused.',
      // The answer has nothing but its success.
      decode: () => ({ status: 'ended' }),
    },
    options,
  )
}

/** What endAgreement accepts. */
export const endAgreementParameters = /* @__PURE__ */ parameterSchema<EndAgreementParameters>(() =>
  z.strictObject({ accessToken: textUpTo(128) }),
)
