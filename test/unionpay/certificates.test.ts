import { getPayment, ready, receiveWebhook, type UnionpayOptions, unionpay } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { unionpaySecrets } from '../../src/unionpay/account.js'
import { sealFields } from '../../src/unionpay/seal.js'
import { codeOf, failure } from '../support/failure.js'
import {
  accountOf,
  certificateOf,
  leaf,
  leafKey,
  middle,
  middleKey,
  notice,
  openUnionpay,
  paidTea,
  rootKey,
  tea,
  teaNotice,
  unionpayName,
} from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'
import { vectors } from '../vectors/unionpay/samples.js'
import * as published from '../vectors/unionpay.js'
import { merchantKey } from '../vectors/unionpay.js'

// Whose certificate may vouch for a message (§4): in its time, of the chain, of the owner, and each refused with its own reason.

const receive = (certificate: string, more: Partial<UnionpayOptions> = {}, privateKey = leafKey) =>
  receiveWebhook(accountOf(more), notice(teaNotice, { certificate, privateKey }))
const at = (iso: string) => ({ clock: clockAt(Date.parse(iso)) })
const sample = (name: string) => vectors.find((vector) => vector.name === name)!

describe('a certificate in a message, refused', () => {
  const other = 'another root'
  it.each([
    ['before its time', /valid only from 2025-03-04/, () => receive(leaf, at('2025-03-04T11:59:59+08:00'))],
    ['after its time', /expired on 2027-03-04/, () => receive(leaf, at('2027-03-04T12:00:01+08:00'))],
    [
      'of another root',
      /was not issued by middleCertificate/,
      async () => receive(await certificateOf(unionpayName, leafKey, other, rootKey)),
    ],
    [
      'of the middle’s name by another key',
      /whose key did not sign it/,
      async () => receive(await certificateOf(unionpayName, leafKey, 'A MIDDLE', rootKey)),
    ],
    [
      'its own issuer',
      /has issued itself/,
      async () => receive(await certificateOf(unionpayName, leafKey, unionpayName, leafKey)),
    ],
    [
      'its own issuer, in the middle’s name',
      /has issued itself/,
      async () => receive(await certificateOf('A MIDDLE', leafKey, 'A MIDDLE', leafKey)),
    ],
    [
      'of a merchant of the same authority',
      /is not 中国银联股份有限公司’s/,
      async () =>
        receive(await certificateOf('041@Z2014-11-11@700000000000001:SIGN@00000003', leafKey, 'A MIDDLE', middleKey)),
    ],
    [
      'with the owner in another part',
      /is not 中国银联股份有限公司’s/,
      async () => receive(await certificateOf('中国银联股份有限公司@041@x@1', leafKey, 'A MIDDLE', middleKey)),
    ],
    ['the middle one itself', /was not issued by/, () => receive(middle, {}, middleKey)],
    [
      'issued by a merchant',
      /was not issued by/,
      async () => receive(await certificateOf(unionpayName, leafKey, 'A MERCHANT', merchantKey)),
    ],
    ['none at all', /is none/, () => receive('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----')],
    ['two of them', /is none/, () => receive(leaf + leaf)],
    ['over 8 kB', /is none/, () => receive('name\n'.repeat(1500) + leaf)],
    ['not the key that signed', /does not fit/, () => receive(leaf, {}, merchantKey)],
  ])('%s', async (_, reason, received) => {
    const error = await failure(received())
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'not-sent', authentic: false })
    expect(error.message).toMatch(reason)
  })

  it('with a line end behind it, which is told apart', async () => {
    const sealed = notice(teaNotice)
    const fields = new URLSearchParams(Buffer.from(sealed.body).toString())
    fields.set('signPubKeyCert', `${fields.get('signPubKeyCert')}\r\n`)
    const error = await failure(
      receiveWebhook(accountOf(), { ...sealed, body: new Uint8Array(Buffer.from(String(fields))) }),
    )
    expect(error.message).toMatch(/has a line end behind it/)
    fields.set('signPubKeyCert', leaf.trimEnd())
    const other = await failure(
      receiveWebhook(accountOf(), { ...sealed, body: new Uint8Array(Buffer.from(String(fields))) }),
    )
    expect(other.message).toMatch(/end otherwise than in CR LF/)
  })
})

