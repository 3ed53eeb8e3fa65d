import * as codec from 'ripple-binary-codec'
import * as keypairs from 'ripple-keypairs'
import { createClient, type Transport, tokenAmount } from 'shroff'
import { advanceClock, createMockGateway, type MockGateway } from 'shroff/mock'
import { getPayment } from 'shroff/xrpl'
import { type MockXrplOptions, mockSeed, mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { type PrepareRefundResult, seedSigner, type XrplPayingOptions, xrplPaying } from 'shroff/xrpl/pay'
import { runningOf } from '../../src/mock/running.js'
import { stateAt } from '../../src/xrpl/mock/holders.js'
import { memoryOf } from '../../src/xrpl/mock/memory.js'
import { scriptedLine } from './line.js'
import { noon } from './noon.js'

export const merchant = 'rMVnfpAZ8kRTj1xKkAVMn2b39uN1PXDFfL'
export const payer = 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUs'
export const ripple = { codec, keypairs }

/** Tea for 10 XRP, placed at noon; its refund was stored then too. */
export const tea = { orderId: 'T-1001', tag: 1001, amount: tokenAmount('10', 'XRP'), placedAt: noon }
export const refund = { refundId: 'T-1001-R1', placedAt: noon }

/** A shop that pays on the mock's ledger, and the line between. */
export async function openPaying(options: MockXrplOptions = {}, more: Partial<XrplPayingOptions> = {}, attempts = 1) {
  const mock = await createMockGateway({ providers: [mockXrpl({ ...ripple, ...options })], now: noon })
  const { line, transport: scripted } = scriptedLine(mock, 'xrpl')
  const account = xrplPaying({ ...mock.credentials('xrpl'), signer: seedSigner(mockSeed), ...more })
  const asked: { host: string; method: string; params: Record<string, unknown> }[] = []
  const transport: Transport = (request, settings) => {
    const { method, params } = JSON.parse(new TextDecoder().decode(request.body))
    asked.push({ host: new URL(request.url).origin, method, params: params[0] })
    return scripted(request, settings)
  }
  const client = createClient({ account, transport, retry: { attempts } })
  return { mock, account, client, line, asked, close: (ledgers = 1) => advanceClock(mock, ledgers * 4000) }
}

/** The same, and somebody has paid for the tea. */
export async function openPaid(...given: Parameters<typeof openPaying>) {
  const shop = await openPaying(...given)
  sendTransfer(shop.mock, { tag: tea.tag, amount: tea.amount, sourceTag: 77 })
  shop.close()
  const { transfers } = await getPayment(shop.client, tea)
  shop.asked.length = 0
  return { ...shop, transfer: transfers[0]! }
}

/** What was signed; a test that gets anything else has failed. */
export function preparedOf(result: PrepareRefundResult) {
  if (result.status === 'pending') return result.prepared
  throw new Error(`it is ${result.status}`)
}

/** The transactions that the merchant has got into a ledger by the mock's own book, now or ever. */
export function sentBy(mock: MockGateway, until = Number.POSITIVE_INFINITY) {
  const { applied, holders } = stateAt(memoryOf(runningOf(mock, 'xrpl')), until)
  return { sent: applied.filter(({ blob }) => blob), holder: holders.get(merchant)! }
}
