// The independent oracle for UnionPay (ACP 5.1.0): written from the wire page `unionpay.md` (§ numbers are its sections) with
// node:crypto only. Nothing in this folder may import from src: a check that shares the builder checks nothing.
export { certificateId, examineCertificate, type Trust } from './unionpay/certificates.js'
export { judgeNotice, type Notice, sealNotice } from './unionpay/notice.js'
export {
  answerFields,
  canonicalText,
  type Fields,
  keyedSignature,
  openCardNumber,
  signatureOf,
  verifies,
} from './unionpay/primitives.js'
export { judgeReply, judgeUnionpay, sealReply } from './unionpay/reply.js'
export { judgePage, judgeRequest, type MerchantFacts } from './unionpay/request.js'
export { type PlatformFacts, type Seal, sealFields } from './unionpay/signed.js'
