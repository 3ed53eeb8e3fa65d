import type { Sample } from './flip.js'

/** The certificate of Lakala's test gateway (SIT): it signs answers and notifications there. */
export const sitCertificate =
  '-----BEGIN CERTIFICATE-----\nMIIEMTCCAxmgAwIBAgIGAXRTgcMnMA0GCSqGSIb3DQEBCwUAMHYxCzAJBgNVBAYT\nAkNOMRAwDgYDVQQIDAdCZWlKaW5nMRAwDgYDVQQHDAdCZWlKaW5nMRcwFQYDVQQK\nDA5MYWthbGEgQ28uLEx0ZDEqMCgGA1UEAwwhTGFrYWxhIE9yZ2FuaXphdGlvbiBW\nYWxpZGF0aW9uIENBMB4XDTIwMTAxMDA1MjQxNFoXDTMwMTAwODA1MjQxNFowZTEL\nMAkGA1UEBhMCQ04xEDAOBgNVBAgMB0JlaUppbmcxEDAOBgNVBAcMB0JlaUppbmcx\nFzAVBgNVBAoMDkxha2FsYSBDby4sTHRkMRkwFwYDVQQDDBBBUElHVy5MQUtBTEEu\nQ09NMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt1zHL54HiI8d2sLJ\nlwoQji3/ln0nsvfZ/XVpOjuB+1YR6/0LdxEDMC/hxI6iH2Rm5MjwWz3dmN/6BZeI\ngwGeTOWJUZFARo8UduKrlhC6gWMRpAiiGC8wA8stikc5gYB+UeFVZi/aJ0WN0cpP\nJYCvPBhxhMvhVDnd4hNohnR1L7k0ypuWg0YwGjC25FaNAEFBYP9EYUyCJjE//9Z7\nsMzHR9SJYCqqo6r9bOH9G6sWKuEp+osuAh+kJIxJMHfipw7w3tEcWG0hce9u/el4\ncYJtg8/PPMVoccKmeCzMvarr7jdKP4lenJbtwlgyfs+JgNu60KMUJH8RS72wC9NY\nuFz09wIDAQABo4HVMIHSMIGSBgNVHSMEgYowgYeAFCnH4DkZPR6CZxRn/kIqVsMo\ndJHpoWekZTBjMQswCQYDVQQGEwJDTjEQMA4GA1UECAwHQmVpSmluZzEQMA4GA1UE\nBwwHQmVpSmluZzEXMBUGA1UECgwOTGFrYWxhIENvLixMdGQxFzAVBgNVBAMMDkxh\na2FsYSBSb290IENBggYBaiUALIowHQYDVR0OBBYEFJ2Kx9YZfmWpkKFnC33C0r5D\nK3rFMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMA0GCSqGSIb3DQEBCwUA\nA4IBAQBZoeU0XyH9O0LGF9R+JyGwfU/O5amoB97VeM+5n9v2z8OCiIJ8eXVGKN9L\ntl9QkpTEanYwK30KkpHcJP1xfVkhPi/cCMgfTWQ5eKYC7Zm16zk7n4CP6IIgZIqm\nTVGsIGKk8RzWseyWPB3lfqMDR52V1tdA1S8lJ7a2Xnpt5M2jkDXoArl3SVSwCb4D\nAmThYhak48M++fUJNYII9JBGRdRGbfJ2GSFdPXgesUL2CwlReQwbW4GZkYGOg9LK\nCNPK6XShlNdvgPv0CCR08KCYRwC3HZ0y1F0NjaKzYdGNPrvOq9lA495ONZCvzYDo\ngmsu/kd6eqxTs/JwdaIYr4sCMg8Z\n-----END CERTIFICATE-----\n'
export const sitSerial = '01745381C327'

