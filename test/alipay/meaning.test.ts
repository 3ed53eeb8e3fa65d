import { receiveWebhook } from 'shroff/alipay'
import { expect, it } from 'vitest'
import { meaningOf } from '../oracle/alipay.js'
import { accountOf, notification, paidFields } from '../support/alipay.js'

// Every trade notification that the members of a refund can make, by the official contract and by us (§9.1).

const statuses = ['TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']
const all = statuses.flatMap((trade_status) =>
  [undefined, '0.00', '5.00', '25.00'].flatMap((refund_fee) =>
    [undefined, '2026-03-04 12:00:00.123'].flatMap((gmt_refund) =>
      [undefined, 'R_1'].map((out_biz_no) => ({ trade_status, refund_fee, gmt_refund, out_biz_no })),
    ),
  ),
)
const types = {
  paid: /^payment\.paid$/,
  refunded: /^refund\.succeeded$/,
  closed: /^payment\.closed$/,
  waiting: /^payment\.pending$/,
  'another event': /^(other|refund\.\w+)$/,
}

it(`reads each of ${all.length} as the official contract does`, async () => {
  const read = await Promise.all(
    all.map(async (given) => {
      const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      const meaning = meaningOf({ ...paidFields, ...fields } as Record<string, string>)
      const { type } = await receiveWebhook(accountOf(), notification(fields as Record<string, string>))
      return { ...given, meaning, type }
    }),
  )
  expect(read.filter(({ meaning, type }) => !types[meaning].test(type))).toEqual([])
})
