import { acknowledge, receiveWebhook } from 'shroff/wechatpay'
import { getAccount } from '../../shop.js'

export async function POST(request) {
  const account = getAccount()
  try {
    const event = await receiveWebhook(account, request)
    console.log(event.type, event.orderId)
    return await acknowledge(account, 'received')
  } catch (error) {
    console.error(error)
    return acknowledge(account, 'again')
  }
}
