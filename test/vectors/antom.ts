import type { Sample } from './flip.js'

export type AntomVector = Sample & {
  readonly source: string
  readonly publicKey?: string
  readonly privateKey?: string
  readonly input: { method?: string; path?: string; clientId?: string; time?: string; body?: string; header?: string }
  readonly expected: {
    contentToSign?: string
    signatureBase64?: string
    signatureHeader?: string
    signatureUrlEncoded?: string
    signatureByteLength?: number
    algorithm?: string
    keyVersion?: string
    valid?: boolean
  }
}

// The pair that is published in the test resources of alipay/ams-java-sdk (config.properties).
export const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAisP7/U/dBV43yK38lTzH
5TH5rlXQGcY1fEypYSMvTjZsOZTiH5eAvKiGfAJ4yMwzmlnDaOZpbFMh7wCmfNba
MzDyFqhcCbytzVZu9Hafb364JDoHVJuc0jZ66tTNyiLZGeNWIqdEk7Uj33k/+Fkd
/MVCDSgx/5w8BhdeGO7UTG2FOhvavF9DUULGtzNekKEjZumA0A83Fvp0hE2/qZLN
A+cljo162d/UR6dc9/Mk/iAP6K2GXQ7Dtg/USlLOg2slpYmJXnQobZ3S57TEeZLU
GOLMNd3Mq6op5ZJ/95VBi7zlyH6FRTnmCTWFgsiMwaXbCj7dJyxgU0CL2NdylKSP
OQIDAQAB
-----END PUBLIC KEY-----
`
export const privateKey = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCKw/v9T90FXjfI
rfyVPMflMfmuVdAZxjV8TKlhIy9ONmw5lOIfl4C8qIZ8AnjIzDOaWcNo5mlsUyHv
AKZ81tozMPIWqFwJvK3NVm70dp9vfrgkOgdUm5zSNnrq1M3KItkZ41Yip0STtSPf
eT/4WR38xUINKDH/nDwGF14Y7tRMbYU6G9q8X0NRQsa3M16QoSNm6YDQDzcW+nSE
Tb+pks0D5yWOjXrZ39RHp1z38yT+IA/orYZdDsO2D9RKUs6DayWliYledChtndLn
tMR5ktQY4sw13cyrqinlkn/3lUGLvOXIfoVFOeYJNYWCyIzBpdsKPt0nLGBTQIvY
13KUpI85AgMBAAECggEAd+meQysVasMdX4yCPZB1iOijw3QiTXOL2qsAn5FhGqxK
34N52CT6uYzEEjuslpBnc1VoWKjrpxE7vKYKOM0NZ7k/Kjc4ua1TX6L2ZMhxRE7z
31JJ7WI/pSQxGeblImz0wLtEPtPenemlY0MK9ZhFIp5vUqFOe31OHVFqHg+cY6Hh
uOkIWTOXW3gCxLuPET+ekEKbsx8bGZiAc9Qh/GJzPWlaVggXMPx3KBt1Nmjd1fay
mjELWxuJk4NB4XM4fwYMopEbTFOc0e+SeAtOs/VpYZ47hPLj9fXqM/JmPdRbbvQY
g6vpvgEy4aRswRX2SUjLJ/g2BmS40PkpQyR1cQLgxQKBgQDhqtErYlf+fDzVS3lc
j0qeL52BgamA16oKTXSGnMc9pYNzh4kZgMeE4g2iEfNzPcCL0mfB6L+B9XV2XVNC
53rnHxoX/11CG58cM7AI6ks4yl8rJngPl9HCt/wq5yNEhSfCoU2RN8N1la66koHW
VJeXTerQUmyI9fKzIVGjpFslSwKBgQCdauP+0pTX2eT79qA6shIiE5zSLlS5Nsk6
x+mS4C1wxEVBsy5cDes6bKm7CN5IkGfLbpHdXqYNnVczt1rf2CyHaH+Sb4s600+V
ytoI5HAP5kXEjGfF7KsMv9ujHaRVrCxr9D/p7ELV7c8nBRyZeN8bQvzEXOTW2JQD
vXM6JlW/CwKBgBA33IyHptdNSnnx0KkMS0qPFXzHOs1dsoTHCEbcYZ1Wldnptbq1
fKFaNayeKabwmzPxTS+scIcAgw6cqm02gai2nYN4ANXNcmPuewpI/Fr6gFhzjVFh
kduyqVbUAb7c6vyb5x02qr96oHIcMWSb88EWAngyVEaLloO1M07Vcw99AoGAUNGj
Mp4M2vE8tfu98cSguKwXFHXC+8Bb+fjPO6Aq1D2ATSXgRFTFEx7c2XDJJro0/+XJ
r7y7RjwknCGj307ONcr5zEXGVrJMptwZqv0VZ6RS54EqehxzCT2rVwiN6YpW2Cnz
cnbhLZJFi4P9VfIPoaB3w5zpxEA3ZeArO4yY81cCgYEAuiHiqj5zp6oC8rOXxYSH
Z+F3BGw3KCQRU8bOxtW1SZNJSgx65LGro7qpL2KPsvvIpr9xeE25mqMut9PeLgJH
SAiK40lWnCpXMeD088PBkbKVaa6ub2vj74hxJHmexqvTJRWeIuWFrhAUGxbzHeVS
hxwhSiurSzLsLZtG+BEJa2w=
-----END PRIVATE KEY-----
`

