import { describe, expectTypeOf, it } from 'vitest'
import { markVerified, type Verified } from '../../src/core/verified.js'
import type { Call } from '../../src/wechatpay/call.js'
import type { openReply, openWebhook } from '../../src/wechatpay/open.js'

type Decode = Call<unknown>['decode']
declare const decode: Decode

describe('a decoder', () => {
  it('takes what was verified', () => {
    expectTypeOf<Decode>().parameter(0).toEqualTypeOf<Verified>()
    expectTypeOf(markVerified({ paid: true }, 'signature')).toExtend<Verified>()
  })

  it('takes nothing else', () => {
    const later = (_: () => unknown) => {}
    // @ts-expect-error a plain object
    later(() => decode({ value: { trade_state: 'SUCCESS' } }))
    // @ts-expect-error JSON that nobody verified
    later(() => decode({ ...JSON.parse('{}'), value: 1 } as { value: number }))
    // @ts-expect-error a text
    later(() => decode('{"trade_state":"SUCCESS"}'))
  })
})

it('open gives what was verified', () => {
  expectTypeOf<Awaited<ReturnType<typeof openReply>>>().toEqualTypeOf<Verified>()
  expectTypeOf<Awaited<ReturnType<typeof openWebhook>>>().toExtend<Verified>()
})
