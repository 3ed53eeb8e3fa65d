import { execFileSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { amount, createClient, fetchTransport, tokenAmount } from 'shroff'
import { baidu, getPayment } from 'shroff/baidu'
import { circleGateway, circle as toCircle } from 'shroff/circle'
import { lakala, lakalaGateway, ready } from 'shroff/lakala'
import { qqpay, qqpayGateway } from 'shroff/qqpay'
import { getTransfer, quotePayment, ripplePayments, transferFunds } from 'shroff/ripple-payments'
import { check, wechatpay } from 'shroff/wechatpay'
import { xrpl, xrplGateway } from 'shroff/xrpl'
import { yeepay, yeepayGateway } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { mockOutput } from '../../src/cli/mock/mock.js'
import { strayEnglish } from './chinese/strays.js'
import { mockHere } from './mock-here.js'
import { run } from './run.js'

const { folder, withKeys, start, control, file } = mockHere()

describe('shroff mock', () => {
  it('serves every provider and the control, says where, and ends cleanly', async () => {
    withKeys()
    const { said, end } = await start('--json')
    const output = mockOutput.parse(JSON.parse(said.out))
    expect(output).toMatchObject({ madeKeys: false, payerCodes: [] })
    expect(Object.keys(output.providers)).toEqual([
      ...['wechatpay', 'alipay', 'antom', 'unionpay', 'qqpay', 'circle', 'xrpl', 'lakala', 'yeepay'],
      ...['baidu', 'ripple-payments'],
    ])
    expect(await (await fetch(`${output.control}/_shroff/health`)).json()).toEqual({ status: 'ok' })
    const { url, token } = JSON.parse(file('control.json'))
    expect(url).toBe(output.control)
    expect(said.out + said.err).not.toContain(token)
    const state = await fetch(`${url}/_shroff/state`, { headers: { authorization: `Bearer ${token}` } })
    expect(state.status).toBe(200)
    expect(await end()).toBe(0)
    await expect(fetch(`${url}/_shroff/health`)).rejects.toThrow()
    expect(existsSync(join(folder(), '.shroff/control.json'))).toBe(false)
  })

  it('writes the credentials in three forms, for their owner alone', async () => {
    withKeys()
    const { said, end } = await start()
    const variables = parseEnv(file('.env')) as Record<string, string>
    const json = JSON.parse(file('credentials.json'))
    const files = readdirSync(join(folder(), '.shroff'))
    expect(JSON.parse(file('accounts.json')).alipay).toMatchObject({ mock: true, hosts: [json.alipay.host] })
    for (const name of files) expect(statSync(join(folder(), '.shroff', name)).mode & 0o777, name).toBe(0o600)
    expect(files.filter((name) => name.endsWith('.pem'))).toEqual([
      ...['alipay-private-key.pem', 'alipay-public-key.pem', 'antom-private-key.pem', 'antom-public-key.pem'],
      ...['baidu-platform-key.pem', 'baidu-private-key.pem'],
      ...['lakala-certificate.pem', 'lakala-notify-certificate.pem', 'lakala-platform-certificate.pem'],
      'lakala-private-key.pem',
      ...['unionpay-certificate.pem', 'unionpay-encryption-certificate.pem', 'unionpay-middle-certificate.pem'],
      ...['unionpay-private-key.pem', 'unionpay-root-certificate.pem'],
      ...['wechatpay-certificate.pem', 'wechatpay-private-key.pem', 'wechatpay-public-key.pem'],
      ...['yeepay-private-key.pem', 'yeepay-public-key.pem'],
    ])
    for (const name of files.filter((each) => each.endsWith('.pem')))
      expect(file(name), name).toMatch(/^-----BEGIN [A-Z ]+-----\n[\s\S]+-----END [A-Z ]+-----\n?$/)
    expect(variables.WECHATPAY_PRIVATE_KEY!.replaceAll('\\n', '\n').trim()).toBe(
      file('wechatpay-private-key.pem').trim(),
    )
    // Nothing secret but in the files.
    const secrets = [json.wechatpay.apiV3Key, json.wechatpay.apiV2Key, json.alipay.privateKey.slice(100, 160)]
    for (const secret of secrets) expect(said.out + said.err).not.toContain(secret)

    // As the guides have it.
    const account = wechatpay({
      merchantId: variables.WECHATPAY_MERCHANT_ID!,
      appId: variables.WECHATPAY_APP_ID!,
      serial: variables.WECHATPAY_SERIAL!,
      privateKey: variables.WECHATPAY_PRIVATE_KEY!,
      apiV3Key: variables.WECHATPAY_API_V3_KEY!,
      platformKeys: { [variables.WECHATPAY_PUBLIC_KEY_ID!]: variables.WECHATPAY_PUBLIC_KEY! },
      hosts: [variables.WECHATPAY_HOST!],
      mock: variables.WECHATPAY_MOCK === 'true',
    })
    expect((await check(createClient({ account, transport: fetchTransport() }))).proven).toContain('privateKey')
    expect(await end()).toBe(0)
  })

  it('the doctor finds every account in what it wrote, asks each of them, and nothing is wrong', async () => {
    withKeys()
    const { end } = await start()
    const clock = { now: () => Date.now(), sleep: async () => {} }
    const { exit, out } = await run(['doctor', '--online', '--json'], { cwd: folder(), env: {}, clock })
    const { accounts } = JSON.parse(out)
    const { providers } = JSON.parse(file('control.json'))
    const names = accounts.map(({ provider }: { provider: string }) => provider)
    expect([exit, names.sort()]).toEqual([0, Object.keys(providers).sort()])
    for (const { provider, from, online } of accounts)
      expect({ provider, from, online }).toEqual({
        provider,
        from: '.shroff/.env',
        online: expect.not.objectContaining({ error: expect.anything() }),
      })
    expect(await end()).toBe(0)
  })

  it('QQ Wallet: an order lives at its port, by the credentials of the file', async () => {
    withKeys()
    const { end } = await start()
    const { qqpay: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      QQPAY_HOST: options.hosts[0],
      QQPAY_MERCHANT_ID: options.merchantId,
      QQPAY_API_KEY: options.apiKey,
    })
    const client = createClient({ account: qqpay(options), transport: fetchTransport() })
    const placedAt = new Date(Math.floor(Date.now() / 1000) * 1000)
    const order = { orderId: 'Q-1001', amount: amount('25.00', 'CNY'), placedAt }
    const gateway = qqpayGateway(client, { payerClientIp: '127.0.0.1' })
    const notifyUrl = 'http://127.0.0.1:9/notify'
    const expiresAt = new Date(placedAt.getTime() + 900_000)
    await gateway.createPayment({ ...order, channel: 'qr', description: 'Oolong tea', notifyUrl, expiresAt })
    await control('pay', { provider: 'qqpay', orderId: 'Q-1001' })
    expect(await gateway.getPayment(order)).toMatchObject({ status: 'paid', amount: order.amount })
    const [state] = (await control('state')).orders
    const page = await fetch(state.payerUrl, { headers: { 'accept-language': 'en' } })
    expect(await page.text()).toContain('Payment successful')
    // Where money goes back another host is asked, which is the same port.
    const refund = { ...order, refundId: 'Q-R1', orderAmount: order.amount, orderPlacedAt: placedAt }
    expect((await gateway.refundPayment(refund)).status).toMatch(/^(succeeded|pending)$/)
    expect(await end()).toBe(0)
  })

  it('Lakala: an order lives at its port, by the credentials of the file, under two certificates', async () => {
    withKeys()
    const { end } = await start()
    const { lakala: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      LAKALA_HOST: options.hosts[0],
      LAKALA_APP_ID: options.appId,
      LAKALA_PLATFORM_CERTIFICATE: options.platformCertificate.trim(),
      LAKALA_CERTIFICATE: options.certificate.trim(),
    })
    const account = lakala(options)
    expect((await ready(account)).proven).toContain('privateKey')
    const client = createClient({ account, transport: fetchTransport() })
    const gateway = lakalaGateway(client, { wallet: 'alipay' })
    const order = { orderId: 'L-1001', amount: amount('25.00', 'CNY') }
    const notifyUrl = 'http://127.0.0.1:9/notify'
    await gateway.createPayment({ ...order, channel: 'qr', description: 'Oolong tea', notifyUrl })
    await control('pay', { provider: 'lakala', orderId: 'L-1001' })
    expect(await gateway.getPayment(order)).toMatchObject({ status: 'paid', amount: order.amount })
    const [state] = (await control('state')).orders
    const page = await fetch(state.payerUrl, { headers: { 'accept-language': 'en' } })
    expect(await page.text()).toContain('Payment successful')
    const refund = { ...order, refundId: 'L-R1', orderAmount: order.amount }
    expect((await gateway.refundPayment(refund)).status).toBe('succeeded')
    expect(await end()).toBe(0)
  })

  it('YeePay: an order lives at its port, by the credentials of the file', async () => {
    withKeys()
    const { end } = await start()
    const { yeepay: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      YEEPAY_HOST: options.hosts[0],
      YEEPAY_APP_KEY: options.appKey,
      YEEPAY_PUBLIC_KEY: options.yeepayPublicKey.trim(),
    })
    const client = createClient({ account: yeepay(options), transport: fetchTransport() })
    const gateway = yeepayGateway(client, { payerClientIp: '203.0.113.7' })
    const order = { orderId: 'Y1001', amount: amount('25.00', 'CNY') }
    const notifyUrl = 'http://127.0.0.1:9/notify'
    await gateway.createPayment({ ...order, channel: 'qr', description: 'Oolong tea', notifyUrl })
    await control('pay', { provider: 'yeepay', orderId: 'Y1001' })
    expect(await gateway.getPayment(order)).toMatchObject({ status: 'paid', amount: order.amount })
    const refund = { ...order, refundId: 'Y1001R1', orderAmount: order.amount }
    expect((await gateway.refundPayment(refund)).status).toBe('pending')
    expect(await end()).toBe(0)
  })

  it('Baidu’s cashier: an order is signed with the keys of the files, opened, paid and given back', async () => {
    withKeys()
    const { end } = await start()
    const { baidu: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      BAIDU_HOST: options.hosts[0],
      BAIDU_DEAL_ID: options.dealId,
      BAIDU_APP_KEY: options.appKey,
      BAIDU_PLATFORM_KEY: options.platformKey.trim(),
      BAIDU_CLIENT_SECRET: 'b'.repeat(32),
      BAIDU_UNSAFE_SHA1: 'true',
    })
    expect(JSON.parse(file('credentials.json')).baidu).toMatchObject({ mock: true, unsafeSha1: true })
    // As a program without this library signs: four fields by name, RSA with SHA-1.
    const info = { appKey: options.appKey, dealId: options.dealId, totalAmount: '2500', tpOrderId: 'B1001' }
    const text = Object.entries(info).map(([name, value]) => `${name}=${value}`)
    const rsaSign = sign('sha1', Buffer.from(text.join('&')), file('baidu-private-key.pem')).toString('base64')
    const orderInfo = { ...info, dealTitle: 'Oolong tea', signFieldsRange: '1', rsaSign, bizInfo: '{}' }
    const { paymentId } = await control('openCashier', { provider: 'baidu', orderInfo })
    await control('pay', { provider: 'baidu', orderId: 'B1001' })
    const client = createClient({ account: baidu(options), transport: fetchTransport() })
    expect(await getPayment(client, { orderId: 'B1001' })).toMatchObject({ status: 'paid', paymentId })
    const [state] = (await control('state')).orders
    const page = await fetch(state.payerUrl, { headers: { 'accept-language': 'en' } })
    expect(await page.text()).toContain('Payment successful')
    expect(await end()).toBe(0)
  })

  it('Ripple Payments: a quote is paid by, and the payment goes on', async () => {
    withKeys()
    const { end } = await start()
    const { 'ripple-payments': options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      RIPPLE_PAYMENTS_HOST: options.hosts[0],
      RIPPLE_PAYMENTS_CLIENT_ID: options.clientId,
      RIPPLE_PAYMENTS_CLIENT_SECRET: 'r'.repeat(48),
      RIPPLE_PAYMENTS_TENANT_ID: options.tenantId,
      RIPPLE_PAYMENTS_MOCK: 'true',
    })
    const client = createClient({ account: ripplePayments(options), transport: fetchTransport() })
    const { quotes } = await quotePayment(client, {
      source: { currency: 'USD', value: '1000.00' },
      destination: { currency: 'MXN', country: 'MX' },
    })
    const { quoteId } = quotes[0]!
    const to = { beneficiaryIdentityId: 'identity-1', beneficiaryFinancialInstrumentId: 'instrument-1' }
    expect((await transferFunds(client, { transferId: 'P-7', quoteId, ...to })).status).toBe('pending')
    await control('moveTransfer', { provider: 'ripple-payments', reference: quoteId, state: 'FAILED' })
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'failed', providerCode: 'SYS_120' })
    expect(await end()).toBe(0)
  })

  it('Circle: tokens come to the address of an order, and stand in the state as text', async () => {
    withKeys()
    const { end } = await start()
    const { circle: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({
      CIRCLE_HOST: options.hosts[0],
      CIRCLE_API_KEY: options.apiKey,
      CIRCLE_SUBSCRIPTION_IDS: options.subscriptionIds.join(),
    })
    const gateway = circleGateway(createClient({ account: toCircle(options), transport: fetchTransport() }), {
      chain: 'BASE',
    })
    const order = { orderId: 'C-1001', amount: tokenAmount('12.505678', 'USDC'), placedAt: new Date() }
    const { reference } = await gateway.createPayment({ ...order, channel: 'transfer' })
    const sent = { asset: 'USDC', value: '12.000001' }
    expect((await control('state')).orders).toMatchObject([{ tokens: '12.505678 USDC', status: 'pending' }])
    const { id } = await control('sendTransfer', { provider: 'circle', reference, amount: sent })
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(await gateway.getPayment({ ...order, reference: reference! })).toMatchObject({
      status: 'pending',
      received: sent,
    })
    const rest = { asset: 'USDC', value: '0.505677' }
    await control('sendTransfer', { provider: 'circle', reference, amount: rest })
    expect(await gateway.getPayment({ ...order, reference: reference! })).toMatchObject({
      status: 'paid',
      coverage: 'exact',
    })
    expect((await control('state')).orders).toMatchObject([{ tokens: '12.505678 USDC', status: 'paid' }])
    await expect(
      control('sendTransfer', { provider: 'circle', reference, amount: { asset: 'XRP', value: '1' } }),
    ).rejects.toThrow('is no amount of the intent')
    expect(await end()).toBe(0)
  })

  it('XRP Ledger: what is sent with a tag stands in the next ledger', async () => {
    withKeys()
    const { end } = await start()
    const { xrpl: options } = JSON.parse(file('accounts.json'))
    const variables = parseEnv(file('.env')) as Record<string, string>
    expect(variables).toMatchObject({ XRPL_HOST: options.hosts[0], XRPL_ADDRESS: options.address, XRPL_MOCK: 'true' })
    const gateway = xrplGateway(createClient({ account: xrpl(options), transport: fetchTransport() }))
    const order = { orderId: 'X-1001', tag: 1001, amount: tokenAmount('12.5', 'RLUSD'), placedAt: new Date() }
    const { id } = await control('sendTransfer', { provider: 'xrpl', tag: 1001, amount: order.amount })
    expect((await gateway.getPayment(order)).status).toBe('pending')
    await control('advanceClock', { milliseconds: 8000 })
    expect(await gateway.getPayment(order)).toMatchObject({ status: 'paid', received: order.amount, paymentId: id })
    await expect(control('sendTransfer', { provider: 'xrpl', amount: { asset: 'USDC', value: '1' } })).rejects.toThrow(
      'no USDC here',
    )
    await expect(control('sendTransfer', { provider: 'alipay', amount: order.amount })).rejects.toThrow(
      'nobody sends tokens to the mock of alipay',
    )
    expect((await control('state')).orders).toEqual([])
    expect(await end()).toBe(0)
  })

  it('takes what is seeded, shows the codes of the payers', async () => {
    withKeys()
    const order = {
      provider: 'alipay',
      orderId: 'T_1',
      amount: { currency: 'CNY', value: 100 },
      status: 'paid',
      daysAgo: 1,
    }
    writeFileSync(join(folder(), 'seed.json'), JSON.stringify({ orders: [order], payers: [{ provider: 'alipay' }] }))
    const { said, end } = await start('--seed', 'seed.json', '--json')
    expect(mockOutput.parse(JSON.parse(said.out)).payerCodes).toEqual([expect.stringMatching(/^28\d{16}$/)])
    const { url, token } = JSON.parse(file('control.json'))
    const state = await (await fetch(`${url}/_shroff/state`, { headers: { authorization: `Bearer ${token}` } })).json()
    expect(state.orders).toMatchObject([{ orderId: 'T_1', status: 'paid' }])
    expect(await end()).toBe(0)
  })

  it('warns where others can reach it, and speaks Chinese', async () => {
    withKeys()
    const { said, end } = await start('--host', '0.0.0.0', '--lang', 'zh')
    expect(said.err).toBe('警告：能访问本机的人都能访问此模拟网关\n')
    expect(said.out).toMatch(/^供测试用的支付网关/)
    expect(strayEnglish(said.out)).toEqual([])
    expect(await end()).toBe(0)
  })
})

