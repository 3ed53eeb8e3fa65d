const mark = 'shroff-return'

/** What an address says of where the payer comes from. */
export type ReturnState = {
  /** The payer comes back from a wallet. It says nothing about money: ask the server. */
  readonly returned: boolean
  /** Exchanged once for a token, by `exchangeReturn`: this may be another browser than the one that started. */
  readonly code?: string
}

/**
 * Reads the address to which the checkout's server sends a payer who comes back from a wallet: `#shroff-return=<code>`. It is
 * the fragment, which neither servers nor the next page's referrer get to see.
 *
 * @example
 * returnState(location) // { returned: true, code: 'Zk3…' }
 */
export function returnState(location: { readonly hash: string }): ReturnState {
  const code = new URLSearchParams(location.hash.slice(1)).get(mark)
  return { returned: code !== null, ...(code && { code }) }
}

/**
 * Keeps an exchanged token beyond a reload: in this entry of the tab's history alone, so that neither another tab nor another sale
 * on the same page gets to see it. `address` takes its code's place.
 */
export const keepToken = (token: string, address?: string): void =>
  history.replaceState({ ...history.state, [mark]: token }, '', address)

export const keptToken = (): string | undefined => history.state?.[mark]

/** The address of a page of the shop, as {@link returnState} reads it. */
export const returnAddress = (page: string, code: string): string =>
  `${page.replace(/#.*$/, '')}#${mark}=${encodeURIComponent(code)}`
