import { encode, encodeForSigning } from 'ripple-binary-codec'
import { deriveAddress, deriveKeypair, sign } from 'ripple-keypairs'
import { failNext } from 'shroff/mock'
import { delayNext, mockSeed, mockXrpl, setAccount, setServer } from 'shroff/xrpl/mock'
import { expect, it } from 'vitest'
import { thrown } from '../support/failure.js'
import { openXrpl, rlusd, rlusdIssuer, s2 } from '../support/xrpl.js'
import { merchant, openPaying, payer, ripple } from '../support/xrplPay.js'

type Json = Record<string, unknown>
const exchange = 'rMHZ2rvGq2Y8hzZFybvh7JZnUmQ5SSFHqF'
const holder = 'rUeEBYXHo8vF86Rqir3zWGRQ84W9efdAQd'
const nobody = 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf'
const token = (value: string, issuer = rlusdIssuer) => ({ currency: rlusd, issuer, value })

function signed(change: Json = {}, seed = mockSeed): string {
  const { publicKey, privateKey } = deriveKeypair(seed)
  const transaction = {
    ...{ TransactionType: 'Payment', Account: merchant, Destination: payer, Amount: '1000000', Fee: '10', Sequence: 1 },
    ...{ SigningPubKey: publicKey, ...change },
  }
  return encode({ ...transaction, TxnSignature: sign(encodeForSigning(transaction), privateKey) })
}

async function open() {
  const { mock, close } = await openPaying()
  setAccount(mock, { address: exchange, requiresTag: true })
  setAccount(mock, { address: holder, rlusd: '5' })
  const ask = async (method: string, params: Json, host: string = s2) => {
    const body = JSON.stringify({ method, params: [params] })
    const reply = await mock.fetch(new Request(host, { method: 'POST', body }))
    return (await reply.json()).result as Json
  }
  const submit = (tx_blob: string, more: Json = {}) => ask('submit', { tx_blob, api_version: 2, ...more })
  return { mock, close, ask, submit }
}

// In the order in which a server looks (xrpl.org, "Transaction Results"); what is final is final in a validated ledger only.
it.each<[string, Json, string, boolean]>([
  ['tesSUCCESS', {}, 'a payment', true],
  ['temBAD_AMOUNT', { Amount: '0' }, 'of nothing', false],
  ['temREDUNDANT', { Destination: merchant }, 'to itself', false],
  ['temBAD_SEND_XRP_MAX', { SendMax: '2000000' }, 'of XRP with a limit', false],
  ['temBAD_SEND_XRP_PARTIAL', { Flags: 0x0002_0000 }, 'of XRP in part', false],
  ['terNO_ACCOUNT', { Account: nobody }, 'from nobody', false],
  ['terPRE_SEQ', { Sequence: 2 }, 'that is not its turn', false],
  ['tefPAST_SEQ', { Sequence: 0 }, 'whose number is used', false],
  ['tefMAX_LEDGER', { LastLedgerSequence: 1000 }, 'that is too late', false],
  ['telINSUF_FEE_P', { Fee: '9' }, 'that pays too little', false],
  ['tecNO_DST_INSUF_XRP', { Destination: nobody, Amount: '999999' }, 'that opens no account', true],
  ['tesSUCCESS', { Destination: nobody }, 'that opens one', true],
  ['tecDST_TAG_NEEDED', { Destination: exchange }, 'without the tag that is wanted', true],
  ['tesSUCCESS', { Destination: exchange, DestinationTag: 0 }, 'with the tag 0', true],
  ['tecUNFUNDED_PAYMENT', { Amount: '99000000' }, 'of what is reserved', true],
  ['tesSUCCESS', { Amount: '98800000' }, 'of all but what is reserved', true],
  ['tecNO_DST', { Destination: nobody, Amount: token('1') }, 'of a token to nobody', true],
  ['tecPATH_DRY', { Amount: token('1') }, 'of a token that there is none of', true],
  ['tecPATH_DRY', { Amount: token('1', exchange) }, 'of another issuer’s', true],
])('%s for a payment %j', async (result, change, _what, isTaken) => {
  const { ask, submit, close } = await open()
  const blob = signed(change)
  const answer = await submit(blob)
  expect(answer).toMatchObject({ status: 'success', engine_result: result, applied: isTaken, tx_blob: blob })
  close()
  const { hash } = answer.tx_json as { hash: string }
  const told = await ask('tx', { transaction: hash, api_version: 2 })
  expect(told).toMatchObject(
    isTaken ? { validated: true, meta: { TransactionResult: result } } : { error: 'txnNotFound' },
  )
})

it('keeps the accounts: what is moved, what it cost, and in which order', async () => {
  const { ask, submit, close } = await open()
  const info = async (account: string, ledger_index = 'validated') =>
    (await ask('account_info', { account, ledger_index })).account_data as Json
  const before = await info(payer)
  await submit(signed())
  expect(await info(merchant)).toMatchObject({
    Sequence: 1,
    Balance: '100000000',
    RegularKey: expect.stringMatching(/^r/),
  })
  expect(await info(merchant, 'current')).toMatchObject({ Sequence: 2, Balance: '98999990' })
  close()
  expect(await info(merchant)).toMatchObject({ Sequence: 2, Balance: '98999990' })
  expect(BigInt((await info(payer)).Balance as string)).toBe(BigInt(before.Balance as string) + 1_000_000n)
  // What failed in the ledger cost its fee, and its number.
  await submit(signed({ Sequence: 2, Destination: exchange }))
  close()
  expect(await info(merchant)).toMatchObject({ Sequence: 3, Balance: '98999980' })
  expect((await ask('account_tx', { account: payer })).transactions).toHaveLength(1)
  expect((await ask('account_tx', { account: merchant })).transactions).toHaveLength(2)
})

