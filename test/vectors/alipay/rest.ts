import * as keys from './keys.js'
import type { AlipayVector } from './sample.js'

// Calls and answers of V3, made by running the official SDK with a fixed clock and the key published in its own tests:
// no public capture was found.

export const rest: readonly AlipayVector[] = [
  {
    name: 'v3-post-json-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/query',
      body: '{"out_trade_no":"20150320010101001"}',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'alipay-request-id': '1' },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/query\n{"out_trade_no":"20150320010101001"}\n',
      sign: 'a0AD9/fCHiHtEPLfIF7fcitePA5stTYvUTsON2ZBu5sMMQP95Gt/YNq8ynJNN7dsdsDJvOYBP/wwQDJrPdRveDmFW2HLNC+Iwp0+SaM2kbd/j7qKumjtubasAuwriSofhqTojOFszxW7vmZFnMKCZ7sGLu1EcbzyK/x/BL4L9m9Th4pBdlOCxjElC/SOj/v31Rymw9G9MRVzra4VLcmlzcoIKLZ66rC+ePimv5drDCk8B5WWy5jckb3F9MXDGPPddQdsJATKtbU9TAqtLhhbVUEWaNWE+hmDIqYGQWIDIKSqCW7QuKI5RRuvZrFPcIYrUNixLRIG8hi6W+6XezaDHA==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=a0AD9/fCHiHtEPLfIF7fcitePA5stTYvUTsON2ZBu5sMMQP95Gt/YNq8ynJNN7dsdsDJvOYBP/wwQDJrPdRveDmFW2HLNC+Iwp0+SaM2kbd/j7qKumjtubasAuwriSofhqTojOFszxW7vmZFnMKCZ7sGLu1EcbzyK/x/BL4L9m9Th4pBdlOCxjElC/SOj/v31Rymw9G9MRVzra4VLcmlzcoIKLZ66rC+ePimv5drDCk8B5WWy5jckb3F9MXDGPPddQdsJATKtbU9TAqtLhhbVUEWaNWE+hmDIqYGQWIDIKSqCW7QuKI5RRuvZrFPcIYrUNixLRIG8hi6W+6XezaDHA==',
    },
  },
  {
    name: 'v3-post-json-response',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-response-verify',
    publicKeyPem: keys.sdkAppPublicKey,
    input: {
      headers: {
        'alipay-timestamp': '1717762879918',
        'alipay-nonce': '3c0d6c77f4f773b427eb7e79625cdf4d',
        'alipay-signature':
          'D+iyVMFs2GSog8RSlSddhq1LJVYkwN1ojZXhrqanUjDtb4hWBTnPooMJnnVrw8s6pIVmbTj9BtFzIcJHo/YT+jH1dgF8ANMNpm3C8e7tzDXSIJ/aph4JRkRZ9mwYZtbYSb19+HSqyh99aooh96C6aQDM4isLdUz3u65CvX80qvLxGvhNrNqC0nHV//6OWH0Dw2keF0NBYi3GzFxqTmp7p80/QqclX99iGSwDUpSNnrbVNQ2mKKgKTMWBlkjNbwoK24VWDLUqY5KARNuV9s3TKQsaUbu066AB7Ec9h6P7ed2AlmVeR4ERZjk3Jm0XOHq7N5z3znQ4xTRLW45gIkXYPQ==',
      },
      rawBody:
        '{"trade_no":"2013112011001004330000121536","out_trade_no":"20150320010101001","trade_status":"TRADE_SUCCESS"}',
    },
    expected: {
      canonicalString:
        '1717762879918\n3c0d6c77f4f773b427eb7e79625cdf4d\n{"trade_no":"2013112011001004330000121536","out_trade_no":"20150320010101001","trade_status":"TRADE_SUCCESS"}\n',
      valid: true,
    },
  },
  {
    name: 'v3-post-app-auth-token-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/close',
      body: '{"out_trade_no":"70501111111S001111119"}',
      appAuthToken: '202212BB_D64b2be8afd4b6c8468cf585bd05E50',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'alipay-request-id': '1',
        'alipay-app-auth-token': '202212BB_D64b2be8afd4b6c8468cf585bd05E50',
      },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/close\n{"out_trade_no":"70501111111S001111119"}\n202212BB_D64b2be8afd4b6c8468cf585bd05E50\n',
      sign: 'aAdTw8HNO8ejoIE7ck057hjEyjWclrPYoLldw62+x4RKlm1d2EyMIkZQOsoFbQG1sf/pVyVd0pzNgbrYcET6hML5O7KhLiKzna8pdfgg0w1JkNEG1aDstccNfhWnM3LGXRkJiiocw/FL3OFNT/EBQybDjREqxd+POnGDSHvn7tVvZDeQqxTAdiyR/tC3698REXeX7deeMrGWVyvF3AoYl+l/wPhHXxgvwmKV8HL/UXnxPsNVNvJQzsH8IPUaW0vNms5mFSWC83iC/ti9roK40RH2WHvpuRYTnT4PD5W039lQeIpbLC2gWofayVg4Jb6q3lCrMHQgV0m5+RXG2uzwqA==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=aAdTw8HNO8ejoIE7ck057hjEyjWclrPYoLldw62+x4RKlm1d2EyMIkZQOsoFbQG1sf/pVyVd0pzNgbrYcET6hML5O7KhLiKzna8pdfgg0w1JkNEG1aDstccNfhWnM3LGXRkJiiocw/FL3OFNT/EBQybDjREqxd+POnGDSHvn7tVvZDeQqxTAdiyR/tC3698REXeX7deeMrGWVyvF3AoYl+l/wPhHXxgvwmKV8HL/UXnxPsNVNvJQzsH8IPUaW0vNms5mFSWC83iC/ti9roK40RH2WHvpuRYTnT4PD5W039lQeIpbLC2gWofayVg4Jb6q3lCrMHQgV0m5+RXG2uzwqA==',
    },
  },
  {
    name: 'v3-post-encrypted-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: keys.sdkAppPublicKey,
    privateKeyPem: keys.sdkAppPrivateKey,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/query',
      body: 'HJjZXDcVHUcOrByocVgEmuH3EGu3tX85QxszfycS7riRxls8JUNQvayRhvRVqGlS',
      headers: {
        'content-type': 'text/plain',
        accept: 'application/json',
        'alipay-request-id': '1',
        'alipay-encrypt-type': 'AES',
        'alipay-encryption-algm': 'AES',
      },
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
      plainBody: '{"out_trade_no":"加密测试001"}',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/query\nHJjZXDcVHUcOrByocVgEmuH3EGu3tX85QxszfycS7riRxls8JUNQvayRhvRVqGlS\n',
      sign: 'Kbm08c6W28O5l1abMfCFBZbBPw7NDgWDmXC7SQqrX/2G240T5BHdOad5MPzgTDABi+J9yq6JWi5k4uq6+bO8miwYNceubNrz8R0JTx3zTiNthQda+Q5T2G4aVoumh9Jn3/+zjDmZ+cN7Jyzp0E1A10Ronj/Mwl8bkcjM0ur17VKhfEzPHc5Pkp0qRz57VQmnYm2hE0Y/6wUCvmDLCQs53RtxEg9/RZbkNphltH6tjG2x5WjfazGr6Enb8rxbUk6fRUmejkP4n1J4MBVZSbmhOL/v2avAAQR8qSFbd+70wQe5DKXQu1JEF3Mke+2quy5TxqZXnrNhd76ukxRCVOzx6Q==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=Kbm08c6W28O5l1abMfCFBZbBPw7NDgWDmXC7SQqrX/2G240T5BHdOad5MPzgTDABi+J9yq6JWi5k4uq6+bO8miwYNceubNrz8R0JTx3zTiNthQda+Q5T2G4aVoumh9Jn3/+zjDmZ+cN7Jyzp0E1A10Ronj/Mwl8bkcjM0ur17VKhfEzPHc5Pkp0qRz57VQmnYm2hE0Y/6wUCvmDLCQs53RtxEg9/RZbkNphltH6tjG2x5WjfazGr6Enb8rxbUk6fRUmejkP4n1J4MBVZSbmhOL/v2avAAQR8qSFbd+70wQe5DKXQu1JEF3Mke+2quy5TxqZXnrNhd76ukxRCVOzx6Q==',
    },
  },
  {
    name: 'v3-post-encrypted-response',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-response-verify',
    publicKeyPem: keys.sdkAppPublicKey,
    input: {
      headers: {
        'alipay-timestamp': '1717762879918',
        'alipay-nonce': '3c0d6c77f4f773b427eb7e79625cdf4d',
        'alipay-signature':
          'AURGAjETwEjz1sOFzLPv8A6t9Wi7neWLJ904AluWr6xGBqrok0WOeNuFtB0lJjQFiNUEd+SMxsMVGYBDwyzucR2GwglOI9Of357FcMb0yfyZE+Sw/eKP9Eqo1a7Hkjciv3a/J0wYVdcwmAziNqjS/wglF+ewjobI3/wgcEqO6cCmRRz4Kcro+U+EI02mabu9mR03vwHuqDUTtK7WbTdpi0IYsgT5zf8+K7HbgaRZFwIvIFnBvzCZvYd+tZfcMADGRZ7m/15gk30xtTWX0WFvlxR+M45AlRlcELugogm9LNww7Qn+gvWu5JAA+8A4SN0aoSmXAs18WsmSgW8zpDxfFg==',
      },
      rawBody: 'oStwyaMkkAJlrWH0Ms7Su2BxCx4AcwsyXuUF9uK/ZpmztvvjhsDspUrfYdcrSnWp',
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
    },
    expected: {
      canonicalString:
        '1717762879918\n3c0d6c77f4f773b427eb7e79625cdf4d\noStwyaMkkAJlrWH0Ms7Su2BxCx4AcwsyXuUF9uK/ZpmztvvjhsDspUrfYdcrSnWp\n',
      valid: true,
      plainBody: '{"trade_status":"WAIT_BUYER_PAY"}',
    },
  },
]
