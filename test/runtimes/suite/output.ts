// What the package took of this runtime, what it draws, and what of it gets into a log.
import { merchantCodes } from '../../vectors/emvco/merchant.js'
import { payerCodes } from '../../vectors/emvco/payer.js'
import { notification, replySignature, requestSignature } from '../../vectors/wechatpay.js'
import { equal, toBase64, utf8 } from './check.js'
import type { Context, Test } from './run.js'

const url = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'

function openAccount({ library }: Context) {
  return library.wechatpay.wechatpay({
    merchantId: '1900007291',
    appId: 'wxd678efh567hg6787',
    serial: requestSignature.input.serialNo,
    privateKey: requestSignature.keys.merchantPrivateKeyPem,
    apiV3Key: notification.keys.apiV3Key,
    platformKeys: { PUB_KEY_ID_1: replySignature.keys.platformPublicKeyPem },
  })
}

export const outputTests: Test[] = [
  {
    // Seen from outside: the one calls WebCrypto for its keys and signatures, the other never does.
    name: 'the package took the right #crypto',
    async run(context) {
      const { prototype } = Object.getPrototypeOf(crypto.subtle).constructor as { prototype: SubtleCrypto }
      const original = prototype.importKey
      let imports = 0
      prototype.importKey = function (this: SubtleCrypto, ...given: unknown[]) {
        imports += 1
        return Reflect.apply(original, this, given)
      } as typeof original
      try {
        await context.library.wechatpay.ready(openAccount(context))
      } finally {
        prototype.importKey = original
      }
      equal(imports > 0 ? 'web' : 'node', context.place.crypto)
    },
  },
  {
    name: 'QR codes are drawn',
    async run({ library, report }) {
      // The harness reads both back with decoders of other authors.
      report.content = url
      report.svg = library.qr.qrSvg(url)
      report.png = toBase64(library.qr.qrPng(url))
    },
  },
  {
    name: 'EMVCo codes are read and built as published',
    async run({ library: { emvco } }) {
      const merchant = merchantCodes[0]!
      const code = emvco.parseMerchantCode(merchant.payload)
      equal(code.intact && code.name, 'BEST TRANSPORT')
      equal(code.intact && code.translation?.name, '最佳运输')
      equal(emvco.rebuildMerchantCode(code.objects), merchant.payload)
      const payer = payerCodes[0]!
      const read = emvco.parsePayerCode(payer.text)
      equal(read.applications?.[0]?.pan, '1234567890123458')
      equal(emvco.buildPayerCode(read.objects), payer.text)
    },
  },
  {
    name: 'no secret is printed, whatever way this runtime prints',
    async run(context) {
      const account = openAccount(context)
      await context.library.wechatpay.ready(account)
      const { Bun, Deno, process } = globalThis as {
        Bun?: { inspect(value: unknown, options: object): string }
        Deno?: { inspect(value: unknown, options: object): string }
        process?: { getBuiltinModule?(name: string): { inspect(value: unknown, options: object): string } }
      }
      const options = { depth: 20, showHidden: true, getters: true }
      const inspectors = [Bun, Deno, process?.getBuiltinModule?.('node:util')]
      const views = [JSON.stringify(account), ...inspectors.map((by) => by?.inspect(account, options) ?? '')].join('\n')
      equal(views.includes('1900007291'), true)
      const { apiV3Key } = notification.keys
      const secrets = [
        apiV3Key,
        utf8(apiV3Key).subarray(0, 8).join(', '),
        'BEGIN PRIVATE KEY',
        'MIIEvAIBADANBgkqhkiG9w0B',
      ]
      equal(
        secrets.filter((secret) => views.includes(secret)),
        [],
      )
    },
  },
]
