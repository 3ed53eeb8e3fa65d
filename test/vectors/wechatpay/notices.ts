import type { WechatpaySample } from './samples.js'

// Notices of the product families, to be sealed by whoever runs them. Kept of what each expects is what a receiver without types
// for these products can tell: that it passes them on as they are, takes none for a payment, and refuses another merchant's.

type Owner = { merchantId: string; appId?: string }
/** `originalType` is the associated data too. */
export const notice = (
  name: string,
  source: string,
  account: Owner,
  eventType: string,
  originalType: string,
  resourceText: string,
  expected: Record<string, unknown>,
): WechatpaySample => {
  const input = { account, eventType, originalType, associatedData: originalType, resourceText }
  return { name, source, kind: 'v3-resource', keys: {}, input, expected }
}

const made = 'made for this project: invented values in the documented form'

export const madeNotices: readonly WechatpaySample[] = [
  notice(
    'transfer: bill finished (new page: mch_id)',
    made,
    {
      merchantId: '1900000001',
    },
    'MCHTRANSFER.BILL.FINISHED',
    'mch_payment',
    '{"out_bill_no":"FAM20260301T000001","transfer_bill_no":"1330000000000012603010000000000001","state":"SUCCESS","mch_id":"1900000001","transfer_amount":350,"openid":"oFAM_made_0000000000000000001","create_time":"2026-03-01T10:00:00+08:00","update_time":"2026-03-01T10:05:00+08:00"}',
    {
      members: {
        '/state': 'SUCCESS',
        '/transfer_amount': 350,
      },
      merchantId: '1900000001',
    },
  ),
  notice(
    'transfer: bill finished (older page: mchid)',
    made,
    {
      merchantId: '1900000001',
    },
    'MCHTRANSFER.BILL.FINISHED',
    'mch_payment',
    '{"out_bill_no":"FAM20260301T000001","transfer_bill_no":"1330000000000012603010000000000001","state":"SUCCESS","mchid":"1900000001","transfer_amount":350,"openid":"oFAM_made_0000000000000000001","create_time":"2026-03-01T10:00:00+08:00","update_time":"2026-03-01T10:05:00+08:00"}',
    {
      members: {
        '/state': 'SUCCESS',
        '/transfer_amount': 350,
      },
      merchantId: '1900000001',
    },
  ),
  notice(
    'transfer: bill of another merchant under our URL',
    made,
    {
      merchantId: '1900000001',
    },
    'MCHTRANSFER.BILL.FINISHED',
    'mch_payment',
    '{"out_bill_no":"FAM20260301T000001","transfer_bill_no":"1330000000000012603010000000000001","state":"SUCCESS","mch_id":"1900000002","transfer_amount":350,"openid":"oFAM_made_0000000000000000001","create_time":"2026-03-01T10:00:00+08:00","update_time":"2026-03-01T10:05:00+08:00"}',
    {
      refusal: 'WEBHOOK_NOT_OURS',
    },
  ),
  notice(
    'transfer: authorisation confirmed',
    made,
    {
      merchantId: '1900000001',
    },
    'MCHTRANSFER.AUTHORIZATION.CONFIRMED',
    'mch_payment',
    '{"out_authorization_no":"FAMAUTH0001","appid":"wx0000000000000001","openid":"oFAM_made_0000000000000000001","user_display_name":"u_0001","authorization_id":"201202603010000000000000001","state":"TAKING_EFFECT","authorize_time":"2026-03-01T09:00:00+08:00"}',
    {
      members: {
        '/state': 'TAKING_EFFECT',
      },
      money: 'none',
    },
  ),
  notice(
    'sharing: notice to the merchant that gets money (PROFITSHARING.SUCCESS)',
    made,
    {
      merchantId: '1900000003',
    },
    'PROFITSHARING.SUCCESS',
    'profitsharing',
    '{"mchid":"1900000003","transaction_id":"4200000000202603010000000001","order_id":"30000000002026030100000001","out_order_no":"FAMPS0001","receiver":{"type":"MERCHANT_ID","account":"1900000003","amount":200,"description":"门店分账"},"success_time":"2026-03-01T10:10:05+08:00"}',
    {
      members: {
        '/receiver/amount': 200,
      },
      isPayment: false,
    },
  ),
  notice(
    'sharing: notice to the merchant that gets money (PROFITSHARING.RETURN)',
    made,
    {
      merchantId: '1900000003',
    },
    'PROFITSHARING.RETURN',
    'profitsharing',
    '{"mchid":"1900000003","transaction_id":"4200000000202603010000000001","order_id":"30000000002026030100000001","out_order_no":"FAMPS0001","receiver":{"type":"MERCHANT_ID","account":"1900000003","amount":200,"description":"门店分账"},"success_time":"2026-03-01T10:10:05+08:00"}',
    {
      members: {
        '/receiver/amount': 200,
      },
      isPayment: false,
    },
  ),
  notice(
    'sharing: notice to the merchant that gets money (TRANSACTION.SUCCESS)',
    made,
    {
      merchantId: '1900000003',
    },
    'TRANSACTION.SUCCESS',
    'profitsharing',
    '{"mchid":"1900000003","transaction_id":"4200000000202603010000000001","order_id":"30000000002026030100000001","out_order_no":"FAMPS0001","receiver":{"type":"MERCHANT_ID","account":"1900000003","amount":200,"description":"门店分账"},"success_time":"2026-03-01T10:10:05+08:00"}',
    {
      members: {
        '/receiver/amount': 200,
      },
      isPayment: false,
    },
  ),
  notice(
    'combined: paid',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'TRANSACTION.SUCCESS',
    'transaction',
    '{"combine_appid":"wx0000000000000001","combine_mchid":"1900000001","combine_out_trade_no":"FAMC0001","scene_info":{"device_id":"POS1"},"sub_orders":[{"mchid":"1900000001","trade_type":"JSAPI","trade_state":"SUCCESS","bank_type":"OTHERS","attach":"a","success_time":"2026-03-01T10:30:00.120+08:00","transaction_id":"4200000000202603010000000101","out_trade_no":"FAMC0001A","amount":{"total_amount":100,"payer_amount":90,"currency":"CNY","payer_currency":"CNY"},"promotion_detail":[{"coupon_id":"9001","name":"立减","scope":"GLOBAL","type":"NOCASH","amount":10,"stock_id":"8001","wechatpay_contribute":0,"merchant_contribute":10,"other_contribute":0,"currency":"CNY"}]},{"mchid":"1900000004","trade_type":"JSAPI","trade_state":"SUCCESS","bank_type":"OTHERS","attach":"b","success_time":"2026-03-01T10:30:00.120+08:00","transaction_id":"4200000000202603010000000102","out_trade_no":"FAMC0001B","amount":{"total_amount":250,"payer_amount":250,"currency":"CNY","payer_currency":"CNY"}}],"combine_payer_info":{"openid":"oFAM_made_0000000000000000001"}}',
    {
      isPlainPayment: false,
      members: {
        '/combine_out_trade_no': 'FAMC0001',
        '/sub_orders/0/amount/total_amount': 100,
        '/sub_orders/1/transaction_id': '4200000000202603010000000102',
      },
    },
  ),
  notice(
    'complaint: notice CREATE_COMPLAINT',
    made,
    {
      merchantId: '1900000001',
    },
    'COMPLAINT.CREATE',
    'complaint',
    '{"complaint_id":"200201820260301100000000001","action_type":"CREATE_COMPLAINT"}',
    {
      members: {
        '/complaint_id': '200201820260301100000000001',
        '/action_type': 'CREATE_COMPLAINT',
      },
    },
  ),
  notice(
    'complaint: notice CONTINUE_COMPLAINT',
    made,
    {
      merchantId: '1900000001',
    },
    'COMPLAINT.STATE_CHANGE',
    'complaint',
    '{"complaint_id":"200201820260301100000000001","action_type":"CONTINUE_COMPLAINT"}',
    {
      members: {
        '/complaint_id': '200201820260301100000000001',
        '/action_type': 'CONTINUE_COMPLAINT',
      },
    },
  ),
  notice(
    'payscore: collected',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'PAYSCORE.USER_PAID',
    'payscore',
    '{"appid":"wx0000000000000001","mchid":"1900000001","out_order_no":"FAMSC0001","service_id":"00000000000000000000000000000001","openid":"oFAM_made_0000000000000000001","state":"DONE","total_amount":500,"service_introduction":"充电宝租借","order_id":"15600000000000000001","need_collection":true,"collection":{"state":"USER_PAID","total_amount":500,"paying_amount":0,"paid_amount":500,"details":[{"seq":1,"amount":500,"paid_type":"NEWTON","paid_time":"20260301123105","transaction_id":"4200000000202603010000000201"}]}}',
    {
      members: {
        '/state': 'DONE',
        '/collection/details/0/transaction_id': '4200000000202603010000000201',
      },
    },
  ),
  notice(
    'payscore: still being collected is not paid',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'PAYSCORE.USER_CONFIRM',
    'payscore',
    '{"appid":"wx0000000000000001","mchid":"1900000001","out_order_no":"FAMSC0002","service_id":"00000000000000000000000000000001","openid":"oFAM_made_0000000000000000001","state":"DOING","state_description":"USER_CONFIRM","total_amount":"500","order_id":"15600000000000000002"}',
    {
      money: 'none',
    },
  ),
  notice(
    'withholding: deduction failed',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'TRANSACTION.FAIL',
    'transaction',
    '{"appid":"wx0000000000000001","mchid":"1900000001","out_trade_no":"FAMPAP0001","transaction_id":"4200000000202603010000000301","trade_type":"PAP","trade_state":"PAYERROR","trade_state_desc":"扣款失败","bank_type":"OTHERS","attach":"","payer":{"openid":"oFAM_made_0000000000000000001"},"amount":{"total":1500,"currency":"CNY"}}',
    {
      money: 'none',
      isPaid: false,
    },
  ),
  notice(
    'withholding: signed',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'ENTRUST.SIGN',
    'entrust',
    '{"appid":"wx0000000000000001","mchid":"1900000001","openid":"oFAM_made_0000000000000000001","plan_id":12345,"contract_id":"202603010000000001","out_contract_code":"FAMCT0001","contract_display_account":"u_0001","contract_state":"SIGNED","contract_signed_time":"2026-03-01T11:22:33+08:00","contract_expired_time":"2027-03-01T11:22:33+08:00"}',
    {
      members: {
        '/contract_state': 'SIGNED',
        '/contract_id': '202603010000000001',
      },
      money: 'none',
    },
  ),
  notice(
    'voucher: used',
    made,
    {
      merchantId: '1900000001',
    },
    'COUPON.USE',
    'coupon',
    '{"stock_creator_mchid":"1900000001","stock_id":"8001","coupon_id":"9001","coupon_name":"满10减1","status":"USED","description":"","create_time":"2026-03-01T10:00:00+08:00","coupon_type":"NORMAL","no_cash":true,"available_begin_time":"2026-03-01T00:00:00+08:00","available_end_time":"2026-03-31T23:59:59+08:00","singleitem":false,"normal_coupon_information":{"coupon_amount":100,"transaction_minimum":1000},"consume_information":{"consume_time":"2026-03-02T10:00:00+08:00","consume_mchid":"1900000001","transaction_id":"4200000000202603020000000001","consume_amount":100}}',
    {
      members: {
        '/status': 'USED',
        '/consume_information/transaction_id': '4200000000202603020000000001',
      },
    },
  ),
  notice(
    'global: paid, payer in another currency',
    made,
    {
      merchantId: '1900000001',
      appId: 'wx0000000000000001',
    },
    'TRANSACTION.SUCCESS',
    'transaction',
    '{"id":"4200000000202603010000000401","appid":"wx0000000000000001","mchid":"1900000001","out_trade_no":"FAMG0001","payer":{"openid":"oFAM_made_0000000000000000001"},"amount":{"total":8800,"currency":"HKD","payer_total":8100,"payer_currency":"CNY","exchange_rate":{"type":"SETTLEMENT_RATE","rate":92000000}},"trade_type":"NATIVE","trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"OTHERS","success_time":"2026-03-01T10:40:00+08:00"}',
    {
      amount: {
        value: 8800,
        currency: 'HKD',
      },
      mustNotBecome: {
        currency: 'CNY',
        value: 8800,
      },
    },
  ),
]
