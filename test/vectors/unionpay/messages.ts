import { answerCertificate, merchantKey } from '../unionpay.js'
import type { UnionpayVector } from './sample.js'

// What UnionPay sends (5.1.0, signMethod 01): answers as they came, and the fields of notices. The certificate in them is the published
// file with CRLF between its lines and none at the end.

const signPubKeyCert = answerCertificate.trimEnd().replaceAll('\n', '\r\n')

export const messages: readonly UnionpayVector[] = [
  {
    name: 'acp510-response-query-00',
    kind: 'response-verify',
    source: 'yansongda/pay:tests/Provider/UnipayTest.php',
    keys: { decryptKey: merchantKey },
    input: {
      rawBody: `accNo=cDg4jpD9tKxlI4si91lomXcSjQeOyOxEFLmMc9BLmsJrLPMqmN0JIUkJUD1MVYCfpXRsGKFGDwerpR0LylHiKXnB1ZX0zS4OleY2kSvgX6J2X24TPHkY+EKS7F2kfuYW8yHF+OgUEoUqPa/WO/qzigGci3sSGLiD/uCIljuDOfskQdgXYpsQANPmmgqCOC+TqtDSjYfPKZ3o6SbJJSn4lOvUy3FF/re7PFCShVghJVO1XRJFw0d0VNUkhWs2VzdUl1ZwkDVXcFWB39REEOWDHNEBoBgvkfVSb9j6KV7K3gUNXkfqHqk7zBTtg67jAi/kudAN4U1k9Y5UMGj5mVbu2g==&accessType=0&bizType=000000&currencyCode=156&encoding=utf-8&issuerIdentifyMode=0&merId=777290058167151&orderId=pay20240105145046&origRespCode=00&origRespMsg=成功[0000000]&queryId=442401051450467846498&respCode=00&respMsg=成功[0000000]&settleAmt=1&settleCurrencyCode=156&settleDate=0105&signMethod=01&traceNo=784649&traceTime=0105145046&txnAmt=1&txnSubType=01&txnTime=20240105145046&txnType=01&version=5.1.0&signPubKeyCert=${signPubKeyCert}&signature=sEJYCC94bvr5KJ12EVeid6kVoyviipkieSp5I9r7baINMZdTxJZlFLIpqI/58s/QMgQXO7I7W0d//YUYXgR2SxZy0n56df+oTUMiXEchwngF/ksiegh0HndsY9ZdYcfwqzD1repppuKGRhOmFL4oUZFPOdLZ8t6QJEcdpEKh21eZ1+fw+Fd2gAfBaIJTx1fg0ZNarvOh1AeeJu48c399p3DZKYxRX04sg5grr6By0GCE3h8UdmSWRRoEdiT/jMKB+xnSi+JL8x04NXfqbjSJcmMebw5uIZ3Bst93Aa2jR3GgK+52j78Al8AIy4nmI0WncAmxAToMrN6AJZaUpj1S5Q==`,
    },
    expected: {
      expectFields: {
        respCode: '00',
        respMsg: '成功[0000000]',
        origRespCode: '00',
        orderId: 'pay20240105145046',
        txnType: '01',
        txnAmt: '1',
        queryId: '442401051450467846498',
        settleDate: '0105',
        traceNo: '784649',
        merId: '777290058167151',
      },
      expectValid: true,
      accNoDecrypted: '6216***********0018',
    },
  },
  {
    name: 'acp510-response-refund-04',
    kind: 'response-verify',
    source: 'yansongda/pay:tests/Provider/UnipayTest.php',
    keys: {},
    input: {
      rawBody: `accessType=0&bizType=000000&encoding=utf-8&merId=777290058167151&orderId=refundpay20240105165842&origQryId=052401051658427862748&queryId=052401051658427863998&respCode=00&respMsg=成功[0000000]&signMethod=01&txnAmt=1&txnSubType=00&txnTime=20240105165842&txnType=04&version=5.1.0&signPubKeyCert=${signPubKeyCert}&signature=c++EAuubwRkvr2MVyM9zyjbdH3RMRK/L1ttftpJ4fkl4ZSY1BjyRbTj5fx/2+Z/eH4dqPNfFEQt8egVVWhF/k7PaD8tLTaueeUIPwyjnEIWmqNtVbJtzKexCouGc8wtYDHZYxTJTgo6BW7GEgO5xD6Qpxq801Bb9Zto8uhn4BUP4HI7UsxHHIzP9JYhL2cqz2B8gb3AJHpLMEBpYv+Kb3mwq8ZFgpGaieCAFFGGWImUx1+MgCzLFoe3SKlTF13nbr39Cd3AHuDJnbN+uG1N6AwUtLu12Zzq/6SM+/dqiE0v5SpvB/PeRj9KQeiGDRg/ho9larqB+D3y0FjU13EeHng==`,
    },
    expected: {
      expectFields: {
        respCode: '00',
        respMsg: '成功[0000000]',
        orderId: 'refundpay20240105165842',
        txnType: '04',
        txnAmt: '1',
        queryId: '052401051658427863998',
        origQryId: '052401051658427862748',
        merId: '777290058167151',
      },
      expectValid: true,
    },
  },
  {
    name: 'acp510-back-notify-consume',
    kind: 'notification-verify',
    source: 'yansongda/pay:tests/Plugin/Unipay/Open/CallbackPluginTest.php',
    keys: { decryptKey: merchantKey },
    input: {
      params: {
        accNo:
          'ORRSXWY1kMr8UJNxGx9xKPuO0Uhm8JT8aQV3sWswJfIsj/grkjauH4soyAtiqB9XwQotZOwmUAs/pkMupUkfiX9npdFGGEUEc5gqq+lcEwyD7tLmd2WBzRvcEvvjAKMKwTCFDxmQbIrP48ocIVhPoZ87ZQtQM5MIyJYedrzPRlt6BzRddUPGU1gJwDA8APDx3iyNl8EAfenJw7DUDZimmhbE1VSRmQm/iqgJurI7juq/6ztDHZHv4ys1eN9JYkwhcKxCjsWpwXTSy0PGvDXhsAZsDuNXHsjI8JLhHXvTDaU2+gc289LZPiwpr4Ah/reIuPWrIHubchYm2XTqQlUAaw==',
        accessType: '0',
        bizType: '000201',
        currencyCode: '156',
        encoding: 'utf-8',
        exchangeRate: '0',
        merId: '777290058167151',
        orderId: 'yansongda20220908132206',
        queryId: '782209081322060674028',
        respCode: '00',
        respMsg: 'success',
        settleAmt: '1',
        settleCurrencyCode: '156',
        settleDate: '0908',
        signMethod: '01',
        signPubKeyCert,
        signature:
          'JeA4S2+6TbGo9yjXDUvV5A2E3oJbunoCcZ66exN6xR3OH/5PNDK1VSV1Mq7XhVdxzkTeREUveiOYHalqoagRkh71nsHVvruwGbk6azygXSaawuO5tF67UIqNd4Mbufwh1KhbVpEkKbOETUvRhFcdon0fulE97I83eMSk52INHt8E1xk8NdbhyUadSlp+Uv30AKx70PpQbTGmVS3PJfd+Whj0b7LnvZKeC+BS1kUOtIKlcZO+gBoTigvCIJqj51kBrcBCs+x+VaeGm7EYBBhGSERpfQhQ4n+eJBwLdBeZ0/dNbo3iELjvVMx0n9KoW4klvUJhaH5LALA8pV02SbZv4Q==',
        traceNo: '067402',
        traceTime: '0908132206',
        txnAmt: '1',
        txnSubType: '01',
        txnTime: '20220908132206',
        txnType: '01',
        version: '5.1.0',
      },
    },
    expected: {
      canonical: `accNo=ORRSXWY1kMr8UJNxGx9xKPuO0Uhm8JT8aQV3sWswJfIsj/grkjauH4soyAtiqB9XwQotZOwmUAs/pkMupUkfiX9npdFGGEUEc5gqq+lcEwyD7tLmd2WBzRvcEvvjAKMKwTCFDxmQbIrP48ocIVhPoZ87ZQtQM5MIyJYedrzPRlt6BzRddUPGU1gJwDA8APDx3iyNl8EAfenJw7DUDZimmhbE1VSRmQm/iqgJurI7juq/6ztDHZHv4ys1eN9JYkwhcKxCjsWpwXTSy0PGvDXhsAZsDuNXHsjI8JLhHXvTDaU2+gc289LZPiwpr4Ah/reIuPWrIHubchYm2XTqQlUAaw==&accessType=0&bizType=000201&currencyCode=156&encoding=utf-8&exchangeRate=0&merId=777290058167151&orderId=yansongda20220908132206&queryId=782209081322060674028&respCode=00&respMsg=success&settleAmt=1&settleCurrencyCode=156&settleDate=0908&signMethod=01&signPubKeyCert=${signPubKeyCert}&traceNo=067402&traceTime=0908132206&txnAmt=1&txnSubType=01&txnTime=20220908132206&txnType=01&version=5.1.0`,
      expectValid: true,
      accNoDecrypted: '6216***********0018',
    },
  },
  {
    name: 'acp510-back-notify-tampered-amount',
    kind: 'notification-verify',
    source: 'derived from yansongda/pay:tests/Plugin/Unipay/Open/CallbackPluginTest.php (txnAmt 1 changed to 100)',
    keys: {},
    input: {
      params: {
        accNo:
          'ORRSXWY1kMr8UJNxGx9xKPuO0Uhm8JT8aQV3sWswJfIsj/grkjauH4soyAtiqB9XwQotZOwmUAs/pkMupUkfiX9npdFGGEUEc5gqq+lcEwyD7tLmd2WBzRvcEvvjAKMKwTCFDxmQbIrP48ocIVhPoZ87ZQtQM5MIyJYedrzPRlt6BzRddUPGU1gJwDA8APDx3iyNl8EAfenJw7DUDZimmhbE1VSRmQm/iqgJurI7juq/6ztDHZHv4ys1eN9JYkwhcKxCjsWpwXTSy0PGvDXhsAZsDuNXHsjI8JLhHXvTDaU2+gc289LZPiwpr4Ah/reIuPWrIHubchYm2XTqQlUAaw==',
        accessType: '0',
        bizType: '000201',
        currencyCode: '156',
        encoding: 'utf-8',
        exchangeRate: '0',
        merId: '777290058167151',
        orderId: 'yansongda20220908132206',
        queryId: '782209081322060674028',
        respCode: '00',
        respMsg: 'success',
        settleAmt: '1',
        settleCurrencyCode: '156',
        settleDate: '0908',
        signMethod: '01',
        signPubKeyCert,
        signature:
          'JeA4S2+6TbGo9yjXDUvV5A2E3oJbunoCcZ66exN6xR3OH/5PNDK1VSV1Mq7XhVdxzkTeREUveiOYHalqoagRkh71nsHVvruwGbk6azygXSaawuO5tF67UIqNd4Mbufwh1KhbVpEkKbOETUvRhFcdon0fulE97I83eMSk52INHt8E1xk8NdbhyUadSlp+Uv30AKx70PpQbTGmVS3PJfd+Whj0b7LnvZKeC+BS1kUOtIKlcZO+gBoTigvCIJqj51kBrcBCs+x+VaeGm7EYBBhGSERpfQhQ4n+eJBwLdBeZ0/dNbo3iELjvVMx0n9KoW4klvUJhaH5LALA8pV02SbZv4Q==',
        traceNo: '067402',
        traceTime: '0908132206',
        txnAmt: '100',
        txnSubType: '01',
        txnTime: '20220908132206',
        txnType: '01',
        version: '5.1.0',
      },
    },
    expected: {
      expectValid: false,
    },
  },
]
