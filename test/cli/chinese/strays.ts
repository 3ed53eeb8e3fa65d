/** Words that are English and may stand in a Chinese sentence: names of things, and of what is typed. */
const allowed = new Set(
  `Alipay Antom WeChat Pay UnionPay XRPL shroff mock doctor keys init qr webhook explain npm npx node openssl curl git echo head test
  HAR HTTP JSON PEM DER JWK RSA SHA MD HMAC PSS MB GBK UTF BOM Base base hex Signer CryptoKey KeyObject URL API APP APPID AppID ID
  qqpay yeepay baidu lakala circle QQ SVG PNG EMVCo QR NTP KMS XSS CSR EC SN POST GET OK https http bits
  true false null undefined sandbox hosts clock error code message cause next money look
  provider action outcome account accounts certificate certificates serial address env file ready check privateKey
  real fast hono express next sqlite postgres wechatpay alipay antom unionpay xrpl baidu en zh
  spki jwk bare ms sign signature Unicode multipart Buffer addslashes folder text told unknown rejected await client id app fields partner language
  missing locked xyz binary large colour mchid unsigned replayed probe level margin currency name sm`.split(/\s+/),
)

/** English words that have no business in a Chinese text. */
export function strayEnglish(text: string): string[] {
  const bare = text
    // Of help what is typed: usage, and the first of two columns.
    .replace(/^用法：.*$|^ {2}(主体|签发者) .*$|^ {2}\S.*? {2,}/gm, ' ')
    // Fields of a message, by their names.
    .replace(/(差别：|、)[\w.[\]]+(?=[、；。])/g, ' ')
    // What is quoted, or is an address, a path, a name in code, a number, a placeholder.
    .replace(/`[^`]*`|"(\\.|[^"\\\n])*"|'[^'\n]*'|<[^>\n]*>|\{[^}\n]*\}|\[[^\]\n]*\]/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[\w$]*[-./_=@:#*][\w$./=@:#*-]*/g, ' ')
    .replace(/\b\w*(\d|[a-z][A-Z])\w*\b/g, ' ')
    .replace(/\b[A-Z_]{2,}\b/g, ' ')
  return (bare.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !allowed.has(word))
}

/** Chinese that has no business in an English text: all but what stands on the providers’ own pages. */
export function strayChinese(text: string): string[] {
  // What is quoted, and a path, is of the message itself.
  const bare = text.replace(/"(\\.|[^"\\\n])*"|\/\S*/g, '')
  const names =
    /（|）|商户号|微信支付公钥|支付宝公钥|应用公钥|应用私钥|接口加签方式|接口内容加密|APIv[23]密钥|商户服务网站|国密|商户编号|易宝公钥|平台商密证书|平台公钥|开发者公钥|开发者私钥|支付服务|API密钥/g
  return bare.replace(names, '').match(/[\u4e00-\u9fff]+/g) ?? []
}
