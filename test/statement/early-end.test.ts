import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { readStatement as readAlipay } from '../../src/alipay/statement.js'
import { namedSha1, readStatement as readWechatpay } from '../../src/wechatpay/statement.js'
import { sizesBehind, stored } from './zips.js'

const text = [
  '交易时间,微信订单号,商户订单号,交易状态,订单金额',
  '`2026-03-03 10:20:30,`42,`T-1,`SUCCESS,`25.00',
  '`2026-03-03 10:20:30,`43,`T-2,`SUCCESS,`25.00',
  '总交易单数,订单总金额',
  '`2,`50.00',
].join('\n')

/** The bytes, and then nothing more until it is given up. */
function endless(bytes: Uint8Array) {
  const state = { ended: false }
  async function* source() {
    try {
      yield new Uint8Array(bytes)
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        yield new Uint8Array(1)
      }
    } finally {
      state.ended = true
    }
  }
  return { source, state }
}

describe('a statement that is not read to its end', () => {
  it.each([
    ['plain', Buffer.from(text)],
    ['gzip', gzipSync(text)],
  ])('lets go of the download: WeChat Pay, %s', async (_, bytes) => {
    const { source, state } = endless(bytes)
    for await (const row of readWechatpay(source, { hash: namedSha1(''), provisional: true, maximumBytes: 1e6 })) {
      expect(row.orderId).toBe('T-1')
      break
    }
    await vi.waitFor(() => expect(state.ended).toBe(true))
  })

  it.each([
    ['deflated', sizesBehind],
    ['stored', stored],
  ])('lets go of the download: Alipay, %s', async (_, zip) => {
    const { source, state } = endless(Buffer.from(zip, 'base64'))
    for await (const row of readAlipay(source(), 1e6)) {
      expect(row.orderId).toBe('T_1')
      break
    }
    await vi.waitFor(() => expect(state.ended).toBe(true))
  })
})
