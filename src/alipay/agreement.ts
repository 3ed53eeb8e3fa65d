import * as z from 'zod/mini'
import { paymentId, textUpTo } from './limits.js'

/** Two products: deductions on a rhythm (周期扣款), and deductions when something is owed (商家扣款). */
export type AgreementKind = 'periodic' | 'general'

export const agreementProducts = {
  periodic: { product_code: 'CYCLE_PAY_AUTH', personal_product_code: 'CYCLE_PAY_AUTH_P' },
  general: { product_code: 'GENERAL_WITHHOLDING', personal_product_code: 'GENERAL_WITHHOLDING_P' },
} as const

/** Names an agreement: by Alipay's number, or by the merchant's with what it was signed for. */
export type AgreementReference =
  | { providerAgreementId: string; agreementId?: undefined; kind?: undefined; signScene?: undefined }
  | { agreementId: string; kind: AgreementKind; signScene: string; providerAgreementId?: undefined }

/** The reference under the provider's names. */
export const toWire = ({ providerAgreementId, agreementId, kind, signScene }: AgreementReference) => ({
  agreement_no: providerAgreementId,
  external_agreement_no: agreementId,
  personal_product_code: kind && agreementProducts[kind].personal_product_code,
  sign_scene: signScene,
})

/** The schema of a reference, with what an action takes besides. */
export const agreementReference = (more: z.core.$ZodLooseShape = {}) =>
  z
    .strictObject({
      providerAgreementId: z.optional(paymentId()),
      agreementId: z.optional(textUpTo(32)),
      kind: z.optional(z.enum(['periodic', 'general'])),
      signScene: z.optional(textUpTo(64)),
      ...more,
    })
    .check(
      z.refine((given) => (given.providerAgreementId === undefined) !== (given.agreementId === undefined), {
        error: 'must be given, or agreementId in its place',
        path: ['providerAgreementId'],
      }),
      z.refine(({ agreementId, kind, signScene }) => agreementId === undefined || (kind && signScene) !== undefined, {
        error: 'must be given with kind and signScene',
        path: ['agreementId'],
      }),
    )
