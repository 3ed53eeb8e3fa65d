import { settleTransfer } from 'shroff/alipay/mock'
import { describe, expect, it } from 'vitest'
import { openAsker } from '../../support/alipay-asker.js'

// §11.8 of the wire: what a query of a transfer tells in each of its states, over both wires, judged by the oracle.

const transfer = {
  out_biz_no: 'P_1001',
  trans_amount: '8.80',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  biz_scene: 'DIRECT_TRANSFER',
  payee_info: { identity: '2088123412341234', identity_type: 'ALIPAY_USER_ID' },
}
const about = { out_biz_no: 'P_1001', product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' }

describe.each(['v2', 'v3'] as const)('%s', (api) => {
  it.each([
    ['SUCCESS', { trans_amount: '8.80' }],
    ['DEALING', { trans_amount: undefined }],
    ['WAIT_PAY', { trans_amount: undefined }],
    ['CLOSED', { trans_amount: undefined }],
    ['FAIL', { trans_amount: undefined, error_code: expect.any(String) }],
    ['REFUND', { trans_amount: undefined, error_code: expect.any(String) }],
  ] as const)('%s', async (status, members) => {
    const { ask, mock } = await openAsker(api, { mode: 'certificate' })
    expect(await ask('alipay.fund.trans.uni.transfer', transfer)).toMatchObject({ out_biz_no: 'P_1001' })
    await settleTransfer(mock, { transferId: 'P_1001', status })
    const answer = await ask('alipay.fund.trans.common.query', about)
    expect({ trans_amount: undefined, ...answer }).toMatchObject({ code: '10000', status, ...members })
  })

  it('unknown', async () => {
    const { ask } = await openAsker(api, { mode: 'certificate' })
    expect(await ask('alipay.fund.trans.common.query', about)).toMatchObject({ sub_code: 'ORDER_NOT_EXIST' })
  })
})
