import { createClient, fetchTransport, recordTransport } from 'shroff'
import { http } from 'shroff/http'
import { createMockGateway } from 'shroff/mock'
import { nodeTransport } from 'shroff/node'
import type { WechatpayAccount } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, it } from 'vitest'

declare const account: WechatpayAccount
const transport = fetchTransport()

describe('an option that there is not does not compile', () => {
  it('in createClient and what makes its transport', () => {
    createClient({ account, transport, retry: { attempts: 2 }, timeout: { total: 5_000 } })
    // @ts-expect-error retry: { attempts }
    createClient({ account, transport, retries: 3 })
    // @ts-expect-error attempts
    createClient({ account, transport, retry: { limit: 3 } })
    // @ts-expect-error attempt, total
    createClient({ account, transport, timeout: { request: 3 } })
    // @ts-expect-error the client's
    fetchTransport({ timeout: 5_000 })
    // @ts-expect-error an instance of ky has them
    http({ hooks: {} })
    // @ts-expect-error certificateAuthority
    nodeTransport({ ca: '' })
    // @ts-expect-error certificates are always checked
    nodeTransport({ rejectUnauthorized: false })
    // @ts-expect-error limit
    recordTransport(transport, { max: 3 })
  })

  it('in the mocks', () => {
    // @ts-expect-error now
    createMockGateway({ providers: [mockWechatpay()], clock: new Date() })
    // @ts-expect-error mode
    mockWechatpay({ modes: 'certificate' })
    // @ts-expect-error a switch that there is not
    mockWechatpay({ unconfirmed: { refuseRepeatedNonces: true } })
  })
})
