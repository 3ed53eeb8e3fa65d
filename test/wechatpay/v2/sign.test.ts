import { describe, expect, test } from 'vitest'
import { hmacSha256, md5 } from '#crypto'
import { toHex, utf8 } from '../../../src/crypto/bytes.js'
import { v2Message } from '../../../src/wechatpay/canonical.js'
import { signV2 } from '../../../src/wechatpay/v2/sign.js'

// binarywang/WxJava: SignUtilsTest.java; TheNorthMemory/wechatpay.js.org: guide/digital-signature.md (the documentation's sample)
const published = {
  apiV2Key: '192006250b4c09247ec02edce69f6a2d',
  fields: {
    appid: 'wxd930ea5d5a258f4f',
    mch_id: '10000100',
    device_info: '1000',
    body: 'test',
    nonce_str: 'ibuaiVcKdpRxkhJA',
  },
  text: 'appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d',
  md5: '9A0A8659F005D6984697E2CA0A9CF3B7',
  hmac: '6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6',
}

describe('the published sample', () => {
  const { fields, apiV2Key } = published

  test('its text', () => {
    expect(v2Message(fields, apiV2Key)).toBe(published.text)
  })

  test('its text, whatever the order, an old sign and empty fields', () => {
    const reversed = Object.fromEntries(Object.entries(fields).reverse())
    expect(v2Message({ ...reversed, sign: 'x', attach: '', detail: undefined }, apiV2Key)).toBe(published.text)
  })

  test('its MD5 and its HMAC-SHA256', async () => {
    expect(toHex(md5(utf8(published.text)))).toBe(published.md5)
    expect(toHex(await hmacSha256(utf8(apiV2Key), utf8(published.text)))).toBe(published.hmac)
    expect(await signV2(fields, apiV2Key)).toBe(published.hmac)
  })
})

test('names are sorted by their characters, capitals first; values stand raw', () => {
  expect(v2Message({ b: '2', B: '1', a_c: '中 &=', ab: '0' }, 'k')).toBe('B=1&a_c=中 &=&ab=0&b=2&key=k')
})

describe('HMAC-SHA256', () => {
  // RFC 4231, sections 4.2, 4.3, 4.7 (a key longer than a block)
  test.each([
    [new Uint8Array(20).fill(0x0b), 'Hi There', 'B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7'],
    [utf8('Jefe'), 'what do ya want for nothing?', '5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843'],
    [
      new Uint8Array(131).fill(0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54',
    ],
  ])('RFC 4231 (%#)', async (key, text, mac) => {
    const found = await hmacSha256(key, utf8(text))
    expect(toHex(found)).toBe(mac)
    expect(Object.getPrototypeOf(found)).toBe(Uint8Array.prototype)
  })
})
