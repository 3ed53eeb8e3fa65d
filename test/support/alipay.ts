import { createPrivateKey, createPublicKey } from 'node:crypto'
import { type Client, type CreateClientParameters, createClient, type Transport } from 'shroff'
import { type AlipayAccount, type AlipayOptions, alipay } from 'shroff/alipay'
import {
  type GatewaySeal,
  type JudgedCall,
  judgeGatewayRequest,
  judgeRestRequest,
  type MerchantFacts,
  type NoticeSeal,
  type OracleReply,
  type OracleRequest,
  sealGatewayReply,
  sealNotification,
  sealRestReply,
} from '../oracle/alipay.js'
import { rsa2048 } from '../vectors/crypto.js'
import { requestSignature } from '../vectors/wechatpay.js'
import { certificateFiles, serials } from './alipay-certificates.js'
import { failure } from './failure.js'
import { noon } from './noon.js'

// Alipay's side of the wire made by the oracle, so that nothing here shares a line with src. All keys are published test keys.

export const now = noon.getTime()
export const clock = { now: () => now, sleep: async () => {} }
export const alipayKey = createPrivateKey(rsa2048.privateKey)
export const alipayPem = createPublicKey(alipayKey).export({ format: 'pem', type: 'spki' }) as string
export const merchantPem = requestSignature.keys.merchantPrivateKeyPem
export const merchantPublicPem = requestSignature.keys.merchantPublicKeyPem
export const appId = '2021000122672388'
export const sellerId = '2088621955702781'
/** Published in the official SDK's tests. */
export const contentKey = 'aYA0GP8JEW+D7/UFaskCWA=='

/** How the two sides know each other, and whether they encrypt. */
export type Mode = { generation?: 'v2' | 'v3'; certificate?: boolean; encrypted?: boolean }
export const modes: Required<Mode>[] = (['v2', 'v3'] as const).flatMap((generation) =>
  [false, true].flatMap((certificate) => [false, true].map((encrypted) => ({ generation, certificate, encrypted }))),
)

export const optionsOf = ({ generation = 'v2', certificate, encrypted }: Mode = {}): AlipayOptions => ({
  appId,
  sellerId,
  privateKey: merchantPem,
  api: generation,
  clock,
  ...(encrypted && { contentKey }),
  ...(certificate ? { certificates: certificateFiles } : { alipayPublicKey: alipayPem }),
})
export const accountOf = (mode?: Mode, more: Partial<AlipayOptions> = {}): AlipayAccount =>
  alipay({ ...optionsOf(mode), ...more } as AlipayOptions)

export const factsOf = ({ certificate, encrypted }: Mode = {}): MerchantFacts => ({
  appId,
  publicKey: createPublicKey(merchantPem),
  now,
  ...(certificate && { serials: { app: serials.app, root: serials.root } }),
  ...(encrypted && { aesKey: contentKey }),
})

/** What Alipay answers: the members of a success, or a refusal as V2 writes it. `seal` spoils the V2 envelope. */
export type Answer = {
  content?: object
  code?: '10000' | '10003'
  refused?: readonly [code: string, subCode: string, message?: string]
  /** HTTP status of a refusal in V3. */
  status?: number
  seal?: Partial<GatewaySeal>
}

/** An Alipay that says what the test tells it to, and judges by the oracle whatever it is asked. One attempt unless told otherwise. */
export function openAlipay(
  answers: Answer | readonly Answer[] | ((request: OracleRequest) => OracleReply),
  mode: Mode = {},
  options: {
    account?: Partial<AlipayOptions>
    facts?: Partial<MerchantFacts>
    client?: Partial<CreateClientParameters<AlipayAccount>>
  } = {},
) {
  const judged: JudgedCall[] = []
  const requests: OracleRequest[] = []
  const transport: Transport = async (request) => {
    requests.push(request)
    const judge = mode.generation === 'v3' && request.url.includes('/v3/') ? judgeRestRequest : judgeGatewayRequest
    judged.push(judge(request, { ...factsOf(mode), ...options.facts }))
    if (typeof answers === 'function') return answers(request)
    const list = [answers].flat() as Answer[]
    return sealed(list[Math.min(judged.length, list.length) - 1]!, judged.at(-1)!.method, mode)
  }
  const account = accountOf(mode, options.account)
  const client = createClient<AlipayAccount>({ account, transport, retry: { attempts: 1 }, ...options.client })
  return { account, client, requests, judged, last: () => judged.at(-1)! }
}

/** What a caller is told when Alipay does not know itself, and how often it was asked, though three attempts were allowed. */
export async function withoutAnOutcome(act: (client: Client<AlipayAccount>) => Promise<unknown>, mode: Mode) {
  const { client, judged } = openAlipay({ refused: ['20000', 'aop.unknow-error'], status: 500 }, mode, {
    client: { retry: { attempts: 3 } },
  })
  const { outcome, next } = await failure(act(client))
  return { outcome, next, sent: judged.length }
}

const messages: Record<string, string> = { '10000': 'Success', '10003': 'order success pay inprocess' }

export function sealed(answer: Answer, method: string, { generation, certificate, encrypted }: Mode): OracleReply {
  const { content = {}, code = '10000', refused } = answer
  const common = {
    privateKey: alipayKey,
    ...(certificate && { serial: serials.alipay }),
    ...(encrypted && !refused && { aesKey: contentKey }),
  }
  if (generation === 'v3') {
    const body = refused ? { code: refused[1], message: refused[2] ?? '失败', links: [] } : content
    return sealRestReply({ ...common, now, content: body, ...(refused && { status: answer.status ?? 400 }) })
  }
  const body = refused
    ? { code: refused[0], msg: 'Business Failed', sub_code: refused[1], sub_msg: refused[2] ?? '失败' }
    : { code, msg: messages[code], ...content }
  return sealGatewayReply({ ...common, method, content: body, ...answer.seal })
}

/** A paid notification as the wire page shows it. */
export const paidFields = {
  notify_time: '2026-03-04 12:00:00',
  notify_type: 'trade_status_sync',
  notify_id: '2026030400222120000000000000000001',
  charset: 'utf-8',
  version: '1.0',
  app_id: appId,
  auth_app_id: appId,
  trade_no: '2026030422001400000000000001',
  out_trade_no: 'T_1001',
  buyer_id: '2088102534368455',
  seller_id: sellerId,
  trade_status: 'TRADE_SUCCESS',
  total_amount: '25.00',
  receipt_amount: '25.00',
  subject: 'Oolong tea 乌龙茶 + 100% & more',
  body: '',
  gmt_create: '2026-03-04 11:58:00',
  gmt_payment: '2026-03-04 11:59:30',
  fund_bill_list: '[{"amount":"25.00","fundChannel":"ALIPAYACCOUNT"}]',
}

/** A notification by the oracle; about a payment unless told otherwise. `undefined` takes a field away. */
export const notification = (fields: Record<string, string | undefined> = {}, more: Partial<NoticeSeal> = {}) => {
  const all = Object.entries({ ...paidFields, ...fields }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return sealNotification({ privateKey: alipayKey, fields: Object.fromEntries(all), ...more })
}