/**
 * Every published sample of Antom's wire, transcribed as it is. Signatures of bodies without a published one were computed by
 * Antom's own Java client (global-open-sdk-java: SignatureTool) with a published key pair; the last is a genuine capture.
 */
export const vectors: readonly AntomVector[] = [
  {
    name: 'canonical-request-doc-sample',
    kind: 'canonical-string',
    source:
      'Antom documentation, page "Sign a request and verify the signature" (global.alipay.com docs, ams/digital_signature)',
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/pay',
      clientId: 'SANDBOX_5X00000000000000',
      time: '1685599933871',
      body: '{\n    "env": {\n        "terminalType": "WEB"\n    },\n    "order": {\n        "orderAmount": {\n            "currency": "CNY",\n            "value": "100"\n        },\n        "orderDescription": "Testing order",\n        "referenceOrderId": "ORDER_ID_1685599933871"\n    },\n    "paymentAmount": {\n        "currency": "CNY",\n        "value": "100"\n    },\n    "paymentMethod": {\n        "paymentMethodType": "ALIPAY_CN"\n    },\n    "paymentRedirectUrl": "https://www.example.com",\n    "paymentRequestId": "REQUEST_ID_1685599933871",\n    "productCode": "CASHIER_PAYMENT"\n}',
    },
    expected: {
      contentToSign:
        'POST /ams/api/v1/payments/pay\nSANDBOX_5X00000000000000.1685599933871.{\n    "env": {\n        "terminalType": "WEB"\n    },\n    "order": {\n        "orderAmount": {\n            "currency": "CNY",\n            "value": "100"\n        },\n        "orderDescription": "Testing order",\n        "referenceOrderId": "ORDER_ID_1685599933871"\n    },\n    "paymentAmount": {\n        "currency": "CNY",\n        "value": "100"\n    },\n    "paymentMethod": {\n        "paymentMethodType": "ALIPAY_CN"\n    },\n    "paymentRedirectUrl": "https://www.example.com",\n    "paymentRequestId": "REQUEST_ID_1685599933871",\n    "productCode": "CASHIER_PAYMENT"\n}',
    },
  },
  {
    name: 'signature-header-with-blanks',
    kind: 'signature-header-parse',
    source:
      'Antom documentation, page "Sign a request and verify the signature" (global.alipay.com docs, ams/digital_signature)',
    input: {
      header:
        'algorithm=RSA256, keyVersion=1, signature=SVCvBbh5Eviwaj13ouTDy%2FAqFcNDNLXtoIgxFurTgnYjfBJ6h7jl4GKr%2Bkw8easQv9EHK7CXT9QZOMrkYNOUuqRs%2FDtT4vROCiRcnqNOKVjU3zHt%2Br%2Fxal%2FYRV4dc%2FNtu1ppyWJ6a2xNFCa63Y2YKNn%2FW%2B9eABmU2oohVXwBNoCnaLDoTIJV2RKb3E%2FiUp0aIWUz0Ntv4kVR8ZqMe6DUmf7pHRq9hm2av4wwBpJbHC%2B6R%2BMBQPv%2F0ZUFBW02ie%2FTpXBrPasb15s%2FjcmRpAnmED%2FFIec4TGzDIHr%2BO3QFtIRu72vg4zHWC3FuL4i8zfMXWNi3kp7hBFUIBpYroTZH5Q%3D%3D',
    },
    expected: {
      algorithm: 'RSA256',
      keyVersion: '1',
      signatureBase64:
        'SVCvBbh5Eviwaj13ouTDy/AqFcNDNLXtoIgxFurTgnYjfBJ6h7jl4GKr+kw8easQv9EHK7CXT9QZOMrkYNOUuqRs/DtT4vROCiRcnqNOKVjU3zHt+r/xal/YRV4dc/Ntu1ppyWJ6a2xNFCa63Y2YKNn/W+9eABmU2oohVXwBNoCnaLDoTIJV2RKb3E/iUp0aIWUz0Ntv4kVR8ZqMe6DUmf7pHRq9hm2av4wwBpJbHC+6R+MBQPv/0ZUFBW02ie/TpXBrPasb15s/jcmRpAnmED/FIec4TGzDIHr+O3QFtIRu72vg4zHWC3FuL4i8zfMXWNi3kp7hBFUIBpYroTZH5Q==',
      signatureByteLength: 256,
    },
  },
  {
    name: 'signature-header-ams-java-test',
    kind: 'signature-header-parse',
    source: 'alipay/ams-java-sdk:src/test/java/com/alipay/ams/AMSClientTest.java',
    input: {
      header:
        'algorithm=RSA256,keyVersion=1,signature=Z5jzph9LOJRhesviKFs74ogWHz2ufDcKYA4XQL8wz41bRnyg%2FbDsIOAGQ%2BGzSwhNTV1azpC02%2F4itzkjxDH%2BJXOzjNWVVIQvhzT7UTgbjRMuaBi3hs8SVSTJzqkSEAiLLkqgJ3te2slOWwlPLXaFJdXAEw7Gd2EhXJyPE9FAn5sKBZsLf0nPqVYNhIy3iINf9PAKNJ9qzJVEj8VEH34hovUqZtgIlD%2F7%2BBR9ieoe8kQjSxE6qenbLUFMravbAicu3KQbR05wBApFDXkC%2BTLS9mwyCsMlQrGXfYWwO%2FLluXRE3jkgalO5jdaEfzawzz%2BqkuU%2FJdM7iHXBMJGC%2FQdsXA%3D%3D',
    },
    expected: {
      algorithm: 'RSA256',
      keyVersion: '1',
      signatureBase64:
        'Z5jzph9LOJRhesviKFs74ogWHz2ufDcKYA4XQL8wz41bRnyg/bDsIOAGQ+GzSwhNTV1azpC02/4itzkjxDH+JXOzjNWVVIQvhzT7UTgbjRMuaBi3hs8SVSTJzqkSEAiLLkqgJ3te2slOWwlPLXaFJdXAEw7Gd2EhXJyPE9FAn5sKBZsLf0nPqVYNhIy3iINf9PAKNJ9qzJVEj8VEH34hovUqZtgIlD/7+BR9ieoe8kQjSxE6qenbLUFMravbAicu3KQbR05wBApFDXkC+TLS9mwyCsMlQrGXfYWwO/LluXRE3jkgalO5jdaEfzawzz+qkuU/JdM7iHXBMJGC/QdsXA==',
      signatureByteLength: 256,
    },
  },
  {
    name: 'request-pay-doc-body',
    kind: 'request-sign',
    source:
      'Antom documentation, page "Sign a request and verify the signature" (global.alipay.com docs, ams/digital_signature); alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    privateKey,
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/pay',
      clientId: 'SANDBOX_5X00000000000000',
      time: '1685599933871',
      body: '{\n    "env": {\n        "terminalType": "WEB"\n    },\n    "order": {\n        "orderAmount": {\n            "currency": "CNY",\n            "value": "100"\n        },\n        "orderDescription": "Testing order",\n        "referenceOrderId": "ORDER_ID_1685599933871"\n    },\n    "paymentAmount": {\n        "currency": "CNY",\n        "value": "100"\n    },\n    "paymentMethod": {\n        "paymentMethodType": "ALIPAY_CN"\n    },\n    "paymentRedirectUrl": "https://www.example.com",\n    "paymentRequestId": "REQUEST_ID_1685599933871",\n    "productCode": "CASHIER_PAYMENT"\n}',
    },
    expected: {
      contentToSign:
        'POST /ams/api/v1/payments/pay\nSANDBOX_5X00000000000000.1685599933871.{\n    "env": {\n        "terminalType": "WEB"\n    },\n    "order": {\n        "orderAmount": {\n            "currency": "CNY",\n            "value": "100"\n        },\n        "orderDescription": "Testing order",\n        "referenceOrderId": "ORDER_ID_1685599933871"\n    },\n    "paymentAmount": {\n        "currency": "CNY",\n        "value": "100"\n    },\n    "paymentMethod": {\n        "paymentMethodType": "ALIPAY_CN"\n    },\n    "paymentRedirectUrl": "https://www.example.com",\n    "paymentRequestId": "REQUEST_ID_1685599933871",\n    "productCode": "CASHIER_PAYMENT"\n}',
      signatureBase64:
        'g9bWLmkI6X/zFpkzP7uYNf91yz2WMJ5WBKIoDb2LBuBFEPH+vcuScFnXM6JFzLBiR6wRJ9wZ72SM3LkTHsWyZlClF8WUeGLbnpn21u3yGDnK6tRIEQ/e4yHIEzST164Vcah8awNexK3lTeSOOUMwW43i8NwztFdlgaOlMxvPqUIwNj0J+WLH+w3W5ziYmge5RwIzP4arouT3UDcH385t3R7x7E3kiQjN1GVl2R/a/77ZyOXrpKmGdUqmUp9Y3Nq1DQ4bbnCHLwmbzdPYP8EraoKqJgt+84ANhhXvb72gPIa7b8FGGnu/cgGsjwDp4D5K3fvIoyQLZs1ZoIE0IUR0+Q==',
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=g9bWLmkI6X%2FzFpkzP7uYNf91yz2WMJ5WBKIoDb2LBuBFEPH%2BvcuScFnXM6JFzLBiR6wRJ9wZ72SM3LkTHsWyZlClF8WUeGLbnpn21u3yGDnK6tRIEQ%2Fe4yHIEzST164Vcah8awNexK3lTeSOOUMwW43i8NwztFdlgaOlMxvPqUIwNj0J%2BWLH%2Bw3W5ziYmge5RwIzP4arouT3UDcH385t3R7x7E3kiQjN1GVl2R%2Fa%2F77ZyOXrpKmGdUqmUp9Y3Nq1DQ4bbnCHLwmbzdPYP8EraoKqJgt%2B84ANhhXvb72gPIa7b8FGGnu%2FcgGsjwDp4D5K3fvIoyQLZs1ZoIE0IUR0%2BQ%3D%3D',
      valid: true,
    },
  },
  {
    name: 'request-instore-order-code',
    kind: 'request-sign',
    source:
      'alipay/ams-java-sdk:src/test/resources/api_mocks/requests/order_code.json; alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    privateKey,
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/pay',
      clientId: '5XSR7C3046QJ05345',
      time: '1685599933871',
      body: '{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"PR20190000000001_","paymentMethod":{"paymentMethodType":"CONNECT_WALLET"},"paymentFactor":{"inStorePaymentScenario":"OrderCode"},"paymentAmount":{"currency":"JPY","value":"1000"},"order":{"referenceOrderId":"0000000001","orderDescription":"New White Lace Sleeveless","orderAmount":{"currency":"JPY","value":"1000"},"merchant":{"referenceMerchantId":"seller231117459","merchantName":"Some_Mer","merchantMCC":"7011","store":{"referenceStoreId":"store231117459","storeName":"Some_store","storeMCC":"7011"}}}}',
    },
    expected: {
      contentToSign:
        'POST /ams/api/v1/payments/pay\n5XSR7C3046QJ05345.1685599933871.{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"PR20190000000001_","paymentMethod":{"paymentMethodType":"CONNECT_WALLET"},"paymentFactor":{"inStorePaymentScenario":"OrderCode"},"paymentAmount":{"currency":"JPY","value":"1000"},"order":{"referenceOrderId":"0000000001","orderDescription":"New White Lace Sleeveless","orderAmount":{"currency":"JPY","value":"1000"},"merchant":{"referenceMerchantId":"seller231117459","merchantName":"Some_Mer","merchantMCC":"7011","store":{"referenceStoreId":"store231117459","storeName":"Some_store","storeMCC":"7011"}}}}',
      signatureBase64:
        'T274UzkgLkKW4fTuuDac2izYNcPkb9lf/+9kFZGCNfm+XbJ4lYPFMH5GaCFifsSh9+PA9Iv7HWgKlgx6MkniVTJe+gtPZ+xT+dvDhh5YgZXwIT7cQml4DC8iquaIgRc2WlKllIngdsyxnwVxAGv7WGpeB2zrJt++3KupUefjri2rsJ+0Gchk4sO8Pf4IobH/75or/BTXLPDxeLHz4hNrsqtwGbGBlvlK+D1Rb2kH4SqlE5tviH/9s/ScZtbBM/xW1XTziigaNTydkT4VqKe11Uc1Ori/lv6Vt6iMOgKFmBvKqDd7ikSrhKME19rBuDvgHx1EHsyzORtwhJ4/7K0FzA==',
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=T274UzkgLkKW4fTuuDac2izYNcPkb9lf%2F%2B9kFZGCNfm%2BXbJ4lYPFMH5GaCFifsSh9%2BPA9Iv7HWgKlgx6MkniVTJe%2BgtPZ%2BxT%2BdvDhh5YgZXwIT7cQml4DC8iquaIgRc2WlKllIngdsyxnwVxAGv7WGpeB2zrJt%2B%2B3KupUefjri2rsJ%2B0Gchk4sO8Pf4IobH%2F75or%2FBTXLPDxeLHz4hNrsqtwGbGBlvlK%2BD1Rb2kH4SqlE5tviH%2F9s%2FScZtbBM%2FxW1XTziigaNTydkT4VqKe11Uc1Ori%2Flv6Vt6iMOgKFmBvKqDd7ikSrhKME19rBuDvgHx1EHsyzORtwhJ4%2F7K0FzA%3D%3D',
      valid: true,
    },
  },
  {
    name: 'response-inquiry-success',
    kind: 'response-verify',
    source:
      'alipay/ams-java-sdk:src/test/resources/api_mocks/responses/inquiry_ss.json; alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    privateKey,
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/inquiryPayment',
      clientId: '5XSR7C3046QJ05345',
      time: '2020-04-22T23:24:36-07:00',
      body: '{"actualPaymentAmount":{"currency":"CNY","value":"88"},"grossSettlementAmount":{"currency":"HKD","value":"98"},"paymentAmount":{"currency":"MOP","value":"100"},"paymentId":"202003151940108001001881I0204295953","paymentQuote":{"guaranteed":false,"quoteCurrencyPair":"446/156","quotePrice":0.88156063},"paymentRequestId":"Kai202003163001","paymentResultCode":"SUCCESS","paymentResultMessage":"success","paymentStatus":"SUCCESS","paymentTime":"2020-03-15T20:06:02-07:00","pspCustomerInfo":{"displayCustomerId":"san***@mock.com","pspCustomerId":"20882027863621B1","pspName":"ALIPAYCN"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"},"settlementQuote":{"guaranteed":false,"quoteCurrencyPair":"344/446","quotePrice":1.02487562}}',
    },
    expected: {
      contentToSign:
        'POST /ams/api/v1/payments/inquiryPayment\n5XSR7C3046QJ05345.2020-04-22T23:24:36-07:00.{"actualPaymentAmount":{"currency":"CNY","value":"88"},"grossSettlementAmount":{"currency":"HKD","value":"98"},"paymentAmount":{"currency":"MOP","value":"100"},"paymentId":"202003151940108001001881I0204295953","paymentQuote":{"guaranteed":false,"quoteCurrencyPair":"446/156","quotePrice":0.88156063},"paymentRequestId":"Kai202003163001","paymentResultCode":"SUCCESS","paymentResultMessage":"success","paymentStatus":"SUCCESS","paymentTime":"2020-03-15T20:06:02-07:00","pspCustomerInfo":{"displayCustomerId":"san***@mock.com","pspCustomerId":"20882027863621B1","pspName":"ALIPAYCN"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"},"settlementQuote":{"guaranteed":false,"quoteCurrencyPair":"344/446","quotePrice":1.02487562}}',
      signatureBase64:
        'MAGJanJIw8eEQu+OrcHGW4BV1vkGBlDz12IYqnBTNEJTwONrtQBl5tpoIbn9dpzEVLt/aW+Pn0HJdC5YmFXCN4Zkyoecd0eZBD1977ttlthoPJNUVyE6RMzllgSpjbvbEM3OKAkmeCu5RJnVFKOGlAo7+0nGZln2C/O+QEyQ5oz4tCzYYD4SJBC/few6blLJQLMiWrZDlHYaUD5NfEKiqqovkxnyYseNgMpKbn1DoWyLrZKKEBKu/qc8d+EiipIb3rdo40bRU0ay/0gJ/9ziMBmFZnm7NxeLGEeNN3tgpXiuFss0ZPIiap/0QqKbWX9StgsOduspqKqoyCBShIzJ2g==',
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=MAGJanJIw8eEQu%2BOrcHGW4BV1vkGBlDz12IYqnBTNEJTwONrtQBl5tpoIbn9dpzEVLt%2FaW%2BPn0HJdC5YmFXCN4Zkyoecd0eZBD1977ttlthoPJNUVyE6RMzllgSpjbvbEM3OKAkmeCu5RJnVFKOGlAo7%2B0nGZln2C%2FO%2BQEyQ5oz4tCzYYD4SJBC%2Ffew6blLJQLMiWrZDlHYaUD5NfEKiqqovkxnyYseNgMpKbn1DoWyLrZKKEBKu%2Fqc8d%2BEiipIb3rdo40bRU0ay%2F0gJ%2F9ziMBmFZnm7NxeLGEeNN3tgpXiuFss0ZPIiap%2F0QqKbWX9StgsOduspqKqoyCBShIzJ2g%3D%3D',
      valid: true,
    },
  },
  {
    name: 'response-pretty-printed-order-code',
    kind: 'response-verify',
    source:
      'alipay/ams-java-sdk:src/test/resources/api_mocks/responses/order_code_s.json; alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    privateKey,
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/pay',
      clientId: '5XSR7C3046QJ05345',
      time: '2020-04-07T11:40:05-07:00',
      body: '{\n    "orderCodeForm": {\n        "codeDetails": [\n            {\n                "codeValue": "https://gqr.alipay.com/281017040012rqWv0ch7G7Q5AZ5AZJOv4Igf",\n                "codeValueType": "QRCODE",\n                "displayType": "TEXT"\n            }\n        ]\n    },\n    "paymentAmount": {\n        "currency": "USD",\n        "value": "1"\n    },\n    "paymentCreateTime": "2020-04-07T11:40:05-07:00",\n    "paymentId": "20200407114010800100181370262670248",\n    "paymentRequestId": "297553622016800595",\n    "result": {\n        "resultCode": "SUCCESS",\n        "resultMessage": "success.",\n        "resultStatus": "S"\n    }\n}',
    },
    expected: {
      contentToSign:
        'POST /ams/api/v1/payments/pay\n5XSR7C3046QJ05345.2020-04-07T11:40:05-07:00.{\n    "orderCodeForm": {\n        "codeDetails": [\n            {\n                "codeValue": "https://gqr.alipay.com/281017040012rqWv0ch7G7Q5AZ5AZJOv4Igf",\n                "codeValueType": "QRCODE",\n                "displayType": "TEXT"\n            }\n        ]\n    },\n    "paymentAmount": {\n        "currency": "USD",\n        "value": "1"\n    },\n    "paymentCreateTime": "2020-04-07T11:40:05-07:00",\n    "paymentId": "20200407114010800100181370262670248",\n    "paymentRequestId": "297553622016800595",\n    "result": {\n        "resultCode": "SUCCESS",\n        "resultMessage": "success.",\n        "resultStatus": "S"\n    }\n}',
      signatureBase64:
        'axVxIs8hHbB+KOGtie8udxzWj1aK4UeBl1ak1UPytIFJViCA9qsGHIX13HIg2XCwMsfP1luMTgB+61lqhNDK+jc25rNgfYB5a+SHQrnfqechMMxYofuRWWsgpEW0PwBpl4ELKABzemNcNYLcf3nM9OUaPMYlSTqp93kROIdG7m9fqylJHH11V68Bhyt5JD1HG+MhF6vwJEQlq+/CPXHPfuLzZYJpBlR3b7rv5qXPQ197z5Zzjkr2coYDfxMRjWHkJ0j7f3bGDOlEWwO4uM93ENSVfnqaVBUnKDgATaCRdLMWrMRlJ4otfjdEqJTx636dXNyNhkzT7ysMP23nwyepqw==',
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=axVxIs8hHbB%2BKOGtie8udxzWj1aK4UeBl1ak1UPytIFJViCA9qsGHIX13HIg2XCwMsfP1luMTgB%2B61lqhNDK%2Bjc25rNgfYB5a%2BSHQrnfqechMMxYofuRWWsgpEW0PwBpl4ELKABzemNcNYLcf3nM9OUaPMYlSTqp93kROIdG7m9fqylJHH11V68Bhyt5JD1HG%2BMhF6vwJEQlq%2B%2FCPXHPfuLzZYJpBlR3b7rv5qXPQ197z5Zzjkr2coYDfxMRjWHkJ0j7f3bGDOlEWwO4uM93ENSVfnqaVBUnKDgATaCRdLMWrMRlJ4otfjdEqJTx636dXNyNhkzT7ysMP23nwyepqw%3D%3D',
      valid: true,
    },
  },
  {
    name: 'webhook-payment-result-success',
    kind: 'webhook-verify',
    source:
      'alipay/ams-java-sdk:src/test/resources/api_mocks/requests/notify_s.json; alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    privateKey,
    input: {
      method: 'POST',
      path: '/payNotify',
      clientId: '5XSR7C3046QJ05345',
      time: '2020-03-02T19:12:12-08:00',
      body: '{"actualPaymentAmount":{"currency":"CNY","value":"1292"},"notifyType":"PAYMENT_RESULT","paymentAmount":{"currency":"JPY","value":"200"},"paymentCreateTime":"2020-03-02T19:11:19-08:00","paymentId":"202003021940108001001885I0204368838","paymentQuote":{"guaranteed":false,"quoteCurrencyPair":"392/156","quotePrice":0.064622},"paymentRequestId":"20200303074500020000036648","paymentTime":"2020-03-02T19:12:11-08:00","pspCustomerInfo":{"displayCustomerId":"buy*@alitest.com","pspCustomerId":"20885028136924G7","pspName":"ALIPAYCN"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"}}',
    },
    expected: {
      contentToSign:
        'POST /payNotify\n5XSR7C3046QJ05345.2020-03-02T19:12:12-08:00.{"actualPaymentAmount":{"currency":"CNY","value":"1292"},"notifyType":"PAYMENT_RESULT","paymentAmount":{"currency":"JPY","value":"200"},"paymentCreateTime":"2020-03-02T19:11:19-08:00","paymentId":"202003021940108001001885I0204368838","paymentQuote":{"guaranteed":false,"quoteCurrencyPair":"392/156","quotePrice":0.064622},"paymentRequestId":"20200303074500020000036648","paymentTime":"2020-03-02T19:12:11-08:00","pspCustomerInfo":{"displayCustomerId":"buy*@alitest.com","pspCustomerId":"20885028136924G7","pspName":"ALIPAYCN"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"}}',
      signatureBase64:
        'cX6zJ0UdZl8p9v7UjjbGcbH379t7VnBtPrCwSUEw+UWweh+ahxyhBFE+wmFLfnH8Pb6Nf9ERq/ts+KbSgIlDW2WELOO3B9KZ/NxKqdgMNS0VgoYYY7fvdoV8a8Y3mxj9GyRdWc440uuhzjRERnUIClVvwDHW6f80zZ+FZ10WKKb5MUIAdPdhBzrxqgZdht9uvbM8HQSivHm8Q9ZiSOW90DXV6a4ju9MC55yIWNlX1tMXPrjC/B4D65/5Evh/FPC9/uZQaZpJtTVlYz58cIuddRy/GZSLVMxtPtrJ5mh/dZyp7xKKhOFoSW3OuXepRhuIMpw+r9CKqXhc7Kibeijp3w==',
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=cX6zJ0UdZl8p9v7UjjbGcbH379t7VnBtPrCwSUEw%2BUWweh%2BahxyhBFE%2BwmFLfnH8Pb6Nf9ERq%2Fts%2BKbSgIlDW2WELOO3B9KZ%2FNxKqdgMNS0VgoYYY7fvdoV8a8Y3mxj9GyRdWc440uuhzjRERnUIClVvwDHW6f80zZ%2BFZ10WKKb5MUIAdPdhBzrxqgZdht9uvbM8HQSivHm8Q9ZiSOW90DXV6a4ju9MC55yIWNlX1tMXPrjC%2FB4D65%2F5Evh%2FFPC9%2FuZQaZpJtTVlYz58cIuddRy%2FGZSLVMxtPtrJ5mh%2FdZyp7xKKhOFoSW3OuXepRhuIMpw%2Br9CKqXhc7Kibeijp3w%3D%3D',
      valid: true,
    },
  },
  {
    name: 'response-tampered-amount-must-fail',
    kind: 'response-verify',
    source:
      'alipay/ams-java-sdk:src/test/resources/api_mocks/responses/inquiry_ss.json; alipay/global-open-sdk-java:src/main/java/com/alipay/global/api/tools/SignatureTool.java; key alipay/ams-java-sdk:src/test/resources/config.properties',
    publicKey,
    input: {
      method: 'POST',
      path: '/ams/api/v1/payments/inquiryPayment',
      clientId: '5XSR7C3046QJ05345',
      time: '2020-04-22T23:24:36-07:00',
      body: '{"actualPaymentAmount":{"currency":"CNY","value":"88"},"grossSettlementAmount":{"currency":"HKD","value":"98"},"paymentAmount":{"currency":"MOP","value":"101"},"paymentId":"202003151940108001001881I0204295953","paymentQuote":{"guaranteed":false,"quoteCurrencyPair":"446/156","quotePrice":0.88156063},"paymentRequestId":"Kai202003163001","paymentResultCode":"SUCCESS","paymentResultMessage":"success","paymentStatus":"SUCCESS","paymentTime":"2020-03-15T20:06:02-07:00","pspCustomerInfo":{"displayCustomerId":"san***@mock.com","pspCustomerId":"20882027863621B1","pspName":"ALIPAYCN"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"},"settlementQuote":{"guaranteed":false,"quoteCurrencyPair":"344/446","quotePrice":1.02487562}}',
    },
    expected: {
      signatureHeader:
        'algorithm=RSA256,keyVersion=1,signature=MAGJanJIw8eEQu%2BOrcHGW4BV1vkGBlDz12IYqnBTNEJTwONrtQBl5tpoIbn9dpzEVLt%2FaW%2BPn0HJdC5YmFXCN4Zkyoecd0eZBD1977ttlthoPJNUVyE6RMzllgSpjbvbEM3OKAkmeCu5RJnVFKOGlAo7%2B0nGZln2C%2FO%2BQEyQ5oz4tCzYYD4SJBC%2Ffew6blLJQLMiWrZDlHYaUD5NfEKiqqovkxnyYseNgMpKbn1DoWyLrZKKEBKu%2Fqc8d%2BEiipIb3rdo40bRU0ay%2F0gJ%2F9ziMBmFZnm7NxeLGEeNN3tgpXiuFss0ZPIiap%2F0QqKbWX9StgsOduspqKqoyCBShIzJ2g%3D%3D',
      valid: false,
    },
  },
  {
    name: 'webhook-genuine-sandbox-2025',
    kind: 'webhook-verify',
    source: 'test script of a public copy of alipay/global-open-sdk-php (checkRspSign)',
    publicKey:
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAm6eBqn+u+q+YM8p8/k9+h36QU1MeVmaRfZTy2RAieZQ/bOiiV2Cp+tNHUy3zjncwbrpMw2NdsNJ+6ZpaSk3JinTn083WhcpcZrYLKoIAVjXYrC6T043Y4gBRksBE2HTikqrfUK57dBuYNphikV/fiLhJgJsOAD+JnNdXmlT3tn7mF3HiAZV19cY1Oi4NaMeGKwq+4OBVN+H9Bv7ytYKeC4wMLLSSAiKzR3CyPEUuYPunxjZi7wRRJ04LEmejLx0vOh8ea7Fp6zvmCH+HpeJrTNE4pJlSETbsA6071ddPK8Yxo2ulKaKd2D+BZ/D0lIZIndVnkO6Y3DizIxVkeE6WKQIDAQAB',
    input: {
      method: 'POST',
      path: '/index.php/job/notify/antompay',
      clientId: 'SANDBOX_5YET942ZTUH303813',
      time: '2025-05-17T07:58:04Z',
      body: '{"actualPaymentAmount":{"currency":"HKD","value":"10000"},"notifyType":"PAYMENT_RESULT","paymentAmount":{"currency":"HKD","value":"10000"},"paymentCreateTime":"2025-05-17T00:57:31-07:00","paymentId":"202505171940108001001885J0234117653","paymentRequestId":"PR_1747468651136","paymentResultInfo":{},"paymentTime":"2025-05-17T00:58:04-07:00","pspCustomerInfo":{"pspCustomerId":"10086","pspName":"TNG"},"result":{"resultCode":"SUCCESS","resultMessage":"success.","resultStatus":"S"}}',
    },
    expected: {
      signatureUrlEncoded:
        'lqFXp2mI8F7I2Dn198kVPJT32KpRN1uq9fnzF%2BZ%2B%2Fkl1ll4u8OC5mmc%2BN%2FAn1IYeXNj%2ByS6gssMSDNvj7d%2F1sm%2BQlRRqU4EsL7b8YayZwGvr%2BrzTElTFstSWbxd%2BTBM%2FoIZut1wEJMOBsyKO7dzT2N%2FuM3TywI8T2LsFNn95h%2FCUjhDsUg2NaNdYKU7i4Tkgl5Q9IYId1Os8GNmeAOPE49Hvtc30ve6CwhBmeelI5yzIfGOvQxEs%2BA%2FKX12D4zgUCo3l93FNPpUMAAuWZP7SjC089N%2BkOXG6c4RVwuf4dfVl3IT%2Fml0mQp2OHPaLgwK4Kl0HnAUNuA5k8nZjay5SGQ%3D%3D',
      valid: true,
    },
  },
]
