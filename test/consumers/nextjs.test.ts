import { describe, expect, it } from 'vitest'
import { project } from './project.js'

const shop = project('nextjs')

describe(`Next.js ${shop.version('next')}`, () => {
  it('builds without keys, and takes a payment over HTTP', async () => {
    await shop.run('build')
    expect((await shop.run('end-to-end')).split('\n')).toEqual([
      '/ has a QR code',
      '/ has the checkout',
      '/checkout weixin://wxpay/bizpayurl?pr=…',
      '/notify 500',
      '/edge/notify 500',
      '/edge/notify 200',
      '/notify 200',
    ])
  })

  // docs/packaging.md has these words, so that a search finds the reason.
  it('refuses a client component that would sign', async () => {
    const said = await shop.refusal('till')
    expect(said).toContain("Module not found: Can't resolve 'shroff/alipay'")
    expect(said).toContain("Module not found: Can't resolve 'shroff/wechatpay'")
    expect(said).toContain('Client Component Browser')
    expect(said).not.toContain("Can't resolve 'react'")
  })

  it('refuses it with webpack too', async () => {
    const said = await shop.refusal('till-by-webpack')
    expect(said).toMatch(/Module not found: Package path \.\/alipay is not exported from package \S+\/shroff /)
    expect(said).toMatch(/Module not found: Package path \.\/wechatpay is not exported from package \S+\/shroff /)
  })
})
