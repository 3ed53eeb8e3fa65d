import type { Surroundings } from './detect-wallet.js'

/** A way to pay, and of an acquirer whose wallet pays. */
type Offer = { readonly provider: string; readonly channel: string; readonly wallet?: string }

/** What a shop decides about channels that work, but not everywhere. */
export type ChannelOptions = {
  /** Pay by JSAPI in WeCom too. No page of WeChat Pay's says whether that works. Default `false`. */
  readonly jsapiInWecom?: boolean
}

/**
 * The offers that can be paid in these surroundings, the best first; where two are alike, in the order given.
 *
 * A code on the payer's own phone can be read by another phone only, so it comes last, and only of a provider that has
 * nothing better there. In a mini program's page nothing can be paid: the list is empty, and a native page has to pay.
 *
 * @example
 * fittingChannels([{ provider: 'wechatpay', channel: 'qr' }, { provider: 'alipay', channel: 'wap' }], { device: 'phone', miniProgram: false })
 * // alipay's wap, then wechatpay's qr
 */
export function fittingChannels<O extends Offer>(
  offers: readonly O[],
  where: Surroundings,
  options: ChannelOptions = {},
): O[] {
  const ranked = offers.map((offer) => ({ offer, rank: rankOf(offer, where, options) }))
  const hasBetter = (provider: string) =>
    ranked.some(({ offer, rank }) => offer.provider === provider && rank < lastResort)
  return ranked
    .filter(({ offer, rank }) => rank < lastResort || (rank === lastResort && !hasBetter(offer.provider)))
    .sort((one, other) => one.rank - other.rank)
    .map(({ offer }) => offer)
}

/**
 * The best of the offers in these surroundings; nothing where none can be paid.
 *
 * @example
 * suggestChannel(offers, detectWallet(navigator.userAgent, navigator))
 */
export const suggestChannel = <O extends Offer>(
  offers: readonly O[],
  where: Surroundings,
  options?: ChannelOptions,
): O | undefined => fittingChannels(offers, where, options)[0]

const lastResort = 9
const impossible = 10

function rankOf(offer: Offer, where: Surroundings, options: ChannelOptions): number {
  const { wallet, device, miniProgram } = where
  const { channel, provider, wallet: payer = provider } = offer
  const own = wallet === 'wecom' && options.jsapiInWecom ? 'wechat' : wallet
  // WeChat's app and QQ's are called without `pay`.
  const atHome = payer.replace(/^(wechat|qq)pay$/, '$1') === own
  // 云闪付 lets its mini programs hand over an order's number, as its pages do.
  if (miniProgram && !(atHome && channel === 'app')) return impossible
  // A bridge, which in UnionPay's wallet takes the number of an app's order.
  if (channel === 'jsapi' || channel === 'app')
    return atHome && device === 'phone' && (channel === 'app') === (wallet === 'unionpay') ? 0 : impossible
  if (channel === 'qr') return device === 'desktop' ? 1 : lastResort
  // Links, pages, and transfers by a wallet of the chain. WeChat stops everybody's, its own included; the other wallets let in their own.
  if (wallet === 'wechat' || wallet === 'wecom') return impossible
  if (!atHome && (wallet === 'alipay' || wallet === 'unionpay')) return impossible
  // The one for the other device works, and is laid out for it.
  if ((channel === 'page') !== (device === 'desktop')) return lastResort
  if (atHome || device === 'desktop') return 2
  // An app that is no wallet may keep back where a link comes from, which WeChat Pay asks for.
  return wallet && provider === 'wechatpay' ? 4 : 3
}
