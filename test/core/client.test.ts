import { createClient, type Transport } from 'shroff'
import { wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { accountWith, options } from '../support/wechatpay.js'

const transport: Transport = () => Promise.reject(new Error('never called'))
const refused = (words: string) =>
  expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) })
const create = (changes: object) => createClient({ account: accountWith(), transport, ...changes } as never)

describe('createClient refuses', () => {
  it.each([undefined, null, {}, 'wechatpay', { ...accountWith() }, JSON.parse(JSON.stringify(accountWith()))])(
    'what is not an account (%#)',
    (account) => {
      expect(() => create({ account })).toThrow(refused('not an account'))
    },
  )

  it('an account that can only receive', () => {
    const { privateKey: _key, serial: _serial, ...rest } = options
    expect(() => create({ account: wechatpay(rest) })).toThrow(
      refused('it lacks privateKey and certificate or serial.'),
    )
    const unset = wechatpay({ ...rest, privateKey: undefined })
    expect(() => create({ account: unset })).toThrow(refused('it lacks privateKey (given, but not set)'))
  })

  it.each([undefined, null, {}, 'http'])('the transport %j', (given) => {
    expect(() => create({ transport: given })).toThrow(refused('transport'))
  })

  it('is made of another one, with what that has', () => {
    const client = create({ retry: { attempts: 7 }, timeout: { attempt: 1_000, total: 2_000 } })
    expect(createClient({ ...client })).toEqual(client)
    expect(createClient({ ...client, retry: { attempts: 2 } }).attempts).toBe(2)
    expect(() => createClient({ ...client, attempts: 0 })).toThrow('retry.attempts')
  })

  it.each([0, -1, 1.5, 11, Number.NaN, Infinity, '3'])('%j attempts', (attempts) => {
    expect(() => create({ retry: { attempts } })).toThrow(refused('retry.attempts'))
  })

  it.each(['attempt', 'total'])('a timeout.%s that is no time', (name) => {
    for (const value of [0, -1, Number.NaN, Infinity, 2 ** 31, '5']) {
      expect(() => create({ timeout: { [name]: value } })).toThrow(refused(`timeout.${name}`))
    }
  })
})

describe('createClient', () => {
  it('has the documented defaults', () => {
    expect(create({})).toMatchObject({ attempts: 3, timeout: { attempt: 10_000, total: 30_000 } })
  })

  it('takes both ends of the ranges', () => {
    const timeout = { attempt: 1, total: 2 ** 31 - 1 }
    expect(create({ retry: { attempts: 10 }, timeout })).toMatchObject({ attempts: 10, timeout })
  })

  it('is frozen, its timeouts too', () => {
    const client = create({})
    expect([Object.isFrozen(client), Object.isFrozen(client.timeout)]).toEqual([true, true])
  })
})
