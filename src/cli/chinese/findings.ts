/** What `inspectAccount` finds, and how `ready` and `check` say what they cannot prove. */
export const findings = {
  // clock and hosts
  'The clock says {}.': '时钟显示 {1}',
  'no time': '不是时间',
  'The clock is {} s fast.': '时钟快了 {1} 秒',
  'The clock is {} s slow.': '时钟慢了 {1} 秒',
  'Set the machine’s time by NTP.': '用 NTP 校时',
  'The hosts are of production and of the sandbox.': '域名里既有生产环境的，也有沙箱的',
  'An account is of one environment: make two.': '一份商户配置只对应一个环境：分成两份',
  '{} is none of the provider’s hosts.': '{1} 不是支付平台的域名',
  'It may be a proxy of your own; else leave the option out.': '若不是你自己的代理，去掉这一项',
  'The account is a mock gateway’s, and its host is the provider’s own.': '这是模拟网关的配置，域名却是支付平台的',
  'A transport in process leads it to the mock; over a network give hosts.':
    '在同一进程内由传输层接到模拟网关；走网络就用 hosts 写模拟网关的地址',
  '{} was issued by a test authority ({}), and the account is for production.':
    '{1} 由测试环境的机构（{2}）签发，而这份配置用于生产环境',
  'Take the certificates of one environment.': '证书都取同一个环境的',
  'The account’s number is of the test environment, and its host is production.':
    '商户号是测试环境的，域名却是生产环境的',
  'Say sandbox: true, or take the number of production.': '写 sandbox: true，或者换成生产环境的商户号',
  '{} is of {}, and the account of {}.': '{1} 属于 {2}，而账户在 {3}',
  'Take servers of the account’s network.': '用账户所在网络的服务器',
  'One server is believed of a payment, and none of them signs what it tells.': '到账只信一台服务器，而服务器都不签名',
  'Say confirmWith: 2, with hosts of two operators; or let the one host be your own.':
    '写 confirmWith: 2，hosts 用两家运营方的；或者唯一的那台是自己的',
  'All hosts are of one operator, who would confirm itself.': 'hosts 都是一家运营方的，等于自己给自己作证',
  'Name a host of another operator.': '加一台别家运营方的',
  'The account is of {}, and its host of {}.': '账户是{1}的，hosts 却是{2}的',
  'Leave hosts out, or say the other sandbox.': '不写 hosts，或改 sandbox',
  'The account is of {}, and one of its topics of {}.': '账户是{1}的，topics 里却有{2}的',
  'Leave topics out: Circle’s two are known.': '不写 topics：Circle 的两个本来就知道',
  'The account is of {}, and its key looks like one of {}.': '账户是{1}的，密钥看样子是{2}的',
  'A key of the other environment gets 401: take one of this.': '另一个环境的密钥会得到 401：换成这个环境的',
  'Circle’s keys sign for all its merchants, and a webhook for any of them is taken.':
    'Circle 的公钥给所有商户签名，发给别家的回调也会被接受',
  'Give the ids of your subscriptions, if the account receives webhooks.': '要收回调就写上你的 subscriptionIds',
  // keys
  '{} holds {}, and {} is wanted.': '{1} 里是{2}，应为{3}',
  'the private key': '私钥',
  'a public key or a certificate': '公钥或证书',
  'Two files or variables are probably swapped.': '大概是两个文件或变量写反了',
  '{} holds {}, which is no RSA key that can be read.': '{1} 里是{2}，读不出 RSA 密钥',
  'Copy the whole file again, from its BEGIN to its END line.': '重新复制整个文件，从 BEGIN 行到 END 行',
  '{} has {} bits; {} is the least.': '{1} 只有 {2} 位，至少要 {3} 位',
  'Make a new pair.': '重新生成一对密钥',
  '{} has {} bits: a key so short can be broken.': '{1} 只有 {2} 位：这么短的密钥能被破解',
  'Ask the provider for a longer one.': '向平台要更长的密钥',
  'Take the provider’s current key. Where Baidu’s console shows no longer one, say unsafeShortPlatformKey: true.':
    '换成平台现行的公钥；百度后台只有这么短的，就写 unsafeShortPlatformKey: true',
  // QQ Wallet
  'apiKey and appKey are one and the same.': 'apiKey 与 appKey 相同',
  'apiKey is of the merchant console (API密钥), appKey of the QQ open platform.':
    'apiKey 是商户平台的 API密钥，appKey 是 QQ 开放平台的',
  'operatorPassword looks like an MD5 already.': 'operatorPassword 看样子已经是 MD5',
  'Give the password as it is typed: its MD5 is made here.': '给密码原文：MD5 由这里计算',
  // YeePay
  '{} is a key of YeePay’s published samples, whose private half everybody has.':
    '{1} 是易宝公开样例里的密钥，私钥人人都有',
  'Take the keys of your own application.': '换成自己应用的密钥',
  '{} is YeePay’s key of {}, and the account is of {}.': '{1} 是易宝{2}的公钥，而这份配置是{3}的',
  'Take keys, application and hosts of one environment.': '密钥、应用和 hosts 都取同一个环境的',
  // Baidu
  '{} is for calls that are signed, and hosts for those by token.': '{1} 用于签名的调用，而 hosts 用于凭令牌的调用',
  'Give it as signedHosts.': '写在 signedHosts 里',
  '{} is for calls by token, and signedHosts for those that are signed.':
    '{1} 用于凭令牌的调用，而 signedHosts 用于签名的调用',
  'Leave signedHosts out.': '去掉 signedHosts',
  'appKey and clientId are one and the same.': 'appKey 与 clientId 相同',
  'appKey is the payment service’s (支付服务), clientId the App Key of the smart program: the console shows them on two pages.':
    'appKey 是支付服务的，clientId 是小程序的 App Key：平台后台里在两个页面上',
  '{} is valid only from {}.': '{1} 从 {2} 起才有效',
  'Check the clock of this machine.': '检查本机时钟',
  '{} expired on {}.': '{1} 已于 {2} 过期',
  'Take the current certificate.': '换成现行的证书',
  '{} expires on {}.': '{1} 将于 {2} 到期',
  'Order the next one now; both may be valid for a while.': '现在就申请下一张，两张可以同时有效一段时间',
  '{} is not the other half of {}.': '{1} 与 {2} 不是一对',
  '{} is an {} key, and the account speaks {}.': '{1} 是 {2} 密钥，而这份配置用 {3}',
  'Give keys of the algorithm that the application is registered for; for SM2 the option sm, where there is one.':
    '换成应用登记的那种算法的密钥；国密的要给出 sm（有这一项的话）',
  '{} is an {} key, and all of the provider’s are {} keys.': '{1} 是 {2} 密钥，平台公钥全是 {3} 密钥',
  'Give the provider’s key of the same algorithm, or your own.': '换成算法相同的平台公钥，或者换自己的密钥',
  'Take both from one download, or make the certificate of this key’s request again.':
    '两者取自同一次下载，或者用这把密钥的请求文件重新申请证书',
  '{} is your own public key, with which the provider signs nothing.': '{1} 是自己的公钥，支付平台不会用它签名',
  'Take the provider’s key: the console shows both beside each other.': '换成支付平台的公钥：平台后台里两者并排显示',
  '{} and {} are one and the same key.': '{1} 和 {2} 是同一把密钥',
  'Each of the provider’s keys has a name of its own.': '平台的每把公钥各有自己的名称',
  '{} is a key of the mock gateway, or cannot be read.': '{1} 是模拟网关的密钥，或者读不出来',
  'Everybody has the mock gateway’s keys: take the provider’s, and your own.':
    '模拟网关的密钥人人都有：换成支付平台的，以及你自己的',
  // what ready and check leave open
  'Whether it belongs to serial, certificate would prove; else {}':
    '是否对应 serial，给出 certificate 才能证明；否则{1}',
  'It can be read, and is not your own; whose it is {}': '能读出，也不是自己的公钥；是谁的，{1}',
  'It has the right form; whether it is the one of the merchant console {}': '形式正确；与商户平台里的是否一致，{1}',
  'It has the right form; the first charge by APIv2 shows the rest.': '形式正确；第一次 APIv2 扣款才能证明其余',
  'That it is this application’s {}': '是否属于这个应用，{1}',
  'That it is this client id’s {}': '是否属于这个 client id，{1}',
  'That it is of this merchant number {}': '是否属于这个商户号，{1}',
  'Whose it is {}': '是谁的，{1}',
  'Whose they are {}': '是谁的，{1}',
  'only {} knows: check(client) asks it.': '只有 {1} 知道：用 check(client) 去问',
  'It can be read, and is none of the others; whose it is shows when UnionPay decrypts something.':
    '能读出，也不是其余几张；等银联解密时才知道是谁的',
  'No answer was signed by it; WeChat Pay may still sign webhooks so.': '没有应答用它签名；微信支付的回调仍可能用它',
  'WeChat Pay signs no refusals, and there was no statement to ask for.': '微信支付拒绝请求时不签名，又没有账单可查',
  'Nothing but a webhook shows it for a merchant without platform certificates.':
    '没有平台证书的商户，收到回调才能证明',
  'Nothing harmless is signed by it; the first charge shows it.': '没有不影响业务的接口用它签名；第一次扣款才能证明',
  'Only an order shows whether it is bound to this merchant.': '下单时才知道是否与这个商户号绑定',
  'Only a notification names the seller.': '只有回调里写明卖家',
  'It can be read, is valid, and is not your own; whose it is {}': '可以读取、在有效期内，也不是自己的；是谁的，{1}',
  'only Lakala knows: check(client) asks it.': '只有拉卡拉知道：用 check(client) 去问',
  'Only a notification shows which certificate signs them.': '收到通知才知道用哪张证书签名',
  'Only an order of the counter shows it.': '收银台下单才能证明',
  'Only an order shows it.': '下单才能证明',
  'Only an order shows whether merchant and terminal are this app’s.': '下单时才知道商户号和终端号是否属于这个应用',
  'Only a notification shows what Antom calls.': '收到回调才知道 Antom 请求的路径',
  'Only what UnionPay decrypts by it shows whose it is.': '等银联用它解密时才知道是谁的',
  'Only its servers know: check(client) asks them.': '只有它的服务器知道：用 check(client) 去问',
  'Only they know how far back they go: check(client) asks them.': '只有它们知道账本保留到何时：用 check(client) 去问',
  'It has the right form; whose it is only QQ Wallet knows: check(client) asks it.':
    '形式正确；是谁的，只有 QQ 钱包知道：用 check(client) 去问',
  'Only a payment in the app shows it.': '在 APP 里付一笔才能证明',
  'Only a refund or a reversal shows it, and the client certificate of the transport.':
    '退款或撤销时才能证明，传输层的客户端证书也是',
  'An order that is not there is nobody’s: only a payment shows who collects it.':
    '不存在的订单不属于谁：付一笔才知道是谁收款',
  'It can be read, and is not your own; whose it is only a webhook shows.':
    '能读出，也不是自己的公钥；收到回调才知道是谁的',
  'Only the cashier shows it: errCode 6 says that it is another.': '收银台才能证明：errCode 6 说明是别的密钥',
  'Only the cashier shows that it goes with the appKey.': '收银台才能证明它与 appKey 对应',
  'Baidu has one code for an order and for an appKey that it does not know.':
    '订单不存在和 appKey 不存在，百度用同一个错误码',
  'Only Ripple knows it: check(client) asks.': '只有 Ripple 知道：用 check(client) 去问',
  'Only Circle knows it: check(client) asks.': '只有 Circle 知道：用 check(client) 去问',
  'It is not the master wallet; that it is one of yours the first payment shows.':
    '不是主钱包；第一笔支付才知道是不是你的',
  'They can be read; whose they are only a webhook shows.': '能读出；收到回调才知道是谁的',
  'They can be read; whose they are only a notice shows.': '能读出；收到通知才知道是谁的',
  'No answer told the time.': '应答里没有时间',
  'This machine’s clock is {} s ahead of the provider’s; from 300 s on it is refused.':
    '本机时钟比平台快 {1} 秒；超过 300 秒平台会拒绝',
  'This machine’s clock is {} s behind the provider’s; from 300 s on it is refused.':
    '本机时钟比平台慢 {1} 秒；超过 300 秒平台会拒绝',
} as const satisfies Readonly<Record<string, string>>
