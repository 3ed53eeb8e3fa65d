import type { Sample } from './flip.js'

export type QqpayVector = Sample & {
  readonly source: string
  readonly keys: { apiKey?: string; appKey?: string; partner?: string }
  readonly input: {
    params?: Record<string, string>
    fields?: Record<string, string>
    extraUnsigned?: Record<string, string>
    fieldOrder?: readonly string[]
    returnCode?: string
  }
  readonly expected: { stringToSign?: string; sign?: string; xml?: string; sourceStringMustNotBe?: readonly string[] }
}

/** All that is public: for QQ Wallet itself one signature, one string that an app must not sign, one answer; of the gateway before it, whose rule is the same, the others. */
export const vectors: readonly QqpayVector[] = [
  {
    name: 'official doc: MD5 request signature',
    source: 'page mp.qpay.tenpay.cn/buss/wiki/206/1213',
    kind: 'qpay-md5-sign',
    input: {
      params: {
        appid: 'd930ea5d5a258f4f',
        mch_id: '10000100',
        device_info: '1000',
        body: 'test',
        nonce_str: 'ibuaiVcKdpRxkhJA',
      },
    },
    expected: {
      stringToSign:
        'appid=d930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d',
      sign: 'C16640534B737634F08566717AD030EB',
    },
    keys: {
      apiKey: '192006250b4c09247ec02edce69f6a2d',
    },
  },
  {
    name: 'notification answer: success XML',
    source: 'go-pay/gopay:qq/client_test.go, qq/payment_api.go',
    kind: 'qpay-notify-answer',
    input: {
      returnCode: 'SUCCESS',
    },
    expected: {
      xml: '<xml><return_code>SUCCESS</return_code></xml>',
    },
    keys: {},
  },
  {
    name: 'negative: APP source string must keep empty pubAcc and key case (documented wrong strings)',
    source: 'liuxiang/cordova-plugin-qpay (README, copy of the official signing page)',
    kind: 'qpay-app-sign-negative',
    input: {
      fields: {
        appId: '100619284',
        nonce: 'ksjfwierwfjk',
        tokenId: '1000000002',
        pubAcc: '',
        bargainorId: '1900000109',
      },
    },
    expected: {
      sourceStringMustNotBe: [
        'appId=100619284&bargainorId=1900000109&nonce=ksjfwierwfjk&tokenId=1000000002',
        'appid=100619284&bargainorid=1900000109&nonce=ksjfwierwfjk&pubacc=&tokenid=1000000002',
        'appId=100619284&nonce=ksjfwierwfjk&tokenId=1000000002&pubAcc=&bargainorId=1900000109',
      ],
    },
    keys: {
      appKey: 'd139ae6fb0175e5659dce2a7c1fe84d5',
    },
  },
  {
    name: 'legacy Tenpay: notify parameters signed with the sorted MD5 rule',
    source: 'jasl/jasl_tenpay:test/jasl_tenpay/notify_test.rb, test/test_helper.rb',
    kind: 'tenpay-md5-sign',
    input: {
      params: {
        notify_id: '123456789012345678901234567890',
      },
    },
    expected: {
      stringToSign: 'notify_id=123456789012345678901234567890&key=e82573dc7e6136ba414f2e2affbe39fa',
      sign: '9E3178005EF2DFF87348E00889765FF0',
    },
    keys: {
      partner: '1900000113',
      apiKey: 'e82573dc7e6136ba414f2e2affbe39fa',
    },
  },
  {
    name: 'legacy Tenpay v1: return parameters, fixed (not sorted) field order',
    source: 'yzhang/tenpay:spec/response_spec.rb, lib/tenpay/response.rb (key in spec/query_spec.rb)',
    kind: 'tenpay-v1-fixed-order-md5',
    input: {
      params: {
        cmdno: '1',
        pay_result: '0',
        date: '20090818',
        transaction_id: '1900000109200908180000000002',
        sp_billno: '2',
        total_fee: '1',
        fee_type: '1',
        attach: 'nil',
      },
      extraUnsigned: {
        pay_info: 'OK',
        pay_time: '1250554120',
      },
      fieldOrder: ['cmdno', 'pay_result', 'date', 'transaction_id', 'sp_billno', 'total_fee', 'fee_type', 'attach'],
    },
    expected: {
      stringToSign:
        'cmdno=1&pay_result=0&date=20090818&transaction_id=1900000109200908180000000002&sp_billno=2&total_fee=1&fee_type=1&attach=nil&key=8934e7d15453e97507ef794cf7b0519d',
      sign: 'D2171C4319EE7A7A8008F1A4479C8C93',
    },
    keys: {
      partner: '1900000109',
      apiKey: '8934e7d15453e97507ef794cf7b0519d',
    },
  },
  {
    name: 'legacy Tenpay v1: order query response (merchant id is taken from configuration, the sample XML shows 1900000108)',
    source: 'yzhang/tenpay:spec/query_spec.rb, lib/tenpay/query_response.rb',
    kind: 'tenpay-md5-sign',
    input: {
      params: {
        attach: 'a',
        bargainor_id: '1900000109',
        cmdno: '2',
        date: '20090315',
        fee_type: '1',
        pay_info: 'test',
        pay_result: '2006',
        sp_billno: '56212087',
        total_fee: '3000',
        transaction_id: '1900000108200903150056212087',
      },
    },
    expected: {
      stringToSign:
        'attach=a&bargainor_id=1900000109&cmdno=2&date=20090315&fee_type=1&pay_info=test&pay_result=2006&sp_billno=56212087&total_fee=3000&transaction_id=1900000108200903150056212087&key=8934e7d15453e97507ef794cf7b0519d',
      sign: 'A8D50F1DC2E2E4CC83191AE39C702C27',
    },
    keys: {
      partner: '1900000109',
      apiKey: '8934e7d15453e97507ef794cf7b0519d',
    },
  },
]
