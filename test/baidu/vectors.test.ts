import { createPublicKey } from 'node:crypto'
import { baidu, callProvider, createPayment, receiveWebhook, revokeConsumption } from 'shroff/baidu'
import { describe, expect, it } from 'vitest'
import { fromBase64, importPublicKey, md5, verify } from '#crypto'
import { signedText } from '../../src/baidu/canonical.js'
import { gbk } from '../../src/codec/gbk.js'
import { rsaSha1, rsaSha1Short } from '../../src/crypto/algorithms.js'
import { toLowerHex, utf8 } from '../../src/crypto/bytes.js'
import { md5Digest } from '../../src/crypto/keyed-digest.js'
import { canonical, readFields, rsaSign, verifies } from '../oracle/baidu/wire.js'
import { accountOf, done, openBaidu, tea } from '../support/baidu.js'
import { codeOf, failure } from '../support/failure.js'
import { type BaiduVector, vectors } from '../vectors/baidu.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { sharedSamples } from '../vectors/shared.js'

/** Receives a notice as Baidu posts it, by the platform key that goes with it. */
async function received({ input }: BaiduVector, body = new URLSearchParams(input.params).toString()) {
  const { dealId = '352745305' } = input.params ?? {}
  const account = baidu({
    dealId,
    appKey: 'any',
    platformKey: input.platformPublicKeyPem!,
    unsafeSha1: true,
    unsafeShortPlatformKey: true,
  })
  return receiveWebhook(account, { headers: {}, body: utf8(body) })
}

const isValid = async (promise: Promise<unknown>) => {
  const end = await promise.then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  )
  expect(end).toMatch(/^(taken|SIGNATURE_INVALID)$/)
  return end === 'taken'
}

/** A signature of the merchant's: this very text is what we sign, and it verifies by the key that goes with it. */
async function signed({ input, expected }: BaiduVector, sent: Record<string, string>) {
  expect([signedText(sent), canonical(sent)]).toEqual([expected.canonical, expected.canonical])
  expect(rsaSign(sent, input.privateKeyPem!)).toBe(expected.rsaSign)
  const pem = createPublicKey(input.privateKeyPem!).export({ type: 'spki', format: 'pem' }) as string
  const key = await importPublicKey(pem, 'a key', rsaSha1Short)
  expect(await verify(rsaSha1, key, fromBase64(expected.rsaSign!)!, signedText(sent))).toBe(true)
}

/** The rule of the retired wallet: sorted, what is empty included, the key behind; small letters. */
function legacy({ input, expected }: BaiduVector) {
  const text = `${signedText(input.params!)}&key=${input.key}`
  if (expected.canonicalWithKey !== undefined) expect(text).toBe(expected.canonicalWithKey)
  const fits = md5Digest(text).toLowerCase() === expected.sign
  expect(fits).toBe(expected.expectValid ?? true)
  // What was changed in it, to the last digit: it is the sample's own signature otherwise.
  const before = { ...input.params!, total_amount: '1' }
  if (!fits) expect(md5Digest(`${signedText(before)}&key=${input.key}`).toLowerCase()).toBe(expected.sign)
  expect(input.signMethod ?? 1).toBe(1)
}

