'use client'

import { useState } from 'react'
import { qrSvg } from 'shroff/qr'

export default function Checkout() {
  const [content, setContent] = useState('weixin://wxpay/bizpayurl?pr=example')
  const order = async () => setContent((await (await fetch('/checkout', { method: 'POST' })).json()).content)
  return (
    <main>
      <button type="button" onClick={order}>
        Pay by WeChat
      </button>
      <img alt="QR code" src={`data:image/svg+xml,${encodeURIComponent(qrSvg(content))}`} />
    </main>
  )
}
