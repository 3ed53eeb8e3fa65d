import { createClient } from 'shroff'
import { getPayment, receiveWebhook, unionpay } from 'shroff/unionpay'
import { judgeRequest, sealReply } from '../../oracle/unionpay.js'
import { mustJudge } from '../check.js'
import * as floor from '../floors/unionpay.js'
import { alone, type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { inTurn, platform, tampered, unionpayLeaf, unionpayNotices, unionpayOptions } from '../shop.js'

const { privateKey: _, certificate, ...receiving } = unionpayOptions
const receivingAccount = unionpay(receiving)
const notices = unionpayNotices()
const receivers: Record<string, (notice: (typeof notices)[number]) => unknown> = {
  shroff: (notice) => receiveWebhook(receivingAccount, notice),
  'by hand': floor.receiveNotice,
}
const receiveCases: Case[] = []
for (const [name, receive] of Object.entries(receivers)) {
  await mustJudge(
    name,
    () => receive(notices[0]!),
    () => receive(tampered(notices[0]!)),
  )
  const next = inTurn(notices)
  receiveCases.push({ name, run: () => receive(next()) })
}
const received = await takeTurns(receiveCases)

// The clock stops when the transport has the signed request.
const placedAt = new Date(new Date().setMilliseconds(0))
const txnTime = new Date(placedAt.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
const query = { txnType: '00', txnSubType: '00', bizType: '000000', orderId: 'T0001001', txnTime }
const reply = sealReply({
  privateKey: platform.privateKey,
  certificate: unionpayLeaf,
  fields: {
    ...query,
    merId: unionpayOptions.merchantId,
    txnType: '01',
    respCode: '00',
    respMsg: '成功[0000000]',
    origRespCode: '05',
  },
})
let sealedAt = 0
let sealed = ''
const client = createClient({
  account: unionpay(unionpayOptions),
  async transport(request) {
    sealedAt = performance.now()
    sealed = Buffer.from(request.body!).toString()
    return reply
  },
})
const call = () => getPayment(client, { orderId: 'T0001001', placedAt })
const byHand = () => floor.signRequest(query)
const judge = (text: string) => {
  const url = 'https://gateway.95516.com/gateway/api/queryTrans.do'
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
  const facts = { merId: unionpayOptions.merchantId, certificate, now: Date.now() }
  judgeRequest({ method: 'POST', url, headers, body: Buffer.from(text) }, facts)
  return true
}
await call()
for (const [name, text] of [
  ['shroff', sealed],
  ['by hand', byHand()],
] as const)
  await mustJudge(
    name,
    () => judge(text),
    () => judge(text.replace('T0001001', 'T0001002')),
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
  title: 'UnionPay: one notification, one request',
  text:
    'From the bytes of the form to a typed event, 64 different messages by turns, under a certificate that was judged before; and ' +
    'from `getPayment` to the transport having the signed request.',
  tables: [
    { columns: ['receive', 'µs', 'middle half', 'by hand = 1'], rows: rows(receiveCases, received) },
    { columns: ['sign', 'µs', 'middle half', 'by hand = 1'], rows: rows(signCases, signed) },
  ],
  goals: [
    {
      job: 'verify one UnionPay notification from its bytes',
      goal: '≥ 0.85 of the same by hand',
      bound: {
        goal: '≥ 0.75',
        met: receive >= 0.75,
        reason:
          'Above the floor are the form read with its limits, strict UTF-8 and no field twice, each value looked at for a field hidden in it, the dates of all three certificates, and the shape. Tried and kept: the digest written in hexadecimal at once, a message of one piece not copied.',
      },
      figure: times(receive),
      met: receive >= 0.85,
    },
    {
      job: 'sign one UnionPay request',
      goal: '≥ 0.85 of the same by hand',
      bound: {
        goal: '≥ 0.75',
        met: sign >= 0.75,
        reason:
          'The signature is four fifths of it and the same on both sides; the rest is the parameters’ check and copy, two deadlines with a signal each, and that each stands alone in its turn of the event loop.',
      },
      figure: times(sign),
      met: sign >= 0.85,
    },
  ],
})
