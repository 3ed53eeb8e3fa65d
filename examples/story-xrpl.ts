// The story that `npm start -- xrpl` tells: a payment on a ledger, where nobody signs an answer and anybody can send anything.
import { readFile } from 'node:fs/promises'
import * as codec from 'ripple-binary-codec'
import * as keypairs from 'ripple-keypairs'
import { createClient, isShroffError, tokenAmount } from 'shroff'
import { advanceClock, createMockGateway, failNext } from 'shroff/mock'
import { qrText } from 'shroff/qr'
import { createPayment, explainTransfer, getPayment, xrpl } from 'shroff/xrpl'
import { mockSeed, mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { getRefund, prepareRefund, seedSigner, submitTransfer, xrplPaying } from 'shroff/xrpl/pay'
import { chapter, say } from './tell.js'

const mock = await createMockGateway({ providers: [mockXrpl({ codec, keypairs })] })
const account = xrpl({ ...mock.credentials('xrpl'), confirmWith: 2 })
const client = createClient({ account, transport: mock.transport })
const ledgerCloses = () => advanceClock(mock, 4000)

say(`
shroff takes payments, and tests what it takes.
This is a payment on the XRP Ledger. Nothing leaves this machine: the servers are a mock in memory.`)

chapter('The shop names an order', '下单')
const order = { orderId: 'T-1001', tag: 1001, amount: tokenAmount('12.50', 'RLUSD'), placedAt: new Date() }
const { nextAction } = await createPayment(client, { channel: 'transfer', ...order })
say(`The ledger knows no orders: a destination tag names this one. Nothing was sent; the shop has stored it, and shows:

  address  ${nextAction.address}
  tag      ${nextAction.tag}
  or both  ${nextAction.xAddress}
  amount   ${nextAction.amount.value} ${nextAction.amount.asset}
`)
say(qrText(nextAction.uri))

chapter('A thief tries', '以假充真')
const false_ = { currency: '524C555344000000000000000000000000000000', issuer: 'rMHZ2rvGq2Y8hzZFybvh7JZnUmQ5SSFHqF' }
const tries = {
  'A token of the thief’s own, called RLUSD': { tag: 1001, amount: { ...false_, value: '12.5' } },
  'A payment of a million, of which almost nothing arrives': {
    tag: 1001,
    amount: tokenAmount('1000000', 'RLUSD'),
    delivers: tokenAmount('0.000001', 'RLUSD'),
  },
  'XRP, which is worth less': { tag: 1001, amount: tokenAmount('12.50', 'XRP') },
}
for (const [what, transfer] of Object.entries(tries)) {
  const { hash } = sendTransfer(mock, transfer)
  ledgerCloses()
  say(`${what}: ${(await explainTransfer(client, { ...order, hash })).explanation}`)
}
const unpaid = await getPayment(client, order)
if (unpaid.status !== 'pending') throw new Error('a false transfer was taken')
say(`The order is ${unpaid.status}: ${unpaid.received.value} of ${order.amount.value} RLUSD.`)

chapter('A server lies', '服务器说谎')
const [liar] = account.hosts
const other = { ...order, orderId: 'T-1002', tag: 1002 }
sendTransfer(mock, { tag: 1002, amount: order.amount, toldBy: [liar!] })
ledgerCloses()
const outvoted = await getPayment(client, other)
if (outvoted.status !== 'pending') throw new Error('an invented payment was believed')
say(
  `One server invents a payment for another order. Two others know nothing of it: ${outvoted.status}, by ${outvoted.by}.`,
)
const pair = xrpl({ ...mock.credentials('xrpl'), confirmWith: 2, hosts: [liar!, account.hosts[1]!] })
const refused = await getPayment({ ...client, account: pair }, other).catch((error: unknown) => error)
if (!isShroffError(refused, 'REPLY_MISMATCH')) throw new Error('a contradiction went unnoticed')
say(`With two servers only, nobody can tell which one it is:\n\n${refused.message.replace(/^/gm, '  ')}`)

chapter('The payer pays, in two parts', '用户支付')
for (const part of ['10', '2.499999']) sendTransfer(mock, { tag: 1001, amount: tokenAmount(part, 'RLUSD') })
ledgerCloses()
const paid = await getPayment(client, order)
if (paid.status !== 'paid' || paid.coverage !== 'exact') throw new Error(`expected paid, exact: ${paid.coverage}`)
say(`With the thief’s millionth of a token it adds up to the last digit: ${paid.received.value} RLUSD, ${paid.coverage}, by ${paid.by}.
The tea may go out.`)

chapter('The shop gives one back', '退款')
const payer = { ...client, account: xrplPaying({ ...mock.credentials('xrpl'), signer: seedSigner(mockSeed) }) }
const refund = { refundId: 'T-1001-R1', placedAt: new Date(), transfer: paid.transfers[1]! }
const made = await prepareRefund(payer, refund)
if (made.status !== 'pending') throw new Error(`expected pending: ${made.status}`)
say(`Signed, stored, and not sent: ${made.prepared.amount.value} ${made.prepared.amount.asset}
  id ${made.prepared.hash}
Whoever submits it moves this money, and but once.`)

failNext(mock, { provider: 'xrpl', fault: 'timeout-after' })
for (const when of ['At once, and the answer is lost; the next server says', 'Again']) {
  const { hint, explanation } = await submitTransfer(payer, made.prepared)
  say(`${when}: ${hint}. ${explanation}`)
}
ledgerCloses()
const given = await getRefund(payer, made.prepared)
const again = await prepareRefund(payer, refund)
if (given.status !== 'succeeded' || again.status !== 'succeeded') throw new Error('the refund was not found')
say(
  `It is ${given.status}, in one ledger and once. Asked for anew under its number, it is found, and nothing is signed.`,
)

chapter('Now yours', '接入')
say(`The same lines with your own address (examples/first-xrpl-payment.ts):
`)
say(await readFile(new URL('first-xrpl-payment.ts', import.meta.url), 'utf8'))
