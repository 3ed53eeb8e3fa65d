import { amount } from 'shroff'
import { freezeFunds, getFreeze } from 'shroff/alipay'
import { failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { refusals } from '../../docs/refusals.js'
import { openAlipayShop } from '../../support/alipay-shop.js'

/** What the table says of a code, as `code outcome`. */
function meaning(action: string, providerCode: string): string | undefined {
  const row = refusals.alipay[action]?.find(([codes]) => codes.split(' ').includes(providerCode))
  return row && `${row[1]} ${row[2]}`
}

describe('refusals of money actions', () => {
  it.each([
    ['freezeFunds', 'PAYMENT_AUTH_CODE_INVALID', 'PAYER_REFUSED rejected'],
    ['unfreezeFunds', 'REQUEST_AMOUNT_EXCEED', 'REFUND_REFUSED rejected'],
    ['getFreeze', 'AUTH_ORDER_NOT_EXIST', 'ORDER_NOT_FOUND rejected'],
    ['cancelFreeze', 'CANCEL_OPERATION_TIME_OUT', 'REFUND_REFUSED rejected'],
    ['captureFunds', 'AUTH_AMOUNT_NOT_ENOUGH', 'REQUEST_REFUSED rejected'],
    ['transferFunds', 'BALANCE_IS_NOT_ENOUGH', 'BALANCE_TOO_LOW rejected'],
    ['getAgreement', 'USER_AGREEMENT_NOT_EXIST', 'ORDER_NOT_FOUND rejected'],
    ['endAgreement', 'AGREEMENT_NOT_EXIST', 'ORDER_NOT_FOUND rejected'],
    ['chargeAgreement', 'CYCLE_PAY_DATE_NOT_MATCH', 'REQUEST_REFUSED rejected'],
  ])('%s: %s is %s', (action, providerCode, expected) => expect(meaning(action, providerCode)).toBe(expected))

  // They tell of what an earlier call under the same number did, or that Alipay is still at it.
  it.each([
    ['freezeFunds', 'FREEZE_ALREADY_SUCCESS', 'ORDER_PAID unknown'],
    ['freezeFunds', 'UNIQUE_VIOLATION', 'ORDER_ID_USED unknown'],
    ['captureFunds', 'CONTEXT_INCONSISTENT', 'ORDER_ID_USED unknown'],
    ['chargeAgreement', 'CONTEXT_INCONSISTENT', 'ORDER_ID_USED unknown'],
    ['captureFunds', 'TRADE_HAS_SUCCESS', 'ORDER_PAID unknown'],
    ['chargeAgreement', 'TRADE_HAS_SUCCESS', 'ORDER_PAID unknown'],
    ['transferFunds', 'REQUEST_PROCESSING', 'PROVIDER_UNAVAILABLE unknown'],
    ['transferFunds', 'BIZ_UNIQUE_EXCEPTION', 'ORDER_ID_USED unknown'],
    ['getTransfer', 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND unknown'],
    ['getUnfreeze', 'AUTH_OPERATION_NOT_EXIST', 'REFUND_NOT_FOUND unknown'],
  ])('%s: %s proves nothing: %s', (action, providerCode, expected) =>
    expect(meaning(action, providerCode)).toBe(expected),
  )

  it('call no number unused, of which the first answer was lost', async () => {
    const { client, mock } = await openAlipayShop()
    const freeze = {
      channel: 'barcode',
      freezeId: 'F_1',
      payerCode: '281234567890123456',
      description: 'Bike',
    } as const
    const payee = { userId: '2088621955702781' }
    failNext(mock, { provider: 'alipay', fault: 'reset-after' })
    for (const yuan of ['100.00', '99.00'])
      await expect(freezeFunds(client, { ...freeze, payee, amount: amount(yuan, 'CNY') })).rejects.toMatchObject({
        outcome: 'unknown',
        next: expect.stringContaining('Never freeze under another freezeId before'),
      })
    expect(await getFreeze(client, { freezeId: 'F_1' })).toMatchObject({ status: 'frozen', amount: { value: 10_000 } })
  })
})
