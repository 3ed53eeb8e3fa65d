import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { namedSha1, readStatement } from '../../src/wechatpay/statement.js'
import { bill, columns, openBill, payment, readUntilError, refund, sha1, summary } from './bill.js'

describe('a damaged WeChat Pay statement', () => {
  const wrong = '0'.repeat(40)
  // Without the call before it, whose signatures would take most of the time.
  const readFile = (file: Uint8Array) =>
    readStatement(() => inPieces(file), { hash: namedSha1(sha1(bill)), provisional: false, maximumBytes: 1e6 })
  const unpacks = (file: Uint8Array) => {
    try {
      return gunzipSync(file).toString() === bill
    } catch {
      return false
    }
  }
  async function* inPieces(file: Uint8Array) {
    for (let at = 0; at < file.length; at += 64) yield new Uint8Array(file.subarray(at, at + 64))
  }

  it('hands out no row if its hash is wrong', async () => {
    const { got, error } = await readUntilError(openBill(bill, { hash: wrong }).rows)
    expect(got).toEqual([])
    expect(error).toMatchObject({
      code: 'BODY_INVALID',
      provider: 'wechatpay',
      message: expect.stringContaining('SHA-1'),
    })
  })

  it('provisional: hands out rows, and throws at the end if its hash is wrong', async () => {
    const { rows, sent } = openBill(bill, { hash: wrong, options: { provisional: true } })
    const { got, error } = await readUntilError(rows)
    expect(got).toHaveLength(2)
    expect(error).toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('SHA-1') })
    expect(sent).toHaveLength(1)
  })

  it('is noticed at any one byte of the packed file', async () => {
    const packed = gzipSync(bill)
    let harmed = 0
    for (let at = 0; at < packed.length; at += 1) {
      const file = new Uint8Array(packed)
      file[at]! ^= 0x10
      // Some bits carry nothing: the time in the header, the padding behind the last code.
      if (unpacks(file)) continue
      harmed += 1
      const { got, error } = await readUntilError(readFile(file))
      expect([at, got.length, error?.code]).toEqual([at, 0, 'BODY_INVALID'])
    }
    expect(harmed).toBeGreaterThan(packed.length - 12)
  })

  it('is noticed wherever the packed file is cut', async () => {
    const packed = gzipSync(bill)
    for (let length = 0; length < packed.length; length += 1) {
      const { got, error } = await readUntilError(readFile(packed.subarray(0, length)))
      expect([length, got.length, error?.code]).toEqual([length, 0, 'BODY_INVALID'])
    }
  })

  // Each with its own right hash: what the provider itself wrote wrongly.
  it.each([
    ['a count that is wrong', bill.replace('`2,`24.00', '`3,`24.00')],
    ['a sum of payments that is wrong', bill.replace('`25.00,`5.00', '`25.01,`5.00')],
    ['a sum of refunds that is wrong', bill.replace('`25.00,`5.00', '`25.00,`5.01')],
    ['no summary', [columns, payment].join('\n')],
    ['half a summary', [columns, payment, refund, summary].join('\n')],
    ['a row behind the summary', `${bill}\n${payment}`],
    ['a cell too many', bill.replace('`SUCCESS', '`SUCCESS,`SUCCESS')],
    ['a cell too few', bill.replace(',`0.60%', '')],
    ['an amount with three decimals', bill.replace('`25.00,`0.00', '`25.001,`0.00')],
    ['an amount that is no number', bill.replace('`25.00,`0.00', '`1e3,`0.00')],
    ['a negative amount', bill.replace('`25.00,`0.00', '`-25.00,`0.00')],
    ['a time that is none', bill.replace('10:20:30', '25:20:30')],
    ['an unknown state', bill.replace('`SUCCESS', '`PAID')],
    ['an unknown state of a refund', bill.replace('`PROCESSING', '`GONE')],
    ['another currency', bill.replace('`CNY', '`USD')],
    ['a column missing', bill.replace('微信订单号', '订单号')],
    ['a column twice', bill.replace('设备号', '商户号')],
    ['another format', '<html><body>busy</body></html>'],
    ['a line without an end', `${columns}\n\`${'x'.repeat(70_000)}`],
    ['very many columns', Array.from({ length: 70 }, (_, place) => `column ${place}`).join(',')],
    ['nothing in it', ''],
  ])('is refused with %s', async (_, text) => {
    const { error } = await readUntilError(openBill(text).rows)
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
  })

  it('is refused with the line and the order of the row', async () => {
    const { error } = await readUntilError(openBill(bill.replace('`REFUND', '`REFUND,`REFUND')).rows)
    expect(error?.message).toMatch(/refused at line 3, order "T-1": it has 28 cells where there are 27 columns/)
  })

  it('that unpacks to too much is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000))
    const { error } = await readUntilError(openBill(bomb).rows)
    expect(error).toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('200 times') })
  })

  it.each([gzipSync(bill), bill])('over the limit of bytes is not read on', async (file) => {
    const { error } = await readUntilError(openBill(file, { hash: sha1(bill), options: { maximumBytes: 500 } }).rows)
    expect(error).toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('500 bytes') })
  })

  it('is not taken from an answer that is no success', async () => {
    const refusal = JSON.stringify({ code: 'NO_AUTH', message: '无权限' })
    const { error } = await readUntilError(openBill(refusal, { status: 403 }).rows)
    expect(error).toMatchObject({ code: 'NOT_PERMITTED', outcome: 'rejected', providerCode: 'NO_AUTH' })
  })
})
