import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as real from '#crypto'
import { unwrapRsaPkcs1 as unwrapOnWeb } from '../../src/crypto/web/rsa-pkcs1.js'
import { failure } from '../support/failure.js'
import { accountOf } from '../support/yeepay.js'
import { failures, paid, receive } from '../support/yeepay-notices.js'

// The steps of opening a notification, counted at the door of #crypto. Who could tell by their number where one fails could decrypt.
const none = { unwrapRsaPkcs1: 0, decryptAesEcb: 0, verify: 0 }
const count = vi.hoisted(() => ({
  unwrapRsaPkcs1: 0,
  decryptAesEcb: 0,
  verify: 0,
  verified: [] as number[][],
  web: false,
}))
vi.mock('#crypto', async (original) => {
  const crypto = await original<typeof real>()
  return {
    ...crypto,
    async unwrapRsaPkcs1(...given: Parameters<typeof real.unwrapRsaPkcs1>) {
      count.unwrapRsaPkcs1 += 1
      return count.web ? unwrapOnWeb(...given) : crypto.unwrapRsaPkcs1(...given)
    },
    decryptAesEcb(...given: Parameters<typeof real.decryptAesEcb>) {
      count.decryptAesEcb += 1
      return crypto.decryptAesEcb(...given)
    },
    async verify(...given: Parameters<typeof real.verify>) {
      count.verify += 1
      count.verified.push([given[2].length, given.length])
      return crypto.verify(...given)
    },
  }
})
beforeEach(() => {
  Object.assign(count, none, { verified: [], web: false })
})

const steps = { unwrapRsaPkcs1: 1, decryptAesEcb: 1, verify: 1 }

describe('opening a notification takes each step once', () => {
  it('that is good', async () => {
    await receive(paid())
    // A whole signature is verified, over one text.
    expect(count).toMatchObject({ ...steps, verified: [[256, 4]] })
  })

  it.each(failures)('with %s', async (_, make) => {
    await failure(receive(make()))
    expect(count).toMatchObject({ ...steps, verified: [[256, 4]] })
  })

  it('by a signer, whatever it does', async () => {
    for (const decrypt of [
      async () => new Uint8Array(16),
      async () => Promise.reject(new Error('no')),
      async () => new Uint8Array(),
    ]) {
      Object.assign(count, none)
      const sign = async () => new Uint8Array(256)
      await failure(receive(paid(), accountOf({ privateKey: { sign, decrypt } })))
      expect(count).toMatchObject({ ...steps, unwrapRsaPkcs1: 0 })
    }
  })

  it('and none after WebCrypto alone, which is refused by name', async () => {
    count.web = true
    const error = await failure(receive(paid()))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('RSAES-PKCS1-v1_5') })
    expect(count).toMatchObject({ decryptAesEcb: 0, verify: 0 })
  })
})