/** The merchant that everybody may play in the test environment (source: public SDKs of the open platform). */
export const demo = {
  appId: 'OP00000003',
  serial: '00dfba8194c41b84cf',
  privateKey:
    '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDvDBZyHUDndAGx\nrIcsCV2njhNO3vCEZotTaWYSYwtDvkcAb1EjsBFabXZaKigpqFXk5XXNI3NIHP9M\n8XKzIgGvc65NpLAfRjVql8JiTvLyYd1gIUcOXMInabu+oX7dQSI1mS8XzqaoVRhD\nZQWhXcJW9bxMulgnzvk0Ggw07AjGF7si+hP/Va8SJmN7EJwfQq6TpSxR+WdIHpbW\ndhZ+NHwitnQwAJTLBFvfk28INM39G7XOsXdVLfsooFdglVTOHpNuRiQAj9gShCCN\nrpGsNQxDiJIxE43qRsNsRwigyo6DPJk/klgDJa417E2wgP8VrwiXparO4FMzOGK1\n5quuoD7DAgMBAAECggEBANhmWOt1EAx3OBFf3f4/fEjylQgRSiqRqg8Ymw6KGuh4\nmE4Md6eW/B6geUOmZjVP7nIIR1wte28M0REWgn8nid8LGf+v1sB5DmIwgAf+8G/7\nqCwd8/VMg3aqgQtRp0ckb5OV2Mv0h2pbnltkWHR8LDIMwymyh5uCApbn/aTrCAZK\nNXcPOyAn9tM8Bu3FHk3Pf24Er3SN+bnGxgpzDrFjsDSHjDFT9UMIc2WdA3tuMv9X\n3DDn0bRCsHnsIw3WrwY6HQ8mumdbURk+2Ey3eRFfMYxyS96kOgBC2hqZOlDwVPAK\nTPtS4hoq+cQ0sRaJQ4T0UALJrBVHa+EESgRaTvrXqAECgYEA+WKmy9hcvp6IWZlk\n9Q1JZ+dgIVxrO65zylK2FnD1/vcTx2JMn73WKtQb6vdvTuk+Ruv9hY9PEsf7S8gH\nSTTmzHOUgo5x0F8yCxXFnfji2juoUnDdpkjtQK5KySDcpQb5kcCJWEVi9v+zObM0\nZr1Nu5/NreE8EqUl3+7MtHOu1TMCgYEA9WM9P6m4frHPW7h4gs/GISA9LuOdtjLv\nAtgCK4cW2mhtGNAMttD8zOBQrRuafcbFAyU9de6nhGwetOhkW9YSV+xRNa7HWTeI\nRgXJuJBrluq5e1QGTIwZU/GujpNaR4Qiu0B8TodM/FME7htsyxjmCwEfT6SDYlke\nMzTbMa9Q0DECgYBqsR/2+dvD2YMwAgZFKKgNAdoIq8dcwyfamUQ5mZ5EtGQL2yw4\n8zibHh/LiIxgUD1Kjk/qQgNsX45NP4iOc0mCkrgomtRqdy+rumbPTNmQ0BEVJCBP\nscd+8pIgNiTvnWpMRvj7gMP0NDTzLI3wnnCRIq8WAtR2jZ0Ejt+ZHBziLQKBgQDi\nbEe/zqNmhDuJrpXEXmO7fTv3YB/OVwEj5p1Z/LSho2nHU3Hn3r7lbLYEhUvwctCn\nLl2fzC7Wic1rsGOqOcWDS5NDrZpUQGGF+yE/JEOiZcPwgH+vcjaMtp0TAfRzuQEz\nNzV8YGwxB4mtC7E/ViIuVULHAk4ZGZI8PbFkDxjKgQKBgG8jEuLTI1tsP3kyaF3j\nAylnw7SkBc4gfe9knsYlw44YlrDSKr8AOp/zSgwvMYvqT+fygaJ3yf9uIBdrIilq\nCHKXccZ9uA/bT5JfIi6jbg3EoE9YhB0+1aGAS1O2dBvUiD8tJ+BjAT4OB0UDpmM6\nQsFLQgFyXgvDnzr/o+hQJelW\n-----END PRIVATE KEY-----\n',
  certificate:
    '-----BEGIN CERTIFICATE-----\nMIIDYTCCAkmgAwIBAgIJAN+6gZTEG4TPMA0GCSqGSIb3DQEBCwUAMEkxCzAJBgNV\nBAYTAlVTMREwDwYDVQQIEwhzaGFuZ2hhaTERMA8GA1UEBxMIc2hhbmdoYWkxFDAS\nBgNVBAMUC2xha2FsYV8yMDIxMB4XDTIxMDYxODA3MjEzNFoXDTMxMDYxOTA3MjEz\nNFowSTELMAkGA1UEBhMCVVMxETAPBgNVBAgTCHNoYW5naGFpMREwDwYDVQQHEwhz\naGFuZ2hhaTEUMBIGA1UEAxQLbGFrYWxhXzIwMjEwggEiMA0GCSqGSIb3DQEBAQUA\nA4IBDwAwggEKAoIBAQDvDBZyHUDndAGxrIcsCV2njhNO3vCEZotTaWYSYwtDvkcA\nb1EjsBFabXZaKigpqFXk5XXNI3NIHP9M8XKzIgGvc65NpLAfRjVql8JiTvLyYd1g\nIUcOXMInabu+oX7dQSI1mS8XzqaoVRhDZQWhXcJW9bxMulgnzvk0Ggw07AjGF7si\n+hP/Va8SJmN7EJwfQq6TpSxR+WdIHpbWdhZ+NHwitnQwAJTLBFvfk28INM39G7XO\nsXdVLfsooFdglVTOHpNuRiQAj9gShCCNrpGsNQxDiJIxE43qRsNsRwigyo6DPJk/\nklgDJa417E2wgP8VrwiXparO4FMzOGK15quuoD7DAgMBAAGjTDBKMAkGA1UdEwQC\nMAAwEQYJYIZIAYb4QgEBBAQDAgTwMAsGA1UdDwQEAwIFoDAdBgNVHSUEFjAUBggr\nBgEFBQcDAgYIKwYBBQUHAwEwDQYJKoZIhvcNAQELBQADggEBAI21YYAlH+Pc1ISv\nnbQrGqL8suGL0Hh/8hGaFfrJEJEKr9OeC8jElUhck2MTmfu/Y1lB7r8RBrhGPXi4\nkTXmB6ADs/9+ezNW3WXyFj7fhs3JcZ3mo33T9wyQySDKd//JrEtrTsc/s2PZ602y\nqNmPomXSzjrlugaMyC7LI9sR44mc7sQnchjHoxrQFD5/usTFW72UQfYCORsQWYMt\n0KKEyAcpRL51RE3xbX1WDtduFYGP62PbwLAn2nCL/j1wlF5hltWj7sditWqKgso5\nF8BTffn2Bb0RdsNxqwMy1cTPrWLeXVOqMDu3ge7hvoav8lZKTjk5Kmqhs7wNAQXK\nmg9qSwo=\n-----END CERTIFICATE-----\n',
} as const

