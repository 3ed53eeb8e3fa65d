import { hostsRule } from '../core/account.js'
import { isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

export const optionRules = {
  appId: { fits: /^[0-9A-Za-z]{1,32}$/, wanted: 'the appid of the open platform, such as OP00000003', needed: true },
  merchantId: {
    fits: /^[0-9A-Za-z]{1,32}$/,
    wanted: 'the merchant number (merchant_no), such as 82229007392000A',
    needed: true,
  },
  terminalId: { fits: /^[0-9A-Za-z]{1,32}$/, wanted: 'the business terminal (term_no), such as D9296400' },
  vposId: { fits: /^[0-9A-Za-z]{1,32}$/, wanted: 'the terminal of the counter (vpos_id)' },
  requestIp: {
    fits: /^[0-9A-Fa-f.:]{2,45}$/,
    wanted: 'the IP address that this server calls from, such as 203.0.113.7',
  },
  privateKey: { fits: isKey, wanted: 'the merchant’s private key (api_private_key.pem) in any form, or a Signer' },
  serial: {
    fits: /^[0-9A-Fa-f]{1,64}$/,
    wanted: 'the serial number of the merchant’s certificate, hexadecimal, as the open platform shows it',
  },
  certificate: { fits: isKey, wanted: 'the merchant’s certificate (api_cert.cer)' },
  platformCertificate: { fits: isKey, wanted: 'Lakala’s certificate, which verifies answers', needed: true },
  notifyCertificate: { fits: isKey, wanted: 'Lakala’s certificate, which verifies notifications' },
  bodyKey: {
    // 16 bytes.
    fits: /^[A-Za-z0-9+/]{21}[AQgw]==$/,
    wanted: 'the SM4 key of the open platform: Base64 of 16 bytes',
  },
  sm: {
    fits: (value) => typeof (value as { encryptSm4Ecb?: unknown } | null)?.encryptSm4Ecb === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  sandbox: yesOrNo,
  hosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  serverurl: 'hosts',
  merchantno: 'merchantId',
  mercid: 'merchantId',
  termno: 'terminalId',
  termid: 'terminalId',
  terminalno: 'terminalId',
  serialno: 'serial',
  prikey: 'privateKey',
  prikeypath: 'privateKey',
  lklcer: 'platformCertificate',
  lklcerpath: 'platformCertificate',
  lklnotifycerpath: 'notifyCertificate',
  publickey: 'platformCertificate',
  cert: 'certificate',
  sm4key: 'bodyKey',
  test: 'sandbox',
  clientip: 'requestIp',
  ip: 'requestIp',
  signtype: 'Signatures are always LKLAPI-SHA256withRSA; nothing chooses another.',
  notifyurl: perCall,
  callbackurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