describe('is refused in one line:', () => {
  const refused = (parameters: string[]) => run(['mock', ...parameters], { cwd: folder() })

  it.each([
    ['--port is a number from 0 to 65524', ['--port', '65525']],
    ['--port is a number from 0 to 65524', ['--port', 'x']],
    ['--clock is real or fast', ['--clock', 'slow']],
    ['none.json does not exist', ['--seed', 'none.json']],
    ["unknown option '--ports'", ['--ports', '1']],
  ])('%s', async (message, parameters) => {
    const { exit, out, err } = await refused(parameters)
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.split('\n')).toEqual([expect.stringContaining(message), ''])
  })

  it.each([
    ['is no JSON', '{'],
    ['orders.0.amount must be given', '{"orders":[{"provider":"alipay","orderId":"T"}]}'],
    ['payer is not a parameter', '{"payer":[]}'],
  ])('a seed that %s', async (message, text) => {
    writeFileSync(join(folder(), 'seed.json'), text)
    const { exit, err } = await refused(['--seed', 'seed.json'])
    expect(exit).toBe(2)
    expect(err.split('\n')).toEqual([expect.stringContaining(message), ''])
  })

  it('a folder that git would take along, with the line for .gitignore', async () => {
    execFileSync('git', ['init', '--quiet', folder()])
    const { exit, err } = await refused([])
    expect(exit).toBe(2)
    expect(err).toContain(`echo '/.shroff/' >> ${join(folder(), '.gitignore')}`)
    expect(existsSync(join(folder(), '.shroff'))).toBe(false)
  })

  it('a port that is taken', async () => {
    withKeys()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { exit, err } = await refused(['--port', String(port)])
    server.close()
    expect(exit).toBe(3)
    expect(err.split('\n')).toEqual([expect.stringMatching(/port \d+ is taken; --port chooses others/), ''])
  })

  it('keys that are damaged', async () => {
    withKeys()
    writeFileSync(join(folder(), '.shroff/keys.json'), '{')
    const { exit, err } = await refused([])
    expect(exit).toBe(2)
    expect(err).toMatch(/keys\.json is damaged/)
  })
})
