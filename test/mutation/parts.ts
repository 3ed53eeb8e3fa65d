/**
 * What is mutated together, and the tests that must notice: none that is random, since luck is no proof. `crypto` says which
 * of the two implementations `#crypto` is.
 */
export type Part = { crypto: 'node' | 'web'; mutate: string[]; tests: string[] }

export const parts: Record<string, Part> = {
  crypto: {
    crypto: 'node',
    mutate: ['src/crypto/!(web|base64|contract).ts', 'src/crypto/node/*.ts'],
    tests: ['test/crypto/!(random).test.ts', 'test/alipay/vectors.test.ts', 'test/wechatpay/v2/sign.test.ts'],
  },
  'crypto-web': {
    crypto: 'web',
    mutate: ['src/crypto/web/*.ts', 'src/crypto/base64.ts'],
    tests: [
      'test/crypto/{keys,primitives,text,wrong-keys}.test.ts',
      'test/alipay/vectors.test.ts',
      'test/wechatpay/v2/sign.test.ts',
    ],
  },
  wechatpay: {
    crypto: 'node',
    mutate: ['src/wechatpay/{account,canonical,seal,open,open-certificates}.ts', 'src/wechatpay/v2/{open,sign}.ts'],
    tests: [
      'test/wechatpay/{account,authorization,certificates,keys,keys-refresh,open,tamper,tamper-window,vectors,webhook}.test.ts',
      'test/wechatpay/actions/fetchCertificates.test.ts',
      'test/wechatpay/v2/{account,charge,open,sign}.test.ts',
    ],
  },
  alipay: {
    crypto: 'node',
    mutate: ['src/alipay/{account,canonical,certificates,open,seal,slice}.ts'],
    tests: ['test/alipay/{account,callProvider,createPayment,open,returns,slice,vectors,webhook}.test.ts'],
  },
}
