import {
  answerCertificate,
  appResult,
  appResultCertificate,
  merchantCertificate,
  productionMiddle,
  productionRoot,
  testMiddle,
  testRoot,
} from '../unionpay.js'
import type { UnionpayVector } from './sample.js'

// Serials and chains, and the signed result of the app control (5.0.0).

export const certificates: readonly UnionpayVector[] = [
  {
    name: 'app-sdk-result-v500-sha1',
    kind: 'app-result-verify',
    source:
      'ileapy/unionpay:src/Kernel/Support/AcpService.php (sample in comment) + lokielse/omnipay-unionpay:tests/Assets/dist/verify_sign_acp.cer',
    keys: { certificate: appResultCertificate },
    input: {
      data: appResult.data,
      sign: appResult.sign,
    },
    expected: {
      sha1Hex: appResult.sha1Hex,
      expectValid: true,
    },
  },
  {
    name: 'certid-sign-2021',
    kind: 'cert-id',
    source:
      'smartwalle/unionpay:examples/acp_test_sign.pfx (identical file: yansongda/pay:tests/Cert/unipayAppCert.pfx, whose tests assert 69903319369)',
    keys: {},
    input: {
      certPem: merchantCertificate,
    },
    expected: {
      serialHex: '1046900149',
      certId: '69903319369',
    },
  },
  {
    name: 'certid-verify-2015',
    kind: 'cert-id',
    source:
      'lokielse/omnipay-unionpay:tests/Assets/dist/verify_sign_acp.cer (sample messages in the wild carry cert_id=68759585097)',
    keys: {},
    input: {
      certPem: appResultCertificate,
    },
    expected: {
      serialHex: '1002640149',
      certId: '68759585097',
    },
  },
  {
    name: 'chain-response-cert-2020',
    kind: 'cert-chain',
    source: 'yansongda/pay:tests/Cert/unipayCertPublicKey.cer',
    keys: { middle: testMiddle, root: testRoot },
    input: {
      leafPem: answerCertificate,
    },
    expected: {
      subjectCN: '041@8310000000083040@中国银联股份有限公司@00016495',
      cnParts: ['041', '8310000000083040', '中国银联股份有限公司', '00016495'],
      expectChainValid: true,
      validFrom: 'Jul 31 01:19:16 2020 GMT',
      validTo: 'Jul 31 01:19:16 2025 GMT',
      expectCnCheck: true,
    },
  },
  {
    name: 'chain-test-leaf-under-prod-middle',
    kind: 'cert-chain',
    source: 'derived: test leaf against the production intermediate',
    keys: { middle: productionMiddle, root: productionRoot },
    input: {
      leafPem: answerCertificate,
    },
    expected: {
      expectChainValid: false,
    },
  },
]
