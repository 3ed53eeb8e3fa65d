import { inspect } from 'node:util'
import { createClient, tokenAmount } from 'shroff'
import { check, getPayment, xrpl } from 'shroff/xrpl'
import { delayNext, setAccount } from 'shroff/xrpl/mock'
import {
  prepareRefund,
  ready,
  seedSigner,
  setTrustLine,
  submitTransfer,
  type XrplPayingOptions,
  type XrplSigner,
  xrplPaying,
} from 'shroff/xrpl/pay'
import { describe, expect, it } from 'vitest'
import { isSigned, readBlob } from '../oracle/xrpl.js'
import { failure, thrown } from '../support/failure.js'
import { openPaid, openPaying, payer, preparedOf, refund, tea } from '../support/xrplPay.js'

const seed = 'sp5fghtJtpUorTwvof1NpDXAzNwf5'
const address = 'rU6K7V3Po4snVhBBaU29sesqs2qTQJWDw1'
const ed25519 = 'sEdSKaCy2JT7JaM7v95H9SxkhP9wS2r'
const made = (more: object = {}) => xrplPaying({ address, signer: seedSigner(seed), ...more } as XrplPayingOptions)

describe('a paying account', () => {
  it('is plain frozen data, in which nothing of the seed is found', async () => {
    const account = made()
    await ready(account)
    expect(Object.isFrozen(account)).toBe(true)
    expect({ ...account }).toMatchObject({ provider: 'xrpl', address, pays: true, maxFee: 10_000, confirmWith: 1 })
    for (const text of [inspect(account, { depth: 9, showHidden: true }), JSON.stringify(account)])
      expect(text).not.toContain(seed)
    expect(inspect(seedSigner(seed), { depth: 9, showHidden: true })).not.toContain(seed)
  })

  it.each<[string, object]>([
    ['address', { address: undefined }],
    ['signer', { signer: undefined }],
    ['signer', { signer: seed }],
    ['signer', { signer: { ...seedSigner(seed), algorithm: 'RSA-SHA256' } }],
    ['signer', { signer: { algorithm: 'ed25519', sign: async () => new Uint8Array(64) } }],
    ['maxFee', { maxFee: 9 }],
    ['maxFee', { maxFee: '0.1' }],
  ])('says that %s is wrong: %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`xrplPaying: ${name} must`),
    })
    expect(error.message).not.toContain(seed)
  })

  it.each([
    ['seed', 'seedSigner(seed)'],
    ['wallet', 'seedSigner(seed)'],
    ['maxFeeXRP', 'drops'],
  ])('has no %s, and says what there is', (name, said) => {
    expect(thrown(() => made({ [name]: 'x' })).next).toContain(said)
  })

  it('watches as well; one that only watches cannot pay', async () => {
    const { mock, client, transfer } = await openPaid()
    expect(await getPayment(client, tea)).toMatchObject({ status: 'paid' })
    expect((await check(client)).unproven).toEqual([])
    const watching = createClient({ account: xrpl(mock.credentials('xrpl')), transport: mock.transport })
    // A type error as well; in JavaScript it is an error all the same.
    const error = await failure(prepareRefund(watching as never, { ...refund, transfer }))
    expect(error.message).toContain('This account cannot pay')
  })

  it('is none of the mock’s, whose key everybody has', async () => {
    expect((await failure(ready(made({ signer: seedSigner(ed25519) })))).message).toContain('the mock gateway’s')
  })
})

describe('seedSigner', () => {
  it.each([undefined, '', 'secret', `${seed}0`, 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'])('refuses %s', (text) => {
    const error = thrown(() => seedSigner(text as string))
    expect([error.code, error.message]).toEqual(['CONFIG_INVALID', expect.stringContaining('s… or sEd…')])
  })

  it('finds a letter that is wrong, and does not repeat the rest', async () => {
    const mistyped = seed.replace(/5$/, '6')
    const error = await failure(ready(made({ signer: seedSigner(mistyped) })))
    expect(error.message).toContain('a letter wrong')
    expect(inspect(error, { depth: 9 })).not.toContain(mistyped)
  })
})

