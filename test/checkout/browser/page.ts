import { defineCheckout, listenToPayment, openPayment, renderQr, transferPanel } from 'shroff/checkout'

const said: [string, unknown][] = []
const violated: string[] = []
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.push(effectiveDirective))
const events = ['paid', 'expired', 'closed', 'wallet', 'trouble', 'hand-over']
for (const name of events)
  document.addEventListener(`shroff-${name}`, (event) => said.push([name, (event as CustomEvent).detail]))
Object.assign(window, { shroff: { defineCheckout, listenToPayment, openPayment, renderQr, said, violated } })
const panel = location.search.includes('without-panel') ? undefined : transferPanel
if (!location.search.includes('undefined')) defineCheckout('shroff-checkout', panel)
