import { toChinaTime } from '../../codec/time.js'
import { type Book, beside } from '../../mock/book.js'
import { randomHex } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { addressIn, type Handler, illegal, mustText, type Platform, textIn } from './platform.js'

export type Agreement = {
  /** `authState`. */
  readonly agreementId: string
  readonly authClientId: string
  readonly wallet: string
  readonly redirectUrl: string
  readonly notifyUrl: string | undefined
  /** Good for one use. */
  authCode?: string | undefined
  accessToken?: string
  refreshToken?: string
  until?: number
  ended?: boolean
}

const day = 24 * 3_600_000

export const agreementsOf = (book: Book): Agreement[] => beside(book, 'agreements', () => [])

/** `consult`: the page on which the payer consents. */
export const consult: Handler = ({ book }, { body, origin }) => {
  const agreementId = mustText(body, 'authState', 256)
  const scopes = body.scopes as unknown
  if (!Array.isArray(scopes) || !scopes.includes('AGREEMENT_PAY')) throw illegal('scopes')
  if (!/^(WEB|WAP|APP|MINI_APP)$/.test(String(body.terminalType))) throw illegal('terminalType')
  if (addressIn(body, 'authRedirectUrl') === undefined) throw illegal('authRedirectUrl')
  const known = agreementsOf(book).find((one) => one.agreementId === agreementId)
  if (!known) {
    agreementsOf(book).push({
      agreementId,
      authClientId: mustText(body, 'authClientId', 64),
      wallet: mustText(body, 'customerBelongsTo', 64),
      redirectUrl: mustText(body, 'authRedirectUrl', 2048),
      notifyUrl: addressIn(body, 'authNotifyUrl'),
    })
  }
  return { normalUrl: `${origin}/ams/cashier/agreement?authState=${encodeURIComponent(agreementId)}` }
}

/** The payer consents: a code for one use, which the browser brings and a webhook tells. */
export function consent({ notify, clock }: Pick<Platform, 'notify' | 'clock'>, agreement: Agreement): string {
  const authCode = `AUTH_${randomHex(16)}`
  agreement.authCode = authCode
  const { authClientId, agreementId: authState, notifyUrl } = agreement
  const resource = { authorizationNotifyType: 'AUTHCODE_CREATED', authClientId, authState, authCode }
  if (notifyUrl) notify({ type: 'other', eventType: 'AUTHCODE_CREATED', resource, url: notifyUrl, at: clock.now() })
  return authCode
}

/** `applyToken`: by the code, or by the token for a new one. */
export const applyToken: Handler = ({ book, clock }, { body }) => {
  const wallet = mustText(body, 'customerBelongsTo', 64)
  const byCode = body.grantType === 'AUTHORIZATION_CODE'
  if (!byCode && body.grantType !== 'REFRESH_TOKEN') throw illegal('grantType')
  const given = mustText(body, byCode ? 'authCode' : 'refreshToken', 128)
  const agreement = agreementsOf(book).find((one) => (byCode ? one.authCode : one.refreshToken) === given)
  // Which code a used one gets is unconfirmed.
  if (!agreement || agreement.wallet !== wallet) throw refuse(400, 'AUTH_NOT_FOUND', 'The authorization is not found.')
  if (agreement.ended) throw refuse(400, 'AUTH_CANCELLED', 'The authorization is cancelled.')
  agreement.authCode = undefined
  agreement.accessToken = `2810${randomHex(16)}`
  agreement.refreshToken = `2820${randomHex(16)}`
  agreement.until = clock.now() + 365 * day
  return {
    accessToken: agreement.accessToken,
    accessTokenExpiryTime: toChinaTime(agreement.until),
    refreshToken: agreement.refreshToken,
    refreshTokenExpiryTime: toChinaTime(agreement.until + 30 * day),
    userLoginId: 'buy***@alitest.com',
  }
}

/** `revoke`: nothing can be charged by its token any more. */
export const revoke: Handler = ({ book }, { body }) => {
  const accessToken = mustText(body, 'accessToken', 128)
  const agreement = agreementsOf(book).find((one) => one.accessToken === accessToken)
  if (!agreement) throw refuse(400, 'AUTH_NOT_FOUND', 'The authorization is not found.')
  if (agreement.ended) throw refuse(400, 'AUTH_CANCELLED', 'The authorization is cancelled.')
  agreement.ended = true
  return {}
}

export const tokenIsGood = ({ book, clock }: Platform, token: string | undefined): boolean =>
  agreementsOf(book).some((one) => one.accessToken === token && !one.ended && clock.now() <= one.until!)

export const agreementIn = (book: Book, agreementId: string | undefined): Agreement | undefined =>
  agreementsOf(book).find((one) => one.agreementId === textIn({ agreementId }, 'agreementId', 256))
