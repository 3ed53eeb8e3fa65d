import { downloadStatement, settlePayment, wechatpayGateway } from 'shroff/wechatpay'
import { openWechatpayShop } from '../support/wechatpay-shop.js'
import { keepsTheContract } from './contract.js'

keepsTheContract({
  provider: 'wechatpay',
  payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  refundsSettleLater: true,
  async open() {
    const { mock, client } = await openWechatpayShop()
    return { mock, gateway: wechatpayGateway(client, { downloadStatement, settlePayment }) }
  },
})
