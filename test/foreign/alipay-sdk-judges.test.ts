import { amount, type Client } from 'shroff'
import {
  type AlipayAccount,
  callProvider,
  cancelFreeze,
  cancelPayment,
  captureFunds,
  chargeAgreement,
  closePayment,
  createPayment,
  downloadStatement,
  endAgreement,
  freezeFunds,
  getAgreement,
  getFreeze,
  getPayment,
  getRefund,
  getTransfer,
  getUnfreeze,
  refundPayment,
  signAgreement,
  transferFunds,
  unfreezeFunds,
} from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { modes } from '../support/alipay.js'
import { failure } from '../support/failure.js'
import { type Asked, clientAt, gatewaySdk, serve } from './alipay-sdk.js'

// Every call that our client can make, on a real port, is verified by Alipay's own code with the application's key.

const yuan = amount('25.00', 'CNY')
const text = 'Oolong tea 100% 乌龙茶 + "1"'
const order = {
  orderId: 'T_1001',
  amount: yuan,
  description: text,
  notifyUrl: 'https://shop.example/notify?a=1&b=%E8%8C%B6',
}
const known = { orderId: 'T_1001' }
const buyerId = '2088102534368455'
const freeze = { freezeId: 'F_1', amount: yuan, description: text }
const agreement = { agreementId: 'A1', kind: 'periodic', signScene: 'INDUSTRY|DEFAULT' } as const
const period = { unit: 'month', every: 1, firstDay: '2026-04-01', singleAmount: yuan } as const

type Call = (client: Client<AlipayAccount>) => Promise<unknown>
const calls: Record<string, Call> = {
  'createPayment qr': (client) => createPayment(client, { ...order, channel: 'qr', passbackParams: 'a=1&b=茶' }),
  'createPayment barcode': (client) =>
    createPayment(client, { ...order, channel: 'barcode', payerCode: '281234567890123456' }),
  'createPayment jsapi': (client) => createPayment(client, { ...order, channel: 'jsapi', buyerId }),
  getPayment: (client) => getPayment(client, known),
  closePayment: (client) => closePayment(client, known),
  cancelPayment: (client) => cancelPayment(client, known),
  refundPayment: (client) => refundPayment(client, { ...known, refundId: 'R-1', amount: yuan, reason: text }),
  getRefund: (client) => getRefund(client, { ...known, refundId: 'R-1' }),
  downloadStatement: (client) => downloadStatement(client, { date: '2026-03-03' })[Symbol.asyncIterator]().next(),
  'freezeFunds qr': (client) => freezeFunds(client, { ...freeze, channel: 'qr' }),
  'freezeFunds barcode': (client) =>
    freezeFunds(client, { ...freeze, channel: 'barcode', payerCode: '281234567890123456' }),
  getFreeze: (client) => getFreeze(client, { freezeId: 'F_1' }),
  cancelFreeze: (client) => cancelFreeze(client, { freezeId: 'F_1', reason: text }),
  captureFunds: (client) => captureFunds(client, { ...order, authorizationId: '2026', remainder: 'unfreeze', buyerId }),
  unfreezeFunds: (client) =>
    unfreezeFunds(client, { authorizationId: '2026', unfreezeId: 'U_1', amount: yuan, reason: text }),
  getUnfreeze: (client) => getUnfreeze(client, { authorizationId: '2026', unfreezeId: 'U_1' }),
  chargeAgreement: (client) => chargeAgreement(client, { ...order, providerAgreementId: '2026', kind: 'periodic' }),
  getAgreement: (client) => getAgreement(client, { ...agreement }),
  endAgreement: (client) => endAgreement(client, { ...agreement }),
  'callProvider with a query': (client) =>
    callProvider(client, {
      method: 'alipay.trade.customs.query',
      path: '/v3/alipay/trade/customs/query',
      httpMethod: 'GET',
      content: { out_request_nos: 'a,b 茶+%' },
    }),
}
const ofCertificates: Record<string, Call> = {
  transferFunds: (client) =>
    transferFunds(client, {
      transferId: 'P-1',
      amount: yuan,
      payee: { logonId: 'a@b.c', name: '茶 馆' },
      description: text,
    }),
  getTransfer: (client) => getTransfer(client, { transferId: 'P-1' }),
}

