// Published samples through the package's own doors: what a shop sends, and what it is sent.
import type { Transport } from 'shroff'
import { vectors } from '../../vectors/alipay.js'
import { vectors as antomVectors } from '../../vectors/antom.js'
import { documented as circleDocumented } from '../../vectors/circle.js'
import { vectors as unionpayVectors } from '../../vectors/unionpay/samples.js'
import { productionMiddle, productionRoot, testMiddle, testRoot } from '../../vectors/unionpay.js'
import { notification, replySignature, requestSignature } from '../../vectors/wechatpay.js'
import { vectors as xrplVectors } from '../../vectors/xrpl-signed.js'
import { clockAt, equal, refusal, text, thrown, toHex, utf8 } from './check.js'
import type { Context, Test } from './run.js'

const sampleOf = (name: string) => vectors.find((vector) => vector.name === name)!
const tea = {
  orderId: 'T_1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
} as const

function wechatpayClient({ library }: Context, transport: Transport, time: number, nonce = '00'.repeat(16)) {
  const { input, keys } = requestSignature
  const account = library.wechatpay.wechatpay({
    merchantId: input.mchid,
    appId: 'wxd678efh567hg6787',
    serial: input.serialNo,
    privateKey: keys.merchantPrivateKeyPem,
    apiV3Key: notification.keys.apiV3Key,
    platformKeys: { PUB_KEY_ID_1: replySignature.keys.platformPublicKeyPem },
    clock: clockAt(time * 1000),
    randomBytes: () => Uint8Array.from(nonce.match(/../g)!, (byte) => Number.parseInt(byte, 16)),
  })
  return library.core.createClient({ account, transport, retry: { attempts: 1 } })
}

const answering =
  (headers: Record<string, string>, body: string): Transport =>
  async () => ({ status: 200, headers, body: utf8(body) })

function alipayAccount({ library }: Context, { publicKeyPem, input }: (typeof vectors)[number], more: object = {}) {
  return library.alipay.alipay({
    appId: '2014060600164699',
    privateKey: requestSignature.keys.merchantPrivateKeyPem,
    alipayPublicKey: publicKeyPem!,
    ...(input.aesKeyBase64 && { contentKey: input.aesKeyBase64 }),
    ...more,
  })
}

