import { merchantKey } from '../unionpay.js'
import type { UnionpayVector } from './sample.js'

// What a merchant sends (5.1.0, signMethod 01): fields, and whole form bodies.

export const requests: readonly UnionpayVector[] = [
  {
    name: 'acp510-sign-front-consume',
    kind: 'request-sign',
    source: 'yansongda/pay:tests/Plugin/Unipay/Open/AddPayloadSignaturePluginTest.php',
    keys: { privateKey: merchantKey },
    input: {
      params: {
        txnTime: '20220903065448',
        txnAmt: '1',
        orderId: 'yansongda20220903065448',
        version: '5.1.0',
        encoding: 'utf-8',
        bizType: '000201',
        backUrl: 'https://yansongda.cn/unipay/notify',
        currencyCode: '156',
        txnType: '01',
        txnSubType: '01',
        accessType: '0',
        signMethod: '01',
        channelType: '07',
        merId: '777290058167151',
        frontUrl: 'https://yansongda.cn/unipay/return',
        certId: '69903319369',
      },
    },
    expected: {
      canonical:
        'accessType=0&backUrl=https://yansongda.cn/unipay/notify&bizType=000201&certId=69903319369&channelType=07&currencyCode=156&encoding=utf-8&frontUrl=https://yansongda.cn/unipay/return&merId=777290058167151&orderId=yansongda20220903065448&signMethod=01&txnAmt=1&txnSubType=01&txnTime=20220903065448&txnType=01&version=5.1.0',
      sha256Hex: 'ed98378474101f21eae704450b15b9495ba5ed4b23afd59e6c9ce2ca9ce9419d',
      signature:
        'CJ0Hh6WC0YldYMi2cIi7rjOvV4IJyzhqgj8KKNeRWZz+2csPVlDcnP1f4YfykVww6NDimsl2zE+oQAm7lH8qiU5f8ojVH+P62uMe1yqb2WoNlIM45REg6bhfUPvATgecVplnKIPdFUGdRZ97va+ZVbla75HwtskZnDykmr9rkYaSg7PcGuilEwHcb2rV+BNkCi3bi4fYELjYlE1a7Imv/cSLRyXkPS1jzF0HUIUiVA6P98DYh0GbsgqRZqPYsGocFJs9jZoAlu44RygzDKjK/n8iwhHNH61IFaADdGp+uLQsol6kR/DRpF1pZgO7lsuK0YuaL6pfN6dtkJO9prbu6Q==',
    },
  },
  {
    name: 'acp510-body-web-pay',
    kind: 'request-form-body',
    source: 'yansongda/pay:tests/Provider/UnipayTest.php',
    keys: { privateKey: merchantKey },
    input: {
      body: 'txnTime=20240105145046&txnAmt=1&orderId=pay20240105145046&certId=69903319369&encoding=utf-8&signature=hBJV0%2F%2BJEeBe8Us%2FOBOQE6cS04HBKxV4L5PKN6nb6V1T%2FqIKmd98uXzyRIaXgvOWZcDUDNGKPjs7cYwifjnhUUX6284YSWuy2MgCZ75ddd9NVtYftSgEwPawzU%2FkzagoQqn0ahr%2FjUOGYHNDPnnyszfwZgUGRol8yhlePDz%2Btjfdur9PP3487%2FuKRa5s1PCrLb0PTUMEi6oiO52oz5ms4vKuP2v3YBBo5yyW6oqSQ%2FSQxwh971fpfDV3ZGBGL8KOMpPqyhgLJwTkH1KA63kcQPdiVOoNdV%2Bb4jw%2BPkEU9059ia0cNHB3wyOfX8st0oiVSR9PQ30WXwnL%2BOg3xQ6IoQ%3D%3D&bizType=000201&accessType=0&merId=777290058167151&currencyCode=156&channelType=07&signMethod=01&txnType=01&txnSubType=01&frontUrl=http%3A%2F%2F127.0.0.1%3A8000%2Funipay%2Freturn&backUrl=https%3A%2F%2Fyansongda.cn%2Funipay%2Fnotify&version=5.1.0',
    },
    expected: {
      params: {
        txnTime: '20240105145046',
        txnAmt: '1',
        orderId: 'pay20240105145046',
        certId: '69903319369',
        encoding: 'utf-8',
        bizType: '000201',
        accessType: '0',
        merId: '777290058167151',
        currencyCode: '156',
        channelType: '07',
        signMethod: '01',
        txnType: '01',
        txnSubType: '01',
        frontUrl: 'http://127.0.0.1:8000/unipay/return',
        backUrl: 'https://yansongda.cn/unipay/notify',
        version: '5.1.0',
      },
      canonical:
        'accessType=0&backUrl=https://yansongda.cn/unipay/notify&bizType=000201&certId=69903319369&channelType=07&currencyCode=156&encoding=utf-8&frontUrl=http://127.0.0.1:8000/unipay/return&merId=777290058167151&orderId=pay20240105145046&signMethod=01&txnAmt=1&txnSubType=01&txnTime=20240105145046&txnType=01&version=5.1.0',
      signature:
        'hBJV0/+JEeBe8Us/OBOQE6cS04HBKxV4L5PKN6nb6V1T/qIKmd98uXzyRIaXgvOWZcDUDNGKPjs7cYwifjnhUUX6284YSWuy2MgCZ75ddd9NVtYftSgEwPawzU/kzagoQqn0ahr/jUOGYHNDPnnyszfwZgUGRol8yhlePDz+tjfdur9PP3487/uKRa5s1PCrLb0PTUMEi6oiO52oz5ms4vKuP2v3YBBo5yyW6oqSQ/SQxwh971fpfDV3ZGBGL8KOMpPqyhgLJwTkH1KA63kcQPdiVOoNdV+b4jw+PkEU9059ia0cNHB3wyOfX8st0oiVSR9PQ30WXwnL+Og3xQ6IoQ==',
    },
  },
  {
    name: 'acp510-body-cancel-31',
    kind: 'request-form-body',
    source: 'yansongda/pay:tests/Provider/UnipayTest.php',
    keys: { privateKey: merchantKey },
    input: {
      body: 'txnTime=20240105164725&txnAmt=1&orderId=cancelpay20240105164725&origQryId=652401051647252574008&certId=69903319369&encoding=utf-8&signature=tEttBeAG77v1R5L80gFjKK2jZjgTutY2mUA7f4MPBze9fYoOMzixbboqtGSuG%2BGFHGSkbHP95ECYxgzs4EP5zEG6bKSlPxWyoUao3crqX%2BFUwav4qJpRv6EQ7UD0Uh1eNcNMaazPad4x8uijJVNqUDaUz68RFKB59YZwLd6jYjMz7hLM5ip3bkQ7%2Bnw%2BwLCDvpT43HRgiNFETSHf%2Buku4zeuhnY%2F6zDwiieft6Na7Hy9z4OZlYB8Rg%2FVFTxj28uH0QIRYh%2F38z%2FUFrFi7OfyEBzgHqP7MY61JrHOVEIT2NSLRXg3FuYAfoCI4bqBvcoUquzr5JkA3drLu7s%2FlzyQHA%3D%3D&bizType=000000&accessType=0&merId=777290058167151&channelType=07&signMethod=01&txnType=31&txnSubType=00&backUrl=https%3A%2F%2Fyansongda.cn%2Funipay%2Fnotify&version=5.1.0',
    },
    expected: {
      params: {
        txnTime: '20240105164725',
        txnAmt: '1',
        orderId: 'cancelpay20240105164725',
        origQryId: '652401051647252574008',
        certId: '69903319369',
        encoding: 'utf-8',
        bizType: '000000',
        accessType: '0',
        merId: '777290058167151',
        channelType: '07',
        signMethod: '01',
        txnType: '31',
        txnSubType: '00',
        backUrl: 'https://yansongda.cn/unipay/notify',
        version: '5.1.0',
      },
      canonical:
        'accessType=0&backUrl=https://yansongda.cn/unipay/notify&bizType=000000&certId=69903319369&channelType=07&encoding=utf-8&merId=777290058167151&orderId=cancelpay20240105164725&origQryId=652401051647252574008&signMethod=01&txnAmt=1&txnSubType=00&txnTime=20240105164725&txnType=31&version=5.1.0',
      signature:
        'tEttBeAG77v1R5L80gFjKK2jZjgTutY2mUA7f4MPBze9fYoOMzixbboqtGSuG+GFHGSkbHP95ECYxgzs4EP5zEG6bKSlPxWyoUao3crqX+FUwav4qJpRv6EQ7UD0Uh1eNcNMaazPad4x8uijJVNqUDaUz68RFKB59YZwLd6jYjMz7hLM5ip3bkQ7+nw+wLCDvpT43HRgiNFETSHf+uku4zeuhnY/6zDwiieft6Na7Hy9z4OZlYB8Rg/VFTxj28uH0QIRYh/38z/UFrFi7OfyEBzgHqP7MY61JrHOVEIT2NSLRXg3FuYAfoCI4bqBvcoUquzr5JkA3drLu7s/lzyQHA==',
    },
  },
]
