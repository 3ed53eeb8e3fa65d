import { theShop } from '../../../open.js'
import { notFound, order } from '../../../pages.js'

export async function GET(_request, { params }) {
  const { orderId } = await params
  const found = await (await theShop()).find(orderId)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return new Response(found ? order(found) : notFound(), { status: found ? 200 : 404, headers })
}
