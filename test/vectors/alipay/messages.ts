import type { AlipayVector } from './sample.js'

// Messages that are named by `msg_method`. Their members are from public pages and receivers, as `source` says of each; the
// signatures were made with a generated key by the rule of the wire, and Alipay's own client takes them all but GBK.

const publicKeyPem =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzeLGccw2jw6NkxDzNhrO\n3tjaBMgxheIJUmhP4zsiuWJNT5XvbMm8MSfCw4tDs1b4APzBsL/MsOHFyrZcsCVf\npyWJJxCajzu3oiGUbA7aSpizG5eJj8PMoyNlWEbYQ372dsMGa5zNO6/ynSRfOlta\nrmtWw/icewtRjKj4PGvZfSp30GoePmkpTMVsXZe2XcurSlMT5RhEy2rlHUT8zVJv\nWVSu+L9KUZZwK+62z56vdoewhDBBy0iTgEEUyG9pFdzPePvH9lovwzXpm0PnlVVQ\nK3afiPlFzQlMvmDKzx65Ojv69ApK2E/doklH6OGuzxS/RgPajFnIgBkLEnVzYYoS\nSwIDAQAB\n-----END PUBLIC KEY-----\n'

export const messages: readonly AlipayVector[] = [
  {
    name: 'msg-depositback-success',
    source:
      'shape from the public official page of the message (a mirror, found by its name); signed here with a generated key',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000001',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.trade.refund.depositback.completed',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"trade_no":"2014112611001004680073956707","out_trade_no":"20150320010101001","out_request_no":"HZ01RF001","dback_status":"S","dback_amount":"1.01","bank_ack_time":"2020-06-02 14:03:48","est_bank_receipt_time":"2020-06-03 14:03:48"}',
        sign: 'oAkl3p9OmkPzWz03B1jp7XsWxiDNJa1xR65fHiwkYxPN3399EXgTwZqST9P1aEI8qza6z5CWT0pI11KN1vba2EY7GY7ttvxX5AzRwTE5RYaiaZ3kx/jZ7Uy9yN5MkwtqPC7t2dKxyuSStShJcx4NG1TP9c4p8hZVz0P9J+2qI3Wy5BJ2z5IRjs7XlCJyFz7LDGbKM7J0EVe3slUX5HuYPoNZvRvIAYbX4pugnLKprJ22EITUjLvzH3XQ3KpqP6YuqCyvlqDsNwbsKRRUs7DQwN/VaXYPs/1iDLbSUOJeN0KIS8j2HwhmLVvwr4DAe9JO/eUEPnHddBU2NDdd/xLnUA==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000001&utc_timestamp=1788258600000&msg_method=alipay.trade.refund.depositback.completed&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22trade_no%22%3A%222014112611001004680073956707%22%2C%22out_trade_no%22%3A%2220150320010101001%22%2C%22out_request_no%22%3A%22HZ01RF001%22%2C%22dback_status%22%3A%22S%22%2C%22dback_amount%22%3A%221.01%22%2C%22bank_ack_time%22%3A%222020-06-02+14%3A03%3A48%22%2C%22est_bank_receipt_time%22%3A%222020-06-03+14%3A03%3A48%22%7D&sign=oAkl3p9OmkPzWz03B1jp7XsWxiDNJa1xR65fHiwkYxPN3399EXgTwZqST9P1aEI8qza6z5CWT0pI11KN1vba2EY7GY7ttvxX5AzRwTE5RYaiaZ3kx%2FjZ7Uy9yN5MkwtqPC7t2dKxyuSStShJcx4NG1TP9c4p8hZVz0P9J%2B2qI3Wy5BJ2z5IRjs7XlCJyFz7LDGbKM7J0EVe3slUX5HuYPoNZvRvIAYbX4pugnLKprJ22EITUjLvzH3XQ3KpqP6YuqCyvlqDsNwbsKRRUs7DQwN%2FVaXYPs%2F1iDLbSUOJeN0KIS8j2HwhmLVvwr4DAe9JO%2FeUEPnHddBU2NDdd%2FxLnUA%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"trade_no":"2014112611001004680073956707","out_trade_no":"20150320010101001","out_request_no":"HZ01RF001","dback_status":"S","dback_amount":"1.01","bank_ack_time":"2020-06-02 14:03:48","est_bank_receipt_time":"2020-06-03 14:03:48"}&charset=UTF-8&msg_method=alipay.trade.refund.depositback.completed&notify_id=2026090100262180000000000000000001&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-depositback-failed',
    source:
      'shape from the public official page of the message (a mirror, found by its name); signed here with a generated key',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000002',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.trade.refund.depositback.completed',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"trade_no":"2014112611001004680073956707","out_trade_no":"20150320010101001","out_request_no":"HZ01RF001","dback_status":"F"}',
        sign: 'jSTH10l25XvhCt82+1UEM5LXQ0fW2n7DB3VUrd5sB/5luZAbbR61VC6QlGrcIjmLERmp59vwhXVpLlYoL04TE8SVMA668vbQ4tQMrCunxVbFVnHXvEZ+amRQ85Vn4J8kxQ3RDCbuchJbbpW/zPwj6EC22FtwqvnA5wScsdFt6N2WZH9haizAq38YqLapGbk4OLRNSWKxRtzlkydqxBjWwqVEFonWf+MS+n269ql41NAc5Fu+Az2KFZhj8Jb3U2S0cP0jrfp4Ea+EZy+N9EfRREt8G8oPQpD9Gae0D1Q2wbPAhqHLKO/NOK5BgNsalR3TQfxAtxVmPObxz+17GCjv1A==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000002&utc_timestamp=1788258600000&msg_method=alipay.trade.refund.depositback.completed&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22trade_no%22%3A%222014112611001004680073956707%22%2C%22out_trade_no%22%3A%2220150320010101001%22%2C%22out_request_no%22%3A%22HZ01RF001%22%2C%22dback_status%22%3A%22F%22%7D&sign=jSTH10l25XvhCt82%2B1UEM5LXQ0fW2n7DB3VUrd5sB%2F5luZAbbR61VC6QlGrcIjmLERmp59vwhXVpLlYoL04TE8SVMA668vbQ4tQMrCunxVbFVnHXvEZ%2BamRQ85Vn4J8kxQ3RDCbuchJbbpW%2FzPwj6EC22FtwqvnA5wScsdFt6N2WZH9haizAq38YqLapGbk4OLRNSWKxRtzlkydqxBjWwqVEFonWf%2BMS%2Bn269ql41NAc5Fu%2BAz2KFZhj8Jb3U2S0cP0jrfp4Ea%2BEZy%2BN9EfRREt8G8oPQpD9Gae0D1Q2wbPAhqHLKO%2FNOK5BgNsalR3TQfxAtxVmPObxz%2B17GCjv1A%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"trade_no":"2014112611001004680073956707","out_trade_no":"20150320010101001","out_request_no":"HZ01RF001","dback_status":"F"}&charset=UTF-8&msg_method=alipay.trade.refund.depositback.completed&notify_id=2026090100262180000000000000000002&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-settle-notify-success',
    source: 'shape from a public copy of the official sandbox page for splitting; accounts replaced; signed here',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000003',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.trade.order.settle.notify',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"operation_dt":"2023-06-01 17:35:26","royalty_detail_list":[{"amount":"10.00","operation_type":"transfer","trans_in":"2088000000000864","state":"SUCCESS","detail_id":"2023060122001462650500142964"}],"settle_no":"20230601002530020065620300064709","trade_no":"2023060122001462650500142964"}',
        sign: 'O+UeeZv43nq+fm+3oVdQmvQ2VrB8eBq8M8YAIAcSOR9LCXsaUP/IeziIh/JKLH3UfOPfZtCGxR0FxpVvamlNszB05WDVot5Fp0QsYFjNSRmVVBCpbtEufJlnaPwot39SmsaCYiULDOO0rgLCuXyPj36piEBzaAVuv/kN3gXda3QvyTqrXTYulp/TzReuoeLfpS4ycjAX3hDU9I7spVB0rvbssI3A4GokevaUVEsHPUT38QG3fyFr86TR13QTgK4k8YSbiUl9hH7MOZD3EFAySefd9TeOs7im4983p/vSvCLjpn/AuAg9W9BQQnMt8ulwI8f++MAypXtcejzC+tPurQ==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000003&utc_timestamp=1788258600000&msg_method=alipay.trade.order.settle.notify&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22operation_dt%22%3A%222023-06-01+17%3A35%3A26%22%2C%22royalty_detail_list%22%3A%5B%7B%22amount%22%3A%2210.00%22%2C%22operation_type%22%3A%22transfer%22%2C%22trans_in%22%3A%222088000000000864%22%2C%22state%22%3A%22SUCCESS%22%2C%22detail_id%22%3A%222023060122001462650500142964%22%7D%5D%2C%22settle_no%22%3A%2220230601002530020065620300064709%22%2C%22trade_no%22%3A%222023060122001462650500142964%22%7D&sign=O%2BUeeZv43nq%2Bfm%2B3oVdQmvQ2VrB8eBq8M8YAIAcSOR9LCXsaUP%2FIeziIh%2FJKLH3UfOPfZtCGxR0FxpVvamlNszB05WDVot5Fp0QsYFjNSRmVVBCpbtEufJlnaPwot39SmsaCYiULDOO0rgLCuXyPj36piEBzaAVuv%2FkN3gXda3QvyTqrXTYulp%2FTzReuoeLfpS4ycjAX3hDU9I7spVB0rvbssI3A4GokevaUVEsHPUT38QG3fyFr86TR13QTgK4k8YSbiUl9hH7MOZD3EFAySefd9TeOs7im4983p%2FvSvCLjpn%2FAuAg9W9BQQnMt8ulwI8f%2B%2BMAypXtcejzC%2BtPurQ%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"operation_dt":"2023-06-01 17:35:26","royalty_detail_list":[{"amount":"10.00","operation_type":"transfer","trans_in":"2088000000000864","state":"SUCCESS","detail_id":"2023060122001462650500142964"}],"settle_no":"20230601002530020065620300064709","trade_no":"2023060122001462650500142964"}&charset=UTF-8&msg_method=alipay.trade.order.settle.notify&notify_id=2026090100262180000000000000000003&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-fund-trans-changed-fail',
    source: 'member names as read by five public receivers; no official page could be read whole',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000004',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.fund.trans.order.changed',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"out_biz_no":"T20260901001","product_code":"TRANS_ACCOUNT_NO_PWD","biz_scene":"DIRECT_TRANSFER","origin_interface":"alipay.fund.trans.uni.transfer","order_id":"20260901110070000002150000000001","pay_fund_order_id":"20260901110070001502150000000001","status":"FAIL","action_type":"FINISH","trans_amount":"1.00","error_code":"PAYEE_NOT_EXIST","fail_reason":"收款账号不存在","pay_date":"2026-09-01 10:00:00"}',
        sign: 'x9mv1p+x1yoGxdlQTStVDay0Vd0Wi+HrVvar643iPnjI6lGTL83mJn3/CHqYwRSChlgVodX3RfuvAkVgwqa1yzpx4qgBV+5AViioqfxol+zov9YxtEXD5djtotEBOy2Oz8pjNbm5hckU1tn8ldFEeg8stFllPPkE042dy5icncOuVsMKSy4RmOhtrYAwg+n48+9SIlu+EgH4PRJ0dHdCocdv6zmwBfX53YOq6Dx0xvFxkcvQey8v4Ka4XAIeDWLKYuG6kwJMOx1SMpIv9Bg7NdG+ezg9PkrvjTvmwMfc1Sr0yX10i11tQcBtRB8JDPoGFA0kHSH694LrTwX3oQ7XPg==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000004&utc_timestamp=1788258600000&msg_method=alipay.fund.trans.order.changed&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22out_biz_no%22%3A%22T20260901001%22%2C%22product_code%22%3A%22TRANS_ACCOUNT_NO_PWD%22%2C%22biz_scene%22%3A%22DIRECT_TRANSFER%22%2C%22origin_interface%22%3A%22alipay.fund.trans.uni.transfer%22%2C%22order_id%22%3A%2220260901110070000002150000000001%22%2C%22pay_fund_order_id%22%3A%2220260901110070001502150000000001%22%2C%22status%22%3A%22FAIL%22%2C%22action_type%22%3A%22FINISH%22%2C%22trans_amount%22%3A%221.00%22%2C%22error_code%22%3A%22PAYEE_NOT_EXIST%22%2C%22fail_reason%22%3A%22%E6%94%B6%E6%AC%BE%E8%B4%A6%E5%8F%B7%E4%B8%8D%E5%AD%98%E5%9C%A8%22%2C%22pay_date%22%3A%222026-09-01+10%3A00%3A00%22%7D&sign=x9mv1p%2Bx1yoGxdlQTStVDay0Vd0Wi%2BHrVvar643iPnjI6lGTL83mJn3%2FCHqYwRSChlgVodX3RfuvAkVgwqa1yzpx4qgBV%2B5AViioqfxol%2Bzov9YxtEXD5djtotEBOy2Oz8pjNbm5hckU1tn8ldFEeg8stFllPPkE042dy5icncOuVsMKSy4RmOhtrYAwg%2Bn48%2B9SIlu%2BEgH4PRJ0dHdCocdv6zmwBfX53YOq6Dx0xvFxkcvQey8v4Ka4XAIeDWLKYuG6kwJMOx1SMpIv9Bg7NdG%2Bezg9PkrvjTvmwMfc1Sr0yX10i11tQcBtRB8JDPoGFA0kHSH694LrTwX3oQ7XPg%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"out_biz_no":"T20260901001","product_code":"TRANS_ACCOUNT_NO_PWD","biz_scene":"DIRECT_TRANSFER","origin_interface":"alipay.fund.trans.uni.transfer","order_id":"20260901110070000002150000000001","pay_fund_order_id":"20260901110070001502150000000001","status":"FAIL","action_type":"FINISH","trans_amount":"1.00","error_code":"PAYEE_NOT_EXIST","fail_reason":"收款账号不存在","pay_date":"2026-09-01 10:00:00"}&charset=UTF-8&msg_method=alipay.fund.trans.order.changed&notify_id=2026090100262180000000000000000004&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-fund-trans-changed-red-packet-2019',
    source: 'captured biz_content in a comment of a public Python receiver (2019); signed here with a generated key',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000009',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.fund.trans.order.changed',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"action_type":"FINISH","biz_scene":"PERSONAL_PAY","order_id":"20190912110075000006740023648562","origin_interface":"alipay.fund.trans.app.pay","out_biz_no":"qt_20190912162507_298","pay_date":"2019-09-12 16:25:15","pay_fund_order_id":"20190912110075001506740023416000","product_code":"STD_RED_PACKET","status":"SUCCESS","trans_amount":"0.01"}',
        sign: 'kqQ2ivuSIj20rEtywsTcmKfeBXXKXdaTrnIsDBYsvrjqHajjiKKMCF4JOET7uKdslCqGW21iXoX/++R7jmraqLshJUzbKY5uH2rDucQyAaNXdEQooMa1C7VrRJJxJql59fRW+7BIzwt1eSG9tt6lNEzdhpOGuDfv80ImUyGgbvJnlMlG/ZY1qlW0iiOS6HIGyle9OyivpWLWZsOGlEZoUtlnQqRNG7LPdFDJy4DwYepfIfAVDtz9tgEx2D06BLjJw4/D88KH8LHQ7nWCvOg+BW1tKES/DcB3R89p5SzL5J2DeA+CONJtyUq/7ceokjEkyrNDBXDxZpA8iRKc84t5iw==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000009&utc_timestamp=1788258600000&msg_method=alipay.fund.trans.order.changed&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22action_type%22%3A%22FINISH%22%2C%22biz_scene%22%3A%22PERSONAL_PAY%22%2C%22order_id%22%3A%2220190912110075000006740023648562%22%2C%22origin_interface%22%3A%22alipay.fund.trans.app.pay%22%2C%22out_biz_no%22%3A%22qt_20190912162507_298%22%2C%22pay_date%22%3A%222019-09-12+16%3A25%3A15%22%2C%22pay_fund_order_id%22%3A%2220190912110075001506740023416000%22%2C%22product_code%22%3A%22STD_RED_PACKET%22%2C%22status%22%3A%22SUCCESS%22%2C%22trans_amount%22%3A%220.01%22%7D&sign=kqQ2ivuSIj20rEtywsTcmKfeBXXKXdaTrnIsDBYsvrjqHajjiKKMCF4JOET7uKdslCqGW21iXoX%2F%2B%2BR7jmraqLshJUzbKY5uH2rDucQyAaNXdEQooMa1C7VrRJJxJql59fRW%2B7BIzwt1eSG9tt6lNEzdhpOGuDfv80ImUyGgbvJnlMlG%2FZY1qlW0iiOS6HIGyle9OyivpWLWZsOGlEZoUtlnQqRNG7LPdFDJy4DwYepfIfAVDtz9tgEx2D06BLjJw4%2FD88KH8LHQ7nWCvOg%2BBW1tKES%2FDcB3R89p5SzL5J2DeA%2BCONJtyUq%2F7ceokjEkyrNDBXDxZpA8iRKc84t5iw%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"action_type":"FINISH","biz_scene":"PERSONAL_PAY","order_id":"20190912110075000006740023648562","origin_interface":"alipay.fund.trans.app.pay","out_biz_no":"qt_20190912162507_298","pay_date":"2019-09-12 16:25:15","pay_fund_order_id":"20190912110075001506740023416000","product_code":"STD_RED_PACKET","status":"SUCCESS","trans_amount":"0.01"}&charset=UTF-8&msg_method=alipay.fund.trans.order.changed&notify_id=2026090100262180000000000000000009&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-gbk-charset',
    source:
      'rule: the bytes signed are the bytes of the charset named in the message; the official complaint sample is sent with charset=GBK',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=GBK',
      params: {
        notify_id: '2026090100262180000000000000000005',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.fund.trans.order.changed',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'GBK',
        sign_type: 'RSA2',
        biz_content: '{"out_biz_no":"T20260901002","status":"FAIL","fail_reason":"收款方账户异常，请核对"}',
        sign: 'KcULeTGEfJRtvJ3VPWEldw05Rem8Q3L1eaCCR/EHiF7wyCLiFPs768Ak4NphgapNVYvCCglGauD77mjqpAsOLLxmCJJ6mo5kSFFfSXs/9sRqWhqViEfLLby8NArE0JcL5oqKwJQr7w4RuPnNG2K1khIE7cBFN9PN1KNIP3f7fNJ+7oggnje6gfoMkBKQqEFPm1eSb7/X6IlOGraSIRDscGdmYkojW1Qlka8WWmJ67j/AEcQsw8WqSK2eFGdAIxkMwXUo0xAKASh4KP44ZXkWqMFHLmoNtYicipLl9lcgxuIxZcwQTyx9hn52KkE8rlplq5uqIa3tMxHsOyY027CCaQ==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000005&utc_timestamp=1788258600000&msg_method=alipay.fund.trans.order.changed&app_id=2021000000000402&version=1.1&charset=GBK&sign_type=RSA2&biz_content=%7B%22out_biz_no%22%3A%22T20260901002%22%2C%22status%22%3A%22FAIL%22%2C%22fail_reason%22%3A%22%CA%D5%BF%EE%B7%BD%D5%CB%BB%A7%D2%EC%B3%A3%A3%AC%C7%EB%BA%CB%B6%D4%22%7D&sign=KcULeTGEfJRtvJ3VPWEldw05Rem8Q3L1eaCCR%2FEHiF7wyCLiFPs768Ak4NphgapNVYvCCglGauD77mjqpAsOLLxmCJJ6mo5kSFFfSXs%2F9sRqWhqViEfLLby8NArE0JcL5oqKwJQr7w4RuPnNG2K1khIE7cBFN9PN1KNIP3f7fNJ%2B7oggnje6gfoMkBKQqEFPm1eSb7%2FX6IlOGraSIRDscGdmYkojW1Qlka8WWmJ67j%2FAEcQsw8WqSK2eFGdAIxkMwXUo0xAKASh4KP44ZXkWqMFHLmoNtYicipLl9lcgxuIxZcwQTyx9hn52KkE8rlplq5uqIa3tMxHsOyY027CCaQ%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"out_biz_no":"T20260901002","status":"FAIL","fail_reason":"收款方账户异常，请核对"}&charset=GBK&msg_method=alipay.fund.trans.order.changed&notify_id=2026090100262180000000000000000005&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      signedBytesBase64:
        'YXBwX2lkPTIwMjEwMDAwMDAwMDA0MDImYml6X2NvbnRlbnQ9eyJvdXRfYml6X25vIjoiVDIwMjYwOTAxMDAyIiwic3RhdHVzIjoiRkFJTCIsImZhaWxfcmVhc29uIjoiytW/7re91cu7p9Lss6OjrMfrusu21CJ9JmNoYXJzZXQ9R0JLJm1zZ19tZXRob2Q9YWxpcGF5LmZ1bmQudHJhbnMub3JkZXIuY2hhbmdlZCZub3RpZnlfaWQ9MjAyNjA5MDEwMDI2MjE4MDAwMDAwMDAwMDAwMDAwMDAwNSZ1dGNfdGltZXN0YW1wPTE3ODgyNTg2MDAwMDAmdmVyc2lvbj0xLjE=',
      valid: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-keeps-sign-type',
    source:
      'service-market messages: sign_type stays in the string (see v2-notify-servicemarket-keeps-sign-type in vectors/alipay.json)',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000006',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.open.servicemarket.order.notify',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content: '{"commodity_order_id":"20160010200000000033400"}',
        sign: 'DNZZtrUYcIC4VQxqngntC9Epl1ij3cLcL0Hk/wOQGLZ48nWyc5Y3naSFeBCfkl67i7L++9PtXh12m1i3XPopCmePYLGdCYxq73pyAZKWrgEiESiTJVKi3IhqBesaa5tqhB1xa4iNFDVm3wBzqPIr2dBX4L12rARl32jTdwoiyhltN8JYVu1R35e19gThzw/hOkRp2QDeoaS93qFsiEIn++5jG2FdMbnBF0fl0H5n5WfI7PpdFng+1FntYjvIxxDsIWi3rYU5ENz3dxmyAUMpnRjqHwk15rDM6lmGO7VKgWuz9dTQzvL5nkBMQuyHmRdS3Z3AF3H+BrmpUTl0CjC03Q==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000006&utc_timestamp=1788258600000&msg_method=alipay.open.servicemarket.order.notify&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22commodity_order_id%22%3A%2220160010200000000033400%22%7D&sign=DNZZtrUYcIC4VQxqngntC9Epl1ij3cLcL0Hk%2FwOQGLZ48nWyc5Y3naSFeBCfkl67i7L%2B%2B9PtXh12m1i3XPopCmePYLGdCYxq73pyAZKWrgEiESiTJVKi3IhqBesaa5tqhB1xa4iNFDVm3wBzqPIr2dBX4L12rARl32jTdwoiyhltN8JYVu1R35e19gThzw%2FhOkRp2QDeoaS93qFsiEIn%2B%2B5jG2FdMbnBF0fl0H5n5WfI7PpdFng%2B1FntYjvIxxDsIWi3rYU5ENz3dxmyAUMpnRjqHwk15rDM6lmGO7VKgWuz9dTQzvL5nkBMQuyHmRdS3Z3AF3H%2BBrmpUTl0CjC03Q%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"commodity_order_id":"20160010200000000033400"}&charset=UTF-8&msg_method=alipay.open.servicemarket.order.notify&notify_id=2026090100262180000000000000000006&sign_type=RSA2&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-appauth-cancelled',
    source: 'message name from essensoft/paylink; members unconfirmed',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000007',
        utc_timestamp: '1788258600000',
        msg_method: 'alipay.open.auth.appauth.cancelled',
        app_id: '2021000000000402',
        version: '1.1',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content: '{"auth_app_id":"2021000000000999","user_id":"2088000000000999"}',
        sign: 'YlUlwqOJYnWSLELu+/LkZl0+b2IlrM9nJK965N8BWSpVMnu5EkME7qQbxjbc7mxK/yxA39gE3DSzd19mms3LkuqBcxwPWmHZ8VrJGKlS89UmjY4Esxj98mdLI5pKjC545RsHmojUySr3jEhc7vywOKy5EGFOWVc4CgftfbCaWAGa+zeL/KuwTZ5aGxdJ5OSsX8a4UJtBSXNbLTSoEWRa6V1ZHCm67LfgYlNDwIlXTLP9mxn00k83j3O6O/PhiTxTIpxF1lgZd74daFiuNXOtLm8llt2TBkKy7kyRsliCUsAQTOat3HbzW/o+gQOqU/kLaHEY/qUTYWNKI7DiZ1+ndw==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000007&utc_timestamp=1788258600000&msg_method=alipay.open.auth.appauth.cancelled&app_id=2021000000000402&version=1.1&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22auth_app_id%22%3A%222021000000000999%22%2C%22user_id%22%3A%222088000000000999%22%7D&sign=YlUlwqOJYnWSLELu%2B%2FLkZl0%2Bb2IlrM9nJK965N8BWSpVMnu5EkME7qQbxjbc7mxK%2FyxA39gE3DSzd19mms3LkuqBcxwPWmHZ8VrJGKlS89UmjY4Esxj98mdLI5pKjC545RsHmojUySr3jEhc7vywOKy5EGFOWVc4CgftfbCaWAGa%2BzeL%2FKuwTZ5aGxdJ5OSsX8a4UJtBSXNbLTSoEWRa6V1ZHCm67LfgYlNDwIlXTLP9mxn00k83j3O6O%2FPhiTxTIpxF1lgZd74daFiuNXOtLm8llt2TBkKy7kyRsliCUsAQTOat3HbzW%2Fo%2BgQOqU%2FkLaHEY%2FqUTYWNKI7DiZ1%2Bndw%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"auth_app_id":"2021000000000999","user_id":"2088000000000999"}&charset=UTF-8&msg_method=alipay.open.auth.appauth.cancelled&notify_id=2026090100262180000000000000000007&utc_timestamp=1788258600000&version=1.1',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
  {
    name: 'msg-zhima-agreement-changed',
    source: 'shape from a public page of an acquirer that repeats the official one; signed here',
    kind: 'v2-message-verify',
    publicKeyPem,
    input: {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      params: {
        notify_id: '2026090100262180000000000000000008',
        utc_timestamp: '1788258600000',
        msg_method: 'zhima.credit.payafteruse.creditagreement.changed',
        app_id: '2021000000000402',
        version: '1.0',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        biz_content:
          '{"credit_agreement_id":"ZMOP99202011240100520025162811","agreement_status":"VALID","out_agreement_no":"2014070700166653","biz_time":"2021-01-19 00:00:00","open_channel":"ALIPAY_RECOMMEND","alipay_user_id":"2088000000000777"}',
        sign: 'Wc3MjmdKWUjc8r689sYeRzSHkcnKLS0CKqooEy58duwGRDdtEzFDVlOV4NUxmk4rhOvDPYATUdpUgPhsqEb7G1EKoE1WTfvFvz00PCqAuqkeZI44KaeqXmEl80vW370FYAm3q1dLP1ma4joFpIWUWHM+qI+uyL+0YqQlXjYqinwp6DI6EUT2+9XTUgQQnCUckNE1Ns+/qGhnGXXG0jsQNxfWyZFc/9kFV0ypsva8flkRvQI/Wp15bBfUVsX7mlG13WXKECfI2eJcG8ToWFRQGLr1CnHq0JaCj+qleBUsLnWNcvvO8MRNBHJ8wtbTCH/htn78VnaP5e4XwNGMbrNEJQ==',
      },
      formBody:
        'notify_id=2026090100262180000000000000000008&utc_timestamp=1788258600000&msg_method=zhima.credit.payafteruse.creditagreement.changed&app_id=2021000000000402&version=1.0&charset=UTF-8&sign_type=RSA2&biz_content=%7B%22credit_agreement_id%22%3A%22ZMOP99202011240100520025162811%22%2C%22agreement_status%22%3A%22VALID%22%2C%22out_agreement_no%22%3A%222014070700166653%22%2C%22biz_time%22%3A%222021-01-19+00%3A00%3A00%22%2C%22open_channel%22%3A%22ALIPAY_RECOMMEND%22%2C%22alipay_user_id%22%3A%222088000000000777%22%7D&sign=Wc3MjmdKWUjc8r689sYeRzSHkcnKLS0CKqooEy58duwGRDdtEzFDVlOV4NUxmk4rhOvDPYATUdpUgPhsqEb7G1EKoE1WTfvFvz00PCqAuqkeZI44KaeqXmEl80vW370FYAm3q1dLP1ma4joFpIWUWHM%2BqI%2BuyL%2B0YqQlXjYqinwp6DI6EUT2%2B9XTUgQQnCUckNE1Ns%2B%2FqGhnGXXG0jsQNxfWyZFc%2F9kFV0ypsva8flkRvQI%2FWp15bBfUVsX7mlG13WXKECfI2eJcG8ToWFRQGLr1CnHq0JaCj%2BqleBUsLnWNcvvO8MRNBHJ8wtbTCH%2Fhtn78VnaP5e4XwNGMbrNEJQ%3D%3D',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&biz_content={"credit_agreement_id":"ZMOP99202011240100520025162811","agreement_status":"VALID","out_agreement_no":"2014070700166653","biz_time":"2021-01-19 00:00:00","open_channel":"ALIPAY_RECOMMEND","alipay_user_id":"2088000000000777"}&charset=UTF-8&msg_method=zhima.credit.payafteruse.creditagreement.changed&notify_id=2026090100262180000000000000000008&utc_timestamp=1788258600000&version=1.0',
      excluded: ['sign', 'sign_type'],
      valid: true,
      officialNodeSdk: true,
      reply: 'success',
    },
  },
]
