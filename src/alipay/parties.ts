import type { AlipayReceivingAccount } from './account.js'

/**
 * The first party in a message that is not of this account, as a sentence, or undefined if all are. Messages about a
 * payment name their seller; notices of other kinds may not.
 */
export function foreignParty(
  { appId, sellerId }: AlipayReceivingAccount,
  message: { readonly app_id?: unknown; readonly seller_id?: unknown },
  sellerMayBeMissing = false,
): string | undefined {
  const { app_id, seller_id } = message
  if (app_id !== appId) return `its app_id is ${app_id ?? 'missing'}, not ${appId}`
  if (sellerId === undefined || seller_id === sellerId) return undefined
  return seller_id === undefined && sellerMayBeMissing
    ? undefined
    : `its seller_id is ${seller_id ?? 'missing'}, not ${sellerId}`
}
