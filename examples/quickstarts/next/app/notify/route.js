import { acknowledge, receiveWebhook } from 'shroff/wechatpay'

export async function POST(request) {
  const { account } = await import('../../../shop.js')
  try {
    const event = await receiveWebhook(account, request)
    console.log(event.type, event.orderId) // store it
    return await acknowledge(account, 'received')
  } catch (error) {
    console.error(error)
    return acknowledge(account, 'again')
  }
}
