import { randomUUID } from 'node:crypto'
import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { afterEach } from 'vitest'

export const modes = ['public-key', 'certificate'] as const
export const notifyUrl = 'https://shop.example/notify'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mock Alipay on a port, and Alipay's own client for it. */
export async function openWithSdk(mode: (typeof modes)[number], encrypted = false) {
  const mock = await createMockGateway({ providers: [mockAlipay({ mode, encrypted })] })
  const server = await listen(mock)
  closing.push(server.close)
  const credentials = mock.credentials('alipay')
  const { appId, privateKey, contentKey, certificates: files, alipayPublicKey } = credentials
  const common: AlipaySdkConfig = {
    appId,
    privateKey,
    keyType: 'PKCS8',
    gateway: `${server.urls.alipay}/gateway.do`,
    endpoint: server.urls.alipay,
    ...(contentKey && { encryptKey: contentKey }),
  }
  const keys = files
    ? { appCertContent: files.app, alipayPublicCertContent: files.alipay, alipayRootCertContent: files.root }
    : { alipayPublicKey: alipayPublicKey! }
  const sdk = new AlipaySdk({ ...common, ...keys })
  const outTradeNo = `T_${randomUUID().replaceAll('-', '')}`
  const order = { outTradeNo, totalAmount: '25.00', subject: 'Image形象店 "QQ公仔" {5%}' }
  const account = alipay({ ...credentials, hosts: [server.urls.alipay] })
  /** As the payer's browser or app does; a redirect is looked at, not followed. */
  const visit = (url: string, init?: RequestInit) => fetch(url, { redirect: 'manual', ...init })
  /** The payer sees the cashier and confirms. */
  const confirm = async (cashier: Response) => {
    const action = /<form method="post" action="([^"]+)"/.exec(await cashier.text())?.[1]
    return visit(new URL(String(action), server.urls.alipay).href, { method: 'POST' })
  }
  return { mock, credentials, account, server, sdk, order, outTradeNo, visit, confirm }
}
