import { ready, receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it, vi } from 'vitest'
import { wechatpaySecrets } from '../../src/wechatpay/account.js'
import { codeOf, failure } from '../support/failure.js'
import { accountWith, options, platformPem, seal, webhook } from '../support/wechatpay.js'
import { rsa2048 } from '../vectors/crypto.js'

describe('a store of keys of one’s own', () => {
  const receive = (refreshPlatformKeys: WechatpayOptions['refreshPlatformKeys'], serial = 'PUB_KEY_ID_2') => {
    const account = accountWith({ refreshPlatformKeys: refreshPlatformKeys! })
    return receiveWebhook(account, webhook({ serial }))
  }

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no row')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no row'))],
    ['rejects with nothing', () => Promise.reject()],
    ['rejects with a text', () => Promise.reject('no row')],
    ['has nothing', async () => undefined],
    ['has null', async () => null],
    ['has no keys', async () => ({})],
  ])('that %s is an unknown key', async (_name, refresh) => {
    expect(await codeOf(receive(refresh as WechatpayOptions['refreshPlatformKeys']))).toBe('KEY_UNKNOWN')
  })

  it.each<[string, Record<string, string>, string]>([
    ['a text that is no key', { PUB_KEY_ID_2: 'x' }, 'neither PEM nor base64'],
    ['a private key', { PUB_KEY_ID_2: rsa2048.privateKey }, 'a private key'],
    ['a certificate under another name', { PUB_KEY_ID_2: rsa2048.certificate }, 'has the serial'],
    ['an expired certificate', { [rsa2048.serial]: rsa2048.certificate }, 'expired'],
    ['the merchant’s own', { [options.serial]: platformPem }, "merchant's own certificate"],
  ])('that has %s is told so', async (_name, keys, words) => {
    const error = await failure(receive(async () => keys, Object.keys(keys)[0]))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })

  it('has a new key in time, also for an account that only receives', async () => {
    expect(await receive(async () => ({ PUB_KEY_ID_2: platformPem }))).toMatchObject({ type: 'payment.paid' })
    const { privateKey, serial, ...receiving } = options
    const account = wechatpay({ ...receiving, refreshPlatformKeys: async () => ({ PUB_KEY_ID_2: platformPem }) })
    expect(await receiveWebhook(account, webhook({ serial: 'PUB_KEY_ID_2' }))).toMatchObject({ type: 'payment.paid' })
  })

  it('is asked once for a crowd of forged serials', async () => {
    const refresh = vi.fn(async () => ({}))
    const account = accountWith({ refreshPlatformKeys: refresh })
    const forged = Array.from({ length: 40 }, (_, index) => receiveWebhook(account, webhook({ serial: `F${index}` })))
    const ends = await Promise.allSettled(forged)
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('is not asked for a message that fails before', async () => {
    const refresh = vi.fn(async () => ({}))
    const account = accountWith({ refreshPlatformKeys: refresh })
    for (const more of [
      { serial: 'A'.repeat(65) },
      { serial: 'A-1' },
      { serial: 'A1', now: seal.now - 300_000 },
      { serial: 'A1', nonce: 'a b' },
    ])
      await codeOf(receiveWebhook(account, webhook(more)))
    expect(refresh).not.toHaveBeenCalled()
  })
})

describe('a process that lives on', () => {
  it('refuses a certificate from the day on which it expires', async () => {
    let now = Date.parse('2025-05-09T01:57:09Z')
    const clock = { now: () => now, sleep: async () => {} }
    const account = accountWith({ clock, platformKeys: { [rsa2048.serial]: rsa2048.certificate } })
    const { keyring } = wechatpaySecrets(account)
    await keyring.find(rsa2048.serial)
    now += 2000
    await expect(keyring.find(rsa2048.serial)).rejects.toThrow('expired')
  })

  it('finds out when it starts that keys cannot be fetched, not after the first refund', async () => {
    const refreshPlatformKeys = () => Promise.reject(new Error('no network'))
    await expect(ready(accountWith({ platformKeys: {}, refreshPlatformKeys }))).rejects.toThrow('no network')
  })
})
