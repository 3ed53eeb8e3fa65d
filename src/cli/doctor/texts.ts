import type { Text } from '../texts.js'

export const texts = {
  doctor: {
    en: 'say what is wrong with a captured message, or with the configuration',
    zh: '诊断一条抓取到的报文，或检查当前配置',
  },
  capture: {
    en: 'HAR, curl command, raw HTTP, what recordTransport kept, or a signed form; - reads stdin; without: the configuration',
    zh: 'HAR、curl 命令、原始 HTTP、recordTransport 的记录或带签名的表单；- 表示从标准输入读取；省略则检查配置',
  },
  config: {
    en: 'accounts (default: shroff.config.json, else the environment and .env)',
    zh: '商户配置文件（默认 shroff.config.json，否则读环境变量和 .env）',
  },
  online: {
    en: 'ask each provider, by one call that changes nothing',
    zh: '向各支付平台发起一次不产生变更的调用进行核对',
  },
  goLive: {
    en: 'tick off docs/going-live.md, as far as a program can',
    zh: '对照 docs/zh/going-live.md 逐项核对（程序能判断的部分）',
  },
  at: {
    en: 'when the message came (default: by the capture, else its own time, which then is not judged)',
    zh: '收到报文的时间（默认取抓包时间，否则取报文自带时间，此时不判断时间）',
  },
  exampleConfig: { en: 'keys, pairs, serials, expiry, clock, hosts', zh: '密钥、配对、序列号、有效期、时钟、域名' },
  exampleCapture: { en: 'why a signature does not fit', zh: '签名为何不符' },
  exampleLive: { en: 'before the first real payment', zh: '第一笔真实交易之前' },
  noTime: { en: '--at is a time such as 2026-03-04T12:00:00+08:00', zh: '--at 的格式如 2026-03-04T12:00:00+08:00' },
  noAccount: {
    en: 'No account of this provider is configured, so its keys are not known here.',
    zh: '没有这个支付平台的商户配置，不知道它的密钥。',
  },
  configure: {
    en: 'Give shroff.config.json or the variables of the environment: docs/cli-tools.md shows both.',
    zh: '请提供 shroff.config.json 或环境变量，见 docs/zh/cli-tools.md。',
  },
  redacted: {
    en: 'The recording leaves out the header in which the signature stands.',
    zh: '记录中省略了签名所在的请求头。',
  },
  captureWhole: {
    en: 'Capture it as raw HTTP or HAR; the mock’s journal has it whole, too.',
    zh: '请抓取原始 HTTP 或 HAR；模拟网关的日志里也有完整内容。',
  },
  noMessage: { en: 'nothing in it is a message of a provider that is known here', zh: '其中没有已知支付平台的报文' },
  noAccounts: { en: 'no account is configured', zh: '没有商户配置' },
  noConfig: {
    en: 'no account is configured: give shroff.config.json or the variables of the environment (docs/cli-tools.md), or name a captured message',
    zh: '没有商户配置：请提供 shroff.config.json 或环境变量（见 docs/zh/cli-tools.md），或指定一份抓包文件',
  },
  bits: { en: 'bits', zh: '位' },
  original: { en: 'as it was', zh: '原文' },
  right: { en: 'right', zh: '正确' },
  wrong: { en: 'wrong', zh: '有误' },
  doubtful: { en: 'doubtful', zh: '存疑' },
  unjudged: { en: 'not judged', zh: '不作判断' },
  keyless: {
    en: 'The XRP Ledger has no keys of a merchant here and signs no answers: only the address and its check are looked at. Network, hosts, the flag for tags and the trust line are asked for by --online; why a transfer does not count says explainTransfer.',
    zh: 'XRP Ledger 这里没有商户密钥，应答也不签名：只核对 address 的校验。网络、hosts、标签标志和信任线用 --online 去问；某笔转账为什么不算，用 explainTransfer。',
  },
  nobodySigns: {
    en: 'Nobody signs what goes between a shop and the servers of the XRP Ledger, so there is no signature that could be wrong.',
    zh: '商户与 XRP Ledger 服务器之间的报文没有签名，谈不上验签。',
  },
  askLedger: {
    en: 'Ask explainTransfer why a transfer does not count; confirmWith 2 guards against a server that lies: docs/xrpl.md.',
    zh: '某笔转账为什么不算，用 explainTransfer；防服务器说谎，用 confirmWith 2，见 docs/zh/xrpl.md。',
  },
  nothing: { en: 'nothing is wrong that can be seen here', zh: '未发现问题（仅限此处能看到的）' },
  next: { en: 'next', zh: '处理' },
  request: { en: 'request', zh: '请求' },
  answer: { en: 'answer', zh: '应答' },
  webhook: { en: 'webhook', zh: '回调' },
  others: { en: 'exchanges of nobody that is known here were passed over', zh: '条与已知支付平台无关的记录已略过' },
  proven: { en: 'proven by the provider', zh: '支付平台已证实' },
  unproven: { en: 'not proven', zh: '未证实' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  byHand: { en: 'by hand: no program sees it', zh: '需人工确认：程序无法判断' },
  notAsked: { en: 'not asked: --online does', zh: '未询问：请加 --online' },
  rowReady: { en: '1. ready(account) proves the keys', zh: '1. ready(account) 证明密钥正确' },
  rowCheck: { en: '2. check(client) ran with these keys', zh: '2. check(client) 已用这些密钥通过' },
  rowProduction: { en: '3. no mock: true, no host of a sandbox', zh: '3. 没有 mock: true，没有沙箱域名' },
  rowSecrets: { en: '4. keys lie in a secret store', zh: '4. 密钥存放在密钥库中' },
  rowStored: { en: '5. orders and refunds are stored before the call', zh: '5. 订单和退款在调用前已入库' },
  rowNotify: {
    en: '6. one notify address per account, public, https',
    zh: '6. 每份商户配置一个回调地址，公网可达，https',
  },
  rowRunbook: { en: '7. somebody has read the runbook', zh: '7. 有人读过故障手册' },
  rowCertificates: { en: 'certificates do not end within 30 days', zh: '证书 30 天内不会到期' },
  rowSweep: {
    en: 'open orders, refunds and payers’ codes are asked for every few minutes',
    zh: '每隔几分钟查询未完成的订单、退款和付款码',
  },
  rowStatement: { en: 'yesterday’s statement is reconciled once a day', zh: '每天核对昨日账单' },
  rowFirstHour: {
    en: 'the first hour: pay, refund, stop the process, turn a webhook away',
    zh: '第一个小时：支付、退款、停进程、拒收一次回调',
  },
  rowAlarms: { en: 'alarms are set', zh: '已设置告警' },
  allReady: { en: 'ready of each account passed', zh: '各份配置的 ready 均已通过' },
  allChecked: {
    en: 'check of each account passed, now and from this machine',
    zh: '刚刚在本机对各份配置执行 check，均已通过',
  },
  isProduction: { en: 'all accounts are for production', zh: '所有配置均为生产环境' },
  notPublic: { en: 'not a public https address', zh: '不是公网 https 地址' },
  notEnding: { en: 'all end later', zh: '均在更晚到期' },
  explain: {
    en: 'say what an error of this library means: for the money, and what to do now',
    zh: '说明本库的某个错误：资金状态，以及现在该做什么',
  },
  errorFile: {
    en: 'JSON.stringify(error), or a line of a log that has it (default: stdin)',
    zh: 'JSON.stringify(error) 的结果，或包含它的一行日志（默认标准输入）',
  },
  noError: {
    en: 'there is no error of this library in it: give JSON.stringify(error), or its printed message',
    zh: '其中没有本库的错误：请提供 JSON.stringify(error) 的结果或其打印文本',
  },
  'not-sent': { en: 'Nothing left this process.', zh: '请求没有离开本进程。' },
  rejected: { en: 'The provider refused finally and did nothing.', zh: '平台已最终拒绝，什么也没做。' },
  unknown: {
    en: 'The provider may or may not have acted: query before anything else.',
    zh: '平台可能已处理，也可能没有：先查询，再做其他事。',
  },
  money: { en: 'money', zh: '钱' },
  look: { en: 'look at', zh: '看' },
  wake: { en: 'wake', zh: '叫醒' },
  noFileAllowed: {
    en: '--online and --go-live are about the configuration: leave the captured message out',
    zh: '--online 和 --go-live 针对配置，请不要同时给出抓包文件',
  },
} satisfies Record<string, Text>
