import * as alipay from 'shroff/alipay'
import { recognisePayerCode as recogniseAmong } from 'shroff/gateway'
import * as lakala from 'shroff/lakala'
import * as qqpay from 'shroff/qqpay'
import * as wechatpay from 'shroff/wechatpay'
import { expect, test } from 'vitest'

const gateways = [
  { provider: 'wechatpay', isPayerCode: wechatpay.isPayerCode },
  { provider: 'alipay', isPayerCode: alipay.isPayerCode },
]
const recognisePayerCode = (code: string) => recogniseAmong(gateways, code)?.provider

test.each([
  ['', 'nothing'],
  ['weixin://wxpay/bizpayurl?pr=abc', 'a QR code of a shop'],
  ['6901234567892', 'the barcode of some goods'],
  ['13457982348751234', '17 digits'],
  ['1345798234875123456', '19 digits'],
  ['094579823487512345', '09'],
  ['164579823487512345', '16'],
  ['240123456789012345', '24'],
  ['310123456789012345', '31'],
  ['280123456789012', '15 digits'],
  ['2801234567890123456789012', '25 digits'],
  ['1345 7982 3487 5123 45', 'blanks inside'],
  ['１３４５７９８２３４８７５１２３４５', 'full-width digits'],
  ['134579823487512345\n134579823487512345', 'two codes'],
  ['fp0123456789012345678901234567890123a', 'the code of a face terminal'],
])('%s is nobody’s: %s', (code) => {
  expect(recognisePayerCode(code)).toBeUndefined()
})

test.each([undefined, null, 1.5, {}])('%j is no text', (code) => {
  expect(recognisePayerCode(code as never)).toBeUndefined()
})

test.each(['10', '11', '12', '13', '14', '15'])('18 digits from %s are WeChat Pay’s', (prefix) => {
  expect(recognisePayerCode(`${prefix}4579823487512345`)).toBe('wechatpay')
})

test.each(['25', '26', '27', '28', '29', '30'])('16 to 24 digits from %s are Alipay’s', (prefix) => {
  for (let length = 16; length <= 24; length += 1) expect(recognisePayerCode(prefix.padEnd(length, '7'))).toBe('alipay')
})

test('blanks around a code do not matter', () => {
  expect(recognisePayerCode(' 134579823487512345\r\n')).toBe('wechatpay')
  expect(recognisePayerCode('\t286123456789012345 ')).toBe('alipay')
})

test('18 digits from 91 are QQ Wallet’s', () => {
  const all = [...gateways, { provider: 'qqpay', isPayerCode: qqpay.isPayerCode }]
  expect(recogniseAmong(all, '911234567890123456')?.provider).toBe('qqpay')
  expect(recogniseAmong(all, '91123456789012345')).toBeUndefined()
  expect(recogniseAmong(all, '134579823487512345')?.provider).toBe('wechatpay')
})

// An acquirer charges the codes of several wallets: a shop says by the order whom it prefers.
test.each(['134579823487512345', '286123456789012345'])('%s is of whoever stands first', (code) => {
  const acquirer = { provider: 'lakala', isPayerCode: lakala.isPayerCode }
  expect(recogniseAmong([acquirer, ...gateways], code)?.provider).toBe('lakala')
  expect(recogniseAmong([...gateways, acquirer], code)?.provider).not.toBe('lakala')
  expect(recogniseAmong([...gateways, acquirer], '6212345678901234567')?.provider).toBe('lakala')
})
