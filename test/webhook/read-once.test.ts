import { alipayWebhooks } from 'shroff/alipay'
import { baiduWebhooks } from 'shroff/baidu'
import { lakalaWebhooks } from 'shroff/lakala'
import { qqpayWebhooks } from 'shroff/qqpay'
import { unionpayWebhooks } from 'shroff/unionpay'
import type { WebhookSource } from 'shroff/webhook'
import { yeepayWebhooks } from 'shroff/yeepay'
import { expect, it } from 'vitest'
import { utf8 } from '../../src/crypto/bytes.js'
import { accountOf as alipayOf } from '../support/alipay.js'
import { accountOf as baiduOf } from '../support/baidu.js'
import { accountOf as lakalaOf } from '../support/lakala.js'
import { accountOf as qqpayOf } from '../support/qqpay.js'
import { accountOf as unionpayOf } from '../support/unionpay.js'
import { accountOf as yeepayOf } from '../support/yeepay.js'

const lakala = { authorization: 'LKLAPI-SHA256withRSA signature="x"' }

// Whoever it is that posts a megabyte, a handler of a hundred accounts must not read it a hundred times.
it.each<[string, () => WebhookSource, string, Record<string, string>?]>([
  ['Alipay', () => alipayWebhooks(alipayOf()), 'app_id=1'],
  ['UnionPay', () => unionpayWebhooks(unionpayOf()), 'merId=1'],
  ['Baidu', () => baiduWebhooks(baiduOf()), 'dealId=1'],
  ['YeePay', () => yeepayWebhooks(yeepayOf()), 'response=x&customerIdentification=1'],
  ['Lakala', () => lakalaWebhooks(lakalaOf()), '{"merchant_no":"1"}', lakala],
  ['QQ Wallet', () => qqpayWebhooks(qqpayOf()), '<xml><mch_id>1</mch_id></xml>'],
])('a message is read once for all accounts that are asked whose it is: %s', (_, sourceOf, text, headers = {}) => {
  for (const content of [text, '\xff{<']) {
    let reads = 0
    const message = {
      headers,
      get body() {
        reads += 1
        return utf8(content)
      },
    }
    for (let accounts = 0; accounts < 3; accounts += 1) expect(sourceOf().claims(message)).toBe(false)
    expect(reads).toBe(1)
  }
})
