// The independent oracle for WeChat Pay APIv3: written from the wire page `wechatpay.md` (§ numbers are its sections) with
// node:crypto only. Nothing in this folder may import from src: a check that shares the builder checks nothing.
export { type InvocationKind, judgeInvocation } from './wechatpay/invocation.js'
export {
  type Headers,
  invocationMessage,
  type Key,
  type OracleReply,
  type OracleRequest,
  openAead,
  openSensitive,
  replyMessage,
  requestMessage,
  sealAead,
  signatureOf,
  verifies,
} from './wechatpay/primitives.js'
export { judgeReply, type ReplyFacts, sealReply } from './wechatpay/reply.js'
export {
  type JudgedRequest,
  judgeRequest,
  type MessageParts,
  type RequestFacts,
  type RequestSeal,
  sealRequest,
} from './wechatpay/request.js'
export type { PlatformFacts, PlatformSeal } from './wechatpay/signed.js'
export { judgeWebhook, sealWebhook, type Webhook, type WebhookSeal } from './wechatpay/webhook.js'
