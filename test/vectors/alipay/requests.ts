import * as keys from './keys.js'
import type { AlipayVector } from './sample.js'

// Signed calls, pages and order strings of V2.

export const requests: readonly AlipayVector[] = [
  {
    name: 'v2-request-sign-trade-query-cert-mode',
    source: 'yansongda/pay:tests/Plugin/Alipay/V2/AddPayloadSignaturePluginTest.php + tests/TestCase.php',
    kind: 'v2-request-sign',
    publicKeyPem: keys.yansongdaAppPublicKey,
    privateKeyPem: keys.yansongdaAppPrivateKey,
    input: {
      params: {
        app_id: '9021000122682882',
        method: 'alipay.trade.query',
        format: 'JSON',
        return_url: 'http://hk.ysdor.cn/index.php',
        charset: 'utf-8',
        sign_type: 'RSA2',
        timestamp: '2023-12-21 06:54:37',
        version: '1.0',
        notify_url: 'http://hk.ysdor.cn/index.php',
        app_cert_sn: 'e90dd23a37c5c7b616e003970817ff82',
        alipay_root_cert_sn: '687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6',
        biz_content: '{"out_trade_no":"1703141270"}',
      },
    },
    expected: {
      canonicalString:
        'alipay_root_cert_sn=687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6&app_cert_sn=e90dd23a37c5c7b616e003970817ff82&app_id=9021000122682882&biz_content={"out_trade_no":"1703141270"}&charset=utf-8&format=JSON&method=alipay.trade.query&notify_url=http://hk.ysdor.cn/index.php&return_url=http://hk.ysdor.cn/index.php&sign_type=RSA2&timestamp=2023-12-21 06:54:37&version=1.0',
      sign: 'FrzUwXziVWK2x5glZkGoQ6dGR87O33APv3D/lWjVqPrFnMwcYjOYyln1B1bw5VuOwokLRmqcwWuTumBg8Q+n4FkVR3DMCvL8ywTBp5+6pRAETfhFop4m+r6jI+dgOavwyoZ69CWCzCcEyb0vMjgrV2eoSI4bgLjJyPcGpZ+iDBTSvE6eVxs05bUjainAOB5NnAvME06nkaxGLB4qwF9c3SQoiZt7QcMRdyy6mRItZxRaEjMm6qX8dfPuuquJC4wpTRk8PQeu5EMR4yyc1atxso3CMovjkGr5LzDtqLNseyqqorYW+Gfu3ugHSs9aqkwAAysg79O6TsvuFa9OHq64Tg==',
    },
  },
  {
    name: 'v2-sdk-execute-string-1024',
    source: 'chloerei/alipay:test/alipay/client_test.rb + test/test_helper.rb',
    kind: 'v2-sdk-execute',
    publicKeyPem: keys.chloereiPublicKey,
    privateKeyPem: keys.chloereiPrivateKey,
    input: {
      params: {
        app_id: '2016000000000000',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        version: '1.0',
        timestamp: '2016-04-01 00:00:00',
        method: 'alipay.trade.page.pay',
        biz_content:
          '{"out_trade_no":"20160401000000","product_code":"QUICK_MSECURITY_PAY","total_amount":"0.01","subject":"test"}',
        app_cert_sn: '28d1147972121b91734da59aa10f3c16',
        alipay_root_cert_sn: '28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16',
      },
    },
    expected: {
      canonicalString:
        'alipay_root_cert_sn=28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16&app_cert_sn=28d1147972121b91734da59aa10f3c16&app_id=2016000000000000&biz_content={"out_trade_no":"20160401000000","product_code":"QUICK_MSECURITY_PAY","total_amount":"0.01","subject":"test"}&charset=UTF-8&method=alipay.trade.page.pay&sign_type=RSA2&timestamp=2016-04-01 00:00:00&version=1.0',
      sign: 'Zr2UkxZcW69WB8bNsERgJrd73zBdiOeb08CmoI946Fiuh2dIYZKW8MqYEa46nPbqPL4Q0gv3djc1IWFMgY9J4Ku8TltV5NRxrIrtfRxVZa59Sg+lAI7EiHENqJfXpZptn+Fa7SaV4ZzLsMWaNC2RceF2unPH17/Zr1ZpkzUFYlE=',
      orderString:
        'app_id=2016000000000000&charset=UTF-8&sign_type=RSA2&version=1.0&timestamp=2016-04-01+00%3A00%3A00&method=alipay.trade.page.pay&biz_content=%7B%22out_trade_no%22%3A%2220160401000000%22%2C%22product_code%22%3A%22QUICK_MSECURITY_PAY%22%2C%22total_amount%22%3A%220.01%22%2C%22subject%22%3A%22test%22%7D&app_cert_sn=28d1147972121b91734da59aa10f3c16&alipay_root_cert_sn=28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16&sign=Zr2UkxZcW69WB8bNsERgJrd73zBdiOeb08CmoI946Fiuh2dIYZKW8MqYEa46nPbqPL4Q0gv3djc1IWFMgY9J4Ku8TltV5NRxrIrtfRxVZa59Sg%2BlAI7EiHENqJfXpZptn%2BFa7SaV4ZzLsMWaNC2RceF2unPH17%2FZr1ZpkzUFYlE%3D',
    },
  },
  {
    name: 'v2-page-execute-post-form-1024',
    source: 'chloerei/alipay:test/alipay/client_test.rb + test/test_helper.rb',
    kind: 'v2-page-execute-post',
    publicKeyPem: keys.chloereiPublicKey,
    privateKeyPem: keys.chloereiPrivateKey,
    input: {
      params: {
        app_id: '2016000000000000',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        version: '1.0',
        timestamp: '2016-04-01 00:00:00',
        method: 'alipay.trade.page.pay',
        biz_content:
          '{"out_trade_no":"20160401000000","product_code":"FAST_INSTANT_TRADE_PAY","total_amount":"0.01","subject":"test"}',
        app_cert_sn: '28d1147972121b91734da59aa10f3c16',
        alipay_root_cert_sn: '28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16',
      },
    },
    expected: {
      canonicalString:
        'alipay_root_cert_sn=28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16&app_cert_sn=28d1147972121b91734da59aa10f3c16&app_id=2016000000000000&biz_content={"out_trade_no":"20160401000000","product_code":"FAST_INSTANT_TRADE_PAY","total_amount":"0.01","subject":"test"}&charset=UTF-8&method=alipay.trade.page.pay&sign_type=RSA2&timestamp=2016-04-01 00:00:00&version=1.0',
      sign: 'SEOXB35dlg5c4P1dwFnZDuvI/AsjMx6rfC9Y2F83lLx86GK1C1bQ05HR/w/QhAbnXVIKt1/h9IrDx6q8mlalQbWiNMrWHDZHm5/MFYln29LDNxtOT9T3s4bSvzzwfjzmnock68H7dW+Jm+bf5q6KFzen6iiR3/y9BPwgldJhRh0=',
      html: "<form id='alipaysubmit' name='alipaysubmit' action='https://openapi.alipaydev.com/gateway.do?charset=UTF-8' method='POST'><input type='hidden' name='app_id' value='2016000000000000'/><input type='hidden' name='charset' value='UTF-8'/><input type='hidden' name='sign_type' value='RSA2'/><input type='hidden' name='version' value='1.0'/><input type='hidden' name='timestamp' value='2016-04-01 00:00:00'/><input type='hidden' name='method' value='alipay.trade.page.pay'/><input type='hidden' name='biz_content' value='{\"out_trade_no\":\"20160401000000\",\"product_code\":\"FAST_INSTANT_TRADE_PAY\",\"total_amount\":\"0.01\",\"subject\":\"test\"}'/><input type='hidden' name='app_cert_sn' value='28d1147972121b91734da59aa10f3c16'/><input type='hidden' name='alipay_root_cert_sn' value='28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16'/><input type='hidden' name='sign' value='SEOXB35dlg5c4P1dwFnZDuvI/AsjMx6rfC9Y2F83lLx86GK1C1bQ05HR/w/QhAbnXVIKt1/h9IrDx6q8mlalQbWiNMrWHDZHm5/MFYln29LDNxtOT9T3s4bSvzzwfjzmnock68H7dW+Jm+bf5q6KFzen6iiR3/y9BPwgldJhRh0='/><input type='submit' value='ok' style='display:none'></form><script>document.forms['alipaysubmit'].submit();</script>",
    },
  },
  {
    name: 'v2-sdk-execute-chinese',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-sdk-execute',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      params: {
        method: 'alipay.trade.app.pay',
        app_id: '2014060600164699',
        charset: 'utf-8',
        version: '1.0',
        sign_type: 'RSA2',
        timestamp: '2024-05-13 17:49:20',
        notify_url: 'https://merchant.example/notify',
        biz_content:
          '{"out_trade_no":"ORD_0001","product_code":"QUICK_MSECURITY_PAY","subject":"测试 商品","total_amount":"0.01"}',
      },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content={"out_trade_no":"ORD_0001","product_code":"QUICK_MSECURITY_PAY","subject":"测试 商品","total_amount":"0.01"}&charset=utf-8&method=alipay.trade.app.pay&notify_url=https://merchant.example/notify&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'MSgatoIkVVqq3fRI1pdUSCEp6mGNHJIt9ee1v1QSVxmf6OTYrB8xXuwIUNLv/7S9DzZzTpgY16Zo+GPWfvxzC90LhUz+b43iHGPhh9Uezr2URIADvop8BpzGQY0JPkThbYDTfnKv/5iuysIXCNQY4eTsTmNNJ1zEs5eJLvuxMpzSDUo00LK8biFce5oyF63Vv1bdODEVzUy3vBjfx8OUAA7M9WiNrxWZ22GAwv8DzoNZql1c9zQCfs0OaRMguMSd3MFnYo2nFWVjGXi9LwhS7wUbw1RFT8s8EOAekmKxjqHtCeC+zuFv7ihTn/EjqC99jwv5v9gCnQ4LrZbCQ1PFCQ==',
      orderString:
        'method=alipay.trade.app.pay&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13%2017%3A49%3A20&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&biz_content=%7B%22out_trade_no%22%3A%22ORD_0001%22%2C%22product_code%22%3A%22QUICK_MSECURITY_PAY%22%2C%22subject%22%3A%22%E6%B5%8B%E8%AF%95%20%E5%95%86%E5%93%81%22%2C%22total_amount%22%3A%220.01%22%7D&sign=MSgatoIkVVqq3fRI1pdUSCEp6mGNHJIt9ee1v1QSVxmf6OTYrB8xXuwIUNLv%2F7S9DzZzTpgY16Zo%2BGPWfvxzC90LhUz%2Bb43iHGPhh9Uezr2URIADvop8BpzGQY0JPkThbYDTfnKv%2F5iuysIXCNQY4eTsTmNNJ1zEs5eJLvuxMpzSDUo00LK8biFce5oyF63Vv1bdODEVzUy3vBjfx8OUAA7M9WiNrxWZ22GAwv8DzoNZql1c9zQCfs0OaRMguMSd3MFnYo2nFWVjGXi9LwhS7wUbw1RFT8s8EOAekmKxjqHtCeC%2BzuFv7ihTn%2FEjqC99jwv5v9gCnQ4LrZbCQ1PFCQ%3D%3D',
    },
  },
  {
    name: 'v2-gateway-request-encrypted',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-gateway-request',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      method: 'POST',
      requestTarget:
        '/gateway.do?method=alipay.open.auth.app.aes.set&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13+17%3A49%3A20&sign=P%2FralYfWWAG7aMoNX%2FIjKyzyTP6TWUOFN789RgA2fql8S8I3WyV370F59lK78zCfRd%2F3d27eqcq3vHtOpozpFmdeFTwYAGHHCnTeYEVGSyUKgw76ETFIPG3Ar7cqXXx3PRc9SZlZ1iDRhoXszmveDgvgNvnjtpFFhWrWqOUD0dlyrFXdLTLxAjd84NMjmJ1vTTRL9fKH%2Bfe55F3F6NGwF%2BCZPOlM7itF5u1nAtMlWnfsnlK3piCWpNyclgjOQC%2F56RJqvnUmyuOHeumOQIUTqaE4g4QvdDhuBdWsQgU6cN%2Bwvq82jbkYHcJ3ghPORq6MUYYW7VI1gVc5Dy%2FdRZe9UQ%3D%3D',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      formBody:
        'encrypt_type=AES&biz_content=quKt7Cno9ZIo%2BfjZMHwCGNYG7Xok%2B0T3b%2FtoX%2BcVOIPyKI3K0v4%2Bim6wNRQZ%2FzwJ',
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content=quKt7Cno9ZIo+fjZMHwCGNYG7Xok+0T3b/toX+cVOIPyKI3K0v4+im6wNRQZ/zwJ&charset=utf-8&encrypt_type=AES&method=alipay.open.auth.app.aes.set&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'P/ralYfWWAG7aMoNX/IjKyzyTP6TWUOFN789RgA2fql8S8I3WyV370F59lK78zCfRd/3d27eqcq3vHtOpozpFmdeFTwYAGHHCnTeYEVGSyUKgw76ETFIPG3Ar7cqXXx3PRc9SZlZ1iDRhoXszmveDgvgNvnjtpFFhWrWqOUD0dlyrFXdLTLxAjd84NMjmJ1vTTRL9fKH+fe55F3F6NGwF+CZPOlM7itF5u1nAtMlWnfsnlK3piCWpNyclgjOQC/56RJqvnUmyuOHeumOQIUTqaE4g4QvdDhuBdWsQgU6cN+wvq82jbkYHcJ3ghPORq6MUYYW7VI1gVc5Dy/dRZe9UQ==',
      plainBizContent: '{"merchant_app_id":"2021001170662064"}',
    },
  },
  {
    name: 'v2-gateway-request-trade-query',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-gateway-request',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      method: 'POST',
      requestTarget:
        '/gateway.do?method=alipay.trade.query&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13+17%3A49%3A20&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&sign=KSQ02MyzYA83yJbeSgkcGdn%2BivIvFp79GrFf4vLznBLzl5VHpM5AIZPDCrFVxGMa6D1kclO4owZR5mbwu5Qn4MFiUmn1QOREwjP0cd%2B%2Fa5EZguHhjKz1dj3MniKWz5NJucWvqV8EZYp%2F9UBCtTt6YZl8bR5qy1SZ%2FvGjX2wJyMNiUQSmKs%2BIJ59qrYoWTrQliNQFFXBcJWuIJDoc9UQALxs6W%2F262EREkevVIyuFrICCEF68YfwRGSidZgDLXHVNea29UPuU3UvhutUvdNFkO7zN4J%2B%2BORPB%2FILQxRXvo%2BsiwLtb05UUs84fGjX96DnW%2Fz8cOCrd1eklo56OXtmjAg%3D%3D',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      formBody: 'biz_content=%7B%22out_trade_no%22%3A%22ORD_0001%22%7D',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content={"out_trade_no":"ORD_0001"}&charset=utf-8&method=alipay.trade.query&notify_url=https://merchant.example/notify&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'KSQ02MyzYA83yJbeSgkcGdn+ivIvFp79GrFf4vLznBLzl5VHpM5AIZPDCrFVxGMa6D1kclO4owZR5mbwu5Qn4MFiUmn1QOREwjP0cd+/a5EZguHhjKz1dj3MniKWz5NJucWvqV8EZYp/9UBCtTt6YZl8bR5qy1SZ/vGjX2wJyMNiUQSmKs+IJ59qrYoWTrQliNQFFXBcJWuIJDoc9UQALxs6W/262EREkevVIyuFrICCEF68YfwRGSidZgDLXHVNea29UPuU3UvhutUvdNFkO7zN4J++ORPB/ILQxRXvo+siwLtb05UUs84fGjX96DnW/z8cOCrd1eklo56OXtmjAg==',
    },
  },
]
