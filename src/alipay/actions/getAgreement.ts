import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { chinaDateOf, stateOf } from '../../core/read.js'
import { type FromShape, inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { type AgreementReference, toWire } from '../agreement.js'
import { call } from '../call.js'
import { agreementReference } from '../limits.js'
import { withQuery } from '../query.js'
import { getAgreementRefusals } from '../refusals-funds.js'
import { agreementShape, methods } from '../wire.js'

export type GetAgreementParameters = AgreementReference
export type GetAgreementResult = {
  readonly agreementId?: string
  /** Alipay's `agreement_no`: what `chargeAgreement` charges under. */
  readonly providerAgreementId: string
  readonly status: 'pending' | 'active' | 'ended'
  readonly signedAt?: Date
  /** The verified answer, in the provider's own spelling. */
  readonly raw: FromShape<typeof agreementShape>
}

/**
 * Asks where an agreement stands. Changes nothing.
 *
 * @throws `ORDER_NOT_FOUND`: the payer has not signed it, or not yet.
 * @see https://docs.open.alipay.com/api_2/alipay.user.agreement.query
 * @example
 * const { status } = await getAgreement(client, { agreementId: 'A1', kind: 'periodic', signScene: 'INDUSTRY|DIGITAL_MEDIA' })
 */
export async function getAgreement(
  client: Client<AlipayAccount>,
  parameters: GetAgreementParameters,
  options?: CallOptions,
): Promise<GetAgreementResult> {
  const given = checkParameters('getAgreement', getAgreementParameters, parameters)
  const { agreementId, providerAgreementId } = given
  const content = toWire(given)
  return call<GetAgreementResult>(
    client,
    {
      action: 'getAgreement',
      refusals: getAgreementRefusals,
      endpoint: withQuery(methods.agreementQuery, content),
      httpMethod: 'GET',
      content,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(agreementShape, value)
        mustAnswer({
          providerAgreementId: [providerAgreementId, raw.agreement_no],
          agreementId: [agreementId, raw.external_agreement_no],
        })
        return {
          ...(raw.external_agreement_no && { agreementId: raw.external_agreement_no }),
          providerAgreementId: raw.agreement_no,
          status: stateOf({ TEMP: 'pending', NORMAL: 'active', STOP: 'ended' }, raw.status),
          ...(raw.sign_time && { signedAt: chinaDateOf(raw.sign_time) }),
          raw,
        }
      },
    },
    options,
  )
}

/** What getAgreement accepts. */
export const getAgreementParameters = /* @__PURE__ */ parameterSchema<GetAgreementParameters>(() =>
  agreementReference(),
)
