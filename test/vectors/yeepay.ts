import type { Sample } from './flip.js'

export type YeepayVector = Sample & {
  readonly source: string
  readonly input: {
    appKey?: string
    timestamp?: string
    expireSeconds?: number
    requestId?: string
    method?: 'GET' | 'POST'
    uri?: string
    params?: Record<string, string> | null
    jsonBody?: string | null
    contentType?: string
    signedHeaders?: string
    privateKeyPkcs8Base64?: string
    platformPublicKeySpkiBase64?: string
    publicKeySpkiBase64?: string
    publicKeyHex?: string
    merchantPublicKeyHex?: string
    merchantPrivateKeyHex?: string
    userId?: string
    response?: string
    body?: string
    xYopSign?: string
    data?: string
    keyBase64Url?: string
    plaintext?: string
  }
  readonly expected: {
    contentSha256?: string
    contentSm3?: string
    canonicalForm?: string
    canonicalRequest?: string
    authorization?: string
    body?: string | null
    url?: string
    content_type?: string | null
    signature?: string
    signatureBase64Url?: string
    signatureValid?: boolean
    signedText?: string
    aesKeyHex?: string
    plaintext?: string
    ciphertextBase64Url?: string
    hex?: string
  }
}

/** Test keys that YeePay publishes beside its samples: the merchant's, and the platform's of the samples, which is not the real one. */
export const merchantKey =
  '-----BEGIN PRIVATE KEY-----\nMIIEuwIBADANBgkqhkiG9w0BAQEFAASCBKUwggShAgEAAoIBAQCiGR3SZR5NE3iK\nhNq697VKqQyQIPXepEB2t13g1ePnx1DXFeokMHfO7EAMGU+tPKW/UPt4QGhyeujm\nbQLZDyfL6E+33JNxm4gdm5JqRLgajYGWRY9dSq0vW3PHi0zCf5lSgN+yAexyjukk\nOxdFEFlVa55oZpxV/2wrwunSw8kgUeVRlOnmny2tiaWL3gg7sYtDqvFtvGzLaGL6\n2PqC+2RNcZJFJ0iFlU6ar/5ytgNilbYcqeqsbBSQ7loKaNCFqAh+lZrL7sNK1/PM\nsNQ4uUVeetL8yIKK5ebbEsddCHfFcFWGd4zR/NE64kH6FH89+8ftnGYqiwEPwhC8\nrgFlBi0FAgMBAAECgf8yTB1bMXSb62i7DgvT3+fEcBNp0qxB2MedX/cYn5okLR3x\ne03CX2XQnvl22a8MoqPIiUxFDPx876x18ZmfTheVsmHo7XOBeJ0YGlTz0bA5kANa\neWIy/+PePWcxFDhu6GIsUp2bNQ+quIlKzM7eFLMZAX7sc71IExqenbg+aKYF5VeF\nNB7KnvXSf/5ezBbW/hQYLt+aNXMZbZJnFu2if+75YqfHc3HisHZQMYDPVJDMucmh\niLBKfIe0QT2DF+dRSDNDwAQgaKdASwsLmVPvI3FZJuimXULqlDhCoNuYmM9GcaaU\n0ilAAYEhKfhtU8S/YsX93rTjYjJRkrVXhWereoECgYEAz/P37Zywt7Uju9RqYqZE\noNw5cJjSYeJQDD4ctVrm49zJ+ZFQ7rVB0bhhmfuqNHeV3/UTlqrjMeEMoC3UISAs\nZtp1DV7arrLD5c3urY1SbRfTTEls1ag4KqZWfdn6AVq5gHZGMRd4usLekdwMAvdM\nzVSomqUjOVSsbtSxfT+v2FsCgYEAx4zquz43ORd70HdnxvsdXlUVb6CXo1u595YN\n0dYhzF9clPMdjZ7VBXt9/5BD4x/cgMIw0vpV3DvpTG7EJEpOeYJ3pckhfbpWEEdh\njhbKN8TjqiUYGBNrqpAbQxn4YK/ZdbPA3HxUFTx1JdVgk1CJZQVJWuXMGDxIKVic\nnJeSDh8CgYEAhTO13Krge1v4/qhqWLQ+A3ftBxWstOxc7+qdQwFuIgjcCxMs7yqF\ndYuQYSzV8nOjOehm2ryteNa52qRgW7ObHWrTTXQzyXFSkBHfz6VVZfG79AKYRydQ\niukvP7/vJwzxA7s+7NUnDSIjpPR5cTDtLh0LPruGm4OETB3Lbvnrbj8CgYB1RPkF\nRNDLOmPG5QUVyKk/sJzCVwwGMnedao+Ai2idZEVSO3VYrsjdSe+H6s4agbTh7j0n\nH3qpzIOUKVwXP5vSiLursAGAk6rUMj7Ac+Au2gQ5D0eTjoYtXDbJPk/a8jzHkPV8\nHYyEVl05+KWirSexOGQdiQJiE7sMoUiYNfLdXQKBgDZTXTSyOKnCq678HT1wIe8z\nKWwdmEO62OaW9aT53JDZa6YHocAbtcKsoedIDyEiogvwqrDRKocglkE9zZNGCiKi\naJiU64Wfso3OTHILvZNL0fmyWFhj7SuvI0YB8ddLcVCW6e9JaRvpDHl65piy7kSA\nGDbJM+/48a7vtR0B/wRC\n-----END PRIVATE KEY-----\n'
