import { theShop } from '../../../../open.js'

export async function POST(request, { params }) {
  const { orderId } = await params
  const password = (await request.formData()).get('password')
  const result = await (await theShop()).refund(orderId, password)
  if (result === 'forbidden') return new Response(result, { status: 403 })
  return new Response(null, { status: 303, headers: { location: `/orders/${orderId}` } })
}
