// What `npm start -- four-rails` runs: a shop that sells through two wallets, an acquirer and a stablecoin on one day, and closes it.
// Four things are wrong on purpose, one on each rail, and the closing must name exactly these.
import { amount, createClient, tokenAmount } from 'shroff'
import { alipay, alipayGateway, downloadStatement as downloadAlipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { circle, circleGateway, listPayments } from 'shroff/circle'
import { mockCircle, sendPayment } from 'shroff/circle/mock'
import type { Gateway } from 'shroff/gateway'
import { advanceClock, createMockGateway, pay } from 'shroff/mock'
import { fetchDownload, type OpenOrder, type StatementRow } from 'shroff/statement'
import { downloadStatement as downloadWechatpay, wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { downloadStatement as downloadYeepay, yeepay, yeepayGateway } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { type Closed, closeDay, explained, type Line, type Money, type Rail, shown, sumText, unitsOf } from './day.js'
import { chapter, say, settleIfPending } from './tell.js'

const date = '2026-03-03'
const mock = await createMockGateway({
  providers: [mockWechatpay(), mockAlipay(), mockYeepay(), mockCircle()],
  now: new Date(`${date}T10:00:00+08:00`),
})
const { transport } = mock
const wechatpayClient = createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })
const alipayClient = createClient({ account: alipay(mock.credentials('alipay')), transport })
const yeepayClient = createClient({ account: yeepay(mock.credentials('yeepay')), transport })
const circleClient = createClient({ account: circle(mock.credentials('circle')), transport })
const gateways: Record<'wechatpay' | 'alipay' | 'yeepay', Gateway> = {
  wechatpay: wechatpayGateway(wechatpayClient),
  alipay: alipayGateway(alipayClient),
  yeepay: yeepayGateway(yeepayClient, { payerClientIp: '203.0.113.7' }),
}
const tokens = circleGateway(circleClient, { chain: 'BASE' })

/** What the shop's database holds of the day, by rail: payments, and refunds with their own number. */
const books = {
  wechatpay: [] as OpenOrder<Money>[],
  alipay: [] as OpenOrder<Money>[],
  yeepay: [] as OpenOrder<Money>[],
  circle: [] as OpenOrder<Money>[],
}
const now = () => new Date(mock.clock.now())

async function sell(name: keyof typeof gateways, orderId: string, text: string) {
  const order = { orderId, placedAt: now(), amount: amount(text, 'CNY') }
  const notifyUrl = 'https://shop.example/notify'
  await gateways[name].createPayment({ channel: 'qr', ...order, description: '乌龙茶', notifyUrl })
  await pay(mock, { provider: name, orderId })
  books[name].push({ orderId, amount: order.amount })
  return order
}

async function giveBack(gateway: Gateway, order: { orderId: string; placedAt: Date; amount: Money }, text: string) {
  const refund = {
    orderId: order.orderId,
    orderPlacedAt: order.placedAt,
    orderAmount: order.amount as ReturnType<typeof amount>,
    refundId: `${order.orderId}R1`,
    placedAt: now(),
    amount: amount(text, 'CNY'),
  }
  await settleIfPending(mock, gateway.provider, await gateway.refundPayment(refund))
  return { orderId: refund.orderId, refundId: refund.refundId, amount: refund.amount }
}

chapter('A day of sales on four rails', '四个渠道，一天的生意')
await sell('wechatpay', 'W0001001', '25.00')
const returned = await sell('wechatpay', 'W0001002', '18.00')
books.wechatpay.push(await giveBack(gateways.wechatpay, returned, '5.00'))
await sell('alipay', 'A0001001', '30.00')
await sell('alipay', 'A0001002', '12.50')
await sell('yeepay', 'Y0001001', '88.00')
const disputed = await sell('yeepay', 'Y0001002', '40.00')

/** Orders in tokens by Circle's own reference, which its list names them by. */
const orderOf = new Map<string, string>()
for (const [orderId, text] of [
  ['C0001001', '12.5'],
  ['C0001002', '30'],
] as const) {
  const order = { orderId, placedAt: now(), amount: tokenAmount(text, 'USDC') }
  const { reference = '' } = await tokens.createPayment({ channel: 'transfer', ...order })
  orderOf.set(reference, orderId)
  sendPayment(mock, { reference, amount: order.amount })
  books.circle.push({ orderId, amount: order.amount })
}
say(
  Object.values(books)
    .flat()
    .map(({ orderId, refundId, amount }) => `  ${(refundId ?? orderId).padEnd(12)} ${shown(amount)}`)
    .join('\n'),
)

