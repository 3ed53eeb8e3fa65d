import { createPrivateKey, sign } from 'node:crypto'
import { type ReadAppResultOptions, readAppResult } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import * as openssl from '../support/openssl.js'
import { accountOf, keyedAccount, leaf, leafKey } from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'
import { appResult, appResultCertificate } from '../vectors/unionpay.js'

const then = accountOf({ clock: clockAt(Date.parse('2016-02-14T12:00:00+08:00')) })
const published = { sign: appResult.sign, data: appResult.data }
const sha1 = { certificates: appResultCertificate, unsafeSha1: true }

const serial = BigInt(`0x${openssl.serialOf(leaf)}`).toString()
const dataOf = (result: string) => `pay_result=${result}&tn=202603041200000000018&cert_id=${serial}`
/** Signed by openssl, over the digest in hexadecimal. */
const signed = (data: string, hash: 'sha1' | 'sha256' = 'sha1') => ({
  sign: openssl.signWith(hash, openssl.digest(hash, data), leafKey),
  data,
})
const ours = { certificates: appResultCertificate + leaf, unsafeSha1: true }

describe('what the control in an app returns', () => {
  it('as published, as an object and as the text that it is', async () => {
    const told = {
      result: 'success',
      tn: '201602141008032671528',
      raw: { pay_result: 'success', tn: '201602141008032671528', cert_id: '68759585097' },
    }
    expect(await readAppResult(then, published, sha1)).toEqual(told)
    expect(await readAppResult(then, JSON.stringify(published), sha1)).toEqual(told)
  })

  it.each(['success', 'fail', 'cancel'])('%s, whose certificate is found by its number', async (result) => {
    const told = { result, tn: '202603041200000000018' }
    expect(await readAppResult(accountOf(), signed(dataOf(result)), ours)).toMatchObject(told)
    expect(await readAppResult(keyedAccount(), signed(dataOf(result)), ours)).toMatchObject(told)
  })

  it('signed with SHA-256 where SHA-1 is not taken', async () => {
    const given = signed(dataOf('success'), 'sha256')
    expect(await readAppResult(accountOf(), given, { certificates: leaf })).toMatchObject({ result: 'success' })
    expect((await failure(readAppResult(accountOf(), given, ours))).code).toBe('SIGNATURE_INVALID')
    const error = await failure(readAppResult(then, published, { certificates: appResultCertificate }))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', next: expect.stringContaining('unsafeSha1: true') })
  })

  const once = sign('sha1', Buffer.from(dataOf('success')), createPrivateKey(leafKey)).toString('base64')
  it.each<[string, { sign: string; data: string }, code: string]>([
    ['another result', { ...signed(dataOf('fail')), data: dataOf('success') }, 'SIGNATURE_INVALID'],
    ['another order', { ...signed(dataOf('fail')), data: dataOf('fail').replace('018&', '019&') }, 'SIGNATURE_INVALID'],
    [
      'its fields sorted',
      { ...signed(dataOf('fail')), data: dataOf('fail').split('&').sort().join('&') },
      'SIGNATURE_INVALID',
    ],
    ['a text hashed once', { sign: once, data: dataOf('success') }, 'SIGNATURE_INVALID'],
    ['no Base64', { ...signed(dataOf('fail')), sign: '***' }, 'SIGNATURE_INVALID'],
    ['no signature', { ...signed(dataOf('fail')), sign: '' }, 'SIGNATURE_MISSING'],
    ['a certificate that nobody gave', signed(dataOf('fail').replace(serial, '1')), 'KEY_UNKNOWN'],
    ['no certificate', signed('pay_result=success&tn=1'), 'KEY_UNKNOWN'],
    ['a field twice', signed(`${dataOf('success')}&pay_result=fail`), 'BODY_INVALID'],
    ['a result of no meaning', signed(dataOf('done')), 'BODY_INVALID'],
    ['no order', signed(`pay_result=success&cert_id=${serial}`), 'BODY_INVALID'],
    ['far too much', signed(`${dataOf('success')}&x=${'x'.repeat(9000)}`), 'BODY_INVALID'],
  ])('%s is refused, and says to ask', async (_, given, code) => {
    expect(await failure(readAppResult(accountOf(), given, ours))).toMatchObject({
      code,
      outcome: 'not-sent',
      action: 'readAppResult',
      next: expect.stringMatching(/Ask with getPayment what became of the order\.$/),
    })
  })

  it('a certificate out of its time vouches for nothing', async () => {
    const error = await failure(readAppResult(accountOf(), published, sha1))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', message: expect.stringContaining('expired on 2017') })
  })

  it.each<[string, unknown, unknown]>([
    ['no options', published, undefined],
    ['no certificates', published, { unsafeSha1: true }],
    ['a file name for a certificate', published, { ...ours, certificates: 'verify_sign_acp.cer' }],
    ['a key for a certificate', published, { ...ours, certificates: leafKey }],
    ['an unknown option', published, { ...ours, unsafe: true }],
    ['the word that pay_result is', 'success', ours],
    ['nothing', undefined, ours],
    ['data alone that is no text', { data: {} }, ours],
  ])('%s is a mistake of the call', async (_, given, options) => {
    const work = readAppResult(accountOf(), given as string, options as ReadAppResultOptions)
    expect((await failure(work)).code).toBe('CONFIG_INVALID')
  })
})
