// A mistake: this page would carry the merchant's private keys to every customer. Its build has to fail.
import { createPayment as payByAlipay } from 'shroff/alipay'
import { createPayment as payByWechatpay } from 'shroff/wechatpay'

document.querySelector('#alipay').onclick = payByAlipay
document.querySelector('#wechatpay').onclick = payByWechatpay
