import { describe, expect, it } from 'vitest'
import { openV2Reply } from '../../../src/wechatpay/v2/open.js'
import { failure } from '../../support/failure.js'
import { accountWith } from '../../support/wechatpay.js'
import { answer, apiV2Key, paid } from './seal.js'

const open = (body: string | Uint8Array, status = 200, account = accountWith()) =>
  openV2Reply(account, apiV2Key, 'createPayment', {
    status,
    headers: { 'request-id': 'R-1' },
    body: new Uint8Array(Buffer.from(body)),
  })
const signed = answer(paid).body

describe('an answer of APIv2', () => {
  it.each([
    [100, 'PROVIDER_ERROR'],
    [201, 'PROVIDER_ERROR'],
    [302, 'PROVIDER_ERROR'],
    [404, 'PROVIDER_ERROR'],
    [428, 'PROVIDER_ERROR'],
    [429, 'RATE_LIMITED'],
    [499, 'PROVIDER_ERROR'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
  ])('of status %i is none, however well it is signed', async (status, code) => {
    const error = await failure(open(signed, status))
    expect(error).toMatchObject({ code, status, outcome: 'unknown', authentic: false, requestId: 'R-1' })
  })

  it.each([
    ['no XML', '<html></html>'],
    ['no UTF-8', Buffer.from(signed.replace('茶', '\u00e9'), 'latin1')],
    ['over 65 536 characters', signed.replace('茶', 'x'.repeat(65_536))],
  ])('that is %s says nothing of the money', async (_name, body) => {
    const error = await failure(open(body))
    expect(error).toMatchObject({ code: 'BODY_INVALID', status: 200, outcome: 'unknown', authentic: false })
  })

  it('that was changed is nobody’s word', async () => {
    const error = await failure(open(signed.replace('2500', '2501')))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'unknown', authentic: false })
  })
})

describe('an answer of APIv2 that is signed', () => {
  const merchant = '1900000109'
  const partner = accountWith({ partner: true })
  const acting = accountWith({ subMerchantId: merchant })
  const about = (fields: Record<string, string>) => answer({ ...paid, ...fields }).body

  it.each([
    ['another merchant', about({ mch_id: '1900000001' }), accountWith()],
    ['another partner', about({ mch_id: '1900000001', sub_mch_id: merchant }), acting],
    ['another sub-merchant', about({ sub_mch_id: '1900000110' }), acting],
    ['no sub-merchant', about({}), acting],
  ])('but is about %s', async (_name, body, account) => {
    const error = await failure(open(body, 200, account))
    expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: false })
  })

  it('holds its fields', async () => {
    expect((await open(signed)).value).toMatchObject(paid)
    expect((await open(about({ sub_mch_id: merchant }), 200, acting)).value.sub_mch_id).toBe(merchant)
    expect((await open(about({ sub_mch_id: merchant }), 200, partner)).value.sub_mch_id).toBe(merchant)
  })
})