chapter('Four things go wrong', '四处差错')
books.alipay.splice(1, 1, { orderId: 'A0001002', amount: amount('21.50', 'CNY') })
await giveBack(gateways.yeepay, disputed, '10.00')
books.circle.push({ orderId: 'C0001003', amount: tokenAmount('8', 'USDC') })
say(`WeChat Pay   takes five fen more of W0001001 than the contract says
Alipay       the books have 21.50 for an order that was paid with 12.50
YeePay       somebody gave 10.00 back in the merchant’s back office, and no book has it
Circle       the books have 8 USDC that never came`)

chapter('The day is closed', '对账')
advanceClock(mock, 34 * 3_600_000)
const download = fetchDownload({ fetch: mock.fetch })
const perMille = (line: Line, rate: bigint) => (unitsOf(line.amount) * rate + 500n) / 1000n
const givenBack = (line: Line) => (line.kind === 'refund' ? -perMille(line, 6n) : perMille(line, 6n))
const rails: Rail[] = [
  {
    name: 'WeChat Pay',
    books: books.wechatpay,
    lines: () => overcharged(downloadWechatpay(wechatpayClient, { date }, { download })),
    agreedFee: givenBack,
  },
  {
    name: 'Alipay',
    books: books.alipay,
    lines: () => downloadAlipay(alipayClient, { date }, { download }),
    agreedFee: (line) => (line.kind === 'refund' ? 0n : perMille(line, 6n)),
  },
  {
    name: 'YeePay',
    books: books.yeepay,
    lines: () => downloadYeepay(yeepayClient, { date }, { download }),
    agreedFee: givenBack,
  },
  { name: 'Circle', books: books.circle, lines: settled, agreedFee: () => 0n },
]

async function* overcharged(rows: AsyncIterable<StatementRow>) {
  for await (const row of rows) {
    const more = row.orderId === 'W0001001' ? 5 : 0
    yield { ...row, ...(row.fee && { fee: { ...row.fee, value: row.fee.value + more } }) }
  }
}

/** Circle has no file: its list of payments is the statement. */
async function* settled(): AsyncGenerator<Line> {
  const from = new Date(`${date}T00:00:00+08:00`)
  for await (const { type, status, reference = '', paymentId, amount, fee } of listPayments(circleClient, { from })) {
    const refundId = type === 'refund' ? { refundId: paymentId } : {}
    const line = { kind: type, orderId: orderOf.get(reference) ?? reference, amount, ...refundId, ...(fee && { fee }) }
    if (status === 'settled') yield line
  }
}

const days: Closed[] = []
for (const rail of rails) days.push(await closeDay(rail))
for (const day of days) {
  const { currency, books, statement, fees } = day.sums
  say(`${day.name.padEnd(11)} ${day.matched} agree; fees ${sumText(fees, currency)}`)
  for (const { orderId, amount } of day.missing) say(`  missing    ${orderId}: ${shown(amount)} never came`)
  for (const line of day.surplus) say(`  surplus    ${line.kind} of ${line.orderId}: ${shown(line.amount)}, in no book`)
  for (const { order, row } of day.differing)
    say(`  differing  ${order.orderId}: ${shown(order.amount)} in the books, ${shown(row.amount)} came`)
  for (const { line, agreed } of day.fees)
    say(`  fee        ${line.orderId}: ${shown(line.fee!)}, agreed ${sumText(agreed, currency)}`)
  if (books + explained(day) !== statement) throw new Error(`${day.name} does not balance`)
}

chapter('It balances, by currency', '按币种结平')
for (const currency of new Set(days.map(({ sums }) => sums.currency))) {
  const ours = days.filter(({ sums }) => sums.currency === currency)
  const sum = (of: (day: Closed) => bigint) =>
    sumText(
      ours.reduce((all, day) => all + of(day), 0n),
      currency,
    )
  say(`${currency.padEnd(5)} books ${sum((day) => day.sums.books)} + differences ${sum(explained)} = statements ${sum((day) => day.sums.statement)}
      less fees ${sum((day) => day.sums.fees)}: ${sum((day) => day.sums.statement - day.sums.fees)} is to be paid out`)
}
