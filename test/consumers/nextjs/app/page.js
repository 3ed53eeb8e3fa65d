'use client'

import { useState } from 'react'
import { defineCheckout } from 'shroff/checkout'
import { qrSvg } from 'shroff/qr'

defineCheckout()

export default function Checkout() {
  const [content, setContent] = useState('weixin://wxpay/bizpayurl?pr=example')
  const order = async () => setContent((await (await fetch('/checkout', { method: 'POST' })).json()).content)
  return (
    <main>
      <button type="button" onClick={order}>
        Pay by WeChat
      </button>
      <shroff-checkout endpoint="/pay" token="example" />
      <img alt="QR code" src={`data:image/svg+xml,${encodeURIComponent(qrSvg(content))}`} />
    </main>
  )
}
