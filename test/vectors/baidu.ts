import type { Sample } from './flip.js'

type Texts = Readonly<Record<string, string>>

export type BaiduVector = Sample & {
  readonly source: string
  /** The signature is not Baidu's: it was made by us, with a published key, over published parameters. */
  readonly derived?: true
  readonly input: {
    params?: Texts
    platformPublicKeyPem?: string
    body?: string
    privateKeyPem?: string
    publicKeyPem?: string
    pkcs1PrivatePem?: string
    pkcs8PrivatePem?: string
    spNo?: string
    key?: string
    signMethod?: number
    url?: string
    response?: string
  }
  readonly expected: {
    canonical?: string
    canonicalWithKey?: string
    rsaSign?: string
    sign?: string
    signedBytesHex?: string
    expectValid?: boolean
    publicPem?: string
  }
}

/**
 * All that is public. Of the cashier one captured notice with its platform key, and the published demo keys; Baidu's retired wallet
 * (baifubao) has no provider here, and its samples stand for the rule that several gateways share: sorted, and a key behind.
 */
export const vectors: readonly BaiduVector[] = [
  {
    name: 'legacy-wapdirect-url-md5',
    source:
      'public code index file 66702192938 (Ddt BaidupayMethod; sample supplied by Baidu support) with the public demo merchant 9000100005',
    kind: 'legacy-request',
    input: {
      spNo: '9000100005',
      key: 'pSAw3bzfMKYAXML53dgQ3R4LsKp758Ss',
      signMethod: 1,
      url: 'https://www.baifubao.com/api/0/pay/0/wapdirect?service_code=1&sp_no=9000100005&order_create_time=20150130090229&order_no=20150130090229751007&goods_name=345&goods_desc=&goods_url=&unit_amount=&unit_count=&transport_amount=&total_amount=1&currency=1&buyer_sp_username=&return_url=http%3A%2F%2Fwww.yoursite.com%2Freturn_url&page_url=http%3A%2F%2Fwww.yoursite.com%2Fpage_url&pay_type=2&bank_no=&expire_time=20150201090229&input_charset=1&version=2&sign_method=1&extra=&sign=2f346245481dce485b5fca769184b1e2',
      params: {
        service_code: '1',
        sp_no: '9000100005',
        order_create_time: '20150130090229',
        order_no: '20150130090229751007',
        goods_name: '345',
        goods_desc: '',
        goods_url: '',
        unit_amount: '',
        unit_count: '',
        transport_amount: '',
        total_amount: '1',
        currency: '1',
        buyer_sp_username: '',
        return_url: 'http://www.yoursite.com/return_url',
        page_url: 'http://www.yoursite.com/page_url',
        pay_type: '2',
        bank_no: '',
        expire_time: '20150201090229',
        input_charset: '1',
        version: '2',
        sign_method: '1',
        extra: '',
      },
    },
    expected: {
      canonicalWithKey:
        'bank_no=&buyer_sp_username=&currency=1&expire_time=20150201090229&extra=&goods_desc=&goods_name=345&goods_url=&input_charset=1&order_create_time=20150130090229&order_no=20150130090229751007&page_url=http://www.yoursite.com/page_url&pay_type=2&return_url=http://www.yoursite.com/return_url&service_code=1&sign_method=1&sp_no=9000100005&total_amount=1&transport_amount=&unit_amount=&unit_count=&version=2&key=pSAw3bzfMKYAXML53dgQ3R4LsKp758Ss',
      sign: '2f346245481dce485b5fca769184b1e2',
    },
  },
  {
    name: 'legacy-tampered-amount',
    source: 'derived: total_amount changed to 2',
    kind: 'legacy-request',
    input: {
      key: 'pSAw3bzfMKYAXML53dgQ3R4LsKp758Ss',
      signMethod: 1,
      params: {
        service_code: '1',
        sp_no: '9000100005',
        order_create_time: '20150130090229',
        order_no: '20150130090229751007',
        goods_name: '345',
        goods_desc: '',
        goods_url: '',
        unit_amount: '',
        unit_count: '',
        transport_amount: '',
        total_amount: '2',
        currency: '1',
        buyer_sp_username: '',
        return_url: 'http://www.yoursite.com/return_url',
        page_url: 'http://www.yoursite.com/page_url',
        pay_type: '2',
        bank_no: '',
        expire_time: '20150201090229',
        input_charset: '1',
        version: '2',
        sign_method: '1',
        extra: '',
      },
    },
    expected: {
      sign: '2f346245481dce485b5fca769184b1e2',
      expectValid: false,
    },
  },
  {
    name: 'cashier-pay-notify-2019',
    source: 'public code index file 46641111702 (Nuomi RSA sign demo with the platform public key)',
    kind: 'cashier-notify',
    input: {
      platformPublicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQChR8G0uWA9ah9COpBtlSY8A8M0\nA+gARY9YHaQXTCds9Dv+VHfsZLDx2KjxJh4eAJ6SzZajRzgrcEREKZDoTuGjm/kz\nTarMQ6f3YvakCJKrE4FjwNbOogBxxDJDQF3iL7Xclkv5OHuyIdPEAIYVCj3tTx4o\nLI9lUMq9Ocn8SBUJDwIDAQAB\n-----END PUBLIC KEY-----\n',
      params: {
        unitPrice: '1',
        orderId: '81341494729172',
        payTime: '1572227042',
        dealId: '352745305',
        tpOrderId: '157222702731789',
        count: '1',
        totalMoney: '1',
        hbBalanceMoney: '0',
        userId: '3391629990',
        promoMoney: '0',
        promoDetail: '',
        hbMoney: '0',
        giftCardMoney: '0',
        payMoney: '1',
        payType: '1117',
        returnData: '',
        partnerId: '6000001',
        status: '2',
        rsaSign:
          'm1KdXpm266xb/E0jFPXSnkHZbooLUNcuCBibcV/ImWo9qFSIwmGc5GccbRz3G7AsW1vgHHhalIwM3dAAi4YNDqUMDFgo/kSxQgw6gyzgaKVllNnAlLXQvafVt051OnJogGYZ/uMtbvkjOgUswTaWO46N6244gRNgYnyMIo9QWls=',
      },
    },
    expected: {
      canonical:
        'count=1&dealId=352745305&giftCardMoney=0&hbBalanceMoney=0&hbMoney=0&orderId=81341494729172&partnerId=6000001&payMoney=1&payTime=1572227042&payType=1117&promoDetail=&promoMoney=0&returnData=&status=2&totalMoney=1&tpOrderId=157222702731789&unitPrice=1&userId=3391629990',
      expectValid: true,
    },
  },
  {
    name: 'cashier-pay-notify-2019-empties-dropped',
    source: 'derived from cashier-pay-notify-2019',
    kind: 'cashier-canonical-negative',
    input: {
      platformPublicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQChR8G0uWA9ah9COpBtlSY8A8M0\nA+gARY9YHaQXTCds9Dv+VHfsZLDx2KjxJh4eAJ6SzZajRzgrcEREKZDoTuGjm/kz\nTarMQ6f3YvakCJKrE4FjwNbOogBxxDJDQF3iL7Xclkv5OHuyIdPEAIYVCj3tTx4o\nLI9lUMq9Ocn8SBUJDwIDAQAB\n-----END PUBLIC KEY-----\n',
      params: {
        unitPrice: '1',
        orderId: '81341494729172',
        payTime: '1572227042',
        dealId: '352745305',
        tpOrderId: '157222702731789',
        count: '1',
        totalMoney: '1',
        hbBalanceMoney: '0',
        userId: '3391629990',
        promoMoney: '0',
        hbMoney: '0',
        giftCardMoney: '0',
        payMoney: '1',
        payType: '1117',
        partnerId: '6000001',
        status: '2',
        rsaSign:
          'm1KdXpm266xb/E0jFPXSnkHZbooLUNcuCBibcV/ImWo9qFSIwmGc5GccbRz3G7AsW1vgHHhalIwM3dAAi4YNDqUMDFgo/kSxQgw6gyzgaKVllNnAlLXQvafVt051OnJogGYZ/uMtbvkjOgUswTaWO46N6244gRNgYnyMIo9QWls=',
      },
    },
    expected: {
      expectValid: false,
    },
  },
  {
    name: 'cashier-pay-notify-2019-formbody',
    source: 'derived: same values, form-encoded as Baidu posts them',
    kind: 'cashier-notify-form-body',
    input: {
      platformPublicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQChR8G0uWA9ah9COpBtlSY8A8M0\nA+gARY9YHaQXTCds9Dv+VHfsZLDx2KjxJh4eAJ6SzZajRzgrcEREKZDoTuGjm/kz\nTarMQ6f3YvakCJKrE4FjwNbOogBxxDJDQF3iL7Xclkv5OHuyIdPEAIYVCj3tTx4o\nLI9lUMq9Ocn8SBUJDwIDAQAB\n-----END PUBLIC KEY-----\n',
      body: 'unitPrice=1&orderId=81341494729172&payTime=1572227042&dealId=352745305&tpOrderId=157222702731789&count=1&totalMoney=1&hbBalanceMoney=0&userId=3391629990&promoMoney=0&promoDetail=&hbMoney=0&giftCardMoney=0&payMoney=1&payType=1117&returnData=&partnerId=6000001&status=2&rsaSign=m1KdXpm266xb%2FE0jFPXSnkHZbooLUNcuCBibcV%2FImWo9qFSIwmGc5GccbRz3G7AsW1vgHHhalIwM3dAAi4YNDqUMDFgo%2FkSxQgw6gyzgaKVllNnAlLXQvafVt051OnJogGYZ%2FuMtbvkjOgUswTaWO46N6244gRNgYnyMIo9QWls%3D',
    },
    expected: {
      expectValid: true,
    },
  },
  {
    name: 'cashier-doc-key-encodings',
    source:
      'swan-team/swan-docs:program-docs/docs/develop/function/keygen_v2.md (published demo key, three encodings of one pair)',
    kind: 'key-encoding',
    input: {
      pkcs1PrivatePem:
        '-----BEGIN RSA PRIVATE KEY-----\nMIICXQIBAAKBgQCzrQWntOKChNlF9B1l+21rHjALLhUlLgXtvsGFNL3X5KdxUM8P\nIrXog0tNXiuW8XPoP3o25y/gKNWyUfzyRD/0Eu4NvHH4IzMAte9adj2prq3niDho\nCNKf9KsyHYTxvsu3Sw66ejQqKobT74SSZ9EHm1UF7n64muso9ofd+RPFIQIDAQAB\nAoGBAJ30+ya/p+5Uemq8PGgejMgCBvydK6u+9SlYbOr9PfShqO6+uvm0azWYz0ea\nBToy1NIVlAzWW8l2PMACwhv+EjW4oHe++6UIvAPrWVBnPlPlpaTx+Z/QVdm0GWjm\n2Jnd1CToB2jeLDfGm9w387BvpVCVeLz9wdvNIRnmOaAoD21BAkEA19DHseFLeT4z\nhNlYXg4Vz9tUhXFm7RL6fTXbUFI8WYpUK7PyCYTirjAuU8jbh5rCpf8MOolH8C5Z\n9sthM5FWyQJBANUhlPlpjR6LH7lkQ7Oatqp4JpZioaPdo2xGK0vTOT5k9hnpAjRr\nhPNRZ5ORIM+qkkblOHHFr4RtjbU2DLIIL5kCQAjk/OXy4BZuHtdx0beGoxV+95vM\nUa6hops4dgJ4cS5Lii6G6wnDZUhCihY/5/RNx4np2gorkEBw2JpYRXhHnCkCQHsv\ncMKDflwz/z8RM4xAlOmMjokHMvPaa9Vt7SJjUEe+5Ptu0KZpqqtT1rDVBgjhRrCR\nVgF0SBEbnPcq6UWRM6kCQQCuPWrK7tZ5fWVzYHlqxWVppAyHfIr02RBDhkHw3rpN\nyOcDC2DOMNnqMtAEO0MB+lnE2LVKEx2psXhsCWe66IGv\n-----END RSA PRIVATE KEY-----\n',
      pkcs8PrivatePem:
        '-----BEGIN PRIVATE KEY-----\nMIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBALOtBae04oKE2UX0\nHWX7bWseMAsuFSUuBe2+wYU0vdfkp3FQzw8iteiDS01eK5bxc+g/ejbnL+Ao1bJR\n/PJEP/QS7g28cfgjMwC171p2PamureeIOGgI0p/0qzIdhPG+y7dLDrp6NCoqhtPv\nhJJn0QebVQXufria6yj2h935E8UhAgMBAAECgYEAnfT7Jr+n7lR6arw8aB6MyAIG\n/J0rq771KVhs6v099KGo7r66+bRrNZjPR5oFOjLU0hWUDNZbyXY8wALCG/4SNbig\nd777pQi8A+tZUGc+U+WlpPH5n9BV2bQZaObYmd3UJOgHaN4sN8ab3DfzsG+lUJV4\nvP3B280hGeY5oCgPbUECQQDX0Mex4Ut5PjOE2VheDhXP21SFcWbtEvp9NdtQUjxZ\nilQrs/IJhOKuMC5TyNuHmsKl/ww6iUfwLln2y2EzkVbJAkEA1SGU+WmNHosfuWRD\ns5q2qngmlmKho92jbEYrS9M5PmT2GekCNGuE81Fnk5Egz6qSRuU4ccWvhG2NtTYM\nsggvmQJACOT85fLgFm4e13HRt4ajFX73m8xRrqGimzh2AnhxLkuKLobrCcNlSEKK\nFj/n9E3HienaCiuQQHDYmlhFeEecKQJAey9wwoN+XDP/PxEzjECU6YyOiQcy89pr\n1W3tImNQR77k+27Qpmmqq1PWsNUGCOFGsJFWAXRIERuc9yrpRZEzqQJBAK49asru\n1nl9ZXNgeWrFZWmkDId8ivTZEEOGQfDeuk3I5wMLYM4w2eoy0AQ7QwH6WcTYtUoT\nHamxeGwJZ7roga8=\n-----END PRIVATE KEY-----\n',
    },
    expected: {
      publicPem:
        '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCzrQWntOKChNlF9B1l+21rHjAL\nLhUlLgXtvsGFNL3X5KdxUM8PIrXog0tNXiuW8XPoP3o25y/gKNWyUfzyRD/0Eu4N\nvHH4IzMAte9adj2prq3niDhoCNKf9KsyHYTxvsu3Sw66ejQqKobT74SSZ9EHm1UF\n7n64muso9ofd+RPFIQIDAQAB\n-----END PUBLIC KEY-----\n',
    },
  },
  {
    name: 'cashier-order-rsasign-docparams',
    source:
      'parameters: swan-team/swan-docs:program-docs/docs/develop/function/tune_up.md; key: keygen_v2.md; signature computed by us (deterministic), not published by Baidu',
    kind: 'cashier-order-sign',
    derived: true,
    input: {
      privateKeyPem:
        '-----BEGIN PRIVATE KEY-----\nMIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBALOtBae04oKE2UX0\nHWX7bWseMAsuFSUuBe2+wYU0vdfkp3FQzw8iteiDS01eK5bxc+g/ejbnL+Ao1bJR\n/PJEP/QS7g28cfgjMwC171p2PamureeIOGgI0p/0qzIdhPG+y7dLDrp6NCoqhtPv\nhJJn0QebVQXufria6yj2h935E8UhAgMBAAECgYEAnfT7Jr+n7lR6arw8aB6MyAIG\n/J0rq771KVhs6v099KGo7r66+bRrNZjPR5oFOjLU0hWUDNZbyXY8wALCG/4SNbig\nd777pQi8A+tZUGc+U+WlpPH5n9BV2bQZaObYmd3UJOgHaN4sN8ab3DfzsG+lUJV4\nvP3B280hGeY5oCgPbUECQQDX0Mex4Ut5PjOE2VheDhXP21SFcWbtEvp9NdtQUjxZ\nilQrs/IJhOKuMC5TyNuHmsKl/ww6iUfwLln2y2EzkVbJAkEA1SGU+WmNHosfuWRD\ns5q2qngmlmKho92jbEYrS9M5PmT2GekCNGuE81Fnk5Egz6qSRuU4ccWvhG2NtTYM\nsggvmQJACOT85fLgFm4e13HRt4ajFX73m8xRrqGimzh2AnhxLkuKLobrCcNlSEKK\nFj/n9E3HienaCiuQQHDYmlhFeEecKQJAey9wwoN+XDP/PxEzjECU6YyOiQcy89pr\n1W3tImNQR77k+27Qpmmqq1PWsNUGCOFGsJFWAXRIERuc9yrpRZEzqQJBAK49asru\n1nl9ZXNgeWrFZWmkDId8ivTZEEOGQfDeuk3I5wMLYM4w2eoy0AQ7QwH6WcTYtUoT\nHamxeGwJZ7roga8=\n-----END PRIVATE KEY-----\n',
      params: {
        appKey: 'MMMabc',
        dealId: '470193086',
        totalAmount: '1',
        tpOrderId: '3028903626',
      },
    },
    expected: {
      canonical: 'appKey=MMMabc&dealId=470193086&totalAmount=1&tpOrderId=3028903626',
      rsaSign:
        'agnzxaVG6qFb13ggQ6RmcqLxrE8INo0iNqRLWiQE5afL5fK/EIopqu8KndmgsRvmMWRIXhNUAvbWKmg8NhAktb+EreCscoMvvquoxJ+aQql50H2LYG8nurrpEABIy2LFKf5ZBAFqw1pAqgh/fET0ZSTEOnwuAjMt8nM0siAAS6M=',
    },
  },
  {
    name: 'cashier-cancel-consume-rsasign-docparams',
    source:
      'parameters: swan-team/swan-docs:program-docs/docs/develop/function/tune_up_rest.md; key: sign_v2.md; signature computed by us (deterministic)',
    kind: 'cashier-sync-sign',
    derived: true,
    input: {
      privateKeyPem:
        '-----BEGIN PRIVATE KEY-----\nMIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAM8vojS3eWYEnB0X\nl73+8+D/xdzeWTvbZc0SPO6nKmm3WxBYX/fFI6S7DhhK0QAUKjbSD4hDyqLkgy8a\nzi8ETvYSYIoTjdR55nNklCNQ9RAtPVeuAAFzN0h2DmfY3/F7FsUFg9Qd/9YaGpU+\nCEnZDThjvWxBg22HvlN09xKfAYltAgMBAAECgYAr8wDHifv4hhXPngeUSBbXran9\nNjVbmyi3HZ1LSq6WikyI5RZGas0qznso8AXxrFVgF6Mv1qGPeEXToi4GjzVoX5oc\nfUoSlqE5xmhdfmc4aqKz/BlncCVlgNnlQEp5oHpGiIzVEpabC4OiBMRAhi/Brvu1\n4GOUkP1VEZmfuCQCCQJBAPKytmmzznsDaiO15AeorPi/nUNDMLoOoiFwZgUxXWW7\nPI+uZq1ja5NpMjuRu3eVt3dFexB7x+ZnBb9tWTGQtDMCQQDaiqc4vR1eiSpVMf+r\nB6+Xbj+dDrtoTaH66YrBKXE5tbWPlsm1MWWpmDREFntU+f3yAQqjgVAtCULmp8od\nkCvfAkEAge9aJ+dDIarnVW0ZQ1x0Fs0Hli5P1Rzmgn6ZsCgIt+Fxf/9AK44x1v8Y\nDLpuIoz+Z5XEWEPc9yaq9hzGBvpQ7wJAErDLDnI2IdCvWyv0hscYgGYAcMlCw+/n\ny5LPuCd4NIxS493skF+SJ0gKKEyX7bOXwWvPYh58Ie3p19o/0flzlwJBAJ8Ut/aP\ndzIFIlvR8BdQ7O/6BCf2490vWjNrzu+TOWCEeEM4IMfgXSg3chhExJg8TXwU0Ibi\nB5fnDeIreWbPPWY=\n-----END PRIVATE KEY-----\n',
      publicKeyPem:
        '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDPL6I0t3lmBJwdF5e9/vPg/8Xc\n3lk722XNEjzupyppt1sQWF/3xSOkuw4YStEAFCo20g+IQ8qi5IMvGs4vBE72EmCK\nE43UeeZzZJQjUPUQLT1XrgABczdIdg5n2N/xexbFBYPUHf/WGhqVPghJ2Q04Y71s\nQYNth75TdPcSnwGJbQIDAQAB\n-----END PUBLIC KEY-----\n',
      params: {
        method: 'nuomi.cashier.syncorderstatus',
        orderId: '2636635856',
        userId: '4188819900',
        type: '3',
        appKey: 'MMMzaA',
      },
    },
    expected: {
      canonical: 'appKey=MMMzaA&method=nuomi.cashier.syncorderstatus&orderId=2636635856&type=3&userId=4188819900',
      rsaSign:
        'eDGCqAW2MQ2jvhJbBA9lrgssLc7iTIC2alDkIy7HYUvxcLocpj7iAq6i4u1IsUjc6we5TWlGeduND9lrlLhYU3snw3FS3b4CBc/vbXR1iwYqS8en90H67NEksK2uPQSc64/DHQNNBiP+YbqGOSdLoE6+tpsbJvYQkvGK3E0Vi6o=',
    },
  },
  {
    name: 'legacy-refund-request-md5',
    source: 'hectorqin/lpays:src/libs/bdpaybankphp/ (refund guide V1.9.2 PDF)',
    kind: 'legacy-request',
    input: {
      key: 'EPY8umfs9f7sJhtcv2tdLYjK9xHX3BsF',
      signMethod: 1,
      params: {
        cashback_amount: '1',
        cashback_time: '20140812170327',
        currency: '1',
        input_charset: '1',
        order_no: '20140814170227451966',
        output_charset: '1',
        output_type: '1',
        return_method: '1',
        return_url: 'http://localhost:59168/RefundNotify.aspx',
        service_code: '2',
        sign_method: '1',
        sp_no: '9000100005',
        sp_refund_no: '201408141703270',
        version: '2',
      },
      url: 'https://www.baifubao.com/api/0/refund',
      response:
        '<?xml version="1.0" encoding="gbk" ?><response><cashback_amount>1</cashback_amount><sp_no>9000100005</sp_no><order_no>20140814170227451966</order_no><bfb_order_no>2014081290001000051110157533474</bfb_order_no><sp_refund_no>201408141703270</sp_refund_no><ret_code>1</ret_code><ret_detail /></response>',
    },
    expected: {
      sign: '2e41dfe03ff7e65f8432f468c4e76254',
      expectValid: true,
    },
  },
  {
    name: 'legacy-refund-query-by-refund-no-md5',
    source: 'hectorqin/lpays:src/libs/bdpaybankphp/ (refund guide V1.9.2 PDF)',
    kind: 'legacy-request',
    input: {
      key: 'EPY8umfs9f7sJhtcv2tdLYjK9xHX3BsF',
      signMethod: 1,
      params: {
        order_no: '2014081417354462',
        output_charset: '1',
        output_type: '1',
        service_code: '12',
        sign_method: '1',
        sp_no: '9000100005',
        sp_refund_no: '2014081417354462',
        version: '2',
      },
      url: 'https://www.baifubao.com/api/0/refund/0/query',
    },
    expected: {
      sign: '1c05d1c7213c4e03f163d28947fddbef',
      expectValid: true,
    },
  },
  {
    name: 'legacy-manual-pay-notify-md5',
    source: 'hectorqin/lpays:src/libs/bdpaybankphp/ (PC guide V6.1 PDF, key literally sixteen X)',
    kind: 'legacy-notify',
    input: {
      key: 'XXXXXXXXXXXXXXXX',
      signMethod: 1,
      params: {
        bank_no: '201',
        bfb_order_create_time: '20080808080808',
        bfb_order_no: '20080808BFB20080808123456123456',
        buyer_sp_username: 'jarfield',
        currency: '1',
        extra: 'hello',
        fee_amount: '0',
        input_charset: '1',
        order_no: '20080808123456123456',
        pay_result: '1',
        pay_time: '20080808090909',
        pay_type: '3',
        sign_method: '1',
        sp_no: '1234567890',
        total_amount: '2500',
        transport_amount: '500',
        unit_amount: '1000',
        unit_count: '2',
        version: '2',
      },
    },
    expected: {
      sign: 'e10d71afe51f6e4bb2b5a6fe29f0939d',
      expectValid: true,
    },
  },
  {
    name: 'legacy-direct-gbk-2016',
    source: 'hectorqin/lpays:src/libs/bdpaybankphp/sdk.log',
    kind: 'legacy-request-gbk',
    input: {
      spNo: '9000100005',
      key: 'pSAw3bzfMKYAXML53dgQ3R4LsKp758Ss',
      signMethod: 1,
      url: 'https://www.baifubao.com/api/0/pay/0/direct?service_code=1&sp_no=9000100005&order_create_time=20161228153754&order_no=20161228153754635009&goods_category=1&goods_name=%B0%D9%B7%A2%B0%D9%D6%D0unlog12&goods_desc=goods_desc&goods_url=&unit_amount=1&unit_count=1&transport_amount=0&total_amount=1&currency=1&buyer_sp_username=buyer_sp_username&return_url=http%3A%2F%2F192.168.0.0&page_url=&pay_type=3&bank_no=201&expire_time=20161230153754&input_charset=1&version=2&sign_method=1&extra=%C9%CC%BB%A7%D7%D4%B6%A8%D2%E5&sign=dfa3aa143d6f57172d01c18bded68fe2',
      params: {
        service_code: '1',
        sp_no: '9000100005',
        order_create_time: '20161228153754',
        order_no: '20161228153754635009',
        goods_category: '1',
        goods_name: '百发百中unlog12',
        goods_desc: 'goods_desc',
        goods_url: '',
        unit_amount: '1',
        unit_count: '1',
        transport_amount: '0',
        total_amount: '1',
        currency: '1',
        buyer_sp_username: 'buyer_sp_username',
        return_url: 'http://192.168.0.0',
        page_url: '',
        pay_type: '3',
        bank_no: '201',
        expire_time: '20161230153754',
        input_charset: '1',
        version: '2',
        sign_method: '1',
        extra: '商户自定义',
      },
    },
    expected: {
      signedBytesHex:
        '62616e6b5f6e6f3d3230312662757965725f73705f757365726e616d653d62757965725f73705f757365726e616d652663757272656e63793d31266578706972655f74696d653d32303136313233303135333735342665787472613dc9ccbba7d7d4b6a8d2e526676f6f64735f63617465676f72793d3126676f6f64735f646573633d676f6f64735f6465736326676f6f64735f6e616d653db0d9b7a2b0d9d6d0756e6c6f67313226676f6f64735f75726c3d26696e7075745f636861727365743d31266f726465725f6372656174655f74696d653d3230313631323238313533373534266f726465725f6e6f3d323031363132323831353337353436333530303926706167655f75726c3d267061795f747970653d332672657475726e5f75726c3d687474703a2f2f3139322e3136382e302e3026736572766963655f636f64653d31267369676e5f6d6574686f643d312673705f6e6f3d3930303031303030303526746f74616c5f616d6f756e743d31267472616e73706f72745f616d6f756e743d3026756e69745f616d6f756e743d3126756e69745f636f756e743d312676657273696f6e3d32266b65793d7053417733627a664d4b5941584d4c35336467513352344c734b703735385373',
      sign: 'dfa3aa143d6f57172d01c18bded68fe2',
    },
  },
]
