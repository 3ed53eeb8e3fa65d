import { generate, parse, validate } from 'promptparse'
import { amount, formatAmount } from 'shroff'
import { buildMerchantCode, parseMerchantCode, rebuildMerchantCode } from 'shroff/qr/emvco'
import { QRPay, type VietQRService } from 'vietnam-qr-pay'
import { describe, expect, it } from 'vitest'
import { merchantCodes } from '../vectors/emvco/merchant.js'

// Codes made by other people's libraries read here, and ours read by them.

describe('promptparse (Thailand)', () => {
  it.each([
    [{ type: 'MSISDN', target: '0812345678' }, { phone: '0066812345678' }, undefined],
    [{ type: 'NATID', target: '1234567890123', amount: 4.22 }, { nationalId: '1234567890123' }, 422],
    [{ type: 'EWALLETID', target: '123456789012345', amount: 1000.5 }, { eWalletId: '123456789012345' }, 100_050],
  ] as const)('what it generates for %j is read, and ours by it', (config, member, value) => {
    const theirs = parseMerchantCode(generate.anyId(config))
    const account = { scheme: 'promptpay', id: '29', ...member }
    expect(theirs).toMatchObject({ intact: true, findings: [], accounts: [account], currency: 'THB', country: 'TH' })
    expect(theirs.intact && theirs.amount?.value).toBe(value)

    const money = value ? { amount: { currency: 'THB', value } as const } : { currency: 'THB' as const }
    const initiation = value ? 'dynamic' : 'static'
    const ours = buildMerchantCode({
      initiation,
      accounts: [{ scheme: 'promptpay', ...member }],
      country: 'TH',
      ...money,
    })
    expect(validate.anyId(ours)).toMatchObject({ type: config.type, ...(value && { amount: value / 100 }) })
    // The order of 58 and 53 is all that differs.
    expect(
      [...(parse(ours, true)?.getTags() ?? [])]
        .map(({ id, value }) => id + value)
        .filter((one) => !one.startsWith('63'))
        .sort(),
    ).toEqual(
      theirs.objects
        .map(({ id, value }) => id + value)
        .filter((one) => !one.startsWith('63'))
        .sort(),
    )
  })

  it('the same of a bill', () => {
    const given = { billerId: '112233445566778', ref1: 'CUSTOMER001', ref2: 'INV001', amount: 25 }
    const theirs = parseMerchantCode(generate.billPayment(given))
    const account = { billerId: given.billerId, reference1: given.ref1, reference2: given.ref2 }
    expect(theirs).toMatchObject({ intact: true, findings: [], accounts: [{ scheme: 'promptpay-bill', ...account }] })
    const ours = buildMerchantCode({
      initiation: 'dynamic',
      accounts: [{ scheme: 'promptpay-bill', ...account }],
      country: 'TH',
      amount: amount('25', 'THB'),
    })
    expect(validate.billPayment(ours)).toEqual(given)
  })

  it.each(merchantCodes.filter(({ payload }) => /^[ -~]*$/.test(payload)))(
    'reads $name as it is read here',
    ({ payload, expected }) => {
      const theirs = parse(payload, true)
      expect(theirs !== null).toBe(expected.intact)
      if (!theirs) return
      const ours = parseMerchantCode(payload)
      expect(theirs.getTags().map(({ id, value }) => [id, value])).toEqual(
        ours.objects.map(({ id, value }) => [id, value]),
      )
      expect(parse(rebuildMerchantCode(ours.objects), true)?.getPayload()).toBe(payload)
    },
  )
})

describe('vietnam-qr-pay (Vietnam)', () => {
  it.each([
    ['account', 'QRIBFTTA', '257678859'],
    ['card', 'QRIBFTTC', '9704031101234567'],
  ] as const)('what it generates for an %s is read, and ours by it', (service, code, number) => {
    const made = QRPay.initVietQR({
      bankBin: '970416',
      bankNumber: number,
      amount: '10000',
      purpose: 'Chuyen tien',
      service: code as VietQRService,
    })
    const theirs = parseMerchantCode(made.build())
    const account = { scheme: 'vietqr', bank: '970416', account: number, service } as const
    expect(theirs).toMatchObject({
      intact: true,
      findings: [],
      accounts: [{ id: '38', ...account }],
      additional: { purpose: 'Chuyen tien' },
    })
    expect(theirs.intact && theirs.amount && formatAmount(theirs.amount)).toBe('10000')

    const ours = buildMerchantCode({
      initiation: 'dynamic',
      accounts: [account],
      country: 'VN',
      amount: amount('10000', 'VND'),
      additional: { purpose: 'Chuyen tien' },
    })
    const read = new QRPay(ours)
    expect(read).toMatchObject({
      isValid: true,
      consumer: { bankBin: '970416', bankNumber: number },
      provider: { guid: 'A000000727', service: code },
      amount: '10000',
      additionalData: { purpose: 'Chuyen tien' },
    })
    // What it makes of what it read is the code again.
    expect(read.build()).toBe(ours)
  })
})
