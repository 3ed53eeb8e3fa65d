// The independent oracle for Alipay: written from the wire page `alipay.md` (§ numbers are its sections) with node:crypto
// only. Nothing in this folder may import from src: a check that shares the builder checks nothing.
export { judgeMessage } from './alipay/message.js'
export {
  judgeNotification,
  judgeReturn,
  meaningOf,
  type Notice,
  type NoticeFacts,
  type NoticeSeal,
  sealFields,
  sealNotification,
} from './alipay/notice.js'
export {
  beijing,
  canonicalText,
  certificateSerial,
  type Fields,
  type Headers,
  type Key,
  nodeOf,
  type OracleReply,
  type OracleRequest,
  openContent,
  rootSerial,
  sealContent,
  signatureOf,
  verifies,
} from './alipay/primitives.js'
export {
  type AlipayFacts,
  type GatewaySeal,
  judgeGatewayReply,
  judgeRestReply,
  type RestSeal,
  sealGatewayReply,
  sealRestReply,
} from './alipay/reply.js'
export {
  type JudgedCall,
  judgeGatewayRequest,
  judgeOrderString,
  judgePage,
  judgeRestRequest,
  type MerchantFacts,
} from './alipay/request.js'
