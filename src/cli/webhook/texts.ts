import type { Text } from '../texts.js'
import { providers } from './merchants.js'

export const texts = {
  webhook: { en: 'send webhooks of the mock’s making to your application', zh: '向你的应用发送由模拟网关签名的回调' },
  send: { en: 'send one: rightly signed, or false in a way that is named', zh: '发送一条：正确签名，或按指定方式伪造' },
  test: {
    en: 'send the whole list: right ones, repeats, disorder and every forgery; a report says what came',
    zh: '按清单逐条发送：正确的、重复的、乱序的以及各种伪造的，并给出报告',
  },
  url: { en: 'address of your handler', zh: '你的回调地址' },
  provider: { en: `one of ${providers.join(', ')}`, zh: `${providers.join('、')} 之一` },
  type: {
    en: 'payment.paid, refund.succeeded, refund.closed, refund.needs-action, or an event’s own name with --resource',
    zh: 'payment.paid、refund.succeeded、refund.closed、refund.needs-action，或平台自己的事件名（需加 --resource）',
  },
  forgery: {
    en: 'how it is false; an unknown one lists those that there are',
    zh: '伪造方式；给出未知名称会列出全部方式',
  },
  orderId: { en: 'number of the order (default: a new one)', zh: '订单号（默认新生成）' },
  resource: { en: 'JSON file with what the event tells', zh: '事件内容的 JSON 文件' },
  yes: { en: 'the address is not on this machine, and it is meant', zh: '地址不在本机，确认发送' },
  production: {
    en: 'the application has production keys: it must refuse all of it',
    zh: '应用使用的是生产密钥：应当全部拒绝',
  },
  exampleSend: { en: 'a payment is told', zh: '送一条支付成功的回调' },
  exampleForged: { en: 'one byte of the body is another', zh: '正文被改动一个字节' },
  exampleTest: { en: 'the whole list', zh: '完整清单' },
  exampleProduction: { en: 'what the mock signs must mean nothing there', zh: '模拟网关的签名在那里必须无效' },
  noUrl: { en: 'the address is to begin with http:// or https://', zh: '地址必须以 http:// 或 https:// 开头' },
  needsYes: {
    en: 'the address is not on this machine: with --yes it is sent all the same',
    zh: '地址不在本机：确认发送请加 --yes',
  },
  noProvider: {
    en: `--provider is one of ${providers.join(', ')}`,
    zh: `--provider 只能是 ${providers.join('、')} 之一`,
  },
  noResource: {
    en: 'an event of its own name needs --resource, a JSON file',
    zh: '自定义事件名需要 --resource 指定 JSON 文件',
  },
  noJson: { en: 'the file of --resource is no JSON object', zh: '--resource 的文件不是 JSON 对象' },
  noOther: { en: 'only events of payments and refunds can be false', zh: '只有支付和退款的回调可以伪造' },
  notTold: { en: 'this provider tells of no such event', zh: '该支付平台没有这种回调' },
  received: { en: 'received', zh: '已接收' },
  refused: { en: 'refused', zh: '已拒绝' },
  silent: { en: 'no answer', zh: '没有应答' },
  expected: { en: 'expected', zh: '预期' },
  folder: { en: 'where shroff mock keeps its keys', zh: 'shroff mock 存放密钥的目录' },
  folderKeys: {
    en: 'Signed by the keys of the mock in this folder: the application needs its account (.shroff/.env).',
    zh: '由本目录模拟网关的密钥签名：应用要用它的商户配置（.shroff/.env）。',
  },
  keys: {
    en: 'Signed by the keys that ship with the mock: the application needs the mock’s account (mock: true).',
    zh: '由模拟网关自带的密钥签名：应用要用模拟网关的商户配置（mock: true）。',
  },
  seller: {
    en: 'foreign-merchant: another merchant’s order of the same application; with sellerId in the account it is refused.',
    zh: 'foreign-merchant：同一应用下其他商户的订单；配置里写 sellerId 就会拒绝。',
  },
  once: {
    en: 'From outside it is seen that a repeat is answered well, not that it was worked on once: these orders should each be in your books once:',
    zh: '从外部只能看到重复回调得到了正确应答，看不到是否只处理了一次：请在账上核对这些订单各只有一条：',
  },
  valid: { en: 'a payment is told', zh: '支付成功的回调' },
  repeated: { en: 'the same once more', zh: '同一回调再来一次' },
  atOnce: { en: 'another twice at the same moment, then once more', zh: '另一笔同时到达两次，之后再来一次' },
  disorder: { en: 'a refund is told before its payment', zh: '退款回调先于支付回调到达' },
  late: { en: 'then its payment', zh: '随后才到的支付回调' },
  empty: { en: 'an empty body', zh: '空正文' },
  strange: { en: 'a body of nobody’s', zh: '来历不明的正文' },
  after: { en: 'after all that, a payment is told', zh: '以上之后，再来一条支付回调' },
  forged: { en: 'forged', zh: '伪造' },
} satisfies Record<string, Text>