describe('a signer of one’s own', () => {
  const real = seedSigner(seed)
  const paying = async (signer: XrplSigner) => {
    const shop = await openPaying({}, { address, signer })
    setAccount(shop.mock, { address, xrp: '50' })
    const transfer = { payer, amount: tokenAmount('1', 'XRP') }
    return { ...shop, prepare: () => prepareRefund(shop.client, { ...refund, transfer }) }
  }

  it('is given what its algorithm signs, and may give either of the two signatures that fit', async () => {
    // The order of secp256k1 (SEC 2, section 2.4.1): s and order − s fit both.
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const high: XrplSigner = {
      algorithm: 'secp256k1',
      publicKey: real.publicKey,
      async sign(message, digest) {
        expect([message.length > 100, digest.length]).toEqual([true, 32])
        const der = Buffer.from(await real.sign(message, digest))
        const place = 4 + der[3]! + 2
        const s = order - BigInt(`0x${der.toString('hex', place)}`)
        const bytes = Buffer.from(s.toString(16).padStart(64, '0'), 'hex')
        const integer = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
        const whole = Buffer.concat([der.subarray(2, place - 2), Buffer.of(2, integer.length), integer])
        return Buffer.concat([Buffer.of(0x30, whole.length), whole])
      },
    }
    const { prepare, client } = await paying(high)
    const prepared = preparedOf(await prepare())
    // The oracle takes the lower s only, as the ledger does; so does the mock, which has another’s code verify it.
    expect([isSigned(prepared.blob), readBlob(prepared.blob).Account]).toEqual([true, address])
    expect((await submitTransfer(client, prepared)).hint).toBe('tesSUCCESS')
  })

  it.each<[string, Partial<XrplSigner>, string, string]>([
    [
      'gives bytes that are none',
      { sign: async () => new Uint8Array(64) },
      'CONFIG_INVALID',
      'no signature of secp256k1',
    ],
    ['has a key that is none', { publicKey: async () => 'AB' }, 'CONFIG_INVALID', 'none of secp256k1'],
    [
      'has a key that is no text',
      { publicKey: async () => new Uint8Array(33) as never },
      'CONFIG_INVALID',
      'none of secp256k1',
    ],
    ['has the key of another algorithm', { algorithm: 'ed25519' }, 'CONFIG_INVALID', 'none of ed25519'],
    [
      'does not answer',
      { sign: () => Promise.reject(new Error('HSM is busy')) },
      'SIGNING_FAILED',
      'could not be signed',
    ],
    ['has another’s key', { ...seedSigner('shd2nxpFD6iBRKWsRss2P4tKMWyy9') }, 'CONFIG_INVALID', 'is not set'],
  ])('that %s is refused before anything is sent', async (_, change, code, words) => {
    const { prepare, asked } = await paying({ ...real, ...change })
    const error = await failure(prepare())
    expect(error).toMatchObject({ code, outcome: 'not-sent', message: expect.stringContaining(words) })
    expect(asked.map(({ method }) => method)).not.toContain('submit')
  })

  it('of Ed25519 gives 64 bytes', async () => {
    const short: XrplSigner = { ...seedSigner(ed25519), sign: async () => new Uint8Array(63) }
    const { client, transfer } = await openPaid({}, { signer: short })
    const error = await failure(prepareRefund(client, { ...refund, transfer }))
    expect([error.code, error.message]).toEqual(['CONFIG_INVALID', expect.stringContaining('no signature of ed25519')])
  })

  it('proves itself at home where its key is the account’s own', async () => {
    expect(await ready(made())).toMatchObject({ proven: ['address', 'signer'] })
    const { account } = await openPaying()
    const { proven, unproven } = await ready(account)
    expect([proven, unproven.map(({ option }) => option)]).toEqual([['address'], ['signer', 'network', 'hosts']])
  })
})

describe('setTrustLine', () => {
  it('sends one where there is none, and says when it is there', async () => {
    const { client, asked, close } = await openPaying({ trustLine: false })
    const sent = await setTrustLine(client, { limit: '5000' })
    expect(sent).toMatchObject({ status: 'pending', hint: 'tesSUCCESS', lastLedger: expect.any(Number) })
    const { params } = asked.find(({ method }) => method === 'submit')!
    expect(readBlob(params.tx_blob as string)).toMatchObject({
      ...{ TransactionType: 'TrustSet', Flags: 0x0002_0000, Fee: '10' },
      LimitAmount: {
        currency: expect.stringMatching(/^524C555344/),
        issuer: 'rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De',
        value: '5000',
      },
    })
    expect((await failure(setTrustLine(client))).code).toBe('TRANSFER_IN_FLIGHT')
    close()
    asked.length = 0
    expect(await setTrustLine(client)).toEqual({ status: 'succeeded' })
    expect(asked.map(({ method }) => method)).toEqual(['account_lines'])
  })

  it('is sent again where it has got into no ledger', async () => {
    const { mock, client, close } = await openPaying({ trustLine: false })
    delayNext(mock, { ledgers: 'never' })
    await setTrustLine(client)
    close(25)
    expect(await setTrustLine(client)).toMatchObject({ status: 'pending' })
    close()
    expect(await setTrustLine(client)).toEqual({ status: 'succeeded' })
  })

  it('refuses a limit that is none, and a network without RLUSD', async () => {
    const { client } = await openPaying()
    const error = await failure(setTrustLine(client, { limit: '1e9' }))
    expect(error.fields).toEqual([{ path: 'limit', problem: expect.stringContaining('whole number') }])
    const devnet = createClient({ account: made({ network: 'devnet' }), transport: client.transport })
    expect((await failure(setTrustLine(devnet))).message).toContain('no RLUSD on devnet')
  })
})
