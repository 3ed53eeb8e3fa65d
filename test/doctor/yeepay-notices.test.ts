import { constants, createPrivateKey, privateDecrypt } from 'node:crypto'
import { explain } from 'shroff/doctor'
import { receiveWebhook } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { keys } from './planted/hand.js'
import { account, noticeOf } from './planted/yeepay.js'

// What would be an oracle, were it asked by whoever sends: it is the owner's, of messages that were refused, and of few.

const spoiled = () => {
  const incoming = noticeOf()
  return {
    ...incoming,
    body: new Uint8Array(Buffer.from(Buffer.from(incoming.body).toString().replace('%24AES', 'A%24AES'))),
  }
}

describe('the doctor of encrypted notifications', () => {
  it('has nothing to do with what receiveWebhook tells: the error is the same for each fault', async () => {
    const own = account()
    const faults = [spoiled(), noticeOf({ key: keys.stranger }), noticeOf({ signedBy: keys.stranger })]
    const told = await Promise.all(faults.map(async (incoming) => failure(receiveWebhook(own, incoming))))
    expect(new Set(told.map((error) => JSON.stringify(error))).size).toBe(1)
    const found = await Promise.all(told.map(async (error) => (await explain(error)).cause))
    expect(found).toEqual(['envelope-damaged', 'other-recipient', 'no-key-fits'])
  })

  it('opens fifty of an account, and then no more', async () => {
    const own = account()
    const error = await failure(receiveWebhook(own, spoiled()))
    for (let asked = 0; asked < 50; asked += 1) expect((await explain(error)).cause).toBe('envelope-damaged')
    expect((await explain(error)).cause).toBe('opened-enough')
    // Another account's are its own.
    expect((await explain(await failure(receiveWebhook(account(), spoiled())))).cause).toBe('envelope-damaged')
  })

  it('opens by a signer that decrypts, and leaves alone what one cannot', async () => {
    const raw = createPrivateKey(keys.merchant)
    const decrypt = async (wrapped: Uint8Array) => {
      const block = privateDecrypt({ key: raw, padding: constants.RSA_NO_PADDING }, wrapped)
      return new Uint8Array(block.subarray(block.indexOf(0, 2) + 1))
    }
    const sign = async () => new Uint8Array(256)
    const by = account({ privateKey: { sign, decrypt } })
    const wrong = noticeOf({ how: { hash: 'sha1' } })
    expect(await explain(await failure(receiveWebhook(by, wrong)))).toMatchObject({ cause: 'wrong-hash' })
    const broken = account({ privateKey: { sign, decrypt: async () => Promise.reject(new Error('HSM')) } })
    expect(await explain(await failure(receiveWebhook(broken, wrong)))).toMatchObject({ cause: 'other-recipient' })
  })
})
