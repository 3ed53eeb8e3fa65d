import { theCheckout } from '../checkout-of-this-shop'

/** The payer pays. */
export async function POST() {
  ;(await theCheckout()).pay()
  return new Response(null, { status: 204 })
}