export type LakalaVector = Sample & {
  readonly source: string
  /** Where nobody has published it: how it was made. */
  readonly origin?: string
  readonly input: {
    appid?: string
    serialNo?: string
    timestamp?: string
    nonce?: string
    body?: string
    headers?: Record<string, string>
    keyHex?: string
    keyBase64?: string
    plaintextHex?: string
    plaintext?: string
  }
  readonly expected: {
    canonical?: string
    signature?: string
    authorization?: string
    signatureValid?: boolean
    ciphertextHex?: string
    ciphertextBase64?: string
  }
}

/** One notification with a real signature of the test environment; requests and answers were never published with theirs. */
export const vectors: readonly LakalaVector[] = [
  {
    name: 'lakala-notify-official',
    kind: 'notify-verify',
    source:
      'official open-platform notification sample (SIT), reproduced in several public Go/C# SDK tests; the index gave no repository name',
    input: {
      timestamp: '1630905585',
      nonce: '9003323344',
      body: '{"payOrderNo":"21090611012001970631000463034","merchantOrderNo":"CH2021090613190866292","orderInfo":null,"merchantNo":"822126090640003","termId":"47781282","tradeMerchantNo":"822126090640003","tradeTermId":"47781282","channelId":"10000038","currency":"156","amount":1,"tradeType":"PAY","payStatus":"S","notifyStatus":0,"orderCreateTime":"2021-09-06T05:19:43.000+00:00","orderEfficientTime":"2021-09-06T05:19:43.000+00:00","extendField":null,"payTime":"2021-09-06T05:19:43.000+00:00","remark":"","noticeNum":1,"sign":null,"notifyUrl":null,"notifyMode":"2","payInfo":"1#1#ALIPAY#0#2021090622001432581427657317","lklOrderNo":"2021090666210003610012","crdFlg":"92","payerId1":"2088702852632582","payerId2":"rob***@126.com","smCrdFlg":"01","tradeTime":"20210906131943","accountChannelOrderNo":"2021090622001432581427657317","actualPayAmount":1,"logNo":"66210003610012"}',
    },
    expected: {
      canonical:
        '1630905585\n9003323344\n{"payOrderNo":"21090611012001970631000463034","merchantOrderNo":"CH2021090613190866292","orderInfo":null,"merchantNo":"822126090640003","termId":"47781282","tradeMerchantNo":"822126090640003","tradeTermId":"47781282","channelId":"10000038","currency":"156","amount":1,"tradeType":"PAY","payStatus":"S","notifyStatus":0,"orderCreateTime":"2021-09-06T05:19:43.000+00:00","orderEfficientTime":"2021-09-06T05:19:43.000+00:00","extendField":null,"payTime":"2021-09-06T05:19:43.000+00:00","remark":"","noticeNum":1,"sign":null,"notifyUrl":null,"notifyMode":"2","payInfo":"1#1#ALIPAY#0#2021090622001432581427657317","lklOrderNo":"2021090666210003610012","crdFlg":"92","payerId1":"2088702852632582","payerId2":"rob***@126.com","smCrdFlg":"01","tradeTime":"20210906131943","accountChannelOrderNo":"2021090622001432581427657317","actualPayAmount":1,"logNo":"66210003610012"}\n',
      signature:
        'tnjIAcEISq/ClrOppv/nojeZnE/pB1wNfQC/hMTME+rQMapWzvs9v1J68ueDpVzs1RW22dNotmUVy2sM6thNFRkaOx4qQGslX6kIttwvlsJsSEIR3qrjdPdUAkbP2KDRLujspxE9X0daJ6BU+rOoJ8p4c6y1/QSOMtDJoO3EABOF4O6RFHR3N7JW8o4qcf7lOOO7D4rlAB2vw6tV8WeG+OEyJ++Q0K3V1oM5uJEIPPuJkb2qlEqVYKiYLyvIdEJ1Z5qMbC9U7rKuHdeTQPl7last/h5nd6WauzDfYPKlAjZBEPYjiDqRv6Dm+4FeNtALoy6Mg7Ruxeq1pJudfj0iKg==',
      signatureValid: true,
    },
  },
  {
    name: 'lakala-notify-official-neg',
    kind: 'notify-verify',
    source: 'as lakala-notify-official',
    origin: 'derived (amount changed 1 -> 2)',
    input: {
      timestamp: '1630905585',
      nonce: '9003323344',
      body: '{"payOrderNo":"21090611012001970631000463034","merchantOrderNo":"CH2021090613190866292","orderInfo":null,"merchantNo":"822126090640003","termId":"47781282","tradeMerchantNo":"822126090640003","tradeTermId":"47781282","channelId":"10000038","currency":"156","amount":2,"tradeType":"PAY","payStatus":"S","notifyStatus":0,"orderCreateTime":"2021-09-06T05:19:43.000+00:00","orderEfficientTime":"2021-09-06T05:19:43.000+00:00","extendField":null,"payTime":"2021-09-06T05:19:43.000+00:00","remark":"","noticeNum":1,"sign":null,"notifyUrl":null,"notifyMode":"2","payInfo":"1#1#ALIPAY#0#2021090622001432581427657317","lklOrderNo":"2021090666210003610012","crdFlg":"92","payerId1":"2088702852632582","payerId2":"rob***@126.com","smCrdFlg":"01","tradeTime":"20210906131943","accountChannelOrderNo":"2021090622001432581427657317","actualPayAmount":1,"logNo":"66210003610012"}',
    },
    expected: {
      signature:
        'tnjIAcEISq/ClrOppv/nojeZnE/pB1wNfQC/hMTME+rQMapWzvs9v1J68ueDpVzs1RW22dNotmUVy2sM6thNFRkaOx4qQGslX6kIttwvlsJsSEIR3qrjdPdUAkbP2KDRLujspxE9X0daJ6BU+rOoJ8p4c6y1/QSOMtDJoO3EABOF4O6RFHR3N7JW8o4qcf7lOOO7D4rlAB2vw6tV8WeG+OEyJ++Q0K3V1oM5uJEIPPuJkb2qlEqVYKiYLyvIdEJ1Z5qMbC9U7rKuHdeTQPl7last/h5nd6WauzDfYPKlAjZBEPYjiDqRv6Dm+4FeNtALoy6Mg7Ruxeq1pJudfj0iKg==',
      signatureValid: false,
    },
  },
  {
    name: 'lakala-request-sign-preorder',
    kind: 'request-sign',
    source:
      'public Lakala demo key pair for appid OP00000003 (found in a public Go test, package lklpay, lklpay client test; the index gave no repository name); canonical form per zkmio/lakala-sdk',
    origin:
      'derived: key pair is public test material, the signature was computed here; PKCS#1 v1.5 is deterministic so it must match byte for byte',
    input: {
      appid: 'OP00000003',
      serialNo: '00dfba8194c41b84cf',
      timestamp: '1720678620',
      nonce: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      body: '{"req_time":"20240711141700","version":"3.0","out_org_code":"OP00000003","req_data":{"merchant_no":"82229007392000A","term_no":"D9296400","out_trade_no":"MOCK20240711141700001","account_type":"ALIPAY","trans_type":"41","total_amount":"1","location_info":{"request_ip":"10.0.0.1"},"subject":"测试商品","notify_url":"https://merchant.example/notify/lakala"}}',
    },
    expected: {
      canonical:
        'OP00000003\n00dfba8194c41b84cf\n1720678620\n0a1b2c3d4e5f60718293a4b5c6d7e8f9\n{"req_time":"20240711141700","version":"3.0","out_org_code":"OP00000003","req_data":{"merchant_no":"82229007392000A","term_no":"D9296400","out_trade_no":"MOCK20240711141700001","account_type":"ALIPAY","trans_type":"41","total_amount":"1","location_info":{"request_ip":"10.0.0.1"},"subject":"测试商品","notify_url":"https://merchant.example/notify/lakala"}}\n',
      signature:
        'ZiFxsqD38J9vIa5VgmK+6UT02T9hyYeJX+PHMJ2Q0ZJPC4E+9Hkh2rgFAnipta4SZVdHGTh5CF3Hlbh768V1dcdSZLmJXIG9+A/E4zqu+76+ibeAcZTj+hbYgfKZTX0VUOKW6JNInsVj1UDV0HDl9tRxgpSMYQq8IP5Htie9GJ9NLnGeumtaNzOjf5iJUhRNT6CHqMU0U0VFC+6Yu89iiz0GZzOdYqFBs3sRvbhRpfvC03LHhQt7kdAsYCYF8VylBDtUNgYC3anFRU+zEiKUj96IvJmkcXErKaxWOSZyE7o5RlAiieevp4IrS5r3CcUGl5BAA+zP/CHIO7C7J+OtaA==',
      authorization:
        'LKLAPI-SHA256withRSA appid="OP00000003",nonce_str="0a1b2c3d4e5f60718293a4b5c6d7e8f9",timestamp="1720678620",serial_no="00dfba8194c41b84cf",signature="ZiFxsqD38J9vIa5VgmK+6UT02T9hyYeJX+PHMJ2Q0ZJPC4E+9Hkh2rgFAnipta4SZVdHGTh5CF3Hlbh768V1dcdSZLmJXIG9+A/E4zqu+76+ibeAcZTj+hbYgfKZTX0VUOKW6JNInsVj1UDV0HDl9tRxgpSMYQq8IP5Htie9GJ9NLnGeumtaNzOjf5iJUhRNT6CHqMU0U0VFC+6Yu89iiz0GZzOdYqFBs3sRvbhRpfvC03LHhQt7kdAsYCYF8VylBDtUNgYC3anFRU+zEiKUj96IvJmkcXErKaxWOSZyE7o5RlAiieevp4IrS5r3CcUGl5BAA+zP/CHIO7C7J+OtaA=="',
    },
  },
  {
    name: 'lakala-response-verify-counter',
    kind: 'response-verify',
    source: 'response body: Go client test for appid OP00000003 (counter special_create answer)',
    origin: 'derived: published response body, signed here with the public demo key in place of the platform key',
    input: {
      body: '{"code":"000000","msg":"操作成功","resp_time":"20240711141715","resp_data":{"merchant_no":"822290059430BCY","channel_id":"95","out_order_no":"0234456789","order_create_time":"20240711141715","order_efficient_time":"20240711142216","pay_order_no":"24071111012001101011001304914","total_amount":"1","counter_url":"https://pay.wsmsd.cn/r/0000?pageStyle%3DV2%26token%3DCCSSIZ5wnqqemB40EXc7U40gGcb7rxoKuxVhhVI7XyulHEUboR1J21LJqZZPDO053tJ2vIjabliIY1f32w%3D%3D%26amount%3D1%26payOrderNo%3D24071111012001101011001304914%26mndf%3D1"}}',
      headers: {
        'Lklapi-Appid': 'OP00000003',
        'Lklapi-Serial': '00dfba8194c41b84cf',
        'Lklapi-Timestamp': '1720678635',
        'Lklapi-Nonce': 'AbCdEf0123456789AbCdEf0123456789',
      },
    },
    expected: {
      canonical:
        'OP00000003\n00dfba8194c41b84cf\n1720678635\nAbCdEf0123456789AbCdEf0123456789\n{"code":"000000","msg":"操作成功","resp_time":"20240711141715","resp_data":{"merchant_no":"822290059430BCY","channel_id":"95","out_order_no":"0234456789","order_create_time":"20240711141715","order_efficient_time":"20240711142216","pay_order_no":"24071111012001101011001304914","total_amount":"1","counter_url":"https://pay.wsmsd.cn/r/0000?pageStyle%3DV2%26token%3DCCSSIZ5wnqqemB40EXc7U40gGcb7rxoKuxVhhVI7XyulHEUboR1J21LJqZZPDO053tJ2vIjabliIY1f32w%3D%3D%26amount%3D1%26payOrderNo%3D24071111012001101011001304914%26mndf%3D1"}}\n',
      signatureValid: true,
      signature:
        'z11fkgbPohsi5S9AYQbmdOseSFnXzQkyr5dYcwqbh77uy8boYj7m2ckBETJxFQV2X/L54IAUKgkI6PALK8pdaK5LhTr78c+yWuJwal7xzUoGJe6bQCrJ9H6WBr8iVgWRik850eEaokiHO4qwOqRjUDBfG7N2gIye0XRncfFmpeDi3YR7rYBzHNaeEIMDUcYt1NUSxqr/BiP6gt0/G8kp5RSqKr8CEOvFPUXAJcYM6ASq1g0MdWpy2Zqu9V7bwbLnp8B7d6ZY7IunAemUT85OGM2bqM4cT9U81SkBfq86h+MH4hoxB2K/vwdTheC22QM3XSfY34nQB7SoUzolu4Ndfw==',
    },
  },
  {
    name: 'lakala-sm4-standard',
    kind: 'sm4-ecb-nopad',
    source: 'GB/T 32907-2016 appendix A example 1 (cipher self-test; Lakala itself publishes no ciphertext vector)',
    input: {
      keyHex: '0123456789abcdeffedcba9876543210',
      plaintextHex: '0123456789abcdeffedcba9876543210',
    },
    expected: {
      ciphertextHex: '681edf34d206965e86b3e94f536e4246',
    },
  },
  {
    name: 'lakala-sm4-body-1',
    kind: 'sm4-ecb-pkcs5-base64',
    source: 'key: sleep-go/lakala-pay:model/common.go (published Lakala test key)',
    origin: 'derived with the published Lakala test SM4 key',
    input: {
      keyBase64: 'uIj6CPg1GZAY10dXFfsEAQ==',
      plaintext: '{"req_time":"20240711141700","version":"3.0","req_data":{"merchant_no":"82229007392000A"}}',
    },
    expected: {
      ciphertextBase64:
        'p0xi58i8N7fDRIE2JmYFXlsnGrQEvglrHms5xqGA9S+gIclOEyKnKDJQemTkF9ZfThAPMVLXXxPdxPp4HQ8i7wAT3jmR5xmXZtU4C4yeT4DJU6f6bYLyTynrC/0vkdRo',
    },
  },
]
