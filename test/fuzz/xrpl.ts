import * as codec from 'ripple-binary-codec'
import * as keypairs from 'ripple-keypairs'
import { createClient, type Transport, tokenAmount } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { explainTransfer, getPayment, xrpl } from 'shroff/xrpl'
import { mockSeed, mockXrpl } from 'shroff/xrpl/mock'
import {
  getRefund,
  type PreparedTransfer,
  prepareRefund,
  seedSigner,
  submitTransfer,
  xrplPaying,
} from 'shroff/xrpl/pay'
import { noon } from '../support/noon.js'
import { merchant, payer } from '../support/xrplPay.js'
import type { Target } from './targets.js'

// Nobody signs what a server tells: all of it may be whatever it likes.

const json = (value: unknown) => new Uint8Array(Buffer.from(JSON.stringify(value)))
const hash = 'A'.repeat(64)
const order = { orderId: 'T-1', tag: 1, amount: tokenAmount('1', 'XRP'), placedAt: noon }
const clock = { now: () => noon.getTime(), sleep: async () => {} }
const hosts = ['https://s1.ripple.com:51234'] as const
const watching = xrpl({ address: merchant, hosts, mock: true, clock })
const paying = xrplPaying({ address: merchant, hosts, mock: true, clock, signer: seedSigner(mockSeed) })

const tx_json = {
  ...{ Account: payer, Destination: merchant, DestinationTag: 1, TransactionType: 'Payment', Flags: 0, SourceTag: 7 },
  date: noon.getTime() / 1000 - 946_684_800,
}
const meta = { TransactionIndex: 0, TransactionResult: 'tesSUCCESS', delivered_amount: '1000000' }
const entry = { hash, ledger_index: 90, validated: true, tx_json, meta }
const page = { account: merchant, ledger_index_min: 1, ledger_index_max: 90, transactions: [entry], validated: true }
const usual: Record<string, object> = {
  account_info: {
    account_data: { Account: merchant, Flags: 0, Sequence: 7, RegularKey: 'rLUEXYuLiQptky37CqLcm9USQpPiz5rkpD' },
    ledger_index: 90,
  },
  account_tx: page,
  ledger: { ledger: { close_time: 0 }, ledger_index: 90 },
  fee: { drops: { base_fee: '10', open_ledger_fee: '12' } },
}
const answer = (result: object) => json({ result: { ...result, status: 'success' } })

/** Answers this to one method, and what is right to the others. */
const answering =
  (method: string, body: Uint8Array): Transport =>
  async (request) => {
    const asked = JSON.parse(Buffer.from(request.body!).toString()).method
    return { status: 200, headers: {}, body: asked === method ? body : answer(usual[asked]!) }
  }
const client = <A extends typeof watching>(account: A, method: string, body: Uint8Array) =>
  createClient({ account, transport: answering(method, body), retry: { attempts: 1 } })

const transfer = { payer, amount: tokenAmount('1', 'XRP'), sourceTag: 7 }
const refund = { refundId: 'R-1', placedAt: noon, transfer }
let kept: Promise<PreparedTransfer> | undefined
function prepared() {
  kept ??= prepareRefund(client(paying, '', new Uint8Array()), refund).then((made) => {
    if (made.status !== 'pending') throw new Error(made.status)
    return made.prepared
  })
  return kept
}

const mock = createMockGateway({ providers: [mockXrpl({ codec, keypairs })] })
const signed =
  '12000022800000002400000017201B008694F261400000000000000168400000000000000C732102A8A44DB3D4C73EEEE11DFE54D2029103B776AA8A8D293A91D645977C9DF5F54474473045022100E8929B68B137AB2AAB1AD3A4BB253883B0C8C318DC8BB39579375751B8E54AC502206893B2D61244AFE777DAC9FA3D'

export const xrplTargets: readonly Target[] = [
  {
    name: 'history of the XRP Ledger',
    kind: 'json',
    samples: [
      answer(page),
      answer({
        ...page,
        transactions: [
          { ...entry, meta: { ...meta, delivered_amount: { currency: 'USD', issuer: payer, value: '1' } } },
        ],
      }),
    ],
    read: (body) => getPayment(client(watching, 'account_tx', body), order),
  },
  {
    name: 'transaction of the XRP Ledger',
    kind: 'json',
    samples: [answer(entry), json({ result: { error: 'txnNotFound', status: 'error' } })],
    read: (body) => explainTransfer(client(watching, 'tx', body), { ...order, hash }),
  },
  ...(['account_info', 'account_tx', 'fee'] as const).map(
    (method): Target => ({
      name: `answer of the XRP Ledger before a refund: ${method}`,
      kind: 'json',
      samples: [answer(usual[method]!)],
      read: (body) => prepareRefund(client(paying, method, body), refund),
    }),
  ),
  {
    name: 'answer of the XRP Ledger about a refund',
    kind: 'json',
    samples: [json({ result: { error: 'txnNotFound', searched_all: true, status: 'error' } }), answer(entry)],
    read: async (body) => getRefund(client(paying, 'tx', body), await prepared()),
  },
  {
    name: 'answer of the XRP Ledger to a transfer',
    kind: 'json',
    samples: [answer({ engine_result: 'tesSUCCESS', tx_json: {} })],
    read: async (body) => submitTransfer(client(paying, 'submit', body), await prepared()),
  },
  {
    name: 'stored transfer of the XRP Ledger',
    kind: 'bytes',
    samples: [new Uint8Array(Buffer.from(signed))],
    read: async (bytes) =>
      submitTransfer(client(paying, '', new Uint8Array()), {
        ...(await prepared()),
        blob: Buffer.from(bytes).toString('latin1'),
      }),
  },
  {
    name: 'blob at the mock of the XRP Ledger',
    kind: 'bytes',
    errors: [],
    samples: [new Uint8Array(Buffer.from(signed))],
    async read(bytes) {
      const tx_blob = Buffer.from(bytes).toString('latin1')
      const body = JSON.stringify({ method: 'submit', params: [{ tx_blob }] })
      const reply = await (await mock).fetch(new Request(hosts[0], { method: 'POST', body }))
      const { result } = await reply.json()
      if (result.applied === true) throw new Error('a damaged blob was taken')
    },
  },
]
