import { inspect } from 'node:util'
import { createClient, type Transport } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import {
  check,
  getBalances,
  getTransfer,
  type RipplePaymentsOptions,
  ready,
  receiveNotice,
  ripplePayments,
} from 'shroff/ripple-payments'
import { mockRipplePayments } from 'shroff/ripple-payments/mock'
import { describe, expect, it } from 'vitest'
import { clientSecret as mocksSecret } from '../../src/ripple-payments/mock/keys.js'
import { failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openAnswering, openRipple, token } from '../support/ripple-payments.js'

const given = { clientId: 'client-1', clientSecret: 'LIVE-secret-44556677', tenantId: 'acme' }
const made = (more: object = {}) => ripplePayments({ ...given, ...more } as RipplePaymentsOptions)
const quoteId = '7ea3399c-1234-5678-8d8f-d320ea406630'

describe('an account', () => {
  it('asks for a token of its environment and tenant, and shows it in each call', async () => {
    for (const [sandbox, host, audience] of [
      [false, 'https://api.ripple.com', 'urn:ripplexcurrent-prod:acme'],
      [true, 'https://api.test.ripple.com', 'urn:ripplexcurrent-test:acme'],
    ] as const) {
      const sent: [string, Record<string, string>, unknown][] = []
      const transport: Transport = async ({ url, headers, body }) => {
        sent.push([url, headers, body && JSON.parse(new TextDecoder().decode(body))])
        const said = url.endsWith('/token') ? { access_token: token, expires_in: 3600 } : {}
        return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(said)) }
      }
      const client = createClient({ account: made({ sandbox }), transport, retry: { attempts: 1 } })
      await failure(getTransfer(client, { quoteId }))
      const agent = expect.stringMatching(/^shroff\//)
      expect(sent).toEqual([
        [
          `${host}/v2/oauth/token`,
          { accept: 'application/json', 'content-type': 'application/json', 'user-agent': agent },
          {
            client_id: 'client-1',
            client_secret: 'LIVE-secret-44556677',
            audience,
            grant_type: 'client_credentials',
          },
        ],
        [
          `${host}/v3/payments/${quoteId}`,
          { accept: 'application/json', authorization: `Bearer ${token}`, 'user-agent': agent },
          undefined,
        ],
      ])
    }
  })

  it('shows neither its secret nor its token to anybody', async () => {
    const events: unknown[] = []
    const open = openAnswering(() => ({ status: 400, errors: [{ code: 'X', title: 'no' }] }), 400, given)
    const client = createClient({ ...open.client, observe: (event) => events.push(event) })
    const error = await failure(getTransfer(client, { quoteId }))
    const { account } = client
    for (const view of [account, { ...account }, client, error, events, error.cause])
      for (const text of [inspect(view, { depth: 9, showHidden: true }), JSON.stringify(view) ?? ''])
        for (const secret of ['44556677', token]) expect(text).not.toContain(secret)
    expect(events.length).toBeGreaterThan(5)
  })

  it.each<[string, object]>([
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: undefined }],
    ['clientSecret', { clientSecret: 'undefined' }],
    ['clientSecret', { clientSecret: 'LIVE-secret-44556677\n' }],
    ['tenantId', { tenantId: 'urn:ripplexcurrent-prod:acme' }],
    ['sandbox', { sandbox: 'yes' }],
    ['hosts', { hosts: ['https://api.ripple.com/v2'] }],
    ['hosts', { hosts: ['http://api.ripple.com'] }],
    ['mock', { mock: 1 }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message).toContain(`ripplePayments: ${name} must be`)
    expect(error.message).not.toContain('44556677')
  })

  it.each([
    ['client_secret', 'clientSecret'],
    ['secret', 'clientSecret'],
    ['audience', 'tenantId'],
    ['accessToken', 'asked for'],
    ['apiKey', 'clientId'],
    ['environment', 'sandbox'],
    ['baseUrl', 'hosts'],
    ['transport', 'createClient'],
  ])('has no option %s, and says what there is', (name, said) => {
    const options = name === 'client_secret' ? { clientId: 'x', tenantId: 'x', [name]: 'x' } : { ...given, [name]: 'x' }
    expect(thrown(() => ripplePayments(options as never)).next).toContain(said)
  })

  it('that is a copy, or another’s, is refused', async () => {
    const { account, client } = await openRipple()
    expect(thrown(() => createClient({ account: { ...account }, transport: client.transport })).code).toBe(
      'CONFIG_INVALID',
    )
    expect(await failure(ready({ ...account }))).toMatchObject({ code: 'CONFIG_INVALID' })
    const incoming = { headers: {}, body: '{}', encoding: 'utf8' } as const
    expect(await failure(receiveNotice({ ...account }, incoming))).toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it('takes the mock’s secret only where it says that it is the mock’s', async () => {
    const { mock } = await openRipple()
    const { mock: _, ...credentials } = mock.credentials('ripple-payments')
    const client = createClient({ account: ripplePayments(credentials), transport: mock.transport })
    expect(await failure(getBalances(client))).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect((await failure(ready(ripplePayments(credentials)))).message).toContain('clientSecret is a key of the mock')
    const open = (keys: 'fresh' | Record<string, string>) =>
      createMockGateway({ providers: [mockRipplePayments()], now: noon, keys })
    const fresh = (await open('fresh')).credentials('ripple-payments')
    expect(fresh.clientSecret).not.toBe(mocksSecret)
    expect(await ready(ripplePayments({ ...fresh, mock: false }))).toMatchObject({ proven: [] })
    const kept = {}
    const [one, other] = [await open(kept), await open(kept)]
    expect(one.credentials('ripple-payments').clientSecret).toBe(other.credentials('ripple-payments').clientSecret)
  })
})

describe('ready and check', () => {
  it('prove what they can, and name the rest', async () => {
    const { account, client } = await openRipple()
    const { proven, unproven } = await ready(account)
    expect([proven, unproven.map(({ option }) => option)]).toEqual([[], ['clientId', 'clientSecret', 'tenantId']])
    const checked = await check(client)
    expect(checked).toMatchObject({ proven: ['clientId', 'clientSecret', 'tenantId', 'hosts'], unproven: [] })
    expect(checked.scopes).toContain('pos:payments:create')
  })

  it.each([
    ['clientId', { clientId: 'other' }],
    ['clientSecret', { clientSecret: 'another-secret' }],
    ['tenantId', { tenantId: 'other' }],
  ])('say that Ripple does not take them: %s', async (_, wrong) => {
    const { mock } = await openRipple()
    const account = ripplePayments({ ...mock.credentials('ripple-payments'), ...wrong })
    const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
    expect(await failure(check(client))).toMatchObject({
      code: 'NOT_PERMITTED',
      outcome: 'not-sent',
      action: 'check',
      providerCode: 'access_denied',
      next: expect.stringContaining('tenantId'),
    })
  })
})
