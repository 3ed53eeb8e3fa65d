import * as keys from './keys.js'
import type { AlipayVector } from './sample.js'

// Signed answers of V2. Where a slash occurs, the signature covers it as `\/`.

export const answers: readonly AlipayVector[] = [
  {
    name: 'v2-response-trade-precreate',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_trade_precreate_response',
      rawBody:
        '{"alipay_trade_precreate_response":{"code":"10000","msg":"Success","out_trade_no":"1704093802","qr_code":"https:\\/\\/qr.alipay.com\\/bax07651xvtprxfkmxyf00a9"},"sign":"Mz0jF7DeQ6ogyle/5P6cxqbezmR9RNkuJFNIiH4bPrcHjwnaNsb3Ad5PAFc7xERDHOvfdWkNzx8++Ov+cAhfqIcKWNLyL7UFiRIeL1LoLku2K0rcAXeuxm9KKjYaEl3lr0JFQE/zUElfDcQn3s9ujNFkkMNOcPgQwbSPlEXja0a4syG76FnTknsITHONIbCCsIWnHMuf95cq8zkgjMUOlfVOL8l4Iv0n9n2r9H1OJKv+2GmDp6ntc9xAhrIlO+f5urp1N+LzO9lDx5r1HIjqlSiemNZAdQveQjRuOtx/FM4KhFvn3312Xv7XuKW9iqNnBSwXOEAuUXghXcqD8xl05g=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","out_trade_no":"1704093802","qr_code":"https:\\/\\/qr.alipay.com\\/bax07651xvtprxfkmxyf00a9"}',
      sign: 'Mz0jF7DeQ6ogyle/5P6cxqbezmR9RNkuJFNIiH4bPrcHjwnaNsb3Ad5PAFc7xERDHOvfdWkNzx8++Ov+cAhfqIcKWNLyL7UFiRIeL1LoLku2K0rcAXeuxm9KKjYaEl3lr0JFQE/zUElfDcQn3s9ujNFkkMNOcPgQwbSPlEXja0a4syG76FnTknsITHONIbCCsIWnHMuf95cq8zkgjMUOlfVOL8l4Iv0n9n2r9H1OJKv+2GmDp6ntc9xAhrIlO+f5urp1N+LzO9lDx5r1HIjqlSiemNZAdQveQjRuOtx/FM4KhFvn3312Xv7XuKW9iqNnBSwXOEAuUXghXcqD8xl05g==',
      valid: true,
    },
  },
  {
    name: 'v2-response-fund-trans-uni-transfer',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_fund_trans_uni_transfer_response',
      rawBody:
        '{"alipay_fund_trans_uni_transfer_response":{"code":"10000","msg":"Success","order_id":"20231226110070000002150000683137","out_biz_no":"2023122621450001","pay_fund_order_id":"20231226110070001502150000685481","status":"SUCCESS","trans_date":"2023-12-26 22:11:45"},"sign":"exg0CUSgsRvI+q/Qqyu+MJ17ao4+vnEUMRE4YNbN2H3K6iX3xBcZv9jTt6m6c9JLZIifbqkZU13PLa4zy1MaQnQKg676wbqpN7ybEVL7LMzAgXUFm3Dc0XL1minPie2XOtwIgEecoPwpEqvqjjdTXfaE7fT6ZLxFLMMlPAESGwDDnKQVUmWs/8oq/EdPDNtVMmoVbF4o9zizyHw/QHVpLYvt0DHNCZRLhY85V99W6CrHjkNTB1QzEb1vCe3okVT3UAq26sxpu46R5l3n0xKJiYrucs8Y6CEWmayTKmZou7WQdgKQJHC0x0OIN58zWBkAFwz9ZAGON/WO3YHWq6mi5A=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","order_id":"20231226110070000002150000683137","out_biz_no":"2023122621450001","pay_fund_order_id":"20231226110070001502150000685481","status":"SUCCESS","trans_date":"2023-12-26 22:11:45"}',
      sign: 'exg0CUSgsRvI+q/Qqyu+MJ17ao4+vnEUMRE4YNbN2H3K6iX3xBcZv9jTt6m6c9JLZIifbqkZU13PLa4zy1MaQnQKg676wbqpN7ybEVL7LMzAgXUFm3Dc0XL1minPie2XOtwIgEecoPwpEqvqjjdTXfaE7fT6ZLxFLMMlPAESGwDDnKQVUmWs/8oq/EdPDNtVMmoVbF4o9zizyHw/QHVpLYvt0DHNCZRLhY85V99W6CrHjkNTB1QzEb1vCe3okVT3UAq26sxpu46R5l3n0xKJiYrucs8Y6CEWmayTKmZou7WQdgKQJHC0x0OIN58zWBkAFwz9ZAGON/WO3YHWq6mi5A==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-query',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_trade_query_response',
      rawBody:
        '{"alipay_trade_query_response":{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_pay_amount":"0.00","buyer_user_id":"2088722003899169","buyer_user_type":"PRIVATE","invoice_amount":"0.00","out_trade_no":"1703141270","point_amount":"0.00","receipt_amount":"0.00","send_pay_date":"2023-12-21 14:48:36","total_amount":"0.01","trade_no":"2023122122001499160501586202","trade_status":"TRADE_SUCCESS"},"sign":"WBz5iEFVhP99SRqHAaUi6KD+6u4xUxOgLAJ989gxByd79pa9bhHfQ0EFO/78YU3TuoqNvUBbHZ7LPxP+OPQFTUtHa5JF2pz+EfgBkYOnBPW+YGz6arGqmAPBy9I+ltJxKNKq4G7ehPG0gbtQQcVqqIR9vDylitmlGIIe+YKfNbEi+vPNkQ3HXLsu3lXKGqB21XSYb/NdxneALsVOowVqgU2SSR/+5TcUzCuW5VA/LWKnpXZEDdE1HTgUFqvqrYtLoVfmXO41oKZdrR3t4/rbV64YlWR4vPSuELuC4gLdXdd63PaOmdIo/5TxI26379ZC8IfhcBiS/KO3PYm1dbgpIg=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_pay_amount":"0.00","buyer_user_id":"2088722003899169","buyer_user_type":"PRIVATE","invoice_amount":"0.00","out_trade_no":"1703141270","point_amount":"0.00","receipt_amount":"0.00","send_pay_date":"2023-12-21 14:48:36","total_amount":"0.01","trade_no":"2023122122001499160501586202","trade_status":"TRADE_SUCCESS"}',
      sign: 'WBz5iEFVhP99SRqHAaUi6KD+6u4xUxOgLAJ989gxByd79pa9bhHfQ0EFO/78YU3TuoqNvUBbHZ7LPxP+OPQFTUtHa5JF2pz+EfgBkYOnBPW+YGz6arGqmAPBy9I+ltJxKNKq4G7ehPG0gbtQQcVqqIR9vDylitmlGIIe+YKfNbEi+vPNkQ3HXLsu3lXKGqB21XSYb/NdxneALsVOowVqgU2SSR/+5TcUzCuW5VA/LWKnpXZEDdE1HTgUFqvqrYtLoVfmXO41oKZdrR3t4/rbV64YlWR4vPSuELuC4gLdXdd63PaOmdIo/5TxI26379ZC8IfhcBiS/KO3PYm1dbgpIg==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-close',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_trade_close_response',
      rawBody:
        '{"alipay_trade_close_response":{"code":"10000","msg":"Success","out_trade_no":"1703226647","trade_no":"2023122222001499160501602106"},"sign":"BFKYag0TR6czgQ8MmRKZF9h+S0Vh+W+44zQA8BVzPca3hRirhETZEkuVQwBLyWwIXHnXDEulGoYpBouL2gMXB7wVW05XvCQ/6A2NTHybtoetF7MFKuyhdvj2+5kDq3hY4gOeIXBvBLSvikXr6pP0w5kKMG59z7cMITsDR+q2sEGKxO9wKTLaKmShaih6+W/hX7VwN+z5ZI90o6M5EFZeVifYLGCfbS0vi0ZOL3n2shglCKzKmxxND/RrS8f/cE51s++/A6bJDuP2aZj9ZE+tPbESGNtOxOdf1G99CFq6Kjcg1PR71MN8PXDbIIRsegenngDQz9rl2EBpgzvtGrFW2Q=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","out_trade_no":"1703226647","trade_no":"2023122222001499160501602106"}',
      sign: 'BFKYag0TR6czgQ8MmRKZF9h+S0Vh+W+44zQA8BVzPca3hRirhETZEkuVQwBLyWwIXHnXDEulGoYpBouL2gMXB7wVW05XvCQ/6A2NTHybtoetF7MFKuyhdvj2+5kDq3hY4gOeIXBvBLSvikXr6pP0w5kKMG59z7cMITsDR+q2sEGKxO9wKTLaKmShaih6+W/hX7VwN+z5ZI90o6M5EFZeVifYLGCfbS0vi0ZOL3n2shglCKzKmxxND/RrS8f/cE51s++/A6bJDuP2aZj9ZE+tPbESGNtOxOdf1G99CFq6Kjcg1PR71MN8PXDbIIRsegenngDQz9rl2EBpgzvtGrFW2Q==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-refund',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_trade_refund_response',
      rawBody:
        '{"alipay_trade_refund_response":{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_user_id":"2088722003899169","fund_change":"Y","gmt_refund_pay":"2023-12-22 14:19:12","out_trade_no":"1703141270","refund_fee":"0.01","send_back_fee":"0.00","trade_no":"2023122122001499160501586202"},"sign":"LPvOTnBZH6ZnPSbHDnJrsmc3v6M6HFHZt2kVDC0gP1oIqOL3nThcOqth4Cn8PfdXOOpN57IrU6J3XmaI2hvratXLdmdbiiyNccsyXKB5KQOw9jR72tC0r0AT5VXw3BQJ+Jgnaapd6Ud7rkmWTLADv4PQh1pvJSMWto+Auc1CL+Oq3ERDhfMRqLUsrDUr/ogQAwkIFe8AHL7bGlrgLH7IpKEVrf436NHgBYMCHFI/4Gzi1dJyFXrNyD7x5FnN9qIMNhMeMq/fH2iCe8JTGUIdTk7S4+L0rSr+6ZAbj6JO7rumemAnkfS3h11AxaLHNLnxNwPVaYHlw9HiJErHeC/Z0w=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_user_id":"2088722003899169","fund_change":"Y","gmt_refund_pay":"2023-12-22 14:19:12","out_trade_no":"1703141270","refund_fee":"0.01","send_back_fee":"0.00","trade_no":"2023122122001499160501586202"}',
      sign: 'LPvOTnBZH6ZnPSbHDnJrsmc3v6M6HFHZt2kVDC0gP1oIqOL3nThcOqth4Cn8PfdXOOpN57IrU6J3XmaI2hvratXLdmdbiiyNccsyXKB5KQOw9jR72tC0r0AT5VXw3BQJ+Jgnaapd6Ud7rkmWTLADv4PQh1pvJSMWto+Auc1CL+Oq3ERDhfMRqLUsrDUr/ogQAwkIFe8AHL7bGlrgLH7IpKEVrf436NHgBYMCHFI/4Gzi1dJyFXrNyD7x5FnN9qIMNhMeMq/fH2iCe8JTGUIdTk7S4+L0rSr+6ZAbj6JO7rumemAnkfS3h11AxaLHNLnxNwPVaYHlw9HiJErHeC/Z0w==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-app-pay',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-app-sync-result',
    publicKeyPem: keys.yansongdaAlipayPublicKey,
    input: {
      responseKey: 'alipay_trade_app_pay_response',
      rawBody:
        '{"alipay_trade_app_pay_response":{"code":"10000","msg":"Success","order_id":"20231220110070000002150000657610","out_biz_no":"2023122022560000","pay_date":"2023-12-20 22:56:33","pay_fund_order_id":"20231220110070001502150000660902","status":"SUCCESS","trans_amount":"0.01"},"sign":"eITxP5fZiJPB2+vZb90IRkv2iARxeNx/6Omxk7FStqflhG5lMoCvGjo2FZ6Szo1bGBMBReazZuqLaqsgomWAUO9onMVurB3enLbRvwUlpE7XEZaxk/sJYjgc2Y7pIAenvnLL9PEAiXmvUvuinUlvS9J2r1XysC0p/2wu7kEJ/GgZpFDIIYY9mdM6U1rGbi+RvirQXtQHmaEuuJWLA75NR1bvfG3L8znzW9xz1kOQqOWsQmD/bF1CDWbozNLwLCUmClRJz0Fj4mUYRF0zbW2VP8ZgHu1YvVKJ2+dWC9b+0o94URk7psIpc5NjiOM9Jsn6aoC2CfrJ/sqFMRCkYWzw6A=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","order_id":"20231220110070000002150000657610","out_biz_no":"2023122022560000","pay_date":"2023-12-20 22:56:33","pay_fund_order_id":"20231220110070001502150000660902","status":"SUCCESS","trans_amount":"0.01"}',
      sign: 'eITxP5fZiJPB2+vZb90IRkv2iARxeNx/6Omxk7FStqflhG5lMoCvGjo2FZ6Szo1bGBMBReazZuqLaqsgomWAUO9onMVurB3enLbRvwUlpE7XEZaxk/sJYjgc2Y7pIAenvnLL9PEAiXmvUvuinUlvS9J2r1XysC0p/2wu7kEJ/GgZpFDIIYY9mdM6U1rGbi+RvirQXtQHmaEuuJWLA75NR1bvfG3L8znzW9xz1kOQqOWsQmD/bF1CDWbozNLwLCUmClRJz0Fj4mUYRF0zbW2VP8ZgHu1YvVKJ2+dWC9b+0o94URk7psIpc5NjiOM9Jsn6aoC2CfrJ/sqFMRCkYWzw6A==',
      valid: true,
    },
  },
  {
    name: 'v2-response-error-40003-decryption',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.exec.test.ts + test/fixtures/alipay_stable_rsa2_public_key.pem',
    kind: 'v2-response-verify',
    publicKeyPem: keys.sdkStablePublicKey,
    input: {
      responseKey: 'alipay_security_risk_content_analyze_response',
      rawBody:
        '{"alipay_security_risk_content_analyze_response":{"code":"40003","msg":"Insufficient Conditions","sub_code":"isv.decryption-error-unknown","sub_msg":"解密出错, 未知错误"},"sign":"fpPCfGS+MLqJzK0Q/W61pNMXMLBogtCxyl0ZiEtOzTKWZBC7hiXe9AGOML0hoXQkJshlRgz8dUPvQNapuZff5TNu16/Va/4bnwLW1V1Og7KaAYlD9jbQPFLJv+YFM3SAXmylLVMatKMbEy2Cb3vn6FVpDrqTspUjhcPH7ACUirIcriFR+FhT9yGypLeOm2wYto0t59H5k5FlcsepdUReBcXP0UbglwjUOHh9TX3/VNQk3s6zoxhUC4ep570gmycEHwg4H1lSJky8M/FADUBr3gd8rynz3S+CbfPaOJoGKraeSzR2iA1bIu1fUN7GjI1wZjR8PfiQI2joNn+Z9OxUgw=="}',
    },
    expected: {
      signedSlice:
        '{"code":"40003","msg":"Insufficient Conditions","sub_code":"isv.decryption-error-unknown","sub_msg":"解密出错, 未知错误"}',
      sign: 'fpPCfGS+MLqJzK0Q/W61pNMXMLBogtCxyl0ZiEtOzTKWZBC7hiXe9AGOML0hoXQkJshlRgz8dUPvQNapuZff5TNu16/Va/4bnwLW1V1Og7KaAYlD9jbQPFLJv+YFM3SAXmylLVMatKMbEy2Cb3vn6FVpDrqTspUjhcPH7ACUirIcriFR+FhT9yGypLeOm2wYto0t59H5k5FlcsepdUReBcXP0UbglwjUOHh9TX3/VNQk3s6zoxhUC4ep570gmycEHwg4H1lSJky8M/FADUBr3gd8rynz3S+CbfPaOJoGKraeSzR2iA1bIu1fUN7GjI1wZjR8PfiQI2joNn+Z9OxUgw==',
      valid: true,
    },
  },
]
