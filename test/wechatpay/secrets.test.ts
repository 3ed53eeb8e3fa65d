import { createClient, type Transport } from 'shroff'
import { forSubMerchant, ready, receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { importPrivateKey } from '#crypto'
import { createKeyring } from '../../src/core/keyring.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { wechatpaySecrets } from '../../src/wechatpay/account.js'
import { signerOf } from '../../src/wechatpay/seal.js'
import { everyView, forms, hsm, key, leaks, pin } from '../support/secrets.js'
import { accountWith, apiV3Key, merchantPem, options, platformPem, reply, webhook } from '../support/wechatpay.js'

describe('the search', () => {
  it('finds each secret in each of its forms', () => {
    const pkcs8 = key.export({ format: 'der', type: 'pkcs8' }) as Buffer
    expect(leaks({ merchantPem })).toContain('private key, PEM')
    expect(leaks({ key: key.export({ format: 'pem', type: 'pkcs1' }) })).toContain('private key, PEM')
    expect(leaks({ key: pkcs8.subarray(330).toString('base64') })).toContain('private key, base64')
    expect(leaks({ key: pkcs8.toString('hex') })).toContain('private key, hexadecimal')
    expect(leaks({ key: new Uint8Array(pkcs8.subarray(330)) })).toContain('private key, bytes')
    expect(leaks({ key: key.export({ format: 'jwk' }) })).toContain('private key, JWK')
    expect(leaks(new Error('x', { cause: new Error(`key ${apiV3Key}`) }))).toContain('APIv3 key')
    expect(leaks({ deep: { bytes: Buffer.from(apiV3Key) } })).toContain('APIv3 key, bytes')
    expect(
      leaks({
        get later() {
          return new Uint8Array(Buffer.from(apiV3Key))
        },
      }),
    ).toContain('APIv3 key, bytes')
    expect(leaks(Object.defineProperty({}, 'hidden', { value: pin }))).toEqual(['PIN of the HSM'])
    expect(leaks({ [Symbol('hidden')]: pin })).toEqual(['PIN of the HSM'])
    expect(leaks({ publicPart: platformPem })).toEqual([])
  })
})

describe('nothing shows in', () => {
  it.each(Object.entries({ ...forms, Signer: hsm }))(
    'an account, a client and a keyring whose key is %s',
    async (_form, privateKey) => {
      const account = accountWith({ privateKey, partner: true })
      const transport: Transport = async () => reply()
      const all = () => [
        account,
        forSubMerchant(account, { subMerchantId: '1' }),
        createClient({ account, transport }),
        wechatpaySecrets(account).keyring,
      ]
      expect(all().flatMap(leaks)).toEqual([])
      await ready(account)
      expect(all().flatMap(leaks)).toEqual([])
      // What prints must be worth printing.
      expect(everyView(account)).toContain('1900007291')
    },
  )

  it.each(Object.entries(forms))('an imported key that was %s', async (_form, input) => {
    expect(leaks(await importPrivateKey(input, 'the key', rsaSha256))).toEqual([])
  })

  it('a signer that was made from a key', async () => {
    expect(leaks(await signerOf(accountWith()))).toEqual([])
  })

  it('a keyring, even if somebody gave it a private key', () => {
    const keyring = createKeyring({ keys: { A1: merchantPem }, clock: options.clock, load: () => Promise.reject() })
    expect(leaks(keyring)).toEqual([])
  })

  it('an event', async () => {
    expect(leaks(await receiveWebhook(accountWith(), webhook()))).toEqual([])
  })
})
