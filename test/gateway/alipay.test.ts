import { alipayGateway, downloadStatement, settlePayment } from 'shroff/alipay'
import { openAlipayShop } from '../support/alipay-shop.js'
import { keepsTheContract } from './contract.js'

keepsTheContract({
  provider: 'alipay',
  payerId: '2088102534368455',
  refundsSettleLater: false,
  async open() {
    const { mock, client } = await openAlipayShop()
    return { mock, gateway: alipayGateway(client, { downloadStatement, settlePayment }) }
  },
})
