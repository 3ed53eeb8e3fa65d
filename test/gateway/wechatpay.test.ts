import { wechatpayGateway } from 'shroff/wechatpay'
import { openShop } from '../support/shop.js'
import { keepsTheContract } from './contract.js'

keepsTheContract({
  provider: 'wechatpay',
  payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  refundsSettleLater: true,
  async open() {
    const { mock, client } = await openShop()
    return { mock, gateway: wechatpayGateway(client) }
  },
})
