/** What an account, `ready` and the import of a key refuse. */
export const accounts = {
  // YeePay
  'yeepayPublicKey is missing: YeePay’s public key (易宝公钥) in any form.': '缺少 yeepayPublicKey：易宝公钥，形式不限',
  '{} is of the SM algorithms (国密), and sm is not set.': '{1} 用于国密，却没有 sm',
  "Give the algorithms beside it: import { sm } from 'shroff/sm', then yeepay({ …, sm }).":
    "一并给出算法：import { sm } from 'shroff/sm'，再写 yeepay({ …, sm })",
  'with sm YeePay is known by its certificates: give platformKeys, not yeepayPublicKey.':
    '有 sm 时认易宝的证书：给出 platformKeys，不要 yeepayPublicKey',
  'platformKeys is empty, so nothing of YeePay’s could be verified.': 'platformKeys 是空的，易宝的报文一条也验不了',
  'Give a certificate of YeePay’s (平台商密证书) under its serial: newer ones are believed by its signature.':
    '按序列号给出一张平台商密证书，新的证书由它的签名来证明',
  '{} is your own public key, not YeePay’s.': '{1} 是自己的公钥，不是易宝公钥',
  'The open platform shows both; take 易宝公钥, which it gives you, and not the one that you gave it.':
    '开放平台两者都显示；取它给你的易宝公钥，不是你给它的那把',
  'The Signer of this account cannot decrypt, and YeePay’s notifications come encrypted.':
    '这份配置的 Signer 不能解密，而易宝的回调是加密的',
  'Give it `decrypt`, {}, beside `sign`.': '除 `sign` 外，再给它 `decrypt`（{1}）',
  // Baidu
  '{} must be given with {}.': '给了 {2}，就要同时给 {1}',
  'An account that sends needs privateKey, clientId and clientSecret; one that only receives needs none of them.':
    '发请求的配置要有 privateKey、clientId 和 clientSecret；只收回调的一个都不要',
  'A key so short can be broken. Where Baidu’s console shows no longer one, say unsafeShortPlatformKey: true to take it, down to 1024 bits.':
    '这么短的密钥能被破解。百度后台只有这么短的，就写 unsafeShortPlatformKey: true，最短 1024 位',
  'platformKey is the merchant’s own public key (开发者公钥), not Baidu’s (平台公钥).':
    'platformKey 是自己的公钥（开发者公钥），不是百度的平台公钥',
  'The console shows both; take 平台公钥 from the details of the payment service.':
    '平台后台两者都显示；从支付服务的详情里取平台公钥',
  // certificates
  '{} is damaged.': '{1} 已损坏',
  'Take the file from UnionPay’s package again.': '从银联的压缩包里重新取这个文件',
  'Download the file again; it has a BEGIN and an END line for each certificate.':
    '重新下载文件，每张证书都有 BEGIN 行和 END 行',
  '{} must be a certificate, but {} was given.': '{1} 应为证书，给的是{2}',
  'certificate must be the merchant API certificate (apiclient_cert.pem), but {} was given.':
    'certificate 应为商户API证书（apiclient_cert.pem），给的是{1}',
  'certificate was not issued for this privateKey.': 'certificate 与 privateKey 不是一对',
  'Take apiclient_cert.pem and apiclient_key.pem from the same archive.':
    'apiclient_cert.pem 和 apiclient_key.pem 取自同一个压缩包',
  'certificate has the serial {}, which is not the one given as serial.': 'certificate 的序列号是 {1}，与 serial 不同',
  'Leave serial out; it is read from the certificate.': '去掉 serial，序列号会从证书里读',
  '{} is an SM2 key (国密), and sm is not set.': '{1} 是 SM2（国密）密钥，却没有 sm',
  "Give the algorithms beside it: import { sm } from 'shroff/sm', then wechatpay({ …, sm }).":
    "一并给出算法：import { sm } from 'shroff/sm'，再写 wechatpay({ …, sm })",
  'sm is given, and no key is of SM2.': '给了 sm，却没有一把 SM2 密钥',
  'Give the SM2 keys of the merchant console, or leave sm out.': '给出商户平台上的 SM2 密钥，或者去掉 sm',
  'privateKey is an {} key, and all of platformKeys are {} keys.': 'privateKey 是 {1} 密钥，platformKeys 全是 {2} 密钥',
  "What is signed by {} is answered by {}: give WeChat Pay's {} key too.":
    '用 {1} 签名的请求，应答也用 {2} 签名：还要给出微信支付的 {3} 密钥',
  '{} is an RSA key, and the account is configured for SM2 alone.': '{1} 是 RSA 密钥，而这份配置只用 SM2',
  'Leave it out, or give the RSA keys as well while you change over.': '去掉它；切换期间则把 RSA 密钥一并给全',
  'certificate is not the one of privateKey.': 'certificate 与 privateKey 不是一对',
  'Take both out of one .pfx file; docs/unionpay.md has the commands.':
    '两者取自同一个 .pfx 文件，命令见 docs/zh/unionpay.md',
  'Take both out of it; docs/unionpay.md has the commands.': '两者都从里面取，命令见 docs/zh/unionpay.md',
  '{} is missing: both come from one .pfx file.': '缺少 {1}：两者来自同一个 .pfx 文件',
  'certificates.app was not issued for this privateKey.': 'certificates.app 与 privateKey 不是一对',
  'whom to trust is not clear.': '没有说明信任谁',
  'Give rootCertificate and middleCertificate, or pinnedCertificates in their place.':
    '给出 rootCertificate 和 middleCertificate，或者改用 pinnedCertificates',
  'middleCertificate was not issued by rootCertificate.': 'middleCertificate 不是 rootCertificate 签发的',
  'privateKey was given, but neither certificate nor serial is set.': '给了 privateKey，却没有 certificate 或 serial',
  'Give certificate (apiclient_cert.pem), or serial, the number of the merchant API certificate in hexadecimal.':
    '给出 certificate（apiclient_cert.pem），或者 serial：商户API证书序列号，十六进制',
  '{} was given, but privateKey is not set.': '给了 {1}，却没有 privateKey',
  'Give privateKey beside it (apiclient_key.pem); an account that only receives has neither.':
    '一并给出 privateKey（apiclient_key.pem）；只收回调的配置两者都不要',
  '{} is one of the API keys.': '{1} 是 API 密钥之一',
  'Two variables are probably swapped.': '大概是两个变量写反了',
  "platformKeys is empty, so nothing of WeChat Pay's could be verified.":
    'platformKeys 是空的，微信支付的报文都无法验签',
  'Give the WeChat Pay public key under its PUB_KEY_ID_…, or platform certificates under their serials.':
    '以 PUB_KEY_ID_… 为键给出微信支付公钥，或以序列号为键给出平台证书',
  'appAuthToken needs sellerId.': '有 appAuthToken 就要有 sellerId',
  'alipayPublicKey and certificates are both set; they are the two modes of the console.':
    'alipayPublicKey 和 certificates 同时给了：密钥模式和证书模式只能选一种',
  'neither alipayPublicKey (public-key mode) nor certificates (certificate mode) is set.':
    '密钥模式的 alipayPublicKey 和证书模式的 certificates 都没有',
  'Give the one that the console shows for this application.': '按平台后台里这个应用的模式给',
  'sm is given without bodyKey.': '给了 sm，却没有 bodyKey',
  'bodyKey is given without sm.': '给了 bodyKey，却没有 sm',
  "Orders are encrypted by both: import { sm } from 'shroff/sm', then lakala({ …, bodyKey, sm }).":
    "下单加密两者都要：import { sm } from 'shroff/sm'，再写 lakala({ …, bodyKey, sm })",
  'An account that only receives has neither.': '只收通知的配置两者都不要',
  'Take both from the same line of the open platform.': '两者取自开放平台的同一行',
  '{} is your own certificate, not Lakala’s.': '{1} 是自己的证书，不是拉卡拉的',
  'The open platform gives both; take the one that is named 拉卡拉公钥证书.':
    '开放平台两者都给，取名为“拉卡拉公钥证书”的那个',
  'Take both from the same application at the open platform.': '两者取自开放平台的同一个应用',
  'Take the .cer file of the open platform as it is.': '用开放平台给的 .cer 文件，原样不动',
  'Take the current one from the open platform; both may stand in the file while it is being changed.':
    '到开放平台取现在的证书；换证书期间两张可以放在同一个文件里',
  'confirmWith 2 needs two hosts.': 'confirmWith 为 2 时要有两个 hosts',
  'Give hosts of two operators: one would confirm itself.': '给出两家运营方的 hosts，一家不能自证',
  'address is the mock gateway’s, of which nobody has the key: what is sent there is lost.':
    '这是模拟网关的地址，没有人持有私钥，转到那里的钱拿不回来',
  'Give the address of your own account.': '换成你自己的地址',
  'address has a letter wrong: its check does not fit.': 'address 有字母写错：校验不符',
  'Copy it again, whole.': '重新完整复制一遍',
  'platformKeys["{}"] is your own public key, not WeChat Pay\'s.': 'platformKeys["{1}"] 是自己的公钥，不是微信支付的',
  'Download the WeChat Pay public key (微信支付公钥) in the merchant console; it differs from the merchant certificate’s.':
    '到商户平台下载微信支付公钥，它与商户API证书的公钥不同',
  'platformKeys["{}"] is the merchant\'s own certificate, not WeChat Pay\'s.':
    'platformKeys["{1}"] 是商户API证书，不是微信支付的',
  'Download the WeChat Pay public key (微信支付公钥) in the merchant console and give it under its PUB_KEY_ID_….':
    '到商户平台下载微信支付公钥，以 PUB_KEY_ID_… 为键给出',
  'platformKeys["{}"] is named by the serial of the merchant\'s own certificate.':
    'platformKeys["{1}"] 的键是商户API证书的序列号',
  'It is beside apiclient_key.pem in the archive from the merchant console.':
    '它与 apiclient_key.pem 同在商户平台下载的压缩包里',
  'Check the clock of this machine; a new certificate belongs beside the one before it.':
    '检查本机时钟；新证书要与旧证书并列',
  'Apply for a new merchant API certificate in the merchant console.': '到商户平台申请新的商户API证书',
  'Replace it by the current one, or by the WeChat Pay public key, which does not expire.':
    '换成现行的平台证书，或不会过期的微信支付公钥',
  'All merchants of an application share its appId, so only the seller tells their webhooks apart.':
    '同一应用下的商户 appId 相同，只有 sellerId 能区分回调',
  'Without Alipay’s key nothing of Alipay’s could be verified. Perhaps a variable is not set in this environment.':
    '没有支付宝公钥，支付宝的报文都无法验签；可能是环境变量没有设置',
  'the key given as Alipay’s is your application’s own public key (应用公钥), not Alipay’s (支付宝公钥).':
    '当作支付宝公钥给的，是自己的应用公钥',
  'The console shows both beside each other; take the one named 支付宝公钥.':
    '平台后台里两者并排显示，取名为支付宝公钥的那个',
  'Take the appCertPublicKey_….crt that the console made of this key’s request (CSR).':
    '取平台用这把密钥的 CSR 签发的 appCertPublicKey_….crt',
  'antomPublicKey is your own public key, not Antom’s.': 'antomPublicKey 是自己的公钥，不是 Antom 的',
  'The dashboard shows both beside each other; take the one that is named Antom’s.':
    '控制台里两者并排显示，取名为 Antom 公钥的那个',
  'secureKey and {} were both given.': 'secureKey 和 {1} 同时给了',
  'Give secureKey alone for signMethod 11 or 12, or certificates for signMethod 01: a merchant number has one of them.':
    'signMethod 11、12 只给 secureKey，signMethod 01 给证书：一个商户号只用一种',
  'sm3 was given without secureKey.': '给了 sm3，却没有 secureKey',
  'It belongs to signMethod 12, whose key both sides hold; certificates of SM2 (versions 6 and 7) are not here.':
    '它用于 signMethod 12，密钥双方共有；这里不支持 SM2 证书（6、7 版）',
  'pinnedCertificates holds your own certificate, with which nobody but you signs.':
    'pinnedCertificates 里是自己的证书，只有自己用它签名',
  'Pin the one that UnionPay’s messages bring (signPubKeyCert).': '固定银联报文所带的证书（signPubKeyCert）',
  'none of pinnedCertificates is in its time, so every message would be refused.':
    'pinnedCertificates 都不在有效期内，所有报文都会被拒收',
  'Check the clock of this machine, or pin the one that UnionPay’s messages bring now (signPubKeyCert).':
    '检查本机时钟，或者固定银联报文现在所带的证书（signPubKeyCert）',
  'encryptionCertificate is your own certificate, or one of the chain.':
    'encryptionCertificate 是自己的证书，或者证书链里的一张',
  'Both come in one package: acp_…_middle.cer and acp_…_root.cer, of the test or of the production environment.':
    '两者在同一个压缩包里：acp_…_middle.cer 和 acp_…_root.cer，分测试和生产环境',
  'platformKeys must be named by PUB_KEY_ID_… or a hexadecimal serial; of one name {}.':
    'platformKeys 的键应为 PUB_KEY_ID_… 或十六进制序列号；其中一个{1}',
  'one of platformKeys is named by what looks like an API key, not a PUB_KEY_ID_… or a serial.':
    'platformKeys 有一个键像是 API 密钥，而不是 PUB_KEY_ID_… 或序列号',
  'the certificate under platformKeys["{}"] has the serial {}.': 'platformKeys["{1}"] 里证书的序列号是 {2}',
  "The name is that of WeChat Pay's key: its PUB_KEY_ID_…, or the serial of the platform certificate.":
    '键是微信支付公钥的 PUB_KEY_ID_…，或平台证书的序列号',
  'certificate {}.': 'certificate {1}',
  'middleCertificate {}.': 'middleCertificate {1}',
  'expired on {}': '已于 {1} 过期',
  'is valid only from {}': '从 {1} 起才有效',
  'Renew it in the merchant site (商户服务网站); key and certificate change together. Or check the clock of this machine.':
    '到商户服务网站更新，私钥和证书要一起换；或者检查本机时钟',
  'Take it out: openssl pkcs12 -legacy -in file.pfx -clcerts -nokeys -out merchant.cer; docs/unionpay.md has it.':
    '取出来：openssl pkcs12 -legacy -in file.pfx -clcerts -nokeys -out merchant.cer，见 docs/zh/unionpay.md',
  '{} is no authority (CA:FALSE), so it can have issued nothing.': '{1} 不是签发机构（CA:FALSE），不能签发证书',
  '{} is valid from {} to {} only.': '{1} 的有效期是 {2} 到 {3}',
  'Check the clock of this machine, or take the current file from UnionPay.': '检查本机时钟，或者取银联现行的文件',
  // keys
  '{} is a key of the mock gateway, which everybody has; with it anybody could forge messages.':
    '{1} 是模拟网关的密钥，人人都有；用它谁都能伪造报文',
  '{} is wanted, but {} was given.': '应为 {1}，给的是{2}',
  'Give the public key or the certificate, and keep the private key where it is.': '给出公钥或证书，私钥留在原处',
  'Give the private key, PEM text that begins with BEGIN PRIVATE KEY.': '给出私钥：以 BEGIN PRIVATE KEY 开头的 PEM',
  'RSA keys under {} bits can be broken: generate a new pair.': '不足 {1} 位的 RSA 密钥能被破解：重新生成一对',
} as const satisfies Readonly<Record<string, string>>
