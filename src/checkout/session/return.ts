import { returnAddress } from '../return-state.js'
import { answer, bareHeaders, jsonOf, refusal } from './answer.js'
import type { Desk } from './desk.js'
import { exchangeSchema } from './sale.js'
import { readState, type SaleState } from './state.js'
import { issueToken, openName } from './token.js'

const minute = 60_000

/** From a wallet to the shop's page. UnionPay posts a form here, and Alipay adds parameters: neither is looked at. */
export async function comeBack(desk: Desk, code: string): Promise<Response> {
  const ref = await openName(desk.keys, 'return', code)
  const state = ref && (await readState(desk, ref))
  if (!state) return refusal({ refused: 'unknown' })
  const headers = { ...bareHeaders, 'referrer-policy': 'no-referrer', location: returnAddress(state.pageUrl, code) }
  return new Response(null, { status: 303, headers })
}

/** A code for a token, once: this may be another browser than the one that started. */
export async function exchange(desk: Desk): Promise<Response> {
  const { value } = exchangeSchema['~standard'].validate(await jsonOf(desk.request)) as { value?: { code: string } }
  if (!value) return refusal({ refused: 'invalid' })
  const { code } = value
  const ref = await openName(desk.keys, 'return', code)
  const state = ref && (await readState(desk, ref))
  if (!ref || !state || !isReturnOf(state, code, desk.clock.now())) return refusal({ refused: 'unknown' })
  const key = `checkout/${ref}/return/${code}`
  const claimed = await desk.store.claim(key, desk.lease)
  const isMine = claimed.state === 'claimed' && (await desk.store.confirm(key, claimed.token))
  return isMine ? answer({ token: await issueToken(desk.keys, ref, desk.clock) }) : refusal({ refused: 'unknown' })
}

/** A code is good for the order whose way back it is, and for half an hour more. */
const isReturnOf = ({ attempts }: SaleState, code: string, now: number) =>
  attempts.some(({ order, expiresAt }) => {
    const { returnUrl } = order as { returnUrl?: string }
    return returnUrl?.endsWith(`/${code}`) && now < expiresAt + 30 * minute
  })
