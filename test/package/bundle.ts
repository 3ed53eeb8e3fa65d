import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'

/** What a merchant's own bundle contains if it consists of these exports and no more. */
export async function bundle(consumer: string, contents: string, options: BuildOptions = {}) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: consumer },
    absWorkingDir: consumer,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    // An application that wants traces has it, and its SDK, in any case.
    external: ['@opentelemetry/api'],
    // Or a tsconfig.json above the folder would have its say.
    tsconfigRaw: {},
    ...options,
  })
  const { text, contents: bytes } = outputFiles![0]!
  const inputs = Object.entries(Object.values(metafile!.outputs)[0]!.inputs)
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file)
  return { text, files, minified: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length }
}

/** As Cloudflare's and Vercel's own bundlers resolve: they set `browser` too. */
export const worker: BuildOptions = { conditions: ['workerd', 'worker', 'browser'] }

const client = "export { createClient, fetchTransport } from 'shroff'\n"
const actions = 'wechatpay, createPayment, getPayment, refundPayment, receiveWebhook, acknowledge'

/** What is measured: contents, and the most that it may have, min + gzip. */
export const sizes = {
  'webhook receive': {
    contents: "export { wechatpay, receiveWebhook, acknowledge } from 'shroff/wechatpay'",
    limit: 19_000,
  },
  'webhook handler': {
    contents:
      "export { webhookHandler } from 'shroff/webhook'\nexport { memoryStore } from 'shroff/store'\nexport { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'",
    limit: 21_600,
  },
  client: { contents: `${client}export { ${actions} } from 'shroff/wechatpay'`, limit: 40_500 },
  'client on ky': {
    contents: `${client}export { http } from 'shroff/http'\nexport { ${actions} } from 'shroff/wechatpay'`,
    limit: 45_250,
  },
  'Alipay webhook': {
    contents: "export { alipay, receiveWebhook, acknowledge } from 'shroff/alipay'",
    limit: 18_450,
  },
  'Alipay client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'alipay')} } from 'shroff/alipay'`,
    limit: 40_850,
  },
  'Antom webhook': {
    contents: "export { antom, receiveWebhook, acknowledge } from 'shroff/antom'",
    limit: 13_650,
  },
  'Antom client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'antom')} } from 'shroff/antom'`,
    limit: 32_100,
  },
  'UnionPay webhook': {
    contents: "export { unionpay, receiveWebhook, acknowledge } from 'shroff/unionpay'",
    limit: 16_250,
  },
  'UnionPay client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'unionpay')} } from 'shroff/unionpay'`,
    limit: 33_300,
  },
  'Circle webhook': {
    contents: "export { circle, receiveWebhook, acknowledge } from 'shroff/circle'",
    limit: 16_250,
  },
  'Circle client': {
    contents: `${client}export { circle, createPayment, getPayment, awaitPayment, closePayment, refundPayment, getRefund, receiveWebhook, acknowledge, fetchNotificationKey } from 'shroff/circle'`,
    limit: 30_300,
  },
  'QQ Wallet webhook': {
    contents: "export { qqpay, receiveWebhook, acknowledge } from 'shroff/qqpay'",
    limit: 13_800,
  },
  'QQ Wallet client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'qqpay')} } from 'shroff/qqpay'`,
    limit: 29_050,
  },
  'Baidu webhook': {
    contents: "export { baidu, receiveWebhook, acknowledge, answerRefundAudit } from 'shroff/baidu'",
    limit: 13_200,
  },
  'Baidu client': {
    contents: `${client}export { baidu, createPayment, getPayment, awaitPayment, closePayment, refundPayment, getRefund, receiveWebhook, acknowledge, answerRefundAudit } from 'shroff/baidu'`,
    limit: 30_650,
  },
  'Lakala webhook': {
    contents: "export { lakala, receiveWebhook, acknowledge } from 'shroff/lakala'",
    limit: 15_600,
  },
  'Lakala client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'lakala')} } from 'shroff/lakala'`,
    limit: 35_300,
  },
  'YeePay webhook': {
    contents: "export { yeepay, receiveWebhook, acknowledge } from 'shroff/yeepay'",
    limit: 20_950,
  },
  'YeePay client': {
    contents: `${client}export { ${actions.replace('wechatpay', 'yeepay')} } from 'shroff/yeepay'`,
    limit: 39_500,
  },
  'Ripple Payments client': {
    contents: `${client}export { ripplePayments, quotePayment, transferFunds, getTransfer, receiveNotice, acknowledge } from 'shroff/ripple-payments'`,
    limit: 25_400,
  },
  'XRPL watching': {
    contents: "export { xrpl, createPayment, getPayment, watchPayments } from 'shroff/xrpl'",
    limit: 18_950,
  },
  'XRPL client': {
    contents: `${client}export { xrpl, createPayment, getPayment, awaitPayment, watchPayments, explainTransfer } from 'shroff/xrpl'`,
    limit: 21_800,
  },
  'XRPL paying': {
    contents: `${client}export { xrplPaying, seedSigner, prepareRefund, submitTransfer, getRefund } from 'shroff/xrpl/pay'`,
    limit: 112_000,
  },
  'both behind Gateway': {
    contents: `${client}export { wechatpay, wechatpayGateway } from 'shroff/wechatpay'\nexport { alipay, alipayGateway } from 'shroff/alipay'`,
    limit: 61_050,
  },
  'query only': {
    contents: `${client}export { wechatpay, getPayment } from 'shroff/wechatpay'`,
    limit: 28_600,
  },
  'amounts and errors': { contents: "export { amount, formatAmount, isShroffError } from 'shroff'", limit: 1_950 },
  'SM2, SM3 and SM4': { contents: "export { sm } from 'shroff/sm'", limit: 18_400 },
  OpenTelemetry: { contents: "export { openTelemetry } from 'shroff/otel'", limit: 1_850 },
  'a sale in several wallets': { contents: "export { resolveOrder } from 'shroff/life'", limit: 6_400 },
  'passes over open orders': { contents: "export { sweep } from 'shroff/life'", limit: 9_000 },
  'a checkout’s server': {
    contents:
      "export { checkoutHandler, checkoutKeys, createCheckout, resolveCheckout } from 'shroff/checkout/session'",
    limit: 44_400,
  },
  'the doctor': { contents: "export { explain } from 'shroff/doctor'", limit: 31_050 },
  'checkout element': { contents: "export { defineCheckout } from 'shroff/checkout'", limit: 12_100 },
  'checkout element with transfers': {
    contents: "export { defineCheckout, transferPanel } from 'shroff/checkout'",
    limit: 13_200,
  },
  'checkout pieces': {
    contents:
      "export { detectWallet, suggestChannel, openPayment, watchPayment, returnState, miniProgramCall } from 'shroff/checkout'",
    limit: 3_000,
  },
  'QR as SVG': { contents: "export { qrSvg } from 'shroff/qr'", limit: 8_500 },
  'EMVCo codes': { contents: "export { buildMerchantCode, parseMerchantCode } from 'shroff/qr/emvco'", limit: 9_000 },
  'mock gateway': {
    contents:
      "export { createMockGateway, pay, deliverWebhooks } from 'shroff/mock'\nexport { mockWechatpay } from 'shroff/wechatpay/mock'",
    limit: 43_950,
  },
}
