import { type Amount, amount } from 'shroff'
import {
  buildMerchantCode,
  chooseApplication,
  type MerchantAccount,
  type MerchantFindingCode,
  type PayerApplication,
  parseMerchantCode,
  parsePayerCode,
} from 'shroff/qr/emvco'
import { describe, expectTypeOf, it } from 'vitest'

const shop = { categoryCode: '5812', country: 'HK', name: 'TEA HOUSE', city: 'HK' } as const
const account = { scheme: 'fps', fpsId: '1660695' } as const

describe('a merchant’s code', () => {
  it('has no field before it is known to be intact', () => {
    const code = parseMerchantCode('')
    // @ts-expect-error a damaged code says nothing
    code.amount
    // @ts-expect-error nor whom it pays
    code.accounts
    if (code.intact) {
      expectTypeOf(code.amount).toEqualTypeOf<Amount | undefined>()
      expectTypeOf(code.accounts).toEqualTypeOf<readonly MerchantAccount[]>()
    }
    expectTypeOf(code.findings[0]!.code).toEqualTypeOf<MerchantFindingCode>()
  })

  it('is built with an amount, or with a currency', () => {
    buildMerchantCode({ ...shop, accounts: [account], amount: amount('1', 'HKD') })
    buildMerchantCode({ ...shop, accounts: [account], currency: 'HKD' })
    // @ts-expect-error neither
    buildMerchantCode({ ...shop, accounts: [account] })
    // @ts-expect-error an amount as text
    buildMerchantCode({ ...shop, accounts: [account], amount: '1.00' })
    // @ts-expect-error no currency of this library
    buildMerchantCode({ ...shop, accounts: [account], currency: '344' })
    // @ts-expect-error a slip
    buildMerchantCode({ ...shop, accounts: [account], currency: 'HKD', merchantName: 'TEA' })
  })

  it('names the account by one thing', () => {
    const ok: MerchantAccount[] = [
      account,
      { scheme: 'pix', url: 'pix.example.com/1' },
      { scheme: 'template', id: '26', guid: 'COM.EXAMPLE', objects: [{ id: '01', value: '1' }] },
      { scheme: 'primitive', id: '04', value: 'MASTER' },
    ]
    expectTypeOf(ok).toEqualTypeOf<MerchantAccount[]>()
    // @ts-expect-error two ways to one account
    const both: MerchantAccount = { scheme: 'fps', fpsId: '1660695', email: 'a@b.hk' }
    // @ts-expect-error no way to it
    const none: MerchantAccount = { scheme: 'promptpay' }
    // @ts-expect-error a scheme that is not known
    const other: MerchantAccount = { scheme: 'bitcoin', address: '1' }
    expectTypeOf([both, none, other]).not.toBeAny()
  })

  it('is narrowed by its scheme', () => {
    const narrowed = (one: MerchantAccount) => {
      if (one.scheme === 'vietqr') return one.bank
      if (one.scheme === 'template') return one.guid
      return one.scheme === 'unionpay' ? one.acquirer : undefined
    }
    expectTypeOf(narrowed).returns.toEqualTypeOf<string | undefined>()
  })
})

describe('a payer’s code', () => {
  it('has no application before it is known to be intact', () => {
    const code = parsePayerCode('')
    expectTypeOf(code.applications).toEqualTypeOf<readonly PayerApplication[] | undefined>()
    if (code.intact) expectTypeOf(code.applications).toEqualTypeOf<readonly PayerApplication[]>()
    expectTypeOf(chooseApplication(code, ['A000000333'])).toEqualTypeOf<PayerApplication | undefined>()
    // @ts-expect-error one number is a list of one
    chooseApplication(code, 'A000000333')
  })
})
