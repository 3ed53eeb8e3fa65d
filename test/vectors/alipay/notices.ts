import * as keys from './keys.js'
import type { AlipayVector } from './sample.js'

// Notifications and returns: which parameters are signed, and whether they verify.

export const notices: readonly AlipayVector[] = [
  {
    name: 'v2-return-url-page-pay',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php',
    kind: 'v2-return-url-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      url: 'http://127.0.0.1:8000/alipay/verify?charset=utf-8&out_trade_no=1703141270&method=alipay.trade.page.pay.return&total_amount=0.01&sign=RJzbs5y7I41BO9UPnCdq7oWgoInyjELi9Qj6D%2BLAZXVpHTedemAHfVUowuF9iuznGZLxU6Xv1L3ZkzTGxmIfvzontCZNb0%2BRROqiT41lX91VYd6j4ZcOn8zsvlCdQSVHmYNJi%2Bw%2F40uHxo1ufRwHxBNtQKsoJCYk5VtZ92pQFvVyE5wPPT6Nolww5WlCAPxcWNby8VAiWT%2Bd2yxmFm8vZ6yj5rsLHTR72O76TkEXzOEex6e36Zf8M9YXww7RQbflMfk9eURPHW%2FoQq4hZr%2FlX7%2FO1nT5vdT4UVFai4V18Xm1KspBun8outJxqlWMIKVxGsYhIH1E79ORt4wQA7PG1g%3D%3D&trade_no=2023122122001499160501586202&auth_app_id=9021000122682882&version=1.0&app_id=9021000122682882&sign_type=RSA2&seller_id=2088721003899159&timestamp=2023-12-21+14%3A48%3A44',
    },
    expected: {
      canonicalString:
        'app_id=9021000122682882&auth_app_id=9021000122682882&charset=utf-8&method=alipay.trade.page.pay.return&out_trade_no=1703141270&seller_id=2088721003899159&timestamp=2023-12-21 14:48:44&total_amount=0.01&trade_no=2023122122001499160501586202&version=1.0',
      sign: 'RJzbs5y7I41BO9UPnCdq7oWgoInyjELi9Qj6D+LAZXVpHTedemAHfVUowuF9iuznGZLxU6Xv1L3ZkzTGxmIfvzontCZNb0+RROqiT41lX91VYd6j4ZcOn8zsvlCdQSVHmYNJi+w/40uHxo1ufRwHxBNtQKsoJCYk5VtZ92pQFvVyE5wPPT6Nolww5WlCAPxcWNby8VAiWT+d2yxmFm8vZ6yj5rsLHTR72O76TkEXzOEex6e36Zf8M9YXww7RQbflMfk9eURPHW/oQq4hZr/lX7/O1nT5vdT4UVFai4V18Xm1KspBun8outJxqlWMIKVxGsYhIH1E79ORt4wQA7PG1g==',
      valid: true,
    },
  },
  {
    name: 'v2-notify-trade-success-2019',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-notify-verify',
    publicKeyPem: keys.sdkNotify2019PublicKey,
    input: {
      params: {
        gmt_create: '2019-08-15 15:56:22',
        charset: 'utf-8',
        seller_email: 'z97-yuquerevenue@service.aliyun.com',
        subject: '语雀空间 500人规模',
        sign: 'QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==',
        buyer_id: '2088102534368455',
        invoice_amount: '0.10',
        notify_id: '2019081500222155624068450559358070',
        fund_bill_list: '[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]',
        notify_type: 'trade_status_sync',
        trade_status: 'TRADE_SUCCESS',
        receipt_amount: '0.10',
        buyer_pay_amount: '0.10',
        sign_type: 'RSA2',
        app_id: '2019073166072302',
        seller_id: '2088531891668739',
        gmt_payment: '2019-08-15 15:56:24',
        notify_time: '2019-08-15 15:56:25',
        version: '1.0',
        out_trade_no: '20190815155618536-564-57',
        total_amount: '0.10',
        trade_no: '2019081522001468450512505578',
        auth_app_id: '2019073166072302',
        buyer_logon_id: 'xud***@126.com',
        point_amount: '0.00',
      },
      formBody:
        'gmt_create=2019-08-15+15%3A56%3A22&charset=utf-8&seller_email=z97-yuquerevenue%40service.aliyun.com&subject=%E8%AF%AD%E9%9B%80%E7%A9%BA%E9%97%B4+500%E4%BA%BA%E8%A7%84%E6%A8%A1&sign=QfTb8tqE1BMhS5qAnXtvsF3%2FjBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb%2FnLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8%2FwZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r%2FU8ONNQjWXd0HIul4TG%2BQ3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI%2FXD9YCKCH6Ct02rzUs9i11C9CsadtZn%2BWhxF26Dqt9sGEFajkJ8cxUTLi8%2BVCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov%2BlrmOQ%3D%3D&buyer_id=2088102534368455&invoice_amount=0.10&notify_id=2019081500222155624068450559358070&fund_bill_list=%5B%7B%22amount%22%3A%220.10%22%2C%22fundChannel%22%3A%22ALIPAYACCOUNT%22%7D%5D&notify_type=trade_status_sync&trade_status=TRADE_SUCCESS&receipt_amount=0.10&buyer_pay_amount=0.10&sign_type=RSA2&app_id=2019073166072302&seller_id=2088531891668739&gmt_payment=2019-08-15+15%3A56%3A24&notify_time=2019-08-15+15%3A56%3A25&version=1.0&out_trade_no=20190815155618536-564-57&total_amount=0.10&trade_no=2019081522001468450512505578&auth_app_id=2019073166072302&buyer_logon_id=xud***%40126.com&point_amount=0.00',
    },
    expected: {
      canonicalString:
        'app_id=2019073166072302&auth_app_id=2019073166072302&buyer_id=2088102534368455&buyer_logon_id=xud***@126.com&buyer_pay_amount=0.10&charset=utf-8&fund_bill_list=[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]&gmt_create=2019-08-15 15:56:22&gmt_payment=2019-08-15 15:56:24&invoice_amount=0.10&notify_id=2019081500222155624068450559358070&notify_time=2019-08-15 15:56:25&notify_type=trade_status_sync&out_trade_no=20190815155618536-564-57&point_amount=0.00&receipt_amount=0.10&seller_email=z97-yuquerevenue@service.aliyun.com&seller_id=2088531891668739&subject=语雀空间 500人规模&total_amount=0.10&trade_no=2019081522001468450512505578&trade_status=TRADE_SUCCESS&version=1.0',
      excluded: ['sign', 'sign_type'],
      valid: true,
    },
  },
  {
    name: 'v2-notify-servicemarket-keeps-sign-type',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts + test/fixtures/alipay-notify-sign-public-key-v2.pem',
    kind: 'v2-notify-verify',
    publicKeyPem: keys.sdkServiceMarketPublicKey,
    input: {
      params: {
        app_id: '2017122801303261',
        charset: 'UTF-8',
        commodity_order_id: '2019030800000018079639',
        contactor: '技术支持测试的公司',
        merchant_pid: '2088721996721370',
        method: 'alipay.open.servicemarket.order.notify',
        name: '技术支持测试的公司',
        notify_id: '2019030800222102023008121054923345',
        notify_time: '2019-03-08 10:20:23',
        notify_type: 'servicemarket_order_notify',
        order_item_num: '1',
        order_ticket: '29b1c37d99ab48c5bd5bdaeaeaefbB37',
        order_time: '2019-03-08 10:20:08',
        phone: '17826894615',
        service_code: '58621634',
        sign: 'MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL+EZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh+Iq4NGpPQFBd4D8EBJa3NJd8+czMfQskceosOQFqUtLQMYa5DPs+VpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM+YRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS/Bk+Y74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB+bstra+W7aw9x9DvkKgdSRw==',
        sign_type: 'RSA2',
        timestamp: '2019-03-08 10:20:23',
        title: '麦禾商城模版',
        total_price: '0.00',
        version: '1.0',
      },
      formBody:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08+10%3A20%3A23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08+10%3A20%3A08&phone=17826894615&service_code=58621634&sign=MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL%2BEZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh%2BIq4NGpPQFBd4D8EBJa3NJd8%2BczMfQskceosOQFqUtLQMYa5DPs%2BVpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM%2BYRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS%2FBk%2BY74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB%2Bbstra%2BW7aw9x9DvkKgdSRw%3D%3D&sign_type=RSA2&timestamp=2019-03-08+10%3A20%3A23&title=%E9%BA%A6%E7%A6%BE%E5%95%86%E5%9F%8E%E6%A8%A1%E7%89%88&total_price=0.00&version=1.0',
    },
    expected: {
      canonicalString:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=技术支持测试的公司&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=技术支持测试的公司&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08 10:20:23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08 10:20:08&phone=17826894615&service_code=58621634&sign_type=RSA2&timestamp=2019-03-08 10:20:23&title=麦禾商城模版&total_price=0.00&version=1.0',
      excluded: ['sign'],
      valid: true,
    },
  },
  {
    name: 'v2-notify-tampered-must-fail',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-notify-verify',
    publicKeyPem: keys.sdkServiceMarketPublicKey,
    input: {
      params: {
        app_id: '2017122801303261',
        charset: 'UTF-8',
        commodity_order_id: '2019030800000018079639',
        contactor: '技术支持测试的公司',
        merchant_pid: '2088721996721370',
        method: 'alipay.open.servicemarket.order.notify',
        name: '技术支持测试的公司',
        notify_id: '2019030800222102023008121054923345',
        notify_time: '2019-03-08 10:20:23',
        notify_type: 'servicemarket_order_notify',
        order_item_num: '1',
        order_ticket: '29b1c37d99ab48c5bd5bdaeaeaefbB37',
        order_time: '2019-03-08 10:20:08',
        phone: '17826894615',
        service_code: '58621634111',
        sign: 'MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL+EZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh+Iq4NGpPQFBd4D8EBJa3NJd8+czMfQskceosOQFqUtLQMYa5DPs+VpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM+YRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS/Bk+Y74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB+bstra+W7aw9x9DvkKgdSRw==',
        sign_type: 'RSA2',
        timestamp: '2019-03-08 10:20:23',
        title: '麦禾商城模版',
        total_price: '0.00',
        version: '1.0',
      },
      formBody:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08+10%3A20%3A23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08+10%3A20%3A08&phone=17826894615&service_code=58621634111&sign=MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL%2BEZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh%2BIq4NGpPQFBd4D8EBJa3NJd8%2BczMfQskceosOQFqUtLQMYa5DPs%2BVpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM%2BYRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS%2FBk%2BY74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB%2Bbstra%2BW7aw9x9DvkKgdSRw%3D%3D&sign_type=RSA2&timestamp=2019-03-08+10%3A20%3A23&title=%E9%BA%A6%E7%A6%BE%E5%95%86%E5%9F%8E%E6%A8%A1%E7%89%88&total_price=0.00&version=1.0',
    },
    expected: { valid: false },
  },
  {
    name: 'v2-verify-keep-sign-type-rsa1',
    source:
      'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/RSACheckTest.java + v2/src/test/resources/fixture/appCertPublicKey_2021003126695331.crt',
    kind: 'v2-params-verify',
    publicKeyPem: keys.sdkJavaPublicKey,
    certificatePem: keys.sdkJavaCertificate,
    input: {
      params: {
        method: 'koubei.marketing.data.indicator.query',
        app_id: '2019090366875133',
        sign_type: 'RSA',
        sign: 'a5NeWetvFNFg5EyjQ8UAxMHlih5kOAv7s33K+J5KBi9Gq2GTMj5EwOScPcHy2HFAMcRvHmc4pM8HG4Mj89OxNwfKPqR27TEMM0Sy2PdKqL5d5mPdabVtgB82htfcEofiHUdq99AzTyZOFJuj4XIm8cmHr4p4MrUdGOMnLNxvq9tG58ADCRvxmUqx99MbFHm5nmh8xHZ0oULBzxttMVQRwniY0oZzncJVX8UwdcQWJp+xhXUnRkrx0IU/ZLmLXQHcV2r0flka3KeXY9DthwB/gdomYvTTaPo+Aw8TxG230Q3Es6AT/QuOujuEGaHzA4oYchWLxTVUzeRcJBRmGzmLXA==',
      },
    },
    expected: {
      canonicalString: 'app_id=2019090366875133&method=koubei.marketing.data.indicator.query&sign_type=RSA',
      excluded: ['sign'],
      valid: true,
    },
  },
  {
    name: 'v2-verify-keep-sign-type-rsa2-chinese',
    source:
      'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/RSACheckTest.java + v2/src/test/resources/fixture/appCertPublicKey_2021003126695331.crt',
    kind: 'v2-params-verify',
    publicKeyPem: keys.sdkJavaPublicKey,
    certificatePem: keys.sdkJavaCertificate,
    input: {
      params: {
        method: 'koubei.marketing.data.indicator.query',
        app_id: '2019090366875133',
        sign_type: 'RSA2',
        extra: '中文测试',
        sign: 'LhPRG5h6xo8Pk1tFIbiCt2S81S3jvDs5is9yO8uH87kVY0vpnOuxGgauKim9SnFGGxGmhQY4TJSrASlW6NsML2qIaxqsSFTNVUbct7MgdBBKqkoORNOq1gpLIymyI+G88qDaodOXkEAtUNYm4I6r1wkJVvdumrmRoHg8GcLpP//3J3hNELIJB2SC5SJ2pe4als+Psmjpd5xyK/qgDXf2qTmBooA0z673xqxjtd8H1FBlUCnGmTG3ClnGatmfjxIL0HF+PLyrmqzDO8UOjod0Kh2SwxH7zQikhr4VUihQ04MrP08nsGKjIPvZFAZiW7dnchVr4I/Tid0cbuthjmoWyw==',
      },
    },
    expected: {
      canonicalString:
        'app_id=2019090366875133&extra=中文测试&method=koubei.marketing.data.indicator.query&sign_type=RSA2',
      excluded: ['sign'],
      valid: true,
    },
  },
  {
    name: 'v2-notify-rsa1-trade-finished',
    source: 'lokielse/omnipay-alipay:tests/AopAppGatewayTest.php + tests/Assets/dist/common/rsa_public_key.pem',
    kind: 'v2-notify-verify',
    publicKeyPem: keys.omnipayPublicKey,
    input: {
      params: {
        total_amount: '0.01',
        buyer_id: '20882025611234567',
        trade_no: '201609232100100306021234567',
        refund_fee: '0.00',
        notify_time: '2016-09-23 19:12:33',
        subject: 'test',
        sign_type: 'RSA',
        notify_type: 'trade_status_sync',
        out_trade_no: '2016092313071234567',
        gmt_close: '2016-09-23 19:08:10',
        trade_status: 'TRADE_FINISHED',
        gmt_payment: '2016-09-23 19:08:10',
        sign: 'Xa2NyOsxOBjW/q/RUFZhii2epa4B3ka+2aGsG8knqkiCD8llXrTDm11QtGkSRVw/hbfcgFPiTkuaKnaaDu/UfypsVSHToy28PiH5xkBSSd6zHNZCP/jvjzOa6GPf4tIpfYNVvjaRMRcbn+TRlOFtHOnMMubjsg7K52P+LCugZIA=',
        gmt_create: '2016-09-23 19:08:09',
        app_id: '20151128001234567',
        seller_id: '20880114661234567',
        notify_id: 'da3e56af64bcb163f167240dc0f781agge',
      },
      formBody:
        'total_amount=0.01&buyer_id=20882025611234567&trade_no=201609232100100306021234567&refund_fee=0.00&notify_time=2016-09-23+19%3A12%3A33&subject=test&sign_type=RSA&notify_type=trade_status_sync&out_trade_no=2016092313071234567&gmt_close=2016-09-23+19%3A08%3A10&trade_status=TRADE_FINISHED&gmt_payment=2016-09-23+19%3A08%3A10&sign=Xa2NyOsxOBjW%2Fq%2FRUFZhii2epa4B3ka%2B2aGsG8knqkiCD8llXrTDm11QtGkSRVw%2FhbfcgFPiTkuaKnaaDu%2FUfypsVSHToy28PiH5xkBSSd6zHNZCP%2FjvjzOa6GPf4tIpfYNVvjaRMRcbn%2BTRlOFtHOnMMubjsg7K52P%2BLCugZIA%3D&gmt_create=2016-09-23+19%3A08%3A09&app_id=20151128001234567&seller_id=20880114661234567&notify_id=da3e56af64bcb163f167240dc0f781agge',
    },
    expected: {
      canonicalString:
        'app_id=20151128001234567&buyer_id=20882025611234567&gmt_close=2016-09-23 19:08:10&gmt_create=2016-09-23 19:08:09&gmt_payment=2016-09-23 19:08:10&notify_id=da3e56af64bcb163f167240dc0f781agge&notify_time=2016-09-23 19:12:33&notify_type=trade_status_sync&out_trade_no=2016092313071234567&refund_fee=0.00&seller_id=20880114661234567&subject=test&total_amount=0.01&trade_no=201609232100100306021234567&trade_status=TRADE_FINISHED',
      excluded: ['sign', 'sign_type'],
      valid: true,
    },
  },
]
