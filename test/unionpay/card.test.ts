import { constants, createPrivateKey, privateDecrypt, publicEncrypt } from 'node:crypto'
import {
  callProvider,
  cardFields,
  createPaymentParameters,
  decryptCardNumber,
  encryptCardFields,
  type UnionpayCard,
} from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { openCardNumber } from '../oracle/unionpay.js'
import { failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import * as openssl from '../support/openssl.js'
import { accountOf, certificateOf, keyedAccount, leafKey, middleKey, openUnionpay, tea } from '../support/unionpay.js'
import { vectors } from '../vectors/unionpay/samples.js'
import { merchantCertificate, merchantKey } from '../vectors/unionpay.js'

const encryptionCertificate = await certificateOf('ENC', leafKey, 'A MIDDLE', middleKey, { serial: '1002649227' })
const account = accountOf({ encryptionCertificate })
const card = {
  cardNumber: '6216261000000000018',
  documentType: '01',
  documentNumber: '341126197709218366',
  name: '全渠道',
  smsCode: '111111',
  phoneNumber: '13552535506',
  cvn2: '123',
  expiry: '3012',
} as const satisfies UnionpayCard

const opened = (text: string) => Buffer.from(text, 'base64').toString()
/** By openssl, with the key of the encryption certificate. */
const decrypted = (text = '') => openssl.decryptWith(leafKey, text)
const pairsOf = (customerInfo = '') =>
  Object.fromEntries(
    opened(customerInfo)
      .replace(/^\{(.*)\}$/, '$1')
      .split('&')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )

describe('the fields of a card', () => {
  it('in the clear are the number and the pairs in braces', () => {
    const { customerInfo, ...rest } = cardFields(card)
    expect(rest).toEqual({ accNo: '6216261000000000018' })
    expect(opened(customerInfo!)).toBe(
      '{certifTp=01&certifId=341126197709218366&customerNm=全渠道&smsCode=111111&phoneNo=13552535506&cvn2=123&expired=3012}',
    )
  })

  it('have nothing that was not given', async () => {
    expect(cardFields({ cardNumber: card.cardNumber })).toEqual({ accNo: card.cardNumber })
    expect(Object.keys(await encryptCardFields(account, { name: '全渠道' }))).toEqual(['customerInfo', 'encryptCertId'])
    expect(opened((await encryptCardFields(account, { name: '全渠道' })).customerInfo!)).toBe('{customerNm=全渠道}')
  })

  it('are encrypted for the certificate, whose decimal number goes along', async () => {
    const { accNo, customerInfo, encryptCertId } = await encryptCardFields(account, { ...card, pin: '1234' })
    expect(encryptCertId).toBe(BigInt('0x1002649227').toString())
    expect(decrypted(accNo)).toBe(card.cardNumber)
    const { encryptedInfo, pin, ...readable } = pairsOf(customerInfo)
    expect(readable).toEqual({
      certifTp: '01',
      certifId: '341126197709218366',
      customerNm: '全渠道',
      smsCode: '111111',
    })
    expect(decrypted(encryptedInfo)).toBe('phoneNo=13552535506&cvn2=123&expired=3012')
    expect(pin).toMatch(/^[A-Za-z0-9+/]{342}==$/)
  })

  // https://en.wikipedia.org/wiki/ISO_9564#Format_0, and one by hand: 06123456FFFFFFFF over 0000100000000001.
  it.each([
    ['1234', '43219876543210987', '0412AC89ABCDEF67'],
    ['123456', '6216261000000000018', '06122456FFFFFFFE'],
  ])('the PIN %s with the card %s is the block %s', async (pin, cardNumber, block) => {
    const { customerInfo } = await encryptCardFields(account, { cardNumber, pin })
    const sealed = Buffer.from(pairsOf(customerInfo).pin!, 'base64')
    const raw = privateDecrypt({ key: leafKey, padding: constants.RSA_NO_PADDING }, sealed)
    expect(raw.subarray(-9).toString('hex').toUpperCase()).toBe(`00${block}`)
  })

  it('are what more of createPayment and fields of callProvider take', async () => {
    const fields = { accType: '01', ...(await encryptCardFields(account, card)) }
    const order = { channel: 'page', returnUrl: 'https://shop.example/return', ...tea, more: fields } as const
    expect(createPaymentParameters['~standard'].validate(order).issues).toBeUndefined()
    const { client, sent } = openUnionpay({}, account)
    await callProvider(client, { path: '/gateway/api/backTransReq.do', fields: { txnType: '01', ...fields } })
    expect(sent[0]).toMatchObject(fields)
  })

  it.each<[Partial<Record<keyof UnionpayCard, unknown>>, path: string]>([
    [{ cardNumber: '6216 2610 0000 0000 018' }, 'cardNumber'],
    [{ cardNumber: 6216261000000000 }, 'cardNumber'],
    [{ cardNumber: '622609******0048' }, 'cardNumber'],
    [{ expiry: '1230' }, 'expiry'],
    [{ cvn2: '12' }, 'cvn2'],
    [{ name: 'a&phoneNo=1' }, 'name'],
    [{ documentNumber: '1}' }, 'documentNumber'],
    [{ documentType: '#8' }, 'documentType'],
    [{ phoneNumber: 'none' }, 'phoneNumber'],
    [{ smsCode: '' }, 'smsCode'],
    [{ cardNumber: card.cardNumber, pin: '12a4' }, 'pin'],
  ])('%j is refused, and not repeated', async (given, path) => {
    const wrong = given as UnionpayCard
    for (const error of [thrown(() => cardFields(wrong)), await failure(encryptCardFields(account, wrong))]) {
      expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', fields: [{ path }] })
      const value = String(Object.values(given).at(-1))
      if (value) expect(JSON.stringify(error)).not.toContain(value)
    }
  })

  it('a PIN goes encrypted only, and only with its card', async () => {
    expect(thrown(() => cardFields({ ...card, pin: '1234' })).fields).toMatchObject([{ path: 'pin' }])
    expect((await failure(encryptCardFields(account, { pin: '1234' }))).fields).toMatchObject([{ path: 'cardNumber' }])
  })

  it('an unknown name is refused with the nearest', () => {
    const given = { cardnumber: card.cardNumber } as UnionpayCard
    expect(thrown(() => cardFields(given))).toMatchObject({ code: 'CONFIG_INVALID', next: 'Did you mean cardNumber?' })
  })

  it('want an account with an encryption certificate in its time', async () => {
    for (const lacking of [accountOf(), keyedAccount()])
      expect((await failure(encryptCardFields(lacking, card))).message).toMatch(
        /^encryptCardFields needs encryptionCert/,
      )
    const past = { notAfter: new Date(noon.getTime() - 1000) }
    const expired = await certificateOf('ENC', leafKey, 'A MIDDLE', middleKey, past)
    const error = await failure(encryptCardFields(accountOf({ encryptionCertificate: expired }), card))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining('fetchEncryptionKey') })
  })
})