const checks: Checks<BaiduVector> = {
  async 'cashier-notify'(vector) {
    const { params } = vector.input
    expect([signedText(params!), canonical(params!)]).toEqual([vector.expected.canonical, vector.expected.canonical])
    expect(await isValid(received(vector))).toBe(vector.expected.expectValid)
    expect(verifies(params!, params!.rsaSign!, vector.input.platformPublicKeyPem!)).toBe(vector.expected.expectValid)
  },
  async 'cashier-canonical-negative'(vector) {
    expect(await isValid(received(vector))).toBe(vector.expected.expectValid)
  },
  async 'cashier-notify-form-body'(vector) {
    expect(await isValid(received(vector, vector.input.body))).toBe(vector.expected.expectValid)
    expect(readFields(vector.input.body!)).toEqual(vectors.find(({ kind }) => kind === 'cashier-notify')!.input.params)
  },
  'key-encoding'({ input, expected }) {
    for (const pem of [input.pkcs1PrivatePem!, input.pkcs8PrivatePem!])
      expect(createPublicKey(pem).export({ type: 'spki', format: 'pem' })).toBe(expected.publicPem)
  },
  async 'cashier-order-sign'(vector) {
    const { params } = vector.input
    const { appKey, dealId } = params as { appKey: string; dealId: string }
    const { client } = openBaidu(done({}), accountOf({ appKey, dealId }))
    const order = { ...tea, orderId: params!.tpOrderId!, amount: { currency: 'CNY', value: 1 } } as const
    const { orderInfo } = (await createPayment(client, order)).nextAction.parameters
    const { totalAmount, tpOrderId } = orderInfo
    await signed(vector, { appKey: orderInfo.appKey, dealId: orderInfo.dealId, totalAmount, tpOrderId })
  },
  async 'cashier-sync-sign'(vector) {
    const { method, appKey, orderId, userId } = vector.input.params as Record<string, string>
    const { client, sent } = openBaidu(done([]), accountOf({ appKey: appKey! }))
    await revokeConsumption(client, { paymentId: orderId!, payerId: userId! })
    // The older address asks for its method besides.
    await signed(vector, { ...sent[0], method: method! })
    const pem = createPublicKey(vector.input.privateKeyPem!).export({ type: 'spki', format: 'pem' })
    expect(vector.input.publicKeyPem).toBe(pem)
  },
  'legacy-request': legacy,
  'legacy-notify': legacy,
  'legacy-request-gbk'({ input, expected }) {
    const bytes = gbk(`${signedText(input.params!)}&key=${input.key}`)
    expect([toLowerHex(bytes), toLowerHex(md5(bytes))]).toEqual([expected.signedBytesHex, expected.sign])
  },
}

describe('published samples', () => testSamples(vectors, checks))

type Shared = { name: string; params?: object; expectValid?: boolean; rsaSign?: string; sign?: string }
const shared = sharedSamples<Shared>('baidu.json')

it.runIf(shared.length > 0)('all that are kept beside the clone are transcribed here', () => {
  for (const { name, params, expectValid, rsaSign, sign } of shared) {
    const { input, expected } = vectors.find((one) => one.name === name)!
    expect([name, input.params, expected.expectValid, expected.rsaSign, expected.sign]).toEqual([
      name,
      params,
      expectValid,
      rsaSign,
      sign,
    ])
  }
})

describe('the captured notice', () => {
  const captured = vectors.find(({ kind }) => kind === 'cashier-notify')!

  it('tells what was paid', async () => {
    expect(await received(captured)).toEqual({
      type: 'payment.paid',
      id: 'paid/81341494729172',
      provider: 'baidu',
      orderId: '157222702731789',
      paymentId: '81341494729172',
      amount: { currency: 'CNY', value: 1 },
      payerAmount: { currency: 'CNY', value: 1 },
      payerId: '3391629990',
      paidAt: new Date('2019-10-28T01:44:02Z'),
      raw: Object.fromEntries(Object.entries(captured.input.params!).filter(([name]) => name !== 'rsaSign')),
    })
  })

  it('fits without the padding of its signature', async () => {
    const { rsaSign: signature = '', ...rest } = captured.input.params!
    expect(signature).toMatch(/=$/)
    const body = new URLSearchParams({ ...rest, rsaSign: signature.replace(/=+$/, '') }).toString()
    expect(await received(captured, body)).toHaveProperty('type', 'payment.paid')
  })

  it('is of a key that is taken by its name alone', async () => {
    const account = baidu({
      dealId: '352745305',
      appKey: 'any',
      platformKey: captured.input.platformPublicKeyPem!,
      unsafeSha1: true,
    })
    const error = await failure(
      receiveWebhook(account, { headers: {}, body: utf8(new URLSearchParams(captured.input.params).toString()) }),
    )
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('a 1024-bit key') })
    expect(error.next).toContain('unsafeShortPlatformKey')
  })
})

it('a merchant’s key of 1024 bits, as Baidu’s page shows one, signs nothing', async () => {
  const demo = vectors.find(({ kind }) => kind === 'cashier-order-sign')!
  const { client } = openBaidu(done({}), accountOf({ privateKey: demo.input.privateKeyPem! }))
  expect(await codeOf(createPayment(client, tea))).toBe('CONFIG_INVALID')
  const call = callProvider(client, { path: '/cashier/applyOrderRefund', form: {} })
  expect((await failure(call)).message).toContain('a 1024-bit key')
})