export const publishedTests: Test[] = [
  {
    name: 'WeChat Pay: signs the published request',
    async run(context) {
      const { input, expected } = requestSignature
      let sent: Parameters<Transport>[0] | undefined
      const transport: Transport = async (request) => {
        sent = request
        throw new Error('not sent')
      }
      const client = wechatpayClient(context, transport, Number(input.timestamp), input.nonceStr)
      const { callProvider } = context.library.wechatpay
      await thrown(callProvider(client, { method: 'POST', path: input.url, body: JSON.parse(input.body) }))
      equal(text(sent!.body!), input.body)
      const fields = [...sent!.headers.authorization!.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ])
      const { scheme, ...wanted } = expected.authorizationFields
      equal(sent!.headers.authorization!.split(' ')[0], scheme)
      equal(fields.sort(), Object.entries(wanted).sort())
    },
  },
  {
    name: 'WeChat Pay: opens the published answer, and none with a byte more',
    async run(context) {
      const { input } = replySignature
      const headers = Object.fromEntries(
        Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value ?? 'PUB_KEY_ID_1']),
      )
      const time = Number(input.headers['Wechatpay-Timestamp'])
      const order = (body: string) =>
        context.library.wechatpay.createPayment(wechatpayClient(context, answering(headers, body), time), {
          channel: 'qr',
          ...tea,
        })
      equal((await order(input.body)).nextAction, { type: 'qr', content: 'weixin://wxpay/bizpayurl?pr=JyC91EIz1' })
      equal(await refusal(order(`${input.body}\n`)), 'SIGNATURE_INVALID')
    },
  },
  {
    name: 'WeChat Pay: verifies the published notification, at its time and no later',
    async run({ library }) {
      const { keys, input } = notification
      const receive = (body: string, later = 0) =>
        library.wechatpay.receiveWebhook(
          library.wechatpay.wechatpay({
            merchantId: '1900000001',
            appId: 'wxd678efh567hg6787',
            apiV3Key: keys.apiV3Key,
            platformKeys: { [input.headers['Wechatpay-Serial']]: keys.platformPublicKeyPem },
            clock: clockAt((Number(input.headers['Wechatpay-Timestamp']) + later) * 1000),
          }),
          new Request('https://shop.example/notify', { method: 'POST', headers: input.headers, body }),
        )
      // The sample has no envelope: what is verified is then refused for its form, as authentic.
      const { code, authentic } = await thrown(receive(input.body))
      equal({ code, authentic }, { code: 'BODY_INVALID', authentic: true })
      equal(await refusal(receive(JSON.stringify(JSON.parse(input.body)))), 'SIGNATURE_INVALID')
      equal(await refusal(receive(input.body, 301)), 'TIMESTAMP_OUT_OF_WINDOW')
    },
  },
  {
    name: 'Alipay V2: opens the published answer, and none with a blank more',
    async run(context) {
      const sample = sampleOf('v2-response-trade-precreate')
      const order = (body: string) =>
        context.library.alipay.createPayment(
          context.library.core.createClient({
            account: alipayAccount(context, sample),
            transport: answering({}, body),
            retry: { attempts: 1 },
          }),
          { channel: 'qr', ...tea, orderId: '1704093802' },
        )
      equal((await order(sample.input.rawBody)).nextAction, {
        type: 'qr',
        content: 'https://qr.alipay.com/bax07651xvtprxfkmxyf00a9',
      })
      equal(await refusal(order(sample.input.rawBody.replace('"msg"', ' "msg"'))), 'SIGNATURE_INVALID')
    },
  },
  {
    name: 'Alipay V3: verifies and decrypts the published answer, at its time and no later',
    async run(context) {
      const sample = sampleOf('v3-post-encrypted-response')
      const time = Number(sample.input.headers['alipay-timestamp'])
      const ask = (body: string, later = 0) => {
        const account = alipayAccount(context, sample, { api: 'v3', clock: clockAt(time + later) })
        return context.library.alipay.callProvider(
          context.library.core.createClient({ account, transport: answering(sample.input.headers, body) }),
          {
            method: 'alipay.trade.query',
            path: '/v3/alipay/trade/query',
            content: { out_trade_no: '20150320010101001' },
          },
        )
      }
      equal(await ask(sample.input.rawBody), JSON.parse(sample.expected.plainBody))
      equal(await refusal(ask(`${sample.input.rawBody} `)), 'SIGNATURE_INVALID')
      equal(await refusal(ask(sample.input.rawBody, 301_000)), 'TIMESTAMP_OUT_OF_WINDOW')
    },
  },
  {
    name: 'Alipay: receives the published notification, and none with another amount',
    async run(context) {
      const sample = sampleOf('v2-notify-trade-success-2019')
      const account = alipayAccount(context, sample, { appId: '2019073166072302' })
      const receive = (body: string) => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
        return context.library.alipay.receiveWebhook(
          account,
          new Request('https://shop.example/notify', { method: 'POST', headers, body }),
        )
      }
      const event = await receive(sample.input.formBody)
      if (event.type !== 'payment.paid') throw new Error(`expected payment.paid, found ${event.type}`)
      equal([event.orderId, event.amount], ['20190815155618536-564-57', { currency: 'CNY', value: 10 }])
      equal(
        await refusal(receive(sample.input.formBody.replace('total_amount=0.10', 'total_amount=9.10'))),
        'SIGNATURE_INVALID',
      )
    },
  },
  {
    name: 'Alipay: computes the published serial numbers of certificates',
    async run({ library }) {
      const [app, root] = [sampleOf('cert-sn-app-node'), sampleOf('root-cert-sn-official-bundle')]
      const { certificateSns } = library.alipay.alipay({
        appId: '2021001161683774',
        certificates: {
          app: app.input.certificatePem,
          alipay: app.input.certificatePem,
          root: root.input.certificatesPem,
        },
      })
      equal(certificateSns, { app: app.expected.certSn, alipay: app.expected.certSn, root: root.expected.rootCertSn })
    },
  },
  {
    name: 'Circle: receives the documented webhook, and not one that was written again',
    async run({ library }) {
      const { keyId, publicKey, signature, body } = circleDocumented
      const account = library.circle.circle({ notificationKeys: { [keyId]: publicKey } })
      const receive = (text: string) =>
        library.circle.receiveWebhook(account, {
          headers: { 'X-Circle-Key-Id': keyId, 'X-Circle-Signature': signature },
          body: text,
          encoding: 'utf8',
        })
      equal((await receive(body)).type, 'other')
      equal(await refusal(receive(JSON.stringify(JSON.parse(body), null, 1))), 'SIGNATURE_INVALID')
    },
  },
  {
    name: 'Antom: receives the genuine notification at the address that was called, and at no other',
    async run({ library }) {
      const { input, expected, publicKey } = antomVectors.find(({ name }) => name === 'webhook-genuine-sandbox-2025')!
      const account = library.antom.antom({ clientId: input.clientId!, antomPublicKey: publicKey! })
      const headers = {
        'content-type': 'application/json; charset=UTF-8',
        'client-id': input.clientId!,
        'request-time': input.time!,
        signature: `algorithm=RSA256,keyVersion=1,signature=${expected.signatureUrlEncoded}`,
      }
      const receive = (path: string) =>
        library.antom.receiveWebhook(
          account,
          new Request(`https://shop.example${path}`, { method: 'POST', headers, body: input.body! }),
        )
      const event = await receive(input.path!)
      if (event.type !== 'payment.paid') throw new Error(`expected payment.paid, found ${event.type}`)
      equal([event.orderId, event.amount], ['PR_1747468651136', { currency: 'HKD', value: 10_000 }])
      equal(await refusal(receive('/index.php')), 'SIGNATURE_INVALID')
    },
  },
  {
    name: 'UnionPay: receives the published notification by its published chain, at its time and by no other chain',
    async run({ library }) {
      const { input } = unionpayVectors.find(({ name }) => name === 'acp510-back-notify-consume')!
      const chain = { rootCertificate: testRoot, middleCertificate: testMiddle, unsafeSha1Chain: true } as const
      const receive = (more: object = {}, change: object = {}) => {
        const clock = clockAt(Date.parse('2022-09-08T13:22:40+08:00'))
        const account = library.unionpay.unionpay({ merchantId: '777290058167151', clock, ...chain, ...more })
        const body = String(new URLSearchParams({ ...input.params, ...change }))
        const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
        return library.unionpay.receiveWebhook(
          account,
          new Request('https://shop.example/notify', { method: 'POST', headers, body }),
        )
      }
      const event = await receive()
      if (event.type !== 'payment.paid') throw new Error(`expected payment.paid, found ${event.type}`)
      equal([event.orderId, event.amount], ['yansongda20220908132206', { currency: 'CNY', value: 1 }])
      equal(await refusal(receive({}, { txnAmt: '100' })), 'SIGNATURE_INVALID')
      const production = { rootCertificate: productionRoot, middleCertificate: productionMiddle }
      equal(await refusal(receive(production)), 'SIGNATURE_INVALID')
      equal(await refusal(receive({ clock: clockAt(Date.parse('2026-01-01T00:00:00Z')) })), 'SIGNATURE_INVALID')
      equal(await refusal(receive({ unsafeSha1Chain: false })), 'CONFIG_INVALID')
    },
  },
  {
    name: 'UnionPay: signs the published form',
    async run({ library }) {
      const { input, expected, keys } = unionpayVectors.find(({ name }) => name === 'acp510-sign-front-consume')!
      const { certPem } = unionpayVectors.find(({ name }) => name === 'certid-sign-2021')!.input
      const account = library.unionpay.unionpay({
        merchantId: '777290058167151',
        privateKey: keys.privateKey!,
        certificate: certPem!,
        rootCertificate: testRoot,
        middleCertificate: testMiddle,
      })
      const client = library.core.createClient({ account, transport: answering({}, '') })
      const { nextAction } = await library.unionpay.createPayment(client, {
        channel: 'page',
        orderId: input.params!.orderId!,
        placedAt: new Date('2022-09-03T06:54:48+08:00'),
        amount: { currency: 'CNY', value: 1 },
        notifyUrl: input.params!.backUrl!,
        returnUrl: input.params!.frontUrl!,
      })
      // The sample names no end of the time to pay and another spelling of the encoding: all else is the same.
      const { payTimeout, signature, encoding, ...fields } = nextAction.fields
      equal([payTimeout, encoding, signature!.length], ['20220903070948', 'UTF-8', expected.signature!.length])
      const { encoding: _, ...published } = input.params!
      equal(Object.entries(fields).sort(), Object.entries(published).sort())
    },
  },
  {
    name: 'XRP Ledger: signs by the published keys, and a refund as the ledger names it',
    async run({ library }) {
      const { seedSigner, xrplPaying, prepareRefund } = library.xrplPay
      for (const { input, expected } of xrplVectors.filter(({ kind }) => kind === 'keypair')) {
        const signer = seedSigner(input.seed as string)
        const signature = await signer.sign(utf8(input.message as string), new Uint8Array(0))
        const { publicKey, signature: wanted } = expected as Record<string, string>
        equal([await signer.publicKey(), toHex(signature).toUpperCase()], [publicKey, wanted])
      }
      const { seed } = xrplVectors.find(({ name }) => name === 'xrpl-keypair-secp256k1')!.input as { seed: string }
      const address = 'rU6K7V3Po4snVhBBaU29sesqs2qTQJWDw1'
      const payer = 'rUeEBYXHo8vF86Rqir3zWGRQ84W9efdAQd'
      const info = { account_data: { Account: address, Flags: 0, Sequence: 7 }, ledger_index: 90 }
      const answers: Record<string, object> = {
        account_info: info,
        account_tx: { account: address, ledger_index_min: 1, ledger_index_max: 90, transactions: [], validated: true },
        ledger: { ledger: { close_time: 0 } },
        fee: { drops: { base_fee: '10', open_ledger_fee: '12' } },
      }
      const transport: Transport = async ({ body }) => {
        const { method } = JSON.parse(text(body!))
        const result = { ...answers[method], status: 'success' }
        return { status: 200, headers: {}, body: utf8(JSON.stringify({ result })) }
      }
      const account = xrplPaying({ address, signer: seedSigner(seed), clock: clockAt(Date.UTC(2026, 2, 4)) })
      const client = library.core.createClient({ account, transport })
      const refund = await prepareRefund(client, {
        refundId: 'R-1',
        placedAt: new Date(Date.UTC(2026, 2, 4)),
        transfer: { payer, amount: { asset: 'XRP', value: '1' } },
      })
      if (refund.status !== 'pending') throw new Error(`expected pending, found ${refund.status}`)
      const { blob, hash } = refund.prepared
      // A transaction's id is the first half of SHA-512 over `TXN`, a zero byte and the blob.
      const bytes = Uint8Array.from(`54584E00${blob}`.match(/../g)!, (byte) => Number.parseInt(byte, 16))
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-512', bytes))
      equal(toHex(digest.slice(0, 32)).toUpperCase(), hash)
    },
  },
]