describe('a card number that came', () => {
  const published = vectors.flatMap(({ input, expected }) => {
    const accNo = input.params?.accNo ?? /accNo=([^&]+)/.exec(input.rawBody ?? '')?.[1]
    return expected.accNoDecrypted && accNo ? [{ accNo, plaintext: expected.accNoDecrypted }] : []
  })
  const toUs = (text: string) =>
    publicEncrypt({ key: merchantCertificate, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString(
      'base64',
    )

  it('is decrypted as published, and as the oracle does', async () => {
    expect(published).toHaveLength(2)
    for (const { accNo, plaintext } of published) {
      expect(await decryptCardNumber(accountOf(), accNo)).toBe(plaintext)
      expect(openCardNumber(merchantKey, accNo)).toBe(plaintext)
    }
  })

  it.each(['6216***********0018', '0018', '6216261000000000018'])('%s', async (number) => {
    expect(await decryptCardNumber(accountOf(), number)).toBe(number)
    expect(await decryptCardNumber(accountOf(), toUs(number))).toBe(number)
  })

  it.each([
    ['another key', published[0]!.accNo.replace(/^./, 'd')],
    ['no Base64', 'cDg4jpD9tKxlI4si91lomX cSj'],
    ['nothing', ''],
    ['something else inside', toUs('tea')],
    ['bytes inside', toUs('\u0000\u0001')],
  ])('one code for whatever does not decrypt: %s', async (_, text) => {
    const error = await failure(decryptCardNumber(accountOf(), text))
    expect(error).toMatchObject({ code: 'DECRYPTION_FAILED', outcome: 'not-sent' })
    if (text) expect(JSON.stringify(error)).not.toContain(text.slice(0, 20))
  })

  it('by its error nobody can tell a broken padding from another content', async () => {
    const size = 256
    const padded = (block: number[]) =>
      publicEncrypt(
        { key: merchantCertificate, padding: constants.RSA_NO_PADDING },
        Buffer.from([...block, ...new Array(size - block.length).fill(7)]),
      ).toString('base64')
    const texts = [toUs('tea'), toUs('\u0000\u00ff'), padded([0, 1]), padded([0, 2]), padded([0, 2, 7, 7, 0])]
    const errors = await Promise.all(texts.map((text) => failure(decryptCardNumber(accountOf(), text))))
    expect(new Set(errors.map((error) => JSON.stringify([error, error.message, String(error.cause)]))).size).toBe(1)
    // That of a Signer's device is no such thing, and is shown.
    const out = async () => Promise.reject(new Error('the device is away'))
    const lost = await failure(decryptCardNumber(accountOf({ privateKey: { sign: out, decrypt: out } }), toUs('0018')))
    expect(lost.cause).toMatchObject({ message: 'the device is away' })
  })

  it('a Signer decrypts it, or says that it cannot', async () => {
    const key = createPrivateKey(merchantKey)
    const sign = async () => new Uint8Array()
    const decrypt = async (sealed: Uint8Array) =>
      new Uint8Array(
        Buffer.from(
          openssl.decryptWith(
            key.export({ format: 'pem', type: 'pkcs8' }) as string,
            Buffer.from(sealed).toString('base64'),
          ),
        ),
      )
    const { accNo, plaintext } = published[0]!
    expect(await decryptCardNumber(accountOf({ privateKey: { sign, decrypt } }), accNo)).toBe(plaintext)
    const error = await failure(decryptCardNumber(accountOf({ privateKey: { sign } }), accNo))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining('RSAES-PKCS1-v1_5') })
    expect((await failure(decryptCardNumber(keyedAccount(), accNo))).code).toBe('CONFIG_INVALID')
  })
})
