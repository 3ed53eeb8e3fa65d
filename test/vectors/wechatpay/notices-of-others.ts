import { notice } from './notices.js'
import type { WechatpaySample } from './samples.js'

/** Published without a key. */
export const publishedNotices: readonly WechatpaySample[] = [
  notice(
    'published: QQ wallet transfer finished',
    'fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat:test/SKIT.FlurlHttpClient.Wechat.TenpayV3.UnitTests/EventSamples/_/MerchantTransfer/MerchantTransferQQWalletBillFinishedResource.json',
    {
      merchantId: '1900001109',
    },
    'MCHTRANSFER.QQWALLETBILL.FINISHED',
    'mch_payment',
    '{"mchid":"1900001109","out_bill_no":"plfk2020042013","transfer_bill_no":"1430000071100999991182020050700019480001","appid":"102022609","state":"SUCCESS","transfer_amount":400000,"transfer_remark":"新会员开通有礼","fail_reason":"","openid":"216BE837A39456BD6729F6F47D7C0EEE","user_qq":"490379403","user_name":"757b340b45ebef5467rter35gf464344v3542sdf4t6re4tb4f54ty45t4yyry45","create_time":"2015-05-20T13:29:35.120+08:00","update_time":"2015-05-20T13:29:35.120+08:00"}',
    {
      members: {
        '/state': 'SUCCESS',
        '/transfer_amount': 400000,
      },
    },
  ),
  notice(
    'published: payscore service opened',
    'fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat:test/SKIT.FlurlHttpClient.Wechat.TenpayV3.UnitTests/EventSamples/_/PayScore/PayScorePermissionsResource.json',
    {
      merchantId: '1230000109',
      appId: 'wxd678efh567hg6787',
    },
    'PAYSCORE.USER_OPEN_SERVICE',
    'payscore',
    '{"appid":"wxd678efh567hg6787","mchid":"1230000109","out_request_no":"1234323JKHDFE1243252","service_id":"500001","openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o","user_service_status":"USER_OPEN_SERVICE","openorclose_time":"20180225112233"}',
    {
      members: {
        '/user_service_status': 'USER_OPEN_SERVICE',
        '/openorclose_time': '20180225112233',
      },
      isPayment: false,
    },
  ),
  notice(
    'published: payscore sign plan',
    'fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat:test/SKIT.FlurlHttpClient.Wechat.TenpayV3.UnitTests/EventSamples/_/PayScore/PayScoreUserSignPlanResource.json',
    {
      merchantId: '2480262201',
      appId: 'wxa620f17681c6b0c7',
    },
    'PAYSCORE.USER_SIGN_PLAN',
    'payscore',
    '{"sign_plan_id":"01020033210023606914000000007830","openid":"oBgbt4sGN3Vl76KF7QgLF37UdjDU","service_id":"00109000000000169034377913212082","mchid":"2480262201","appid":"wxa620f17681c6b0c7","merchant_sign_plan_no":"1693882928726","merchant_callback_url":"https://payapp.weixin.qq.com/wxvaluetest/common/indirect_bank/2492014071/listennotify","plan_id":"01000033210032606914000000007983","going_detail_no":0,"sign_state":"SIGNED","cancel_sign_time":"","cancel_sign_type":"NOT_CANCEL","cancel_reason":"","plan_name":"瑜伽课5节","plan_over_time":"2024-07-02T00:00:00+08:00","total_origin_price":1000,"deduction_quantity":5,"total_actual_price":500,"signed_detail_list":[{"plan_detail_no":1,"original_price":200,"plan_discount_description":"享受五折","actual_price":100,"plan_detail_state":"NOT_USED","order_id":"","merchant_plan_detail_no":"1693882928727","plan_detail_name":"服务费1","actual_pay_price":0,"use_time":"","complete_time":"","cancel_time":""},{"plan_detail_no":2,"original_price":200,"plan_discount_description":"享受五折","actual_price":100,"plan_detail_state":"NOT_USED","order_id":"","merchant_plan_detail_no":"1693882928728","plan_detail_name":"服务费2","actual_pay_price":0,"use_time":"","complete_time":"","cancel_time":""},{"plan_detail_no":3,"original_price":200,"plan_discount_description":"享受五折","actual_price":100,"plan_detail_state":"NOT_USED","order_id":"","merchant_plan_detail_no":"1693882928729","plan_detail_name":"服务费3","actual_pay_price":0,"use_time":"","complete_time":"","cancel_time":""},{"plan_detail_no":4,"original_price":200,"plan_discount_description":"享受五折","actual_price":100,"plan_detail_state":"NOT_USED","order_id":"","merchant_plan_detail_no":"1693882928730","plan_detail_name":"服务费4","actual_pay_price":0,"use_time":"","complete_time":"","cancel_time":""},{"plan_detail_no":5,"original_price":200,"plan_discount_description":"享受五折","actual_price":100,"plan_detail_state":"NOT_USED","order_id":"","merchant_plan_detail_no":"1693882928731","plan_detail_name":"服务费5","actual_pay_price":0,"use_time":"","complete_time":"","cancel_time":""}],"sign_time":"2023-09-05T11:03:56+08:00"}',
    {
      members: {
        '/sign_state': 'SIGNED',
        '/total_actual_price': 500,
      },
      isPayment: false,
    },
  ),
  notice(
    'published: global refund notice',
    'fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat:test/SKIT.FlurlHttpClient.Wechat.TenpayV3.UnitTests/EventSamples/Global/Refund/RefundResource.json',
    {
      merchantId: '1900000100',
    },
    'REFUND.SUCCESS',
    'refund',
    '{"mchid":"1900000100","transaction_id":"1008450740201411110005820873","out_trade_no":"20150806125346","refund_id":"50200207182018070300011301001","out_refund_no":"7752501201407033233368018","refund_status":"SUCCESS","success_time":"2018-06-08T10:34:56+08:00","recv_account":"招商银行信用卡0403","fund_source":"REFUND_SOURCE_UNSETTLED_FUNDS","amount":{"total":528800,"currency":"HKD","refund":528800,"payer_total":528800,"payer_refund":528800,"payer_currency":"HKD","exchange_rate":{"type":"SETTLEMENT_RATE","rate":100000000}}}',
    {
      members: {
        '/amount/currency': 'HKD',
        '/refund_status': 'SUCCESS',
      },
      mustNotBecome: {
        currency: 'CNY',
      },
    },
  ),
]

