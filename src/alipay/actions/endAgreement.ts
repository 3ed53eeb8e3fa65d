import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { AlipayAccount } from '../account.js'
import { type AgreementReference, toWire } from '../agreement.js'
import { call } from '../call.js'
import { agreementReference, notifyUrl } from '../limits.js'
import { endAgreementRefusals } from '../refusals-funds.js'
import { methods } from '../wire.js'

export type EndAgreementParameters = AgreementReference & { notifyUrl?: string }
export type EndAgreementResult = { readonly status: 'ended' }

/**
 * Ends an agreement (解约): nothing can be deducted under it any more.
 *
 * @throws `ORDER_NOT_FOUND`; `REQUEST_REFUSED` where it is not in force.
 * @see https://docs.open.alipay.com/api_2/alipay.user.agreement.unsign
 * @example
 * await endAgreement(client, { providerAgreementId })
 */
export async function endAgreement(
  client: Client<AlipayAccount>,
  parameters: EndAgreementParameters,
  options?: CallOptions,
): Promise<EndAgreementResult> {
  const given = checkParameters('endAgreement', endAgreementParameters, parameters)
  return call<EndAgreementResult>(
    client,
    {
      action: 'endAgreement',
      refusals: endAgreementRefusals,
      endpoint: methods.agreementEnd,
      content: toWire(given),
      notifyUrl: given.notifyUrl,
      query: false,
      repeat: 'never',
      resolve: 'Call getAgreement: it may have ended.',
      // The answer has nothing but its success: no number that could be compared.
      decode: () => ({ status: 'ended' }),
    },
    options,
  )
}

/** What endAgreement accepts. */
export const endAgreementParameters = /* @__PURE__ */ parameterSchema<EndAgreementParameters>(() =>
  agreementReference({ notifyUrl: z.optional(notifyUrl()) }),
)