describe('a certificate that was good', () => {
  it('is kept, and its time is asked each time', async () => {
    let now = Date.parse('2026-03-04T12:00:00+08:00')
    const account = accountOf({ clock: { now: () => now, sleep: async () => {} } })
    const sealed = notice(teaNotice)
    expect((await receiveWebhook(account, sealed)).type).toBe('payment.paid')
    now = Date.parse('2027-03-04T12:00:01+08:00')
    expect((await failure(receiveWebhook(account, sealed))).message).toMatch(/expired/)
  })

  it('cannot be pushed out by forged messages that bring it written in other ways', async () => {
    const { judged } = unionpaySecrets(accountOf())
    const account = accountOf()
    const good = notice(teaNotice)
    await receiveWebhook(account, good)
    const kept = [...unionpaySecrets(account).judged.keys()]
    expect([judged.size, kept.length]).toEqual([0, 1])
    for (let blanks = 1; blanks <= 5; blanks += 1) {
      const fields = new URLSearchParams(Buffer.from(good.body).toString())
      fields.set('signPubKeyCert', `${fields.get('signPubKeyCert')}${' '.repeat(blanks)}`)
      const body = new Uint8Array(Buffer.from(String(fields)))
      expect(await codeOf(receiveWebhook(account, { ...good, body }))).toBe('SIGNATURE_INVALID')
    }
    expect([...unionpaySecrets(account).judged.keys()]).toEqual(kept)
  })

  it('does not lend its place to a forged message', async () => {
    const account = accountOf()
    await receiveWebhook(account, notice(teaNotice))
    const forged = notice({ ...teaNotice, txnAmt: '1' }, { certificate: leaf, privateKey: merchantKey })
    expect(await codeOf(receiveWebhook(account, forged))).toBe('SIGNATURE_INVALID')
  })
})

describe('a chain out of its time', () => {
  const ended = { authority: true, notAfter: new Date('2026-03-04T11:59:59+08:00') }
  it.each([
    [
      'middleCertificate',
      async () => ({ middleCertificate: await certificateOf('A MIDDLE', middleKey, 'A ROOT', rootKey, ended) }),
    ],
    [
      'rootCertificate',
      async () => ({ rootCertificate: await certificateOf('A ROOT', rootKey, 'A ROOT', rootKey, ended) }),
    ],
  ])('%s', async (name, files) => {
    const words = new RegExp(`${name} is valid from .* to 2026-03-04T03:59:59`)
    expect(await failure(receive(leaf, await files()))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(words),
    })
    expect((await failure(ready(accountOf(await files())))).message).toMatch(words)
  })
})

describe('pinned certificates', () => {
  const pinned = (certificates: string, more: Partial<UnionpayOptions> = {}) =>
    accountOf({
      rootCertificate: undefined,
      middleCertificate: undefined,
      pinnedCertificates: certificates,
      ...more,
    } as never)
  it('are of no time where the clock tells none', async () => {
    const error = await failure(receiveWebhook(pinned(leaf, { clock: clockAt(Number.NaN) }), notice(teaNotice)))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'not-sent' })
  })

  it('take the place of chain and owner, not of the time', async () => {
    const stranger = await certificateOf('anybody', leafKey, 'nobody', leafKey)
    const sealed = notice(teaNotice, { certificate: stranger, privateKey: leafKey })
    expect((await receiveWebhook(pinned(leaf + stranger), sealed)).type).toBe('payment.paid')
    expect((await failure(receiveWebhook(pinned(leaf), sealed))).message).toMatch(/none of pinnedCertificates/)
    const late = pinned(stranger, at('2027-03-04T12:00:01+08:00'))
    expect((await failure(receiveWebhook(late, sealed))).message).toMatch(/expired/)
  })
})

