import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { decryptFields, encryptFields, receiveWebhook, type WechatpayAccount, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { openSensitive } from '../oracle/wechatpay.js'
import { failure } from '../support/failure.js'
import { accountWith, apiV3Key, options, platformKey, publicKeyId, webhook } from '../support/wechatpay.js'
import { sensitiveField } from '../vectors/wechatpay.js'

const account = accountWith()
const person = { name: '李四', cards: [{ number: '6222' }, { number: '6228' }], left: undefined, total: 1 }
/** As the platform does it, by node:crypto alone. */
const sealed = (text: string) => {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return publicEncrypt(
    { key: createPublicKey(options.privateKey), padding, oaepHash: 'sha1' },
    Buffer.from(text),
  ).toString('base64')
}
const refused = (problem: string, path: string) => ({
  code: 'PARAMETERS_INVALID',
  outcome: 'not-sent',
  fields: [{ path, problem: expect.stringContaining(problem) }],
})

describe('encryptFields', () => {
  it('encrypts the texts at these paths and leaves the rest, the caller’s object included', async () => {
    const before = structuredClone(person)
    const { body, encryptedFor } = await encryptFields(account, person, ['name', 'cards.*.number'])
    expect(encryptedFor).toBe(publicKeyId)
    expect(openSensitive(platformKey, body.name)).toBe('李四')
    expect(body.cards.map(({ number }) => openSensitive(platformKey, number))).toEqual(['6222', '6228'])
    expect(body).toMatchObject({ total: 1 })
    expect(person).toEqual(before)
  })

  it('takes one of a list by its place, and no other', async () => {
    const { body } = await encryptFields(account, person, ['cards.1.number'])
    expect(body.cards[0]).toEqual({ number: '6222' })
    expect(openSensitive(platformKey, body.cards[1]!.number)).toBe('6228')
  })

  it.each([
    ['nmae', 'is not there', 'nmae'],
    ['left', 'is not there', 'left'],
    ['cards.2.number', 'is not there', 'cards.2'],
    ['cards.0.nunber', 'is not there', 'cards.0.nunber'],
    ['cards.length', 'is not there', 'cards.length'],
    ['cards.01.number', 'is not there', 'cards.01'],
    ['toString', 'is not there', 'toString'],
    ['__proto__.name', 'is not there', '__proto__'],
    ['total', 'must be a text', 'total'],
    ['cards', 'must be a text', 'cards'],
    ['name.0', 'must be an object or a list', 'name'],
    ['', 'is not there', ''],
  ])('refuses the path %j, so that nothing leaves in the clear by a slip', async (path, problem, at) => {
    expect(await failure(encryptFields(account, person, [path]))).toMatchObject(refused(problem, at))
  })

  it.each([
    ['', '0'],
    ['a'.repeat(215), '215'],
    ['茶'.repeat(72), '216'],
  ])('refuses %j, which RSA does not hold, without repeating it', async (name, bytes) => {
    const error = await failure(encryptFields(account, { name }, ['name']))
    expect(error).toMatchObject(refused(`this one has ${bytes}`, 'name'))
    if (name) expect(error.message).not.toContain(name)
  })

  it('takes 214 bytes', async () => {
    const { body } = await encryptFields(account, { name: `${'茶'.repeat(71)}a` }, ['name'])
    expect(openSensitive(platformKey, body.name)).toBe(`${'茶'.repeat(71)}a`)
  })

  it('keeps a member named __proto__ a member', async () => {
    const given = JSON.parse('{"__proto__":{"x":"y"},"name":"z"}') as { name: string }
    const { body } = await encryptFields(account, given, ['name'])
    expect(Object.keys(body)).toEqual(['__proto__', 'name'])
  })

  it('works for an account that only receives', async () => {
    const { privateKey: _, serial: __, ...receiving } = options
    const { encryptedFor } = await encryptFields(wechatpay(receiving), { name: 'x' }, ['name'])
    expect(encryptedFor).toBe(publicKeyId)
  })
})

describe('decryptFields', () => {
  it('reads what the platform encrypted for the merchant, and passes over what is not there', async () => {
    const answer = {
      payer_phone: sealed('13812345678'),
      list: [{ name: sealed('李四') }, { name: null }],
      state: 'PENDING',
    }
    expect(await decryptFields(account, answer, ['payer_phone', 'list.*.name', 'missing.*.phone'])).toEqual({
      payer_phone: '13812345678',
      list: [{ name: '李四' }, { name: null }],
      state: 'PENDING',
    })
  })

  it('reads the published sample', async () => {
    const { keys, input, expected } = sensitiveField
    const own = accountWith({ privateKey: keys.privateKeyPem })
    expect(await decryptFields(own, { name: input.ciphertextBase64 }, ['name'])).toEqual({ name: expected.plaintext })
  })

  it('reads a member of a webhook: the phone of who complains', async () => {
    const { body, headers } = webhook({
      eventType: 'COMPLAINT.CREATE',
      originalType: 'complaint',
      resource: { complaint_id: '200201820200101080076610000', payer_phone: sealed('13812345678') },
    })
    const event = await receiveWebhook(account, { headers, body })
    expect(event.type).toBe('other')
    expect(await decryptFields(account, event.raw, ['payer_phone'])).toMatchObject({ payer_phone: '13812345678' })
  })

  it.each([
    ['no Base64', '138****5678', 'is not Base64'],
    ['another key’s', Buffer.alloc(256, 7).toString('base64'), 'was not encrypted for'],
  ])('refuses %s with its path and without the text', async (_, phone, words) => {
    const error = await failure(decryptFields(account, { list: [{ phone }] }, ['list.0.phone']))
    expect(error).toMatchObject({ code: 'DECRYPTION_FAILED', outcome: 'not-sent' })
    expect(error.message).toContain(`list.0.phone ${words}`)
    expect(JSON.stringify(error)).not.toContain(phone)
  })

  it('refuses what is no text', async () =>
    expect(await failure(decryptFields(account, { total: 1 }, ['total']))).toMatchObject(
      refused('must be a text', 'total'),
    ))

  it('asks a Signer that can, and names one that cannot', async () => {
    const sign = async () => new Uint8Array(256)
    const able = accountWith({ privateKey: { sign, decrypt: async () => new TextEncoder().encode('李四') } })
    expect(await decryptFields(able, { name: 'YQ==' }, ['name'])).toEqual({ name: '李四' })
    const error = await failure(decryptFields(accountWith({ privateKey: { sign } }), { name: 'YQ==' }, ['name']))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.next).toContain('decrypt')
  })

  it('needs a private key', async () => {
    const receiving = wechatpay({
      merchantId: options.merchantId,
      appId: options.appId,
      apiV3Key,
      platformKeys: options.platformKeys,
    })
    const error = await failure(decryptFields(receiving as WechatpayAccount, { name: 'YQ==' }, ['name']))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
  })
})
