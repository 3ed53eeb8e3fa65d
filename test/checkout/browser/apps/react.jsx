import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { defineCheckout } from 'shroff/checkout'
import { useCheckout } from 'shroff/checkout/react'

defineCheckout()

function Page({ token }) {
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

const place = document.getElementById('app')
createRoot(place).render(<Page token={place.dataset.token} />)
