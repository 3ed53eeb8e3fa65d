import { createClient } from 'shroff'
import { alipay, check } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { clock, merchantPublicPem, modes, now, openAlipay } from '../support/alipay.js'
import { failure } from '../support/failure.js'
import { rsa2048 } from '../vectors/crypto.js'

const unknownOrder = { refused: ['40004', 'ACQ.TRADE_NOT_EXIST', '交易不存在'] } as const

describe('check', () => {
  it.each(modes)('asks for an order that does not exist: %j', async (mode) => {
    const shop = openAlipay({ ...unknownOrder, status: 404 }, mode)
    const { proven, unproven } = await check(shop.client)
    expect(shop.requests).toHaveLength(1)
    expect(proven).toEqual(
      expect.arrayContaining(['appId', 'privateKey', mode.certificate ? 'certificates' : 'alipayPublicKey']),
    )
    expect(proven.includes('contentKey')).toBe(mode.encrypted)
    expect(unproven).toContainEqual({ option: 'sellerId', why: expect.any(String) })
  })

  it.each([
    { api: 'v2', mode: 'public-key' },
    { api: 'v3', mode: 'public-key' },
    { api: 'v2', mode: 'certificate' },
    { api: 'v3', mode: 'certificate' },
  ] as const)('passes at the mock, and finds wrong keys there: %j', async ({ api, mode }) => {
    const mock = await createMockGateway({ providers: [mockAlipay({ mode })] })
    const given = { ...mock.credentials('alipay'), api }
    const clientOf = (more: object) =>
      createClient({
        account: alipay({ ...given, ...more } as never),
        transport: mock.transport,
        retry: { attempts: 1 },
      })
    expect((await check(clientOf({}))).proven).toContain('privateKey')
    const error = await failure(check(clientOf({ privateKey: rsa2048.privateKey })))
    expect(error).toMatchObject({ provider: 'alipay', action: 'check' })
    expect(error.code).toMatch(/^(SIGNATURE_REFUSED|NOT_PERMITTED)$/)
    if (mode === 'certificate') return
    expect((await failure(check(clientOf({ alipayPublicKey: merchantPublicPem })))).code).toBe('SIGNATURE_INVALID')
  })

  it('believes no refusal that is not signed', async () => {
    const body = '{"alipay_trade_query_response":{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST","msg":"x"}}'
    const shop = openAlipay(() => ({ status: 200, headers: {}, body: Buffer.from(body) }))
    expect(await failure(check(shop.client))).toMatchObject({ outcome: expect.any(String), authentic: false })
  })

  it('says by how many seconds the clock is off', async () => {
    const at = (off: number, body: string) =>
      openAlipay(() => ({
        status: 200,
        headers: { date: new Date(now - off).toUTCString() },
        body: Buffer.from(body),
      }))
    const refusal = '{"error_response":{"code":"40002","sub_code":"isv.invalid-timestamp","msg":"Invalid Arguments"}}'
    const error = await failure(check(at(-412_000, refusal).client))
    expect(error.next).toContain('This machine’s clock is 412 s behind the provider’s: set it by NTP first.')
    expect((await failure(check(at(5_000, refusal).client))).next).not.toContain('NTP first')
  })

  it('refuses an order where none can be', async () => {
    const content = {
      trade_no: '2026030422001400000001',
      out_trade_no: 'T_1',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1.00',
    }
    const shop = openAlipay({ content }, {}, { account: { clock } })
    expect((await failure(check(shop.client))).code).toBe('REPLY_MISMATCH')
  })
})