export const platformKey =
  '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDV6Wrs3ZtEVwo9\nMr+8Ju5wrnWdxOxbvNyYN0yNVhMsCJHioJrVHIlV8WuIB8bDgkwVpG1Pq4ORwCMa\ndg6FymeDaRB+gt/lKgIanFfHIWBF4nbqu05K3UyFjfZ+fLipvsTJemlklpGIcNH2\n19ZoyQ5661LnkpQ1XNTMO4vjNRw29pXtK2fnIxNDV2oYLDcxnvwCUJZQKwcQEfSl\nadBrV+kQYN5UNLLBMWqO5EHNyfTGhJ5APbOLXUUNwl25CN1DANP/jarKN3AsmP4T\n5QICOvsZmAECaMec8UojDgMDDF+9bql1WYpaqbfHp7L9+A9KuPQO9PnmC6egypSp\njZn08+xzAgMBAAECggEACLz8xQlLyZpj94UGXRQauG1VWP5i3gp/LmlP42l+kKrB\nnt2LBaVL8j/8RwseR6f1Hgs1+0OuimUsFJgkVrsicwqh2wZ98+69NZi+YzWN/meB\nDmyxXDs3Ctug6UuEqvZ5M8vK2LTn5AghI5wZ4kpC9lV88QBwCnqs0gelWsDgKASO\njPhSMRaYvx7KGWCV1zVzBQ2URbQkmlqLVRAJgfpWt+6+OjgSe2wzkJq8UyAtxSu3\nKtQnQrhMN33xarSi+FTnFpqZYlx7S8rQ5QVp0xQj5Is1AOvMHo+Zsqp/Z7XURYrD\nVU7elvuBQP0EYdD6vFuWdlfTHwXEMrwqY6u42jyFEQKBgQD2yiDG4f29Ip7QnfKX\noR8WfTNCXDFKWJo9ETbXQWkF3OrmnNJkGIOaGVlEuq+Bkm39vLKOS4eMPnPX9e87\nCSm+pWvWueT2bHZ0e4qbTyy+3Ds0pOsl2tNkouaXWfmXO7cM58IJA4YEnTxfljvX\nZUFWqlLULQU794HfTbatumJ80QKBgQDd5SthaEONpfwi876xxL78eCn/spfWVAFR\nRHpA/dVik9IydvP0V8/PRDhkgTKOnS4R+5mbpLI0Lydr1XySPnE4XZaqXBnFkdep\nkJwsSkmasrb/o5X66Kn1y3yRA25cQd6KzuIeBIcT7/OR3P+xER7MPUHDJkkg8oNE\nE5XZSIqWAwKBgGv4+Sgqfbo/KF67jAS9EH3lXwTckxAk/a5UFrtMuec/xWIKIJ58\nfy9vgbfpOZol94t5AGHzN6WrOUG2LumUU7g+ZZT3le4efCDwYC8dD8WdUyXwNZVF\nTRGNl/eF/QYmsSqrRyBsczkXle94KkxN161ULZL4835OBnstZAxULHzRAoGBAL1Y\nF4tYAAT39U4R9dAVle8zzorNZ7lRF4q0Ryn8L8CdaMj9LjB7We2ARiqlAHInd6+K\npUnl4NacwiPHGTRlqhEx8yXNz4QCbifYKRu2DFbAV12OxqVDMfx2tgW8CskYwABs\nhxCcRnNh1tLJ5Tm/5Srcvqf6nH5L0m0d1UmDGBbnAoGBAOeI4U+sJ2TDFr4mE5nL\nMwfbQCsSL7QesZdFYefMPxmJn4BR5wPvtA5yM8pcTWa/dQ2MAI1VY3inAaOU/gbN\nJmG17c3pYnRfjF8TCqw8dkhmzK5w8bjn/8boDW3/xl2lUHdWka+olD+PFrucZWA/\nM8zS/U4gkYmNeEXywoegFBFW\n-----END PRIVATE KEY-----\n'
