import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { withMore } from '../../core/json.js'
import { checkParameters, more, parameterSchema, textUpTo } from '../../core/parameters.js'
import type { AppAction, RedirectAction } from '../../core/payment.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { address, os, toOs, wallet as walletForm } from '../limits.js'
import type { AntomWallet } from '../wallets.js'
import { paths } from '../wire.js'
import type { AntomAppPayload } from './createPayment.js'

export type SignAgreementParameters = {
  /** `authState`: the merchant's number of it, 1 to 256 characters. It comes back with the payer and in the webhook: compare it. */
  agreementId: string
  /** `customerBelongsTo`: whose wallet is to be charged later. */
  wallet: AntomWallet
  /** Where the payer comes back to, with `authCode` and `authState` in its query: at most 2048 ASCII characters. */
  returnUrl: string
  /** How the payer gets there: from a desktop page, a mobile page, or an app. */
  as: 'page' | 'wap' | 'app'
  /** The system of the payer's device; asked for by `wap` and `app`. */
  os?: 'ios' | 'android'
  /** `authNotifyUrl`: where consent and its end are told (`other`), at most 2048 ASCII characters. Default: the dashboard's. */
  notifyUrl?: string
  /** `authClientId`: whose agreement it is, for partners. Default: the account's client id. */
  authClientId?: string
  /** Further members of the call in Antom's own spelling, such as `recurringPayment`; those that have a name here win. */
  more?: Readonly<Record<string, unknown>>
}
export type SignAgreementResult = {
  readonly agreementId: string
  /** The payer has to consent. */
  readonly status: 'pending'
  /** How the payer gets there: an address for the browser, or for `app` what opens the wallet. */
  readonly nextAction: AppAction<AntomAppPayload> | RedirectAction
  readonly raw: unknown
}

/**
 * Asks the payer for the consent to be charged later (`consult`, scope `AGREEMENT_PAY`). The payer comes back to `returnUrl`
 * with `authState`, which must be your `agreementId`, and `authCode`, which `acceptAgreement` turns into a token.
 *
 * @see https://docs.antom.com/ac/ams/authconsult consult
 * @example
 * const { nextAction } = await signAgreement(client, { agreementId: 'A_1001', wallet: 'GCASH', returnUrl, as: 'page' })
 */
export async function signAgreement(
  client: Client<AntomAccount>,
  parameters: SignAgreementParameters,
  options?: CallOptions,
): Promise<SignAgreementResult> {
  const given = checkParameters('signAgreement', signAgreementParameters, parameters)
  const { agreementId, as, notifyUrl } = given
  return call<SignAgreementResult>(
    client,
    {
      action: 'signAgreement',
      path: paths.consult,
      body: withMore(given.more, {
        authClientId: given.authClientId ?? client.account.clientId,
        authState: agreementId,
        authRedirectUrl: given.returnUrl,
        authNotifyUrl: notifyUrl,
        customerBelongsTo: given.wallet,
        scopes: ['AGREEMENT_PAY'],
        terminalType: { page: 'WEB', wap: 'WAP', app: 'APP' }[as],
        osType: toOs(given.os),
      }),
      notifyUrl,
      query: false,
      // It only makes the page on which the payer consents.
      repeat: 'always',
      resolve: 'Call signAgreement again: nothing is agreed before the payer does.',
      decode({ value }) {
        const raw = inShape(consultShape, value)
        const { normalUrl, schemeUrl, applinkUrl, appIdentifier } = raw
        const url = normalUrl || applinkUrl || schemeUrl
        if (!url) throw undocumented('an agreement without an address for the payer')
        const payload = {
          ...(schemeUrl && { schemeUrl }),
          ...(applinkUrl && { applinkUrl }),
          ...(normalUrl && { normalUrl }),
          ...(appIdentifier && { appIdentifier }),
        }
        const nextAction = as === 'app' ? ({ type: 'app', payload } as const) : ({ type: 'redirect', url } as const)
        return { agreementId, status: 'pending', nextAction, raw }
      },
    },
    options,
  )
}

const consultShape = {
  'normalUrl?': 'string',
  'schemeUrl?': 'string',
  'applinkUrl?': 'string',
  'appIdentifier?': 'string',
} as const

/** What signAgreement accepts. */
export const signAgreementParameters = /* @__PURE__ */ parameterSchema<SignAgreementParameters>(() =>
  z
    .strictObject({
      agreementId: textUpTo(256),
      wallet: walletForm(),
      returnUrl: address(),
      as: z.enum(['page', 'wap', 'app']),
      os: z.optional(os()),
      notifyUrl: z.optional(address()),
      authClientId: z.optional(textUpTo(64)),
      more: more(),
    })
    .check(
      z.refine(({ as, os }) => as === 'page' || os !== undefined, {
        error: 'must be given for wap and app',
        path: ['os'],
      }),
    ),
)
