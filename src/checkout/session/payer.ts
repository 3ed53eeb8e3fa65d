import { detectWallet } from '../detect-wallet.js'
import { fittingChannels } from '../suggest-channel.js'
import type { CheckoutChoice, CheckoutOffer } from '../view.js'
import type { PayerFacts } from './start.js'
import type { SaleState } from './state.js'

/** Who asks, as far as a channel wants to know. */
export type Payer = {
  /** `undefined`: the channel wants what is not known of this payer. */
  factsFor(choice: CheckoutChoice): Promise<PayerFacts | undefined>
  /** What fits this payer's device and wallet, the best first. What the browser says of itself chooses what is shown, no more. */
  offersOf(state: SaleState): Promise<readonly CheckoutOffer[]>
}

/** What the shop knows of who asks. */
export type Knowing = {
  readonly ip: () => Promise<string | undefined>
  readonly id: (provider: string) => Promise<string | undefined>
}

/** Whether it is one payer's. QQ Wallet finds out itself who opens its page. */
const asksWho = ({ provider, channel }: CheckoutChoice) => channel === 'jsapi' && provider !== 'qqpay'

export function payerOf(request: Request, { ip, id }: Knowing): Payer {
  const agent = request.headers.get('user-agent') ?? ''
  return {
    async factsFor(choice) {
      const { provider, channel } = choice
      if (asksWho(choice)) {
        const payerId = await id(provider)
        return payerId === undefined ? undefined : { payerId }
      }
      if (channel !== 'wap') return {}
      const payerClientIp = await ip()
      const payerOs = /iPhone|iPad|iPod/.test(agent) ? 'ios' : /Android/.test(agent) ? 'android' : undefined
      return payerClientIp === undefined ? undefined : { payerClientIp, ...(payerOs && { payerOs }) }
    },
    async offersOf({ offers }) {
      const fitting = fittingChannels(offers, detectWallet(agent))
      const wanted = fitting.filter(asksWho)
      const known = new Set<string>()
      for (const { provider } of wanted) if ((await id(provider)) !== undefined) known.add(provider)
      return fitting.filter((offer) => !asksWho(offer) || known.has(offer.provider))
    },
  }
}
