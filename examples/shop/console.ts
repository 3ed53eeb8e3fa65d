// Beside a shop on the mock gateway: the console, which shows its orders, every request, and each webhook.
import { randomUUID } from 'node:crypto'
import { alipay } from 'shroff/alipay'
import { explainRequest } from 'shroff/doctor'
import { listen } from 'shroff/mock/server'
import { wechatpay } from 'shroff/wechatpay'
import type { Mock } from './wallets.ts'

/** The address that opens it, once. */
export async function openConsole(mock: Mock): Promise<string> {
  const accounts: Readonly<Record<string, Parameters<typeof explainRequest>[0]>> = {
    wechatpay: wechatpay(mock.credentials('wechatpay')),
    alipay: alipay(mock.credentials('alipay')),
  }
  const { consoleLink } = await listen(mock, {
    control: {
      token: randomUUID(),
      // What is paid in the console is told to the shop at once.
      delivers: true,
      explain: (provider, request, at) => explainRequest(accounts[provider]!, request, { at }),
    },
  })
  return consoleLink!
}
