// The official client of the XRP Ledger on the other end: what it signs goes into our mock, what we sign it verifies and submits.
import * as codec from 'ripple-binary-codec'
import * as keypairs from 'ripple-keypairs'
import { createClient, tokenAmount } from 'shroff'
import { advanceClock, createMockGateway } from 'shroff/mock'
import { getPayment } from 'shroff/xrpl'
import { mockSeed, mockXrpl, setAccount } from 'shroff/xrpl/mock'
import { getRefund, prepareRefund, seedSigner, submitTransfer, xrplPaying } from 'shroff/xrpl/pay'
import { WebSocketServer } from 'ws'
import * as xrpl from 'xrpl'

const mock = await createMockGateway({
  providers: [mockXrpl({ codec, keypairs })],
  now: new Date('2026-03-04T04:00:00Z'),
})
const server = await listen(mock)
const official = new xrpl.Client(`ws://127.0.0.1:${server.address().port}`)
await official.connect()

// Its wallet pays an order: filled in by its client, signed by its code, and read back by it.
const order = {
  orderId: 'T-1001',
  tag: 1001,
  amount: tokenAmount('12.5', 'XRP'),
  placedAt: new Date('2026-03-04T04:00:00Z'),
}
const { address } = mock.credentials('xrpl')
for (const algorithm of ['ed25519', 'ecdsa-secp256k1']) {
  const wallet = xrpl.Wallet.generate(algorithm)
  setAccount(mock, { address: wallet.address, xrp: '50' })
  const payment = {
    TransactionType: 'Payment',
    Account: wallet.address,
    Destination: address,
    DestinationTag: 1001,
    SourceTag: 7,
  }
  const filled = await official.autofill({ ...payment, Amount: xrpl.xrpToDrops('6.25') })
  const { tx_blob, hash } = wallet.sign(filled)
  const { result } = await official.submit(tx_blob)
  advanceClock(mock, 4000)
  const { result: found } = await official.request({ command: 'tx', transaction: hash })
  const balance = await official.getXrpBalance(wallet.address)
  say(
    algorithm,
    result.engine_result,
    found.validated,
    found.meta.TransactionResult,
    found.meta.delivered_amount,
    balance,
  )
  const forged = codec.encode({ ...codec.decode(tx_blob), Amount: '1' })
  say('forged', await official.submit(forged).catch((error) => error.data.error_exception))
}

// Our shop sees both, and gives one back: the official code verifies it, and the official client submits it.
const account = xrplPaying({ ...mock.credentials('xrpl'), signer: seedSigner(mockSeed) })
const client = createClient({ account, transport: mock.transport })
const paid = await getPayment(client, order)
say('order', paid.status, paid.coverage, paid.transfers.length)
const refunds = []
for (const [place, transfer] of paid.transfers.entries()) {
  const made = await prepareRefund(client, { refundId: `R-${place}`, placedAt: order.placedAt, transfer })
  const { blob, hash } = made.prepared
  const wallet = xrpl.Wallet.fromSeed(mockSeed, { masterAddress: address })
  const decoded = xrpl.decode(blob)
  xrpl.validate(decoded)
  say('ours', wallet.verifyTransaction(blob), xrpl.hashes.hashSignedTx(blob) === hash, decoded.DestinationTag)
  const { result } = await official.submit(blob)
  const { hint } = await submitTransfer(client, made.prepared)
  advanceClock(mock, 4000)
  const { result: found } = await official.request({ command: 'tx', transaction: hash })
  const { status } = await getRefund(client, made.prepared)
  say('refund', result.engine_result, hint, found.meta.TransactionResult, status)
  refunds.push(hash)
}
const { result: history } = await official.request({ command: 'account_tx', account: address })
const sent = history.transactions.filter(({ tx_json }) => tx_json.Account === address)
say('history', history.transactions.length, sent.map(({ hash }) => refunds.includes(hash)).join())
await official.disconnect()
server.close()

function say(...words) {
  console.log(words.join(' '))
}

/** WebSocket in front of the mock's JSON-RPC: the parameters stand beside the command, and an id comes back. */
async function listen(mock) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    socket.on('message', async (text) => {
      const { id, command, ...params } = JSON.parse(text)
      const body = JSON.stringify({ method: command, params: [params] })
      const reply = await mock.fetch(new Request('https://s2.ripple.com:51234', { method: 'POST', body }))
      const { result } = await reply.json()
      const isError = result.status === 'error'
      socket.send(
        JSON.stringify(
          isError ? { id, type: 'response', ...result } : { id, type: 'response', status: 'success', result },
        ),
      )
    })
  })
  await new Promise((resolve) => server.on('listening', resolve))
  return server
}