describe('the published chain', () => {
  const then = at('2024-01-05T16:00:00+08:00')
  const tests = { rootCertificate: published.testRoot, middleCertificate: published.testMiddle } as const
  const reply = () => Buffer.from(sample('acp510-response-query-00').input.rawBody!)
  const account = (more: object) => accountOf({ ...tests, unsafeSha1Chain: true, ...then, ...more } as never)
  const fields = sample('acp510-back-notify-consume').input.params!
  const received = (more: object = {}) =>
    receiveWebhook(account(more), {
      headers: {},
      body: new Uint8Array(Buffer.from(new URLSearchParams(fields as Record<string, string>).toString())),
    })

  it('vouches for the published notification', async () => {
    expect(await received()).toMatchObject({
      type: 'payment.paid',
      orderId: 'yansongda20220908132206',
      paymentId: '782209081322060674028',
      amount: { currency: 'CNY', value: 1 },
      placedAt: new Date('2022-09-08T13:22:06+08:00'),
    })
  })

  it('vouches for the published answer to a query', async () => {
    const { client } = openUnionpay({}, account({}))
    const asked = { orderId: 'pay20240105145046', placedAt: new Date('2024-01-05T14:50:46+08:00') }
    const answered = { ...client, transport: async () => ({ status: 200, headers: {}, body: new Uint8Array(reply()) }) }
    expect(await getPayment(answered, asked)).toMatchObject({
      status: 'paid',
      amount: { currency: 'CNY', value: 1 },
      paymentId: '442401051450467846498',
      settleDate: '0105',
    })
  })

  it.each([
    [
      'by SHA-1, which must be said',
      { unsafeSha1Chain: false },
      'CONFIG_INVALID',
      /middleCertificate is signed with SHA-1/,
    ],
    ['after its end', at('2026-01-01T00:00:00Z'), 'SIGNATURE_INVALID', /expired on 2025-07-31/],
    [
      'by the production chain',
      { rootCertificate: published.productionRoot, middleCertificate: published.productionMiddle },
      'SIGNATURE_INVALID',
      /was not issued by middleCertificate/,
    ],
    [
      'by middle and root in each other’s place',
      { rootCertificate: published.testMiddle, middleCertificate: published.testRoot },
      'CONFIG_INVALID',
      /was not issued by rootCertificate/,
    ],
  ])('%s', async (_, more, code, reason) => {
    const error = await failure(received(more))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(reason)
  })

  it('of production is one, and only by SHA-1', async () => {
    const production = {
      merchantId: '777290058167151',
      rootCertificate: published.productionRoot,
      middleCertificate: published.productionMiddle,
    }
    expect((await ready(unionpay({ ...production, unsafeSha1Chain: true }))).proven).toContain('middleCertificate')
    expect((await failure(ready(unionpay(production)))).code).toBe('CONFIG_INVALID')
  })

  it('signs as UnionPay wants it: the published forms, byte for byte', async () => {
    const { input, expected } = sample('acp510-sign-front-consume')
    const { version: _v, signMethod: _s, certId: _c, merId: _m, ...given } = input.params as Record<string, string>
    expect(await sealFields(accountOf(), given)).toEqual({ ...input.params, signature: expected.signature })
  })
})

it('a query that is answered under a certificate of another merchant is unknown, not refused', async () => {
  const stranger = await certificateOf('041@x@another@1', leafKey, 'A MIDDLE', middleKey)
  const { client } = openUnionpay(paidTea, accountOf(), { certificate: stranger, privateKey: leafKey })
  expect(await failure(getPayment(client, { orderId: tea.orderId, placedAt: tea.placedAt }))).toMatchObject({
    code: 'SIGNATURE_INVALID',
    outcome: 'unknown',
  })
})
