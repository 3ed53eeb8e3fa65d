import { inspect } from 'node:util'
import { createClient, fetchTransport } from 'shroff'
import { failNext } from 'shroff/mock'
import { check, createPayment, ready, type XrplOptions, xrpl } from 'shroff/xrpl'
import { setServer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { cluster, openAnswering, openXrpl, s1, s2, tea } from '../support/xrpl.js'

const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'
const made = (more: object) => xrpl({ address, ...more } as XrplOptions)

describe('an account', () => {
  it('is plain frozen data, with the hosts of its network', () => {
    expect([made({}).hosts, made({ network: 'testnet' }).hosts]).toEqual([
      [s2, cluster, s1],
      ['https://s.altnet.rippletest.net:51234'],
    ])
    expect(Object.isFrozen(made({}))).toBe(true)
    expect(JSON.parse(JSON.stringify(made({})))).toMatchObject({ provider: 'xrpl', address, confirmWith: 1 })
    expect(inspect(made({}))).toContain(address)
  })

  it.each<[string, object]>([
    ['address', { address: undefined }],
    ['address', { address: 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu' }],
    ['address', { address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk5O' }],
    ['network', { network: 'mars' }],
    ['hosts', { hosts: ['wss://s1.ripple.com'] }],
    ['confirmWith', { confirmWith: 3 }],
    ['mock', { mock: 'yes' }],
  ])('says that %s is wrong: %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`xrpl: ${name} must be`) })
  })

  it.each([
    ['seed', 'takes no key'],
    ['privateKey', 'takes no key'],
    ['wallet', 'address'],
    ['node', 'hosts'],
    ['network_id', 'network'],
  ])('has no %s, and says what there is', (name, said) => {
    expect(thrown(() => made({ [name]: 'x' })).next).toContain(said)
  })

  it('is none of the mock’s, whose key nobody has', async () => {
    const { mock } = await openXrpl()
    const { mock: _, ...credentials } = mock.credentials('xrpl')
    expect(thrown(() => xrpl(credentials)).message).toContain('the mock gateway’s')
  })
})

describe('ready', () => {
  it('proves the address by its check', async () => {
    expect(await ready(made({}))).toMatchObject({ proven: ['address'] })
    // One letter of it changed for another of the alphabet.
    const mistyped = made({ address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk58' })
    expect((await failure(ready(mistyped))).message).toContain('a letter wrong')
    const client = createClient({ account: mistyped, transport: fetchTransport() })
    expect(await codeOf(createPayment(client, { channel: 'transfer', ...tea }))).toBe('CONFIG_INVALID')
    expect(await codeOf(ready({ ...mistyped }))).toBe('CONFIG_INVALID')
  })
})

describe('check', () => {
  it('asks each host for its network, and one about the account', async () => {
    const { client, asked } = await openXrpl()
    expect(await check(client)).toEqual({ proven: ['address', 'network', 'hosts', 'tags', 'RLUSD'], unproven: [] })
    expect(asked.map(({ host, method }) => [host, method])).toEqual([
      [s2, 'server_info'],
      [cluster, 'server_info'],
      [s1, 'server_info'],
      [s2, 'account_info'],
      [s2, 'account_lines'],
    ])
  })

  it('tells what the account lacks', async () => {
    const { client } = await openXrpl({ requiresTag: false, trustLine: false })
    const { proven, unproven } = await check(client)
    expect(proven).toEqual(['address', 'network', 'hosts'])
    expect(unproven).toEqual([
      { option: 'tags', why: expect.stringContaining('asfRequireDest') },
      { option: 'RLUSD', why: expect.stringContaining('trust line') },
    ])
  })

  it('refuses a host of another network, and an account that is not there', async () => {
    const { mock, client } = await openXrpl()
    setServer(mock, { host: cluster, networkId: 1 })
    expect(await failure(check(client))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('xrplcluster.com is of network 1'),
    })
    const other = xrpl({ ...mock.credentials('xrpl'), address, hosts: [s1] })
    expect(await codeOf(check({ ...client, account: other }))).toBe('NOT_PERMITTED')
    failNext(mock, { provider: 'xrpl', fault: 'unavailable' })
    expect(await codeOf(check({ ...client, account: other }))).toBe('PROVIDER_UNAVAILABLE')
  })

  it('refuses a host that has no validated ledger', async () => {
    const { client } = openAnswering(() => ({ result: { info: { network_id: 0 }, status: 'success' } }))
    expect((await failure(check(client))).message).toContain('has no validated ledger')
  })
})

describe('createPayment', () => {
  it('says what to send, where to and under which tag, and sends nothing', async () => {
    const { client, asked } = await openXrpl({}, {})
    const account = made({})
    const expiresAt = new Date(tea.placedAt.getTime() + 900_000)
    const rlusd = await createPayment({ ...client, account }, { channel: 'transfer', ...tea, expiresAt })
    expect(rlusd).toEqual({
      channel: 'transfer',
      orderId: 'T-1001',
      status: 'pending',
      nextAction: {
        type: 'transfer',
        chain: 'XRP Ledger',
        address,
        tag: '1001',
        amount: tea.amount,
        xAddress: expect.stringMatching(/^X7AcgcsBL6XDcUb289X4mJ8djcdyKa/),
        uri: `https://xaman.app/detect/request:${address}?amount=10&dt=1001&network=XRPL&issuer=rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De&currency=524C555344000000000000000000000000000000`,
        expiresAt,
      },
    })
    const xrp = await createPayment(
      { ...client, account: made({ network: 'testnet' }) },
      { channel: 'transfer', ...tea, tag: 0, amount: { asset: 'XRP', value: '2.5' } },
    )
    expect(xrp.nextAction).toMatchObject({
      tag: '0',
      uri: `https://xaman.app/detect/request:${address}?amount=2.5&dt=0`,
    })
    expect(asked).toEqual([])
  })

  it.each<[string, object]>([
    ['channel', { channel: 'qr' }],
    ['expiresAt', { expiresAt: tea.placedAt }],
    ['tag', { tag: undefined }],
    ['placedAt', { placedAt: undefined }],
  ])('refuses a wrong %s', async (path, change) => {
    const { client } = await openXrpl()
    const error = await failure(createPayment(client, { channel: 'transfer', ...tea, ...change } as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
  })
})
