import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, parameterSchema, textUpTo } from '../../core/parameters.js'
import { dateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { wallet } from '../limits.js'
import { agreementRefusals } from '../refusals.js'
import type { AntomWallet } from '../wallets.js'
import { paths } from '../wire.js'

export type AcceptAgreementParameters = {
  /** `customerBelongsTo`, as it was signed. */
  wallet: AntomWallet
} & (
  | {
      /** Of the agreement before: a new token in place of the one that runs out. */
      refreshToken: string
      authCode?: undefined
    }
  | {
      /** With which the payer came back; good for one use. */
      authCode: string
      refreshToken?: undefined
    }
)

/** Both tokens are secrets: whoever has one can charge the payer. Store them as such, and write neither into a log. */
export type AcceptAgreementResult = {
  /** What `chargeAgreement` and `endAgreement` take. */
  readonly accessToken: string
  /** Until then it charges. */
  readonly accessTokenExpiresAt?: Date
  /** What this action takes for the next token. */
  readonly refreshToken?: string
  /** Until then it brings a new token. */
  readonly refreshTokenExpiresAt?: Date
  /** The payer's login at the wallet, masked by it. */
  readonly payerLogin?: string
  readonly raw: unknown
}

/**
 * Turns the code that a payer came back with into the token by which the wallet is charged (`applyToken`), or a token that
 * runs out into its successor. It is never repeated by itself: a code is good for one use.
 *
 * @throws `ORDER_NOT_FOUND`, `REQUEST_REFUSED` where the agreement is not there or over.
 * @see https://docs.antom.com/ac/ams/accesstokenapp applyToken
 * @example
 * const { accessToken } = await acceptAgreement(client, { wallet: 'GCASH', authCode })
 */
export async function acceptAgreement(
  client: Client<AntomAccount>,
  parameters: AcceptAgreementParameters,
  options?: CallOptions,
): Promise<AcceptAgreementResult> {
  const given = checkParameters('acceptAgreement', acceptAgreementParameters, parameters)
  const { wallet, authCode, refreshToken } = given
  return call<AcceptAgreementResult>(
    client,
    {
      action: 'acceptAgreement',
      refusals: agreementRefusals,
      path: paths.applyToken,
      body: {
        grantType: authCode === undefined ? 'REFRESH_TOKEN' : 'AUTHORIZATION_CODE',
        customerBelongsTo: wallet,
        authCode,
        refreshToken,
      },
      query: false,
      repeat: 'never',
      resolve: 'The code may be used up: if it is refused now, let the payer sign again.',
      decode({ value }) {
        const raw = inShape(tokenShape, value)
        const { accessTokenExpiryTime, refreshTokenExpiryTime } = raw
        return {
          accessToken: raw.accessToken,
          ...(accessTokenExpiryTime && { accessTokenExpiresAt: dateOf(accessTokenExpiryTime) }),
          ...(raw.refreshToken && { refreshToken: raw.refreshToken }),
          ...(refreshTokenExpiryTime && { refreshTokenExpiresAt: dateOf(refreshTokenExpiryTime) }),
          ...(raw.userLoginId && { payerLogin: raw.userLoginId }),
          raw,
        }
      },
    },
    options,
  )
}

const tokenShape = {
  accessToken: 'string',
  'accessTokenExpiryTime?': 'string',
  'refreshToken?': 'string',
  'refreshTokenExpiryTime?': 'string',
  'userLoginId?': 'string',
} as const

/** What acceptAgreement accepts. */
export const acceptAgreementParameters = /* @__PURE__ */ parameterSchema<AcceptAgreementParameters>(() =>
  z
    .strictObject({
      wallet: wallet(),
      authCode: z.optional(textUpTo(128)),
      refreshToken: z.optional(textUpTo(128)),
    })
    .check(exactlyOne('authCode', 'refreshToken')),
)
