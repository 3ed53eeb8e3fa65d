import { defineCheckout } from 'shroff/checkout'

defineCheckout()
// The server knows by itself; the payer goes on to the order.
addEventListener('shroff-paid', ({ detail }) => {
  setTimeout(() => location.assign(detail.continueUrl), 1500)
})
