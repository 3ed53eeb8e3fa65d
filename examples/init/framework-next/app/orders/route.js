import { theShop } from '../../open.js'

export async function POST() {
  const orderId = await (await theShop()).order()
  return new Response(null, { status: 303, headers: { location: `/orders/${orderId}` } })
}
