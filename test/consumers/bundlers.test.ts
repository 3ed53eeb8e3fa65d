import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project } from './project.js'

// docs/packaging.md has these words, so that a search finds the reason.
const refusals = {
  esbuild:
    /The path "\.\/(\w+)" cannot be imported from package "shroff" because it was explicitly disabled by the package author/g,
  webpack: /"\.\/(\w+)" is not exported under the conditions \[.*"browser"\] from package \S+\/shroff /g,
  vite: /"createPayment" is not exported by "node_modules\/shroff\/dist\/for-servers-only\.js"[^"]*'shroff\/(\w+)'/g,
}

// What shop/payment.js tells.
const paid = `wechatpay: payment.paid T_1001 2500
wechatpay: SIGNATURE_INVALID
alipay: payment.paid T_1001 2500
alipay: SIGNATURE_INVALID`

for (const [bundler, words] of Object.entries(refusals)) {
  const shop = project('shop', bundler)

  describe(`${bundler} ${shop.version(bundler)}`, () => {
    it('builds a server that takes payments', async () => {
      expect(await shop.run('server')).toContain(paid)
    })

    it('builds a Worker that takes payments, with nothing of Node in it', async () => {
      expect(await shop.run('worker')).toContain(paid)
      expect(readFileSync(join(shop.folder, 'out/worker.js'), 'utf8')).not.toMatch(/["']node:/)
    })

    it('refuses a page that would sign', async () => {
      const subpaths = Array.from((await shop.refusal('till')).matchAll(words), ([, subpath]) => subpath)
      expect(subpaths.sort()).toEqual(['alipay', 'wechatpay'])
    })
  })
}

const node = project('shop', 'node')

describe(`no bundler, Node ${process.version}`, () => {
  it('takes payments with import', async () => {
    expect(await node.run('import')).toBe(paid)
  })

  it('takes a payment with require', async () => {
    expect(await node.run('require')).toBe('payment.paid 2500\nSIGNATURE_INVALID')
  })

  it('runs the offline test of the README as it says', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
    const [, code] = /^## A first offline test$.*?^```ts\n(.*?)^```$/ms.exec(readme)!
    writeFileSync(join(node.folder, 'offline.mjs'), code!)
    expect(await node.run('offline')).toBe('T-1001: payment.paid')
  })
})
