import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, recordTransport, tokenAmount } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { createPayment, getPayment, xrpl } from 'shroff/xrpl'
import { mockXrpl } from 'shroff/xrpl/mock'
import { expect, it } from 'vitest'
import { doctorOutput } from '../../src/cli/doctor/doctor.js'
import { noon } from '../support/noon.js'
import { folder } from './folder.js'
import { run } from './run.js'

// Where the doctor has no eye for signatures, or there are none, a message is neither right nor wrong, and that is said.

const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'

function configured(account: object, provider = 'xrpl') {
  const cwd = folder()
  writeFileSync(join(cwd, 'shroff.config.json'), JSON.stringify({ accounts: [{ provider, ...account }] }))
  return cwd
}

async function doctor(parameters: string[], world: Parameters<typeof run>[1]) {
  const { exit, out, err } = await run(['doctor', ...parameters, '--json'], world)
  if (exit > 1) throw new Error(err)
  return { exit, ...doctorOutput.parse(JSON.parse(out)) }
}

it('of an account: its address is checked, and what is not looked at is told', async () => {
  const { exit, accounts } = await doctor([], { cwd: configured({ address, confirmWith: 2 }) })
  expect([exit, accounts]).toEqual([
    0,
    [
      {
        provider: 'xrpl',
        from: 'shroff.config.json, accounts[0]',
        account: `xrpl/${address}`,
        keys: [],
        findings: [],
        unjudged: expect.stringContaining('--online'),
      },
    ],
  ])
  const { out } = await run(['doctor'], { cwd: configured({ address }) })
  expect(out).toContain('  not judged: The XRP Ledger has no keys of a merchant here')
})

it.each([
  ['a letter that is wrong', { address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk58', confirmWith: 2 }, 'address'],
  ['one host that would confirm itself', { address, hosts: ['https://a.example'], confirmWith: 2 }, 'confirmWith'],
  ['an option that there is not', { address, secret: 'x' }, 'account'],
])('of an account with %s', async (_, account, option) => {
  const { exit, accounts } = await doctor([], { cwd: configured(account) })
  expect([exit, accounts![0]!.findings]).toEqual([1, [expect.objectContaining({ option, severity: 'wrong' })]])
})

it('of an account that believes one server', async () => {
  const { exit, accounts } = await doctor([], { cwd: configured({ address }) })
  expect([exit, accounts![0]!.findings]).toEqual([
    0,
    [expect.objectContaining({ option: 'confirmWith', severity: 'doubtful' })],
  ])
})

it('reads the environment', async () => {
  const env = { XRPL_ADDRESS: address, XRPL_NETWORK: 'testnet', XRPL_HOST: 'https://a.example', XRPL_CONFIRM_WITH: '1' }
  const { exit, goLive } = await doctor(['--go-live'], { cwd: folder(), env })
  const row = goLive!.find(({ row: name }) => name.startsWith('3.'))
  expect([exit, row]).toMatchObject([1, { result: 'no', why: 'xrpl: testnet' }])
})

it('of what went over the wire: no signature is claimed to be wrong', async () => {
  const mock = await createMockGateway({ providers: [mockXrpl()], now: noon })
  const { transport, exchanges } = recordTransport(mock.transport)
  const client = createClient({ account: xrpl(mock.credentials('xrpl')), transport })
  const order = { orderId: 'T-1001', tag: 1001, amount: tokenAmount('12.50', 'RLUSD'), placedAt: noon }
  await createPayment(client, { channel: 'transfer', ...order })
  await getPayment(client, order)
  expect(exchanges.length).toBeGreaterThan(0)
  const { exit, fine, messages } = await doctor(['-'], { cwd: folder(), stdin: JSON.stringify(exchanges) })
  expect([exit, fine]).toEqual([0, true])
  expect(
    new Set(messages!.map(({ provider, direction, cause, right }) => [provider, direction, cause, right].join())),
  ).toEqual(new Set(['xrpl,request,not-judged,false', 'xrpl,answer,not-judged,false']))
  const { out } = await run(['doctor', '-'], {
    cwd: folder(),
    stdin: JSON.stringify(exchanges),
    env: { LANG: 'zh_CN' },
  })
  expect(out).toMatch(/^ {2}不作判断（not-judged）：/m)
})

it('webhook: the ledger calls nobody', async () => {
  const { exit, err } = await run(['webhook', 'test', 'http://127.0.0.1:1/', '--provider', 'xrpl'])
  expect([exit, err]).toEqual([
    2,
    'shroff: --provider is one of wechatpay, alipay, antom, unionpay, qqpay, lakala, yeepay, baidu\n',
  ])
})

it('of Circle: its keys are imported, and its webhooks are left to receiveWebhook', async () => {
  const cwd = configured({ apiKey: 'SAND_API_KEY:abc:def', sandbox: true }, 'circle')
  const { exit, accounts } = await doctor([], { cwd })
  expect([exit, accounts]).toMatchObject([
    0,
    [
      {
        account: 'circle/sandbox',
        findings: [{ option: 'subscriptionIds', severity: 'doubtful' }],
        unjudged: expect.any(String),
      },
    ],
  ])
  const stdin =
    'POST /notify HTTP/1.1\r\nHost: shop.example\r\nX-Circle-Key-Id: 1\r\nX-Circle-Signature: MEUC\r\n\r\n{}'
  const { exit: none, messages } = await doctor(['-'], { cwd, stdin })
  expect([none, messages]).toMatchObject([0, [{ provider: 'circle', direction: 'webhook', cause: 'not-judged' }]])
  const { exit: wrong } = await doctor([], { cwd: configured({ apiKey: 'x' }, 'circle') })
  expect(wrong).toBe(1)
})

it('of Ripple Payments, from a file or the environment: nothing is signed, and only the forms are looked at', async () => {
  const account = { clientId: 'c-1', clientSecret: 'LIVE-secret-44556677', tenantId: 'acme' }
  const { exit, accounts } = await doctor([], { cwd: configured(account, 'ripple-payments') })
  const expected = [
    { account: 'ripple-payments/acme', findings: [], unjudged: expect.stringContaining('signs nothing') },
  ]
  expect([exit, accounts]).toMatchObject([0, expected])
  const env = {
    RIPPLE_PAYMENTS_CLIENT_ID: 'c-1',
    RIPPLE_PAYMENTS_CLIENT_SECRET: 'LIVE-secret-44556677',
    RIPPLE_PAYMENTS_TENANT_ID: 'acme',
    RIPPLE_PAYMENTS_SANDBOX: 'true',
  }
  expect((await doctor([], { cwd: folder(), env })).accounts).toMatchObject(expected)
  const stdin = "curl https://api.test.ripple.com/v2/balances -H 'Authorization: Bearer x'"
  expect(await doctor(['-'], { cwd: folder(), stdin })).toMatchObject({
    exit: 0,
    messages: [{ provider: 'ripple-payments', cause: 'not-judged' }],
  })
  const wrong = await doctor([], { cwd: configured({ ...account, tenantId: 'urn:x:y' }, 'ripple-payments') })
  expect([wrong.exit, wrong.accounts?.[0]?.findings[0]?.option]).toEqual([1, 'tenantId'])
})
