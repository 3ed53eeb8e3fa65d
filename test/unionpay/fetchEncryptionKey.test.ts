import { encryptCardFields, type FetchEncryptionKeyParameters, fetchEncryptionKey, ready } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import * as openssl from '../support/openssl.js'
import {
  accountOf,
  certificateOf,
  keyedAccount,
  leafKey,
  middleKey,
  openUnionpay,
  placedAt,
  rootKey,
  txnTime,
} from '../support/unionpay.js'

const hour = 3_600_000
const certificate = await certificateOf('ENC', leafKey, 'A MIDDLE', middleKey, { serial: '1002649227' })
const sent = certificate.trimEnd().replaceAll('\n', '\r\n')
const good = { encryptPubKeyCert: sent, certType: '01' }
const asked = { orderId: 'E20260304', placedAt }

describe('the encryption certificate', () => {
  it('is asked for by number and time, and comes with its number and its time', async () => {
    const { client, sent: messages, requests } = openUnionpay(good)
    const { raw, ...told } = await fetchEncryptionKey(client, asked)
    expect(requests[0]!.url).toBe('https://gateway.95516.com/gateway/api/backTransReq.do')
    expect(messages[0]).toMatchObject({
      txnType: '95',
      txnSubType: '00',
      bizType: '000000',
      channelType: '07',
      certType: '01',
      orderId: 'E20260304',
      txnTime,
    })
    expect(told).toEqual({
      certificate: sent,
      certId: BigInt(`0x${openssl.serialOf(certificate)}`).toString(),
      notBefore: new Date(noon.getTime() - 365 * 24 * hour),
      notAfter: new Date(noon.getTime() + 365 * 24 * hour),
    })
    expect(raw).toMatchObject(good)
  })

  it('is what an account encrypts with', async () => {
    const { client } = openUnionpay(good)
    const account = accountOf({ encryptionCertificate: (await fetchEncryptionKey(client, asked)).certificate })
    expect((await ready(account)).unproven).toContainEqual({ option: 'encryptionCertificate', why: expect.any(String) })
    const { accNo } = await encryptCardFields(account, { cardNumber: '6216261000000000018' })
    expect(openssl.decryptWith(leafKey, accNo!)).toBe('6216261000000000018')
  })

  it('comes under a shared key as well', async () => {
    const { client } = openUnionpay(good, keyedAccount())
    expect(await fetchEncryptionKey(client, asked)).toMatchObject({ certificate: sent })
  })

  it.each<[string, Record<string, string>, code: string]>([
    ['of another question', { ...good, orderId: 'E20260305' }, 'REPLY_MISMATCH'],
    ['of another time', { ...good, txnTime: '20260304120001' }, 'REPLY_MISMATCH'],
    ['to another kind of question', { ...good, txnType: '00' }, 'REPLY_MISMATCH'],
    ['of another kind', { ...good, certType: '02' }, 'REPLY_MISMATCH'],
    ['that is missing', { certType: '01' }, 'BODY_INVALID'],
    ['that is none', { ...good, encryptPubKeyCert: 'tea' }, 'BODY_INVALID'],
    ['that is cut short', { ...good, encryptPubKeyCert: sent.slice(0, -100) }, 'BODY_INVALID'],
    ['behind a refusal', { respCode: '37', respMsg: '频繁[3700000]' }, 'RATE_LIMITED'],
  ])('one %s is refused', async (_, fields, code) => {
    const error = await failure(fetchEncryptionKey(openUnionpay(fields).client, asked))
    expect(error).toMatchObject({ code, authentic: true, action: 'fetchEncryptionKey' })
  })

  it.each([
    ['is over', { notAfter: new Date(noon.getTime() - 1000) }],
    ['is to come', { notBefore: new Date(noon.getTime() + 1000) }],
  ])('one whose time %s is refused', async (_, time) => {
    const encryptPubKeyCert = await certificateOf('ENC', leafKey, 'A MIDDLE', middleKey, time)
    const fields = { ...good, encryptPubKeyCert: encryptPubKeyCert.trimEnd().replaceAll('\n', '\r\n') }
    const error = await failure(fetchEncryptionKey(openUnionpay(fields).client, asked))
    expect(error).toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('is not in its time') })
  })

  it('of a message that a stranger signed is not looked at', async () => {
    const stranger = { privateKey: rootKey, certificate: await certificateOf('A STRANGER', rootKey, 'A ROOT', rootKey) }
    const { client } = openUnionpay(good, accountOf(), stranger)
    expect(await codeOf(fetchEncryptionKey(client, asked))).toBe('SIGNATURE_INVALID')
  })

  it.each<[Partial<Record<keyof FetchEncryptionKeyParameters, unknown>>, path: string]>([
    [{ ...asked, orderId: 'E-20260304' }, 'orderId'],
    [{ ...asked, placedAt: txnTime }, 'placedAt'],
    [{ orderId: 'E20260304' }, 'placedAt'],
  ])('%j is refused before anything is sent', async (given, path) => {
    const { client, sent: messages } = openUnionpay(good)
    const error = await failure(fetchEncryptionKey(client, given as FetchEncryptionKeyParameters))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
    expect(messages).toEqual([])
  })
})
