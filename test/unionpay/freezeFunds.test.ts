import { freezeFunds } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { judgePage } from '../oracle/unionpay.js'
import { failure } from '../support/failure.js'
import { openUnionpay, placedAt, tea, txnTime } from '../support/unionpay.js'
import { judged } from '../support/unionpay-following.js'
import { merchantCertificate } from '../vectors/unionpay.js'

const { orderId: _, ...common } = { ...tea, freezeId: 'F0001001' }
const barcode = { ...common, channel: 'barcode', payerCode: '6220000000000000018' } as const

it('takes no answer to a payment of the same number', async () => {
  const { client } = openUnionpay({ txnType: '01' })
  expect(await failure(freezeFunds(client, barcode))).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
})

it.each([barcode, { ...common, channel: 'qr' } as const])(
  'says how it is found where nobody knows: $channel',
  async (given) => {
    const { client } = openUnionpay({ respCode: '05' })
    const error = await failure(freezeFunds(client, given))
    expect(error).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown', action: 'freezeFunds' })
    expect(error.next).toContain('Call getFreeze with this freezeId and placedAt')
  },
)

it('is refused by the payer’s bank as a payment is', async () => {
  const { client } = openUnionpay({ respCode: '64' })
  expect(await failure(freezeFunds(client, barcode))).toMatchObject({ code: 'PAYER_REFUSED', outcome: 'rejected' })
})

it('calls its number by its own name', async () => {
  const { client } = openUnionpay({})
  const error = await failure(freezeFunds(client, { ...barcode, freezeId: 'F_1' }))
  expect(error.fields).toMatchObject([
    { path: 'freezeId', problem: 'must be 8 to 40 letters and digits, without - and _' },
  ])
  const named = await failure(freezeFunds(client, { ...barcode, orderId: 'F0001001' } as never))
  expect(named.fields).toMatchObject([{ path: 'orderId' }])
})

describe('holds by every channel', () => {
  it('a payer’s code', async () => {
    const { client, requests } = openUnionpay({})
    const held = await freezeFunds(client, barcode)
    expect(held).toMatchObject({ channel: 'barcode', freezeId: 'F0001001', placedAt, status: 'processing' })
    const wire = { txnType: '02', txnSubType: '04', bizType: '000201', orderId: 'F0001001', txnTime }
    expect(judged(requests)[0]).toMatchObject(wire)
  })

  it('a QR code', async () => {
    const { client, requests } = openUnionpay({
      qrCode: 'https://qr.95516.com/00010000/12345678901234567890123456789012',
    })
    const { nextAction } = await freezeFunds(client, { ...common, channel: 'qr' })
    expect(nextAction).toMatchObject({ type: 'qr', content: expect.stringMatching(/^https:\/\/qr\.95516\.com/) })
    expect(judged(requests)[0]).toMatchObject({ txnType: '02', txnSubType: '05', payTimeout: '20260304121500' })
  })

  it('an app', async () => {
    const { client, requests } = openUnionpay({ tn: '123456789012345678901' })
    const { nextAction } = await freezeFunds(client, { ...common, channel: 'app' })
    expect(nextAction).toEqual({ type: 'app', payload: { tn: '123456789012345678901', mode: '00' } })
    expect(judged(requests)[0]).toMatchObject({ txnType: '02', txnSubType: '01' })
  })

  it.each(['page', 'wap'] as const)('a form of the browser’s: %s', async (channel) => {
    const { client, account, sent } = openUnionpay({})
    const given = { ...common, channel, returnUrl: 'https://shop.example/back' }
    const { nextAction } = await freezeFunds(client, given)
    const facts = { merId: account.merchantId, now: placedAt.getTime(), certificate: merchantCertificate }
    const { url, fields } = nextAction
    expect(judgePage({ url, fields: { ...fields }, html: nextAction.html }, facts)).toMatchObject({
      txnType: '02',
      txnSubType: '01',
    })
    expect(sent).toEqual([])
  })
})
