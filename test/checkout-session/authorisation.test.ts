import { authorisationReturn, authorisationUrl, checkoutKeys } from 'shroff/checkout/session'
import { memoryStore } from 'shroff/store'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { minute, price, secret } from './shop.js'

const page = 'https://shop.example/t/7'
const given = {
  wallet: 'wechatpay',
  appId: 'wx0000000000000000',
  returnUrl: page,
  shop: 'table 7',
  amount: price,
} as const

function openTable() {
  let now = noon.getTime()
  const clock = { now: () => now, sleep: async () => {} }
  const keys = checkoutKeys([{ kid: 'k1', secret }])
  const store = memoryStore({ clock })
  const request = (url: string, cookie?: string) => new Request(url, { headers: cookie ? { cookie } : {} })
  const start = async (changes: Partial<Parameters<typeof authorisationUrl>[1]> = {}, cookie?: string) => {
    const made = await authorisationUrl(request(page, cookie), { ...given, ...changes }, { keys, clock })
    const [pair] = made.cookie.split(';') as [string]
    const { searchParams } = new URL(made.url)
    const state = searchParams.get('state') ?? new URL(searchParams.get('redirectUrl')!).searchParams.get('state')!
    return { ...made, pair, state }
  }
  return {
    start,
    back: (query: string, cookie?: string, at = { keys, store, clock }) =>
      authorisationReturn(request(`${page}?${query}`, cookie), at),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('a static code', () => {
  it('sends the payer to WeChat, in the order that is compared there', async () => {
    const { url, state, cookie } = await openTable().start()
    expect(url).toBe(
      `https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0000000000000000&redirect_uri=https%3A%2F%2Fshop.example%2Ft%2F7&response_type=code&scope=snsapi_base&state=${state}#wechat_redirect`,
    )
    expect(state).toMatch(/^[a-zA-Z0-9]{1,128}$/)
    expect(cookie).toMatch(/^__Host-shroff-visit=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('sends the payer to Alipay and to UnionPay', async () => {
    const table = openTable()
    const alipay = new URL((await table.start({ wallet: 'alipay', appId: '2021000000000000' })).url)
    expect(alipay.origin + alipay.pathname).toBe('https://openauth.alipay.com/oauth2/publicAppAuthorize.htm')
    expect([...alipay.searchParams.keys()]).toEqual(['app_id', 'scope', 'redirect_uri', 'state'])
    const { appId: _, ...rest } = given
    const { url } = await authorisationUrl(
      new Request(page),
      { ...rest, wallet: 'unionpay' },
      { keys: checkoutKeys([{ kid: 'k1', secret }]) },
    )
    expect(url).toMatch(
      /^https:\/\/qr\.95516\.com\/qrcGtwWeb-web\/api\/userAuth\?version=1\.0\.0&redirectUrl=https%3A%2F%2Fshop\.example%2Ft%2F7%3Fstate%3D[0-9a-f]{96}$/,
    )
  })

  it.each([
    ['wechatpay', 'code'],
    ['alipay', 'auth_code'],
    ['unionpay', 'userAuthCode'],
  ] as const)('takes the payer back from %s, once', async (wallet, name) => {
    const table = openTable()
    const { pair, state } = await table.start({ wallet })
    expect(await table.back(`${name}=C1&state=${state}`, pair)).toEqual({
      wallet,
      code: 'C1',
      shop: 'table 7',
      amount: price,
      visit: expect.stringMatching(/^[0-9a-f]{24}$/),
    })
    expect(await table.back(`${name}=C1&state=${state}`, pair)).toBe(undefined)
  })

  it('tells a payer who refused', async () => {
    const table = openTable()
    const { pair, state } = await table.start()
    expect(await table.back(`state=${state}`, pair)).not.toHaveProperty('code')
  })

  it('takes back nobody else, nor for another shop or amount, nor later', async () => {
    const table = openTable()
    const { pair, state } = await table.start()
    const cheap = await table.start({ amount: { currency: 'CNY', value: 1 } })
    const elsewhere = await table.start({ shop: 'table 8' })
    const [name, value] = pair.split('=') as [string, string]
    const [text, digest] = value.split('.') as [string, string]
    const visit = JSON.parse(Buffer.from(text, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify({ ...visit, visit: 'S0002001' })).toString('base64url')
    const otherKeys = {
      keys: checkoutKeys([{ kid: 'k1', secret: secret.toLowerCase() }]),
      store: memoryStore(),
      clock: { now: () => noon.getTime(), sleep: async () => {} },
    }
    for (const query of [
      '',
      'code=C1',
      'code=C1&state=',
      `code=C1&state=${'0'.repeat(96)}`,
      `code=C1&state=${cheap.state}`,
    ])
      expect([query, await table.back(query, pair)]).toEqual([query, undefined])
    for (const cookie of [undefined, cheap.pair, elsewhere.pair, `${name}=${changed}.${digest}`, `${name}=x`])
      expect(await table.back(`code=C1&state=${state}`, cookie)).toBe(undefined)
    expect(await table.back(`code=C1&state=${state}`, pair, otherKeys)).toBe(undefined)
    table.pass(10 * minute)
    expect(await table.back(`code=C1&state=${state}`, pair)).toBe(undefined)
  })

  it('knows taps after one another as one visit, of one shop, amount and wallet', async () => {
    const table = openTable()
    const visitOf = async ({ pair, state }: { pair: string; state: string }) =>
      (await table.back(`code=C&auth_code=C&state=${state}`, pair))!.visit
    const first = await table.start()
    const second = await table.start({}, first.pair)
    expect(second.state).not.toBe(first.state)
    const visit = await visitOf(second)
    expect(await visitOf(first)).toBe(visit)
    for (const changes of [
      { shop: 'table 8' },
      { amount: { currency: 'CNY', value: 1 } as const },
      { wallet: 'alipay' } as const,
    ])
      expect(await visitOf(await table.start(changes, first.pair))).not.toBe(visit)
    table.pass(11 * minute)
    expect(await visitOf(await table.start({}, second.pair))).not.toBe(visit)
  })

  it('refuses what cannot be right', async () => {
    const table = openTable()
    await expect(table.start({ returnUrl: `${page}?a=1` })).rejects.toThrow('returnUrl')
    await expect(table.start({ appId: undefined as never })).rejects.toThrow('appId')
    await expect(table.start({ wallet: 'qq' as never })).rejects.toThrow('wallet')
  })
})