it('moves RLUSD between those who can hold it', async () => {
  const { mock, ask, submit, close } = await open()
  const seed = 'sp5fghtJtpUorTwvof1NpDXAzNwf5'
  const Account = deriveAddress(deriveKeypair(seed).publicKey)
  setAccount(mock, { address: Account, rlusd: '7.5' })
  const send = (change: Json) => submit(signed({ Account, Destination: holder, ...change }, seed))
  expect((await send({ Amount: token('8') })).engine_result).toBe('tecPATH_PARTIAL')
  expect((await send({ Amount: token('7.25'), Sequence: 2 })).engine_result).toBe('tesSUCCESS')
  expect(
    (await send({ Amount: token('0.25'), Destination: exchange, DestinationTag: 1, Sequence: 3 })).engine_result,
  ).toBe('tecPATH_DRY')
  close()
  const lines = async (account: string) => (await ask('account_lines', { account })).lines as Json[]
  expect([(await lines(Account))[0]!.balance, (await lines(holder))[0]!.balance]).toEqual(['0.25', '12.25'])
})

it('takes no signature but that of the account’s own key or its regular one', async () => {
  const { mock, submit } = await open()
  const other = 'sp5fghtJtpUorTwvof1NpDXAzNwf5'
  expect((await submit(signed({}, other))).engine_result).toBe('tefBAD_AUTH')
  const address = deriveAddress(deriveKeypair(other).publicKey)
  setAccount(mock, { address })
  expect((await submit(signed({ Account: address }, other))).engine_result).toBe('tesSUCCESS')
  expect((await submit(signed({ Account: address, Sequence: 2 }))).engine_result).toBe('tefBAD_AUTH')
})

it.each<[string, (blob: string) => string, object]>([
  [
    'a byte that was changed',
    (blob) => blob.replace('0F4240', '0F4241'),
    { error_exception: 'fails local checks: Invalid signature.' },
  ],
  ['the end cut off', (blob) => blob.slice(0, -8), { error_exception: expect.any(String) }],
  ['nothing', () => '', { error: 'invalidParams', error_code: 31 }],
  ['half a byte', (blob) => blob.slice(1), { error: 'invalidParams', error_code: 31 }],
])('refuses a blob with %s', async (_, change, said) => {
  const { submit } = await open()
  const answer = await submit(change(signed()))
  expect(answer).toMatchObject({ status: 'error', error: 'invalidTransaction', ...said })
  expect('error_code' in answer).toBe(answer.error === 'invalidParams')
})

it('says what a transaction is in both versions', async () => {
  const { submit, ask, close } = await open()
  const blob = signed({ DestinationTag: 5 })
  expect((await submit(blob, { api_version: 1 })).tx_json).toMatchObject({ Amount: '1000000', DeliverMax: '1000000' })
  const { tx_json } = await submit(blob)
  expect(tx_json).toMatchObject({ DeliverMax: '1000000' })
  expect(tx_json).not.toHaveProperty('Amount')
  close()
  const { hash } = tx_json as { hash: string }
  expect(await ask('tx', { transaction: hash })).toMatchObject({
    Amount: '1000000',
    validated: true,
    DestinationTag: 5,
  })
})

it('lets a transaction wait, or be lost, and asks for more where the ledger is crowded', async () => {
  const { mock, submit, ask, close } = await open()
  delayNext(mock, { ledgers: 2 })
  const { tx_json } = await submit(signed())
  const { hash } = tx_json as { hash: string }
  close(2)
  expect(await ask('tx', { transaction: hash, api_version: 2 })).toMatchObject({ validated: false })
  close()
  expect(await ask('tx', { transaction: hash, api_version: 2 })).toMatchObject({ validated: true })
  setServer(mock, { host: s2, openLedgerFee: 100 })
  expect((await ask('fee', {})).drops).toMatchObject({ open_ledger_fee: '100', base_fee: '10' })
  expect(await submit(signed({ Sequence: 2 }))).toMatchObject({
    engine_result: 'telINSUF_FEE_P',
    open_ledger_cost: '100',
  })
  // Nothing that fails gets in where it is asked for.
  expect(await submit(signed({ Sequence: 2, Fee: '100', Destination: exchange }), { fail_hard: true })).toMatchObject({
    ...{ engine_result: 'tecDST_TAG_NEEDED', applied: false },
  })
  failNext(mock, { provider: 'xrpl', fault: 'system-error-after' })
  expect(await submit(signed({ Sequence: 2, Fee: '100' }))).toMatchObject({ error: 'internalSubmit' })
  expect(await submit(signed({ Sequence: 2, Fee: '100' }))).toMatchObject({ engine_result: 'tefALREADY' })
})

it('takes nothing without the two packages, and says why', async () => {
  const { mock } = await openXrpl()
  const body = JSON.stringify({ method: 'submit', params: [{ tx_blob: 'AB' }] })
  const { result } = await (await mock.fetch(new Request(s2, { method: 'POST', body }))).json()
  expect(result).toMatchObject({ error: 'unknownCmd', error_message: expect.stringContaining('codec and keypairs') })
  expect(thrown(() => mockXrpl({ codec: ripple.keypairs as never })).message).toContain('ripple-binary-codec')
})
