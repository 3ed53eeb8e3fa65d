import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import type { Client } from '../../core/client.js'
import { checkParameters, count, form, parameterSchema } from '../../core/parameters.js'
import type { AppAction, FormAction, RedirectAction } from '../../core/payment.js'
import { isDay } from '../../statement/options.js'
import type { AlipayAccount } from '../account.js'
import { type AgreementKind, agreementProducts } from '../agreement.js'
import { more, textUpTo, returnUrl as wayBack, notifyUrl as webhookUrl, withMore, yuanAmount } from '../limits.js'
import { openPage, orderString } from '../wallet.js'

export type SignAgreementParameters = {
  /** 商户签约号 `external_agreement_no`: 1 to 32 letters and digits, unique per merchant. */
  agreementId: string
  /** `periodic`: 周期扣款, needs `period`. `general`: 商家扣款. */
  kind: AgreementKind
  /** The scene of the contract, such as `INDUSTRY|DIGITAL_MEDIA`. */
  signScene: string
  /** On which rhythm, and how much at most. */
  period?: AgreementPeriod
  /** How the payer gets there: an address (which can also be shown as a QR code), a form, or the app. */
  as: 'redirect' | 'form' | 'app'
  /** `access_params.channel`. Default `ALIPAYAPP` for the app, else `QRCODE`. */
  accessChannel?: 'ALIPAYAPP' | 'QRCODE' | 'QRCODEORSMS'
  /** The payer's login at the merchant's, shown on the page. */
  logonId?: string
  notifyUrl?: string
  returnUrl?: string
  /** Further members in the provider's own spelling, such as `sign_validity_period`. */
  more?: Readonly<Record<string, unknown>>
}

export type AgreementPeriod = {
  unit: 'day' | 'month'
  /** A deduction every so many units. */
  every: number
  /** First day of deduction in Beijing, `yyyy-MM-dd`. */
  firstDay: string
  /** At most, in one deduction. */
  singleAmount: Amount
  /** At most, in all. */
  totalAmount?: Amount
  /** How many deductions at most. */
  totalPayments?: number
}

export type SignAgreementResult = {
  readonly agreementId: string
  readonly status: 'pending'
  /** For the app: the order string for its SDK, and an address that opens the wallet with it. */
  readonly nextAction: RedirectAction | FormAction | AppAction<{ orderString: string; walletUrl: string }>
}

/**
 * The payer's consent to deductions (签约). Nothing is sent: the request is signed and handed to the payer. Whether it was
 * signed, `getAgreement` tells; the notification comes as an `other` event, since its form is not documented.
 *
 * @throws `PARAMETERS_INVALID`
 * @see https://docs.open.alipay.com/api_2/alipay.user.agreement.page.sign
 * @example
 * const { nextAction } = await signAgreement(client, {
 *   agreementId: 'A1', kind: 'periodic', signScene: 'INDUSTRY|DIGITAL_MEDIA', as: 'redirect', notifyUrl: 'https://shop.example/notify',
 *   period: { unit: 'month', every: 1, firstDay: '2026-04-01', singleAmount: amount('25.00', 'CNY') },
 * })
 */
export async function signAgreement(
  client: Client<AlipayAccount>,
  parameters: SignAgreementParameters,
): Promise<SignAgreementResult> {
  const { agreementId, kind, as, period, notifyUrl, returnUrl } = checkParameters(
    'signAgreement',
    signAgreementParameters,
    parameters,
  )
  const method = 'alipay.user.agreement.page.sign'
  const content = withMore(parameters.more, {
    ...agreementProducts[kind],
    external_agreement_no: agreementId,
    sign_scene: parameters.signScene,
    access_params: { channel: parameters.accessChannel ?? (as === 'app' ? 'ALIPAYAPP' : 'QRCODE') },
    external_logon_id: parameters.logonId,
    period_rule_params: period && {
      period_type: period.unit === 'day' ? 'DAY' : 'MONTH',
      period: period.every,
      execute_time: period.firstDay,
      single_amount: formatAmount(period.singleAmount),
      total_amount: period.totalAmount && formatAmount(period.totalAmount),
      total_payments: period.totalPayments,
    },
  })
  if (as !== 'app') {
    const nextAction = await openPage(client.account, 'signAgreement', method, content, { notifyUrl, returnUrl, as })
    return { agreementId, status: 'pending', nextAction }
  }
  const text = await orderString(client.account, 'signAgreement', method, content, notifyUrl)
  const walletUrl = `alipays://platformapi/startapp?appId=60000157&appClearTop=false&startMultApp=YES&sign_params=${encodeURIComponent(text)}`
  return {
    agreementId,
    status: 'pending',
    nextAction: { type: 'app', payload: { orderString: text, walletUrl } },
  }
}

/** What signAgreement accepts. */
export const signAgreementParameters = /* @__PURE__ */ parameterSchema<SignAgreementParameters>(() => {
  return z
    .strictObject({
      agreementId: form(/^[0-9A-Za-z]{1,32}$/, 'must be 1 to 32 letters and digits'),
      kind: z.enum(['periodic', 'general']),
      signScene: textUpTo(64),
      period: z.optional(
        z.strictObject({
          unit: z.enum(['day', 'month']),
          every: count(1),
          firstDay: z.string().check(z.refine(isDay, { error: 'must be a day, yyyy-MM-dd' })),
          singleAmount: yuanAmount(),
          totalAmount: z.optional(yuanAmount()),
          totalPayments: z.optional(count(1)),
        }),
      ),
      as: z.enum(['redirect', 'form', 'app']),
      accessChannel: z.optional(z.enum(['ALIPAYAPP', 'QRCODE', 'QRCODEORSMS'])),
      logonId: z.optional(textUpTo(100)),
      notifyUrl: z.optional(webhookUrl()),
      returnUrl: z.optional(wayBack()),
      more: more(),
    })
    .check(
      z.refine(({ kind, period }) => kind === 'general' || period !== undefined, {
        error: 'must be given for a periodic agreement',
        path: ['period'],
      }),
    )
})
