import { type CreateClientParameters, createClient, type Transport } from 'shroff'
import { type WechatpayAccount, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { type OracleRequest, sealReply } from '../oracle/wechatpay.js'
import { options as merchant, now, platformKey, publicKeyId } from './wechatpay.js'

/** What the platform answers: `body` becomes JSON unless it is a text. `unsigned` drops the signature headers. */
export type Answer = { status?: number; body?: unknown; headers?: Record<string, string>; unsigned?: boolean }

type Given = Answer | readonly Answer[] | ((request: OracleRequest) => Answer)

/**
 * A WeChat Pay that says what the test tells it to, sealed by the oracle and not by our mock. Several answers are given
 * in turn, the last one again and again; a function is asked with the request. One attempt unless `client` says more.
 */
export function openAnswering(
  answers: Given,
  options: { account?: Partial<WechatpayOptions>; client?: Partial<CreateClientParameters<WechatpayAccount>> } = {},
) {
  const requests: OracleRequest[] = []
  const waits: number[] = []
  const answerTo = (request: OracleRequest): Answer => {
    if (typeof answers === 'function') return answers(request)
    const list = [answers].flat()
    return list[Math.min(requests.length, list.length) - 1]!
  }
  const transport: Transport = async (request) => {
    requests.push(request)
    return sealed(answerTo(request))
  }
  const clock = { now: () => now, sleep: async (milliseconds: number) => void waits.push(milliseconds) }
  const account = wechatpay({ ...merchant, clock, ...options.account })
  const client = createClient<WechatpayAccount>({ account, transport, retry: { attempts: 1 }, ...options.client })
  const sentBody = () => JSON.parse(Buffer.from(requests.at(-1)?.body ?? []).toString()) as Record<string, unknown>
  return { account, client, requests, waits, sentBody }
}

function sealed({ status = 200, body = '', headers = {}, unsigned = false }: Answer) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const reply = sealReply({
    privateKey: platformKey,
    serial: publicKeyId,
    now,
    nonce: 'n0nce',
    status,
    body: text,
    headers,
  })
  if (!unsigned) return reply
  const kept = Object.entries(reply.headers).filter(([name]) => !name.startsWith('wechatpay-'))
  return { ...reply, headers: Object.fromEntries(kept) }
}

/** A paid order of 25 yuan as the wire page shows it. */
export const paidOrder = {
  appid: merchant.appId,
  mchid: merchant.merchantId,
  out_trade_no: 'T-1001',
  transaction_id: '4200000000202603041234567890',
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: 'shelf 3',
  success_time: '2026-03-04T11:59:30+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 2500, payer_total: 2400, currency: 'CNY', payer_currency: 'CNY' },
}

/** An accepted refund of 5 yuan as the wire page shows it. */
export const acceptedRefund = {
  refund_id: '50000000382019052709732678859',
  out_refund_no: 'T-1001-R1',
  transaction_id: paidOrder.transaction_id,
  out_trade_no: paidOrder.out_trade_no,
  channel: 'ORIGINAL',
  user_received_account: '招商银行信用卡0403',
  create_time: '2026-03-04T11:59:50+08:00',
  status: 'PROCESSING',
  funds_account: 'AVAILABLE',
  amount: {
    total: 2500,
    refund: 500,
    payer_total: 2400,
    payer_refund: 480,
    settlement_refund: 480,
    settlement_total: 2400,
    discount_refund: 20,
    currency: 'CNY',
  },
}
