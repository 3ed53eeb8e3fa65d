import type { Text } from '../texts.js'

export const texts = {
  keys: { en: 'make, convert and look at keys and certificates', zh: '生成、转换、查看密钥和证书' },
  file: { en: 'a key or certificate in any form; - reads stdin', zh: '任意形式的密钥或证书；- 表示从标准输入读取' },
  generate: {
    en: 'make an RSA pair: the private key into a file that only you read',
    zh: '生成 RSA 密钥对：私钥写入仅本人可读的文件',
  },
  bits: { en: 'length: 2048, 3072 or 4096', zh: '长度：2048、3072 或 4096' },
  out: { en: 'file for the result (private keys: 0600)', zh: '结果写入的文件（私钥权限为 0600）' },
  publicOut: { en: 'file for the public key (default: it is printed)', zh: '公钥写入的文件（默认直接输出）' },
  stdout: { en: 'print it, though it is private', zh: '私钥也直接输出' },
  force: { en: 'overwrite the file', zh: '覆盖已有文件' },
  convert: { en: 'write a key in another form', zh: '把密钥转换成另一种形式' },
  to: {
    en: 'pkcs8, pkcs1, spki, jwk, or bare: one line of Base64',
    zh: 'pkcs8、pkcs1、spki、jwk，或 bare：一行 Base64',
  },
  publicHalf: { en: 'of a private key or certificate, the public key alone', zh: '只取私钥或证书中的公钥' },
  inspect: {
    en: 'say what a file holds, without a secret: form, length, fingerprint, serials, times',
    zh: '说明文件内容（不显示秘密）：形式、长度、指纹、序列号、有效期',
  },
  serial: { en: 'a serial number in both notations, of a certificate or a number', zh: '证书或序列号的两种写法' },
  serialOf: { en: 'a certificate file, or a number', zh: '证书文件，或序列号' },
  hex: { en: 'the number given is hexadecimal', zh: '给出的序列号是十六进制' },
  decimal: { en: 'the number given is decimal', zh: '给出的序列号是十进制' },
  thumbprint: {
    en: 'thumbprints of the public half: of JWK (RFC 7638), certificate and key, by SHA-256',
    zh: '公钥的指纹：JWK（RFC 7638）、证书、公钥，均为 SHA-256',
  },
  passwordEnv: { en: 'of a PFX: the environment variable that holds its password', zh: 'PFX 密码所在的环境变量名' },
  tooLarge: { en: 'this is over 1 MB, and no key', zh: '超过 1 MB，不是密钥文件' },
  noPassword: {
    en: 'a PFX has a password: name the environment variable that holds it by --password-env',
    zh: 'PFX 有密码：请用 --password-env 指明存放密码的环境变量',
  },
  bothOuts: { en: 'give --out or --stdout', zh: '请给出 --out 或 --stdout' },
  noBits: { en: '--bits is 2048, 3072 or 4096', zh: '--bits 只能是 2048、3072 或 4096' },
  noForm: { en: '--to is pkcs8, pkcs1, spki, jwk or bare', zh: '--to 只能是 pkcs8、pkcs1、spki、jwk 或 bare' },
  isPublic: {
    en: 'this is a public key; pkcs8 and pkcs1 are forms of private ones: take --to spki, jwk or bare',
    zh: '这是公钥；pkcs8 和 pkcs1 是私钥的形式：请用 --to spki、jwk 或 bare',
  },
  encrypted: {
    en: 'the key is encrypted: openssl pkcs8 -in key.pem -out decrypted.pem asks for its password',
    zh: '私钥已加密：用 openssl pkcs8 -in key.pem -out decrypted.pem 解密（会询问密码）',
  },
  notRsa: { en: 'this is no RSA key that can be read', zh: '这不是可读的 RSA 密钥' },
  noCertificate: {
    en: 'it holds no certificate: only certificates have serial numbers',
    zh: '其中没有证书：只有证书才有序列号',
  },
  noNumber: { en: 'this is neither a file nor a number', zh: '既不是文件也不是序列号' },
  ambiguous: {
    en: 'digits alone may be either; --hex or --decimal says which',
    zh: '只有数字时两种都可能；请用 --hex 或 --decimal 指明',
  },
  upload: { en: 'the public key, to be uploaded:', zh: '公钥（用于上传）：' },
  wrote: { en: 'written', zh: '已写入' },
} satisfies Record<string, Text>