/** Query and body are one set of parameters. */
const parametersOf = ({ url, body }: Pick<Asked, 'url' | 'body'>) =>
  Object.fromEntries(new URLSearchParams(`${url.split('?')[1]}&${body}`))

describe.each(modes)('$generation, certificate $certificate, encrypted $encrypted', (mode) => {
  it.each(Object.entries(mode.certificate ? { ...calls, ...ofCertificates } : calls))('%s', async (_name, call) => {
    const { url, asked } = await serve(() => ({ status: 502, body: 'nobody there' }))
    const failures: unknown[] = []
    const appAuthToken = '202212BB_D64b2be8afd4b6c8468cf585bd05E50'
    for (const more of [{}, { appAuthToken }]) failures.push(await failure(call(clientAt(url, mode, more))))
    expect(asked, failures.join('\n')).toHaveLength(2)
    const theirs = gatewaySdk()
    for (const one of asked) {
      if (!one.url.startsWith('/v3/')) {
        const sent = parametersOf(one)
        expect(theirs.checkNotifySignV2(sent)).toBe(true)
        expect(theirs.checkNotifySignV2({ ...sent, timestamp: '2026-03-04 12:00:01' })).toBe(false)
        const { biz_content } = sent
        expect(typeof JSON.parse(mode.encrypted ? theirs.aesDecrypt(biz_content!) : biz_content!)).toBe('object')
        continue
      }
      const [, fields, sign] = /^ALIPAY-SHA256withRSA (.+),sign=(.+)$/.exec(one.headers.authorization!)!
      const token = one.headers['alipay-app-auth-token']
      const message = [fields, one.method, one.url, one.body, ...(token ? [token] : [])].join('\n')
      expect(theirs.rsaCheck(`${message}\n`, sign!)).toBe(true)
      expect(theirs.rsaCheck(message, sign!)).toBe(false)
      if (one.body) expect(typeof JSON.parse(mode.encrypted ? theirs.aesDecrypt(one.body) : one.body)).toBe('object')
    }
  })
})

describe.each(modes.filter(({ generation }) => generation === 'v2'))(
  'what a browser or an app carries, certificate $certificate, encrypted $encrypted',
  (mode) => {
    const client = clientAt('https://openapi.alipay.com', mode)
    const theirs = gatewaySdk()
    const page = { ...order, returnUrl: 'https://shop.example/back' }
    it('pages, forms, order strings and agreements', async () => {
      const carried: Record<string, string>[] = []
      for (const channel of ['page', 'wap'] as const) {
        const { nextAction } = await createPayment(client, { ...page, channel })
        if (nextAction.type === 'redirect') carried.push(parametersOf({ url: nextAction.url, body: '' }))
        const posted = await createPayment(client, { ...page, channel, as: 'form' })
        if (posted.nextAction.type === 'form') carried.push(posted.nextAction.fields)
      }
      const app = await createPayment(client, { ...order, channel: 'app' })
      const frozen = await freezeFunds(client, { ...freeze, channel: 'app' })
      const signed = await signAgreement(client, { ...agreement, period, as: 'app' })
      for (const { nextAction } of [app, frozen, signed])
        if (nextAction?.type === 'app') carried.push(parametersOf({ url: '?', body: nextAction.payload.orderString }))
      expect(carried).toHaveLength(7)
      for (const sent of carried) {
        expect(theirs.checkNotifySignV2(sent)).toBe(true)
        expect(theirs.checkNotifySignV2({ ...sent, notify_url: 'https://evil.example' })).toBe(false)
      }
    })
  },
)