/** With their envelope and its signature. */
export const wholeNotices: readonly WechatpaySample[] = [
  {
    name: 'transfer: whole notification, cancelled',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-notification',
    keys: {
      platformPublicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAptpm+qvIDCh/9wjU26SQ\nCK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdz\noF/FajAzQNKnm569/D3upKoi8mYBaST15Uig8j8qoUW1U217LL0jEHlSnHV3lcaD\nTXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/\nfDsiG/cXidhzt8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1Nq0WbnZzRM/w\nTzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRWiZ5C\nMQIDAQAB\n-----END PUBLIC KEY-----\n',
      apiV3Key: '0123456789abcdefFEDCBA9876543210',
    },
    input: {
      headers: {
        'Wechatpay-Timestamp': '1772334003',
        'Wechatpay-Nonce': 'FAMnotifyNonce0000000000000001',
        'Wechatpay-Serial': 'PUB_KEY_ID_0119000000012026030100000000000001',
        'Wechatpay-Signature':
          'W5pbPI79cOk92mceSphJbDLEq1mLgm3mT+Aw0sw7WD7BLrnWkVWBUWSRF7gVawlSUghyMyj6iBGSxBa3bdEtnkAOy3HKqUMpNZGB5ccLpfhU2yXPY1lbNNW+QLUHmw460s3K9O8IJI09pUV0c/bJmH8lyFA0twevwdXCJnZqW2lny2THN04M0lsvAWmKrrQ6S51TRVRJWOTnWA/K/uo8MS52j5nDhRrf/r4p3w34MqueJUxinyhAEZrjvPbxaZ5Sx/HfXyW3MkO54oyvx2eWNzLyWcIfP47fpS6F3w5tHSE700BJXhMSCfJWF8bYzrXn+QdWAD6f24QdogLnOOkGJQ==',
        'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      },
      body: '{"id":"3f1f9a40-0000-5000-8000-000000000001","create_time":"2026-03-01T11:00:03+08:00","resource_type":"encrypt-resource","event_type":"MCHTRANSFER.BILL.FINISHED","summary":"商家转账单据终态通知","resource":{"original_type":"mch_payment","algorithm":"AEAD_AES_256_GCM","ciphertext":"AYdl+aUZDplHvSCEAxf8HpTnvE2dYjF5BviYlhh5xcaSoWSuHF9+oYLsc054pwku070AfVRWkyCnB0hp8h6iqAWqCRJ2tD2CR6yjb9lQgrCIsqxmeN2XaNytqTC5tBZBLeyB7RayergUu1/fsnEG6cPhLLzwr670DZ6vrICDIQPHrFOBfK5mGsyhZ6JkcE6Pk2rx3BrQ7PvutKRo4N0t9uj2fBfJxQNPNSHcVpogHNyT2RceXuNvW/Ew1oCVAnOrIb8nfb5OpsSor/z+Vhu2xpYnFR982jxa60f8tmD6hyespgmmwbkGhyYbplZ+swAxaceRlJiCMCGVVUHTAzFJb/K5HqzsqAAeyx6Rosovur0dUdOLUFBYrVr5ObPUsek2f+g1JsvTNL74j5QGQIuXoBwq0cViBXoewbXsii1Bg6eWsvv6","associated_data":"mch_payment","nonce":"famNonce0001"}}',
    },
    expected: {
      valid: true,
      plaintext:
        '{"out_bill_no":"FAM20260301T000001","transfer_bill_no":"1330000000000012603010000000000001","state":"CANCELLED","mch_id":"1900000001","transfer_amount":350,"openid":"oFAM_made_0000000000000000001","fail_reason":"MCH_CANCEL","create_time":"2026-03-01T10:00:00+08:00","update_time":"2026-03-01T11:00:02+08:00"}',
    },
  },
  {
    name: 'payscore: whole notification without original_type, with empty associated_data',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-notification',
    keys: {
      platformPublicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAptpm+qvIDCh/9wjU26SQ\nCK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdz\noF/FajAzQNKnm569/D3upKoi8mYBaST15Uig8j8qoUW1U217LL0jEHlSnHV3lcaD\nTXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/\nfDsiG/cXidhzt8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1Nq0WbnZzRM/w\nTzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRWiZ5C\nMQIDAQAB\n-----END PUBLIC KEY-----\n',
      apiV3Key: '0123456789abcdefFEDCBA9876543210',
    },
    input: {
      headers: {
        'Wechatpay-Timestamp': '1772339465',
        'Wechatpay-Nonce': 'FAMnotifyNonce0000000000000002',
        'Wechatpay-Serial': 'PUB_KEY_ID_0119000000012026030100000000000001',
        'Wechatpay-Signature':
          'JYhnrAbpGpo1M2fkcH3LNtrR5wtJrrWX80WZ4p1FyMzEw0xZ4vUcK6yoM3DUS/+CwfVbB5i3roV+Q+Lh0dTSj/NbtLSwYkXiDFhVw2v/R7Z0YYWg+H0+40SkRlBLVVO0yz0n5SL1GbNVe9js8YpxsRuUrGieAddrzdE2QYpKXli2qT7x7VZSKxpf++Z4YntTfBU+FG0M15nG8tWgQmFJ1qdzKddaN7T7R/NYqy74g/nn7tpyXYANTH62j8wVceLsrLCjsDNUdRNIedvhtgOAEEHO5KrPA0wGpXRYFC6xWInYelaKpLbj/yehJaD3nQabZEqtrawnYCmaUiy3vApFKg==',
        'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      },
      body: '{"id":"EV-2026030112310500001","create_time":"20260301123105","resource_type":"encrypt-resource","event_type":"PAYSCORE.USER_PAID","summary":"用户支付成功","resource":{"algorithm":"AEAD_AES_256_GCM","ciphertext":"QhnaKks33dM8WJqRESGrwjpQBMEPl2m8sGEBsewsOpmVha1LX/aInZn8ShONkBH+RvyQuk4I1WBDtk4uy2DayIssNhMfVS8cntfSLQnaxZ1v8ET7aJmT/uZl4l7Y+jWVPpQ8VxgY4QJxG3Y2rTUggdj0b53veletakcHOoz3u3Q1wtT1jfL7y/t7KoKW+Tqmxmp9OmjMAqhn3V1oUX27xNczNUTrSJ9rleCzAb6eL8OuyNwKMtotcPSrpCxEUUpuUponqKNp0dy2ssdjTjdvdeXCyINhQ7y6iFvp5lcOSkWSezGIbo2hpUS1hpd95ytzJwPY4yvVyVSs/v6xcBluK3tK31ayIEhCZ88L6/gT4ohNGYfqDDsNEMR912fangRbUy0jKk7vbDSOIF3w7HdmkFmmg/R6eo/nQaF2+ykEngoq1P6dXSYLzVDhhzDypPYKnHYTB+s2Vb7+j+owarSvuIo5dy2fSeukCowsDVd6ipWHS4zR8kfPx56yIkG+c80/gcrZWu4PCB9X7bb72eUdT1VNuMxXkClA1tYK3RkYL7mCeZ9bg1rjj1nn/YDXYMZgtykCHz8jPCr50E3cCGbXKhANeBagwSwa9qRByzK/vpLOnGQINcVN9r/Q","nonce":"famNonce0002","associated_data":""}}',
    },
    expected: {
      valid: true,
      plaintext:
        '{"appid":"wx0000000000000001","mchid":"1900000001","out_order_no":"FAMSC0001","service_id":"00000000000000000000000000000001","openid":"oFAM_made_0000000000000000001","state":"DONE","total_amount":500,"order_id":"15600000000000000001","collection":{"state":"USER_PAID","total_amount":500,"paying_amount":0,"paid_amount":500,"details":[{"seq":1,"amount":500,"paid_type":"NEWTON","paid_time":"20260301123105","transaction_id":"4200000000202603010000000201"}]}}',
    },
  },
]
