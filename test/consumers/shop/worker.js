// A Worker, as Cloudflare and others call it.
import { takePayments } from './payment.js'

export default {
  fetch: async () => new Response(await takePayments()),
}
