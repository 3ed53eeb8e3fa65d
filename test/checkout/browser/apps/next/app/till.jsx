'use client'
import { useState } from 'react'
import { defineCheckout } from 'shroff/checkout'
import { useCheckout } from 'shroff/checkout/react'

defineCheckout()

export function Till({ token }) {
  const [told, tell] = useState('')
  const { view } = useCheckout('/checkout', token)
  return (
    <>
      <shroff-checkout endpoint="/checkout" token={token} onshroff-paid={({ type }) => tell(type)} />
      <p>event: {told}</p>
      <p>hook: {view?.status}</p>
    </>
  )
}
