import { createPublicKey } from 'node:crypto'
import { createClient, type WireRequest } from 'shroff'
import { antom, callProvider, receiveWebhook } from 'shroff/antom'
import { judgeRequest, sealReply } from '../../oracle/antom/wire.js'
import { mustJudge } from '../check.js'
import * as floor from '../floors/antom.js'
import { alone, type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { antomNotices, antomOptions, inTurn, merchant, platform, tampered } from '../shop.js'

const { clientId } = antomOptions
const { privateKey: _, ...receiving } = antomOptions
const receivingAccount = antom(receiving)
const notices = antomNotices()
const receivers: Record<string, (notice: (typeof notices)[number]) => unknown> = {
  shroff: (notice) => receiveWebhook(receivingAccount, notice),
  'by hand': floor.receiveNotice,
}
const receiveCases: Case[] = []
for (const [name, receive] of Object.entries(receivers)) {
  const wrong = { ...notices[0]!, ...tampered(notices[0]!) }
  await mustJudge(
    name,
    () => receive(notices[0]!),
    () => receive(wrong),
  )
  const next = inTurn(notices)
  receiveCases.push({ name, run: () => receive(next()) })
}
const received = await takeTurns(receiveCases)

// The clock stops when the transport has the signed request.
const path = '/ams/api/v1/payments/pay'
const money = { currency: 'HKD', value: '2500' }
const order = {
  productCode: 'CASHIER_PAYMENT',
  paymentRequestId: 'T_1001',
  paymentAmount: money,
  order: { referenceOrderId: 'T_1001', orderDescription: 'Oolong tea', orderAmount: money },
  paymentMethod: { paymentMethodType: 'ALIPAY_HK' },
  paymentRedirectUrl: 'https://shop.example/back',
  env: { terminalType: 'WEB' },
}
const body = JSON.stringify(order)
const reply = sealReply({
  path,
  clientId,
  privateKey: platform.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  time: new Date().toISOString().replace(/\.\d+Z$/, '+00:00'),
  body: '{ "result":{"resultCode":"PAYMENT_IN_PROCESS","resultStatus":"U","resultMessage":"in process"}}',
})
let sealedAt = 0
let sealed: WireRequest | undefined
const client = createClient({
  account: antom(antomOptions),
  async transport(request) {
    sealedAt = performance.now()
    sealed = request
    return reply
  },
})
const call = () => callProvider(client, { path, body: order })
const byHand = () => floor.signRequest(path, body)
const publicKey = createPublicKey(merchant.publicKey.export({ format: 'pem', type: 'spki' }))
const judge = (headers: Record<string, string>, text: string) => {
  const url = `https://open-sea-global.alipay.com${path}`
  const all = { 'content-type': 'application/json; charset=UTF-8', ...headers }
  judgeRequest({ method: 'POST', url, headers: all, body: Buffer.from(text) }, { clientId, publicKey })
  return true
}
await call()
for (const [name, headers] of [
  ['shroff', sealed!.headers],
  ['by hand', byHand()],
] as const)
  await mustJudge(
    name,
    () => judge(headers, body),
    () => judge(headers, `${body} `),
  )
const signCases = [alone('shroff', call, () => sealedAt), alone('by hand', byHand)]
const signed = await takeTurns(signCases)

const rows = (cases: readonly Case[], measured: Awaited<ReturnType<typeof takeTurns>>) =>
  cases.map(({ name }) => [
    name,
    microseconds(measured.wall(name)),
    measured.spread(name),
    times(measured.speed(name, 'by hand')),
  ])
const [receive, sign] = [received.speed('shroff', 'by hand'), signed.speed('shroff', 'by hand')]
report({
  title: 'Antom: one notification, one request',
  text:
    'From the bytes of the body, headers and address to a typed event, 64 different messages by turns; and from `callProvider` to ' +
    'the transport having the signed request.',
  tables: [
    { columns: ['receive', 'µs', 'middle half', 'by hand = 1'], rows: rows(receiveCases, received) },
    { columns: ['sign', 'µs', 'middle half', 'by hand = 1'], rows: rows(signCases, signed) },
  ],
  goals: [
    {
      job: 'verify one Antom notification from its bytes',
      goal: '≥ 0.85 of the same by hand',
      figure: times(receive),
      met: receive >= 0.85,
      bound: { goal: '≥ 0.75', met: receive >= 0.75, reason: 'As WeChat Pay’s: many small checks.' },
    },
    { job: 'sign one Antom request', goal: '≥ 0.85 of the same by hand', figure: times(sign), met: sign >= 0.85 },
  ],
})
