import { createClient } from 'shroff'
import { alipay, alipayGateway, alipayWebhooks } from 'shroff/alipay'
import { http } from 'shroff/http'

export function walletFrom(env) {
  const account = alipay({
    appId: env.ALIPAY_APP_ID,
    privateKey: env.ALIPAY_PRIVATE_KEY,
    alipayPublicKey: env.ALIPAY_PUBLIC_KEY,
    // Set, it is a mock's: `npx shroff mock`.
    ...(env.ALIPAY_HOST && { hosts: [env.ALIPAY_HOST] }),
  })
  return walletOf(account, http())
}

export const walletOf = (account, transport) => ({
  gateway: alipayGateway(createClient({ account, transport })),
  webhooks: alipayWebhooks(account),
})
