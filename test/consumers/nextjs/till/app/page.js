'use client'
// A mistake: this page would carry the merchant's private keys to every customer. Its build has to fail.

import { createPayment as payByAlipay } from 'shroff/alipay'
import { createPayment as payByWechatpay } from 'shroff/wechatpay'

export default function Till() {
  return (
    <main>
      <button type="button" onClick={payByAlipay}>
        Alipay
      </button>
      <button type="button" onClick={payByWechatpay}>
        WeChat Pay
      </button>
    </main>
  )
}