export const platformPublicKey =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1elq7N2bRFcKPTK/vCbu\ncK51ncTsW7zcmDdMjVYTLAiR4qCa1RyJVfFriAfGw4JMFaRtT6uDkcAjGnYOhcpn\ng2kQfoLf5SoCGpxXxyFgReJ26rtOSt1MhY32fny4qb7EyXppZJaRiHDR9tfWaMkO\neutS55KUNVzUzDuL4zUcNvaV7Stn5yMTQ1dqGCw3MZ78AlCWUCsHEBH0pWnQa1fp\nEGDeVDSywTFqjuRBzcn0xoSeQD2zi11FDcJduQjdQwDT/42qyjdwLJj+E+UCAjr7\nGZgBAmjHnPFKIw4DAwxfvW6pdVmKWqm3x6ey/fgPSrj0DvT55gunoMqUqY2Z9PPs\ncwIDAQAB\n-----END PUBLIC KEY-----\n'

/** All that is public and could be reproduced. One is a digest of the standard's, one was made of another by a change. */
export const vectors: readonly YeepayVector[] = [
  {
    name: 'yeepay-rsa-sign-1',
    kind: 'rsa-request-sign',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/sign_vectors.json (case 1)',
    input: {
      appKey: 'app_10086032562',
      timestamp: '2026-01-01T00:00:00Z',
      expireSeconds: 1800,
      requestId: '00000000-0000-4000-8000-000000000001',
      method: 'GET',
      uri: '/rest/v1.0/trade/order/query',
      params: {
        merchantNo: '10086032562',
        orderId: 'TEST ORDER_20260101_001',
      },
      jsonBody: null,
    },
    expected: {
      contentSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      canonicalRequest:
        'yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800\nGET\n/rest/v1.0/trade/order/query\nmerchantNo=10086032562&orderId=TEST%20ORDER_20260101_001\nx-yop-appkey:app_10086032562\nx-yop-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nx-yop-request-id:00000000-0000-4000-8000-000000000001',
      authorization:
        'YOP-RSA2048-SHA256 yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800/x-yop-appkey;x-yop-content-sha256;x-yop-request-id/bUFNGdhl1AmLzJYhBTRp3G9kuT4gofeyyLwXaR37NTQOA49gjViUtjU_2SmJwX6BRarrmqtSfrNBaEibeyjg8YqMgb_jXEIR8Fl3J0TKRWeRlOEZ74hmJIV_afbUORD_kvG540PpcCAkVZaSNm2bE0zObk3B48LI5Nhu_ZLDZdtcU6AwXDzPg0WKsZCKgACFvVUyQ8FoRRZpyPQtqFkjz6PSWzY3ll7wP4buD3pPB8ebGpTTmxndy3qzu0zGF88S7iDlR6d0Tlx4IA9lL8n1o8_96drIGvWfyP0-Ee-VTdao2eFsFhC6X95na1nGAyipZESGu1MchYE6sumeFjIUVA$SHA256',
      body: null,
      url: 'https://openapi.yeepay.com/yop-center/rest/v1.0/trade/order/query?merchantNo=10086032562&orderId=TEST%2BORDER_20260101_001',
      content_type: 'application/x-www-form-urlencoded;charset=UTF-8',
    },
  },
  {
    name: 'yeepay-rsa-sign-3',
    kind: 'rsa-request-sign',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/sign_vectors.json (case 3)',
    input: {
      appKey: 'app_10086032562',
      timestamp: '2026-01-01T00:00:00Z',
      expireSeconds: 1800,
      requestId: '00000000-0000-4000-8000-000000000001',
      method: 'POST',
      uri: '/rest/v1.0/test/json-demo',
      params: null,
      jsonBody:
        '{"merchantNo":"10086032562","orderId":"TEST_ORDER_20260101_001","orderAmount":"0.01","goodsName":"测试商品"}',
    },
    expected: {
      contentSha256: '3529747095a7e29bcacbbdfa9314f6785f880279cedd629608f9d65a17d3e001',
      canonicalRequest:
        'yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800\nPOST\n/rest/v1.0/test/json-demo\n\nx-yop-appkey:app_10086032562\nx-yop-content-sha256:3529747095a7e29bcacbbdfa9314f6785f880279cedd629608f9d65a17d3e001\nx-yop-request-id:00000000-0000-4000-8000-000000000001',
      authorization:
        'YOP-RSA2048-SHA256 yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800/x-yop-appkey;x-yop-content-sha256;x-yop-request-id/NVUFwer5VqIXfdUNREs11H7PyykP98nmwYvECbthI-m9BLijxfstCxz2_QIUTR_WVdz6aVWqA_6H_0i34Eu6uw61cM6GYB-SJM54agqTkxreqwlJkHlfGRzijyI-eYvP38JHyou2rs9BVxfBQHVDAl5J6DUP1wcnDzSi_3owVypudgoPn7mktWIVCCCBhm7y9mq9aH_XNYObgV9w9WBUnMJAuI_xpItNN6jj1_DQNsr8zvUX_SV5LwiQL9c0C-QpPIlK05jBBOkLzctOqQFkINveoHNWkMajd-edZ-34N1kkKn77RsJTTzzZFM3DFDRrq2JyQj8whfflqBNSfWuVZw$SHA256',
      body: '{"merchantNo":"10086032562","orderId":"TEST_ORDER_20260101_001","orderAmount":"0.01","goodsName":"测试商品"}',
      url: 'https://openapi.yeepay.com/yop-center/rest/v1.0/test/json-demo',
      content_type: 'application/json',
    },
  },
  {
    name: 'yeepay-rsa-sign-4',
    kind: 'rsa-request-sign',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/sign_vectors.json (case 4)',
    input: {
      appKey: 'app_10086032562',
      timestamp: '2026-01-01T00:00:00Z',
      expireSeconds: 1800,
      requestId: '00000000-0000-4000-8000-000000000001',
      method: 'POST',
      uri: '/yos/v1.0/test/upload-demo',
      params: {
        merchantNo: '10086032562',
        bizType: 'TEST',
      },
      jsonBody: null,
    },
    expected: {
      contentSha256: 'e86a14a2dd00e1ee42a1aa0f87f26f410e170287676931b16115b4ba09c0e4d8',
      canonicalRequest:
        'yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800\nPOST\n/yos/v1.0/test/upload-demo\n\nx-yop-appkey:app_10086032562\nx-yop-content-sha256:e86a14a2dd00e1ee42a1aa0f87f26f410e170287676931b16115b4ba09c0e4d8\nx-yop-request-id:00000000-0000-4000-8000-000000000001',
      authorization:
        'YOP-RSA2048-SHA256 yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800/x-yop-appkey;x-yop-content-sha256;x-yop-request-id/BCM_qVS8UvvS0qsIMxt_UZ3MMMZJc4TK_Dy_lrxqhscBiy7XuTCnH8HM4leKz9MjgVZlrCCTVN3HPHfJ_Td85q7ZhhzAB_5yXR0xgwMr5ZEX-Bpnao95tQhCHupOuYs8XT2RsdPxELLnLnAYMxjR2KjOEue5wMV2qGnevWNosbbCr8MHUtJ_q6ZzW0FdqLMK-tpHrjFZ4h_UWmhRQOJs40PAnVSIWbz5cmmUOq6BJnxNfpjb7adsKzZV8yoojjYhe6aZ_CoVnCJOiMEFczTufKLDRSMrGv21cXqaAoXPXv2tT6Wn_l6ImSVO0QBylcxeDs2C_kK-GbWazDlN3iWmMA$SHA256',
      body: null,
      url: 'https://yos.yeepay.com/yop-center/yos/v1.0/test/upload-demo',
      content_type: null,
    },
  },
  {
    name: 'yeepay-rsa-sign-doc',
    kind: 'rsa-request-sign',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/references/平台文档/平台规范/安全认证/鉴权认证机制(RSA).md',
    input: {
      appKey: 'app_100123456789',
      timestamp: '2021-12-08T11:59:16Z',
      expireSeconds: 1800,
      requestId: 'd48782ac-93c1-466e-b417-f7a71e4965f0',
      method: 'POST',
      uri: '/rest/v1.0/trade/order',
      params: {
        orderId: '1234321',
        orderAmount: '100.05',
        notifyUrl: 'https://xxx.com/notify',
        parentMerchantNo: '1234321',
      },
      contentType: 'application/x-www-form-urlencoded',
      signedHeaders: 'content-type;x-yop-appkey;x-yop-content-sha256;x-yop-request-id',
      privateKeyPkcs8Base64:
        'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC+YgO139eaN/Cjd3mTE4ePwqSI1F8ubXojffiwXy+mEiYGR4YscIcPQiYUGb2YpZQHa/Zoz+OyuloBCQBS1C8cva91KJojzUA4ll88vj8JF64G3P6WZh8acoUdNo8WRWfj9TVMMPBtzVcLK2bujrfx/t5Sggi66IK1FthcEtrkN8atA3rLj4OhNbZOzQRadecZDkeVelXU5LvNvBhBwO1cJ2Agr7ezkUaQENau/TSIAKdGJt607daB/MDgQdNrCNc/lUnp9+a8BUNYNCyJQZJKeAyVqFO73c/v3dlRaAUUfoH+hIbmS0g3aSpmxexvka6BFEld16wRG41VSGFhXbkRAgMBAAECggEASC9/uqkp5ZaKTmDRnvuLre2eVyc3A7KM2gI8lhsxROWit0TNUfJEs3tgVsS/x64YZ4v+/RS+ABl6YOQZ1E4RovMlIOYJM8PyMsKJT83OttLcsEuA2GPWLT/4yu/R5x7f2mYyFDaGIwv1kg2d1JwWkNITV/Nn/f6E+Ma1uIuJpXf9CVxIokfWFMstGNAGw/871V1qKAIDRsWTN4gTT4aRK/FPvQNzHv4nSEtlYdAYE8r53MaAZfigfFSOGowPFegyktQJXfmAUOhZbRhRZGQqcwU/1M5/TKu1cJECM/N/1ttjMlPNamQmONawq8dqfpK7a45YyWgyaadN2flA4/nWdQKBgQDWwrQsxnoVcoL88fFZYwol/5RYG+eA9zMffCi39KsKBU6ePbLlORYd2D/f2nDno6Uz2tFnUoRLvKy3ZINuIdN/jgD4ob69tk7XIKQSzh9Tv2485P8PasublywgdG9LnYk8qbF1VDsOkgecSSh7xG8Rz/U9p9kI5/wt3OOc0brjKwKBgQDi8PDtFziZNVSC58BcaWpAfZyDwB8X56BtNz1890zVOvF8ali6GUwgZkcH8KsQXhu+1YkmnC/YS6H0s+ZE4CIP6FGw5Z8988UB2i+oB0BMK8l8WDFOgPyW2n9l6502Qx1tqD3alekcksFsIlUgP9sVc5vtAKUPtNgguhRcP6mmswKBgQDCkkSLDIcvR0BFyy3OvlxDcPsFmMJ1pYE71VFO2Ozdd1FzLJMX+lB/WZ0FQvNn6muSP33ZDnmt5JLW1Mn+zcbAmfdnS6N0XeewIHKGVxkq1xUZNp+faDJwFNZ10QfEikX8IAIXOukGmmcqwV1cROwcRzz5T0jjOMrRAn91ZM7dYQKBgC91JVzfU0WuwlqRrkdlAAQ2gGmI3re4B3NvbttYN+gLaH6VGrLoIWRRHx+I86z7kR/KNeEuHk9EGb07dbcHi/f5pEOy8ScaeCNYBklEIu0K5xqqsrzw+mFtleCxcfHr/RZ2bWDtoo8IHYzIbTbOQ7lrsLrSPLJZJi1J3IIiCg9DAoGAOxT0qqTUADmSvwnzyQAYJ5sFI36eMcKqwkBuqb7ZQiLFNv1WZROrkeGin2ishntFKsIUtrpeikPjNP2AX6X0UuSQsUNNWx1zYpSlNUyGtGueYhmmP+7plPN5BhuJ3Ba6IYC/uI/l1tJP3S4e/xa/rCcNrf36RzK+PLLPq/uPAaY=',
    },
    expected: {
      contentSha256: 'd9c89c72b774c89e2d15c19fc3326e7c9508d605a7974ab0a636d9121c97e7ff',
      canonicalForm:
        'notifyUrl=https%3A%2F%2Fxxx.com%2Fnotify&orderAmount=100.05&orderId=1234321&parentMerchantNo=1234321',
      canonicalRequest:
        'yop-auth-v3/app_100123456789/2021-12-08T11:59:16Z/1800\nPOST\n/rest/v1.0/trade/order\n\ncontent-type:application%2Fx-www-form-urlencoded\nx-yop-appkey:app_100123456789\nx-yop-content-sha256:d9c89c72b774c89e2d15c19fc3326e7c9508d605a7974ab0a636d9121c97e7ff\nx-yop-request-id:d48782ac-93c1-466e-b417-f7a71e4965f0',
      signature:
        'pOVoj1mI5bqYQQKTlE8iIYm0DKHpL5Q2vscY03lwP3KXpHRPJlKQfEOgpW-jfsyWf46c-uPehOZfOke7vla3rY6FtAVeoX0g8319WEdvQVgXwzW7xPtp5er4No8gpCrizsbmp2Fw7NSjASGsCaLEEri8iHsvN_TgFsGEIUf9JtQYWkoqdOh6vK1-xZvisp2ePAg2GKHy1Y0tbkXbzO9Bp_dBkgEHI7B2N80mzn-tEZ0xi6uMKSSvI8VPK14Rys8pJ4c4I4RZjoDEnxxsG2Z977RGtCuf_3RvrwohxECO5iF8BMjJF89nqi50QaZtS2mx32649_cORFLbD8VFpQhyxA$SHA256',
    },
  },
  {
    name: 'yeepay-rsa-notify-1',
    kind: 'rsa-notify-decrypt',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/notify_vector.json',
    input: {
      response:
        'MGIh9AdjqmNkDKFLreGwsqJtKvZwD1sd241A8seFHjOaIF1GSVRa2xh6meWASCVlaJKJnP4bAL+Swb0wnndE6MgyomDr5iu/oSLukkx1Yj3C5Xt4y12kU6Fcu7qw8DrFjEfgWbvkqsUsfeJeKLEDW+iRua7gGm9GejffO0ZSO4SkjRYBLcAXv/4Iy8MjQ5em9GmqVuHL6976dN12gxqL9fO90MA1spRWn1iEpaMJ8Luy4ya2r+7zsYV4td8a0WvxsNculFGzSE1KPGMzKEQcVRVkWqzZ52Kb6IjSHSeja8o9LWwo3LHptuasf9MqvgDSIfOxu74LU6EN+NlTQwCQSA==$Jm5BPIceiqvau5aheDE+ri85XKnria1VCAsemcBB5+QCMz5x9Zm3vuQK+hHt/ZgnLRBc/gGkVL94ZKQTeEoGJlpJf2c/Q1PO/MIy/MdV+ND1v9EQrWOqzzRNvhqqgXn50Mg67313q/1wJH/z3tHpn6M9Oow+KsJ2EWrQou62Y0RGhProHbRFE4Fab/3Sy83Xttc5O5ex9uKg9mWh/3ltY0Spyt0GgxaYuPOoDkzkZPiQYtlvocKdlG8ydcEwWdXqB7fQlKqCdoN5iKx3X56unqKa22+yfPptjGVWFx24zxh50z4vr5qVuSlVaZ6V+L0VEVZNc3AHrzcsd71rXf4uyc4DcMEnRkkiihaHeapyI3/nmL1GpCUwSh9GL2ip6fWK/9aCY7ql5STPF9tGwIwv7n8NHZ1s4SufJ5hgn1bTKQWPTMCxeVRYkdT4c6NVVy6b5X5xdG9ZeKe0Jf4hvyPP+jXa2bvc0t0p66HkPVt1QqYxAyvC0oeW5egB6q0DIj3FHa3YkRKtI32cEUZs3poavgEhunlyOYtTvYxXj8lPIsZS5PhH7yMaK27+5tNCefYU5g6iAFbJZqCvDDHfw1V4B8VIwbU/TXStpkNE90L2Jx8=$AES$SHA256',
    },
    expected: {
      aesKeyHex: '000102030405060708090a0b0c0d0e0f',
      plaintext:
        '{"orderId":"TEST_ORDER_20260101_001","uniqueOrderNo":"1001202601010000000001","status":"SUCCESS","orderAmount":"0.01"}',
      signature:
        'EhcYbV2OwkccBXYrocyu6TzAtn2E09uLOwe4v/wP2PNaNuHv7OyphwxibFSr4jZqoONdT5WwbojShtkmiYCemypAhOCJ2KeIqudr0h2MTrGuFF9Y4xWiuaeGGiu7TPe7J80O1W43FW/7mBMx4ulKFUDXUiQdu1S+dum+NnAKigIgyPnVeTv9hhwNJfVhccWF/q6C1+BvfOHIKvZkmxa9pYeigH8VEbTu1E2nWusp1JWGS8kjQpxWJuhxsx3jIFq+3W0nnFtuxdrAWmTMuIN8wty0uAU2rBkdskQl0P0MNJLroPJw4mryVYhidVabWt7sFf1PBspGZCPLkh/O1tTINw==',
      signatureValid: true,
    },
  },
  {
    name: 'yeepay-rsa-response-1',
    kind: 'rsa-response-verify',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/response_vector.json',
    input: {
      body: '{\n  "state": "SUCCESS",\n  "result": {"orderId": "TEST_ORDER_20260101_001"}\n}',
      xYopSign:
        'TZDnXSr_euYJe5tOZqiju_NjirNjMr58LuxqKZz_gTX96V6Dlf3wIbojCCnABUb0Y4lSDysk9eTMnEBPN3NhbDtt790AaQzLEHGvrLhYX-rBzv_39a707u9QeCe2PfldzS14kixX3HnH-gkYUUFL1uF7WJIgu6akmQgZCgSiEnUlHcQEQ4Vln7u1P1M6yPC7W3f-luSFFwLWEZdUUVsXYsBMgeYugD0mfcQ2YJsFdr8f06sf7rU06b9E5LeFJ3pL_QWX9i837wAutUKx6wkKMjCYDQidYmZ3kNhnS3ihdfzJHxurhoQLfbEa7YNq8gtp-BT0ivb9RoqFOYcO_3st6g$SHA256',
    },
    expected: {
      signedText: '{"state":"SUCCESS","result":{"orderId":"TEST_ORDER_20260101_001"}}',
      signatureValid: true,
    },
  },
  {
    name: 'yeepay-rsa-response-neg',
    kind: 'rsa-response-verify',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/rsa/tests/vectors/response_vector.json',
    input: {
      body: '{\n  "state": "SUCCESS",\n  "result": {"orderId": "TEST_ORDER_20260101_001"}\n}x',
      xYopSign:
        'TZDnXSr_euYJe5tOZqiju_NjirNjMr58LuxqKZz_gTX96V6Dlf3wIbojCCnABUb0Y4lSDysk9eTMnEBPN3NhbDtt790AaQzLEHGvrLhYX-rBzv_39a707u9QeCe2PfldzS14kixX3HnH-gkYUUFL1uF7WJIgu6akmQgZCgSiEnUlHcQEQ4Vln7u1P1M6yPC7W3f-luSFFwLWEZdUUVsXYsBMgeYugD0mfcQ2YJsFdr8f06sf7rU06b9E5LeFJ3pL_QWX9i837wAutUKx6wkKMjCYDQidYmZ3kNhnS3ihdfzJHxurhoQLfbEa7YNq8gtp-BT0ivb9RoqFOYcO_3st6g$SHA256',
    },
    expected: {
      signatureValid: false,
    },
  },
  {
    name: 'yeepay-rsa-raw-go',
    kind: 'rsa-sha256-raw',
    source: 'yop-platform/yop-go-sdk:yop/utils/rsa_utils_test.go',
    input: {
      data: '{"result":{"requestId":"requestId","errorMsg":"exception.record.not.found.transferDomesticOrder|merchantId:[null],requestId:[requestId]","status":"FAILED"}}',
      platformPublicKeySpkiBase64:
        'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwRwXR20F7D0/hKQISwPZNkOTvBiwgFBS1mAee1IXOGTWtmFIY60xbxWTBULjI2lYHZhRk76nxmFEAUZXRxYX/ZLl3+Sz2/ptASf0eQFgsk3F+wx6LqBjgzH8ZAma4piC8GFg5MIWEx6+YRFefJxkULRziFQeWuIv8uGdb719TCIwPvDid86WsVypI/uOjrX5o5aFDxhUs8/q6q0UbTKmHjy5FmdCfgpiFzNSsJf5IGFKv2BkmMvUOb06IzfVgSs5O3rjqAnLFrUawUMrHcjN8gz144Z18extJ4dO4UlIfqzA2e2bLdJVUKJf+5D18zcIenlJkRmPZX67iDEuZINcnQIDAQAB',
      privateKeyPkcs8Base64:
        'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDBHBdHbQXsPT+EpAhLA9k2Q5O8GLCAUFLWYB57Uhc4ZNa2YUhjrTFvFZMFQuMjaVgdmFGTvqfGYUQBRldHFhf9kuXf5LPb+m0BJ/R5AWCyTcX7DHouoGODMfxkCZrimILwYWDkwhYTHr5hEV58nGRQtHOIVB5a4i/y4Z1vvX1MIjA+8OJ3zpaxXKkj+46OtfmjloUPGFSzz+rqrRRtMqYePLkWZ0J+CmIXM1Kwl/kgYUq/YGSYy9Q5vTojN9WBKzk7euOoCcsWtRrBQysdyM3yDPXjhnXx7G0nh07hSUh+rMDZ7Zst0lVQol/7kPXzNwh6eUmRGY9lfruIMS5kg1ydAgMBAAECggEAD4yQf0rTCEOiQq7mkAu+SLVGRwYB6EMPeH2C1tE0V3EfLM5GgugmK9ij3u+U1HweATwLjYbzgXDBhgzA6FNqGRvj8JQ8u0C92DL8Z2XqAFFs2JsXl3uIp761oOR5GTfIi0x7/c928ZEvKSe54PTCyxDMoLSNQSonTDpIb//k/+U4xEOQ1mjlSvlOM5ic7/kdw+G+aP/Hk/T6kg/vIblWQHx8SB3WYpLb/R6oPO+05X+zcQ+vVX1TrQ/amDp6/PouWjTF5hf48JEBdM8+xJzUwnalrG9U7pChfyGAOXQT1fbDdywBJXt6pZsT/mz1RkUC5Uto5/aVQGIDD+IPm/ZDbQKBgQDEwF09sjUb5hHEdmG28RmMf4E0JCOEzCvxiUpovobymqapLM5bf2oLNXqGenEAMbfFQatJFVKx6YBZwFIj/xzQJt8fL/jRzlbLijaANP+1JacvTsfXKBXS888FN3rkKisTlhmYXI+4EwA1wbcRkLDH3vezdVCi9cszQ9HvwkVfOwKBgQD7QvzD3pirXIJ64JizWTS4MJMko3CWepsq9UZ5uyoHWh7tSz86H/2y0FK10YpJEJeGtyPXlnU+uQwjYMJRPLlNv8180pjCJX2ZTW2drB2vOJvormhMhDIYAZtPAHu2dajzdy4VRuvFTtH4FpW/KjAJrTLK3ze3K95ACYVBJ8EmBwKBgB0K8DiNN724hmLjvqTMjiLpJ19U/lE5+jqbM3qmtTDWl0ddr9BdzH9/E2kKZefLbv8VJH2TQjO07hdRhk599/jZ5BGseSQvOyysaEMgj6ZjunwHOwSNjDspdiOk/uTzPIyVmY2eDDD1zRAiWi2jmBTI2vOIm7CSa75TgofLu4XFAoGBAJrFM4+vYNlFXbY0/LqU+21ttmV+K471rPj0Jto7GPN4Zs6CaEr0g8COpDQNA6JoDv5Td0eIDWZ6c+ii5G9H+VjUCc6WprQIhepVkGzsJUjWlOrp66MeVwEElFdAk/PbXBvEUOWYTwi1uY6Y0trzMK31OvFOODKjWf6WHrf4tfgnAoGAOri6bX2D/zqpJT3mJ5MIVJJbn4D4Idx+TCUaVRSY1rBp+Y2ofW1W8ktu7xPO9/LwVQR7kJeosEBAFGTmGqll033ywu5+8X8J1bw6HCghkI0yHW752sOdfl30kXi3Ds8tQsvSEHRfnPb8yvWve2srZb9ubwOvpI0PtOIujZP4fYI=',
    },
    expected: {
      signatureBase64Url:
        'glTZg6lLl6oV4Ho15fAUegcVILlTwYJkbZO_Iz8AYUKTZ_1JP4AqAqSdm3GqjaukoNrDkxPGv2WW8plxYxtzsXjkzWiCMth5aShHgA7a9SXW0jfo365KPyVj0zFO2QIV9odHEnY1apwcAxvr54j4d5SHoC3vKUczZ20txTsNjcG9ifi1AoJhblILxKL2NO0tdIzTMQCRaBdOXUOdnL7RgP1qPew5yJT4e1QdtTjkirCKJurm4SumOA3Uroz-G-9MUZgiTkU4RXrEvu-rJPlqfJPsITYoWLsuPy1Gfne_5j-IgChXpoHacI0s-NlzKmyjsFt3-5aUYDd0cFw58ErUXw',
      signatureValid: true,
    },
  },
  {
    name: 'yeepay-aes-param',
    kind: 'aes-128-ecb-pkcs5-base64url',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/references/平台文档/平台规范/安全认证/报文加密机制(RSA).md',
    input: {
      keyBase64Url: 'AlRQyjbizp7NoIqp9C3Uig',
      plaintext: '123456789',
    },
    expected: {
      ciphertextBase64Url: 'vcd4Lql6101cAC8xmjQ2Jg',
    },
  },
  {
    name: 'yeepay-sm2-sign-verify-1',
    kind: 'sm2-request-verify',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/sm/tests/vectors/sign_sm_vectors.json',
    input: {
      method: 'POST',
      uri: '/rest/v1.0/trade/refund',
      params: {
        merchantNo: '10086032562',
        orderId: 'TEST_ORDER_20260101_001',
        refundRequestId: 'REFUND_20260101_001',
        refundAmount: '0.01',
        description: '测试退款',
      },
      merchantPublicKeyHex:
        '04100a8e35af24249e2f7bb420555912bcb898aefb1fae913609fc3e4f73d3a23742276146e7cf1beeb2c7e1ec6950c6ce10f33e53c1184942cac05cc28ebe2155',
      merchantPrivateKeyHex: '1c075848056aa7179849ee477d4d3efb2a75d3d739450aa0ae5d064206023706',
      userId: '1234567812345678',
    },
    expected: {
      contentSm3: 'cbdec38b4b212159b5662b75daf5ad39822c4e64237b5622093ca773fe63ea24',
      canonicalRequest:
        'yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800\nPOST\n/rest/v1.0/trade/refund\n\nx-yop-appkey:app_10086032562\nx-yop-content-sm3:cbdec38b4b212159b5662b75daf5ad39822c4e64237b5622093ca773fe63ea24\nx-yop-request-id:00000000-0000-4000-8000-000000000001',
      authorization:
        'YOP-SM2-SM3 yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800/x-yop-appkey;x-yop-content-sm3;x-yop-request-id/x6KaE_Zhr4buCs_rtHpytRD6QNUCMwV7F7zYV7yCIiAeEiv_cjHtLRlQmqoeRtXAZkELVOuxl0Vue3Mat66tPg$SM3',
      signatureValid: true,
    },
  },
  {
    name: 'yeepay-sm2-raw-java',
    kind: 'sm2-sm3-raw',
    source: 'yop-platform/yop-java-sdk:yop-java-sdk-test/src/test/java/com/yeepay/yop/sdk/utils/YopSignUtilsTest.java',
    input: {
      data: '这是待签名原文a=123',
      publicKeySpkiBase64:
        'MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAESUkMtofAfGIkj6BD1K20YcFR24zqmrub7IaVJoHsfx3loCTZvKexXPpWnYY/Zb+mPr3wieuLCHbKB0HoimTTCw==',
      publicKeyHex:
        '0449490cb687c07c62248fa043d4adb461c151db8cea9abb9bec86952681ec7f1de5a024d9bca7b15cfa569d863f65bfa63ebdf089eb8b0876ca0741e88a64d30b',
      userId: '1234567812345678',
    },
    expected: {
      signature: 'OdU3vPOIddmzxBZs4m3IguT_X4aIgVN6cPvzQQjW1hgu_oA8oEa_2gdAb_zZIIE7qyTTgtXELqJm0P-TCPOxEA$SM3',
      signatureValid: true,
    },
  },
  {
    name: 'yeepay-empty-sha256',
    kind: 'sha256',
    source: 'FIPS 180-4',
    input: {
      data: '',
    },
    expected: {
      hex: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  },
]
