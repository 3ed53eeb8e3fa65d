// Published samples of APIv2, transcribed as they are. The keys are published test keys.

export const v2Md5 = {
  name: 'official doc: MD5',
  source:
    'binarywang/WxJava:weixin-java-pay/src/test/java/com/github/binarywang/wxpay/util/SignUtilsTest.java; TheNorthMemory/wechatpay.js.org:guide/digital-signature.md',
  kind: 'v2-sign',
  keys: {
    apiV2Key: '192006250b4c09247ec02edce69f6a2d',
  },
  input: {
    signType: 'MD5',
    params: {
      appid: 'wxd930ea5d5a258f4f',
      mch_id: '10000100',
      device_info: '1000',
      body: 'test',
      nonce_str: 'ibuaiVcKdpRxkhJA',
    },
  },
  expected: {
    stringToSign:
      'appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d',
    sign: '9A0A8659F005D6984697E2CA0A9CF3B7',
  },
} as const

export const v2Hmac = {
  name: 'official doc: HMAC-SHA256',
  source:
    'binarywang/WxJava:weixin-java-pay/src/test/java/com/github/binarywang/wxpay/util/SignUtilsTest.java; TheNorthMemory/wechatpay.js.org:guide/digital-signature.md',
  kind: 'v2-sign',
  keys: {
    apiV2Key: '192006250b4c09247ec02edce69f6a2d',
  },
  input: {
    signType: 'HMAC-SHA256',
    params: {
      appid: 'wxd930ea5d5a258f4f',
      mch_id: '10000100',
      device_info: '1000',
      body: 'test',
      nonce_str: 'ibuaiVcKdpRxkhJA',
    },
  },
  expected: {
    stringToSign:
      'appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d',
    sign: '6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6',
  },
} as const

export const md5 = {
  name: 'md5 helper used for refund-notification keys',
  source: 'TheNorthMemory/wechatpay-axios-plugin:tests/lib/hash.test.js',
  kind: 'md5',
  keys: {},
  input: {
    text: 'exposed_your_key_here_have_risks',
  },
  expected: {
    md5Lower: '4ad14ac334ab13540eb6c5479512a8e8',
    md5OfEmptyWithKey: 'b3d43c8390f26e2030d4d17bd580fbc8',
  },
} as const

export const refundNotice = {
  name: 'V2 refund notification req_info (AES-256-ECB, key = lower-case hex md5 of the API key)',
  source: 'go-pay/gopay:wechat/notify_test.go',
  kind: 'v2-refund-req-info',
  keys: {
    apiV2Key: 'ziR0QKsTUfMOuochC9RfCdmfHECorQAP',
  },
  input: {
    reqInfoBase64:
      'YYwp8C48th0wnQzTqeI+41pflB26v+smFj9z6h9RPBgxTyZyxc+4YNEz7QEgZNWj/6rIb2MfyWMZmCc41CfjKSssoSZPXxOhUayb6KvNSZ1p6frOX1PDWzhyruXK7ouNND+gDsG4yZ0XXzsL4/pYNwLLba/71QrnkJ/BHcByk4EXnglju5DLup9pJQSnTxjomI9Rxu57m9jg5lLQFxMWXyeASZJNvof0ulnHlWJswS4OxKOkmW7VEyKyLGV6npoOm03Qsx2wkRxLsSa9gPpg4hdaReeUqh1FMbm7aWjyrVYT/MEZWg98p4GomEIYvz34XfDncTezX4bf/ZiSLXt79aE1/YTZrYfymXeCrGjlbe0rg/T2ezJHAC870u2vsVbY1/KcE2A443N+DEnAziXlBQ1AeWq3Rqk/O6/TMM0lomzgctAOiAMg+bh5+Gu1ubA9O3E+vehULydD5qx2o6i3+qA9ORbH415NyRrQdeFq5vmCiRikp5xYptWiGZA0tkoaLKMPQ4ndE5gWHqiBbGPfULZWokI+QjjhhBmwgbd6J0VqpRorwOuzC/BHdkP72DCdNcm7IDUpggnzBIy0+seWIkcHEryKjge3YDHpJeQCqrAH0CgxXHDt1xtbQbST1VqFyuhPhUjDXMXrknrGPN/oE1t0rLRq+78cI+k8xe5E6seeUXQsEe8r3358mpcDYSmXWSXVZxK6er9EF98APqHwcndyEJD2YyCh/mMVhERuX+7kjlRXSiNUWa/Cv/XAKFQuvUYA5ea2eYWtPRHa4DpyuF1SNsaqVKfgqKXZrJHfAgslVpSVqUpX4zkKszHF4kwMZO3M7J1P94Mxa7Tm9mTOJePOoHPXeEB+m9rX6pSfoi3mJDQ5inJ+Vc4gOkg/Wd/lqiy6TTyP/dHDN6/v+AuJx5AXBo/2NDD3fWhHjkqEKIuARr2ClZt9ZRQO4HkXdZo7CN06sGCHk48Tg8PmxnxKcMZm7Aoquv5yMIM2gWSWIRJhwJ8cUpafIHc+GesDlbF6Zbt+/KXkafJAQq2RklEN+WvZ/zFz113EPgWPjp16TwBoziq96MMekvWKY/vdhjol8VFtGH9F61Oy1Xwf6DJtPw==',
  },
  expected: {
    aesKey: 'a1fdc4d1da9fb443b1091d34bcee9493',
    plaintext:
      '<root>\n<out_refund_no><![CDATA[50fd012ed1b311e7af7800163e32c503]]></out_refund_no>\n<out_trade_no><![CDATA[4893e76d8c8b434cb64e9cd536338e33]]></out_trade_no>\n<refund_account><![CDATA[REFUND_SOURCE_RECHARGE_FUNDS]]></refund_account>\n<refund_fee><![CDATA[6]]></refund_fee>\n<refund_id><![CDATA[50000404922017112502468056157]]></refund_id>\n<refund_recv_accout><![CDATA[支付用户零钱]]></refund_recv_accout>\n<refund_request_source><![CDATA[API]]></refund_request_source>\n<refund_status><![CDATA[SUCCESS]]></refund_status>\n<settlement_refund_fee><![CDATA[6]]></settlement_refund_fee>\n<settlement_total_fee><![CDATA[6]]></settlement_total_fee>\n<success_time><![CDATA[2017-11-25 15:36:17]]></success_time>\n<total_fee><![CDATA[6]]></total_fee>\n<transaction_id><![CDATA[4200000015201711256947025404]]></transaction_id>\n</root>',
  },
} as const

export const aesEcb = {
  name: 'AES-256-ECB raw encrypt/decrypt',
  source: 'wechatpay-apiv3/wechatpay-php:tests/Crypto/AesEcbTest.php',
  kind: 'aes-256-ecb',
  keys: {
    aesKeyUtf8: '0123456789abcdef0123456789abcdef',
  },
  input: {
    ciphertextBase64: 'pZwJZBLuy3mDACEQT4YTBw==',
  },
  expected: {
    plaintext: 'hello',
  },
} as const
