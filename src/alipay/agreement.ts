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
