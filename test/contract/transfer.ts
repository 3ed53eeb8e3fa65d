import {
  type Account,
  type Client,
  createClient,
  type ErrorCode,
  isShroffError,
  type Outcome,
  tokenAmount,
} from 'shroff'
import type { TransferCapability, TransferGateway, TransferOrderNumber } from 'shroff/gateway'
import { type Fault, failNext, faults as faultsOf, type MockGateway } from 'shroff/mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Observe } from '../../src/core/observe.js'
import { codeOf, failure, thrown } from '../support/failure.js'
import { namedFaults } from '../support/faults.js'
import type { Line } from '../support/line.js'
import { noon } from '../support/noon.js'
import { everyView, searchFor } from '../support/secrets.js'
import { keepsItsErrors, type Refusals } from './errors.js'
import { keepsItsExports } from './package.js'

/** What a query ends with that meets the fault, `taken` where nothing tells. */
export type QueryFaultRow = readonly [fault: Fault, code: ErrorCode | 'taken', outcome: Outcome | 'done']

/** A provider of tokens, as the contract asks it. What it cannot do is not among its exports, nor on its gateway. */
export type TransferSubject = {
  readonly title: string
  readonly provider: string
  /** Its entry: what stands there is what it can. */
  readonly entry: Readonly<Record<string, unknown>>
  /** The actions of the vocabulary that it lacks. */
  readonly lacks: readonly string[]
  readonly asset: 'RLUSD' | 'USDC'
  /** What its gateway can do of what not every provider can. */
  readonly capabilities: readonly TransferCapability[]
  /** A shop at its mock, whose clock stands still at noon. */
  open(options?: { attempts?: number; observe?: Observe }): Promise<TransferShop>
  readonly faults: readonly QueryFaultRow[]
  readonly refusals: Refusals
  /** An order that nobody has heard of is no order: otherwise nothing has come for it. */
  readonly missesOrders?: true
}

export type TransferShop = {
  readonly mock: MockGateway
  readonly account: Account
  readonly client: Client<never>
  readonly line: Line
  readonly gateway: TransferGateway
  /** Every secret of the account, as it was given. */
  readonly secrets: Readonly<Record<string, string>>
  /** A payer sends so much for the order, and it arrives for good; `foreign`: of something that only looks like it. */
  send(order: TransferOrderNumber, value: string, foreign?: 'foreign'): Promise<void>
}

/** What every provider of tokens must pass; its own test files hold only what differs. */
export function keepsTheTransferContract(subject: TransferSubject): void {
  describe(`the contract of transfers: ${subject.title}`, () => {
    keepsOrders(subject)
    keepsWhatCame(subject)
    keepsTheAccount(subject)
    keepsTheMock(subject)
    keepsItsErrors(subject)
    keepsTheFace(subject)
    keepsItsExports(subject)
  })
}

const orderOf = ({ asset }: TransferSubject, tag = 1001): TransferOrderNumber => ({
  orderId: `TRANSFER${tag}`,
  tag,
  amount: tokenAmount('10', asset),
  placedAt: noon,
})

/** Placed, and all that was stored by then: the provider's own handle, where it gives one. */
async function placed({ gateway }: TransferShop, order: TransferOrderNumber): Promise<TransferOrderNumber> {
  const { reference } = await gateway.createPayment({ channel: 'transfer', ...order })
  return reference === undefined ? order : { ...order, reference }
}

function keepsOrders(subject: TransferSubject): void {
  const order = orderOf(subject)

  describe('an order of tokens', () => {
    it('says what is to be sent, and where to', async () => {
      const { gateway } = await subject.open()
      const created = await gateway.createPayment({ channel: 'transfer', ...order })
      expect(created).toMatchObject({ channel: 'transfer', orderId: order.orderId })
      const stored = { ...order, ...(created.reference && { reference: created.reference }) }
      const nextAction = created.nextAction ?? (await gateway.awaitPayment(stored)).nextAction
      expect(nextAction).toMatchObject({ type: 'transfer', amount: order.amount })
      expect([nextAction!.address, nextAction!.chain]).toEqual([expect.stringMatching(/^\w{20,}$/), expect.any(String)])
    })

    it('is the same when it is placed again, as after a crash', async () => {
      const { gateway } = await subject.open()
      const first = await gateway.createPayment({ channel: 'transfer', ...order })
      expect(await gateway.createPayment({ channel: 'transfer', ...order })).toEqual(first)
      const other = await gateway.createPayment({ channel: 'transfer', ...orderOf(subject, 1002) })
      expect(other.nextAction).not.toEqual(first.nextAction)
    })

    it('whose answer is lost is placed once, and found by what the shop had before the call', async () => {
      const shop = await subject.open({ attempts: 1 })
      shop.line.script = ['timeout-after']
      const first = await shop.gateway.createPayment({ channel: 'transfer', ...order }).catch((error: unknown) => error)
      if (isShroffError(first)) expect([first.outcome, first.authentic === true]).toEqual(['unknown', false])
      shop.line.script = []
      const stored = await placed(shop, order)
      await shop.send(stored, '10')
      expect(await shop.gateway.getPayment(stored)).toMatchObject({ status: 'paid', coverage: 'exact' })
    })
  })
}

function keepsWhatCame(subject: TransferSubject): void {
  const order = orderOf(subject)
  const rows: [what: string, values: string[], status: string, coverage: string | undefined, received: string][] = [
    ['nothing', [], 'pending', undefined, '0'],
    ['all', ['10'], 'paid', 'exact', '10'],
    ['all in parts', ['2.5', '7.5'], 'paid', 'exact', '10'],
    ['too little', ['9.999999'], 'pending', 'under', '9.999999'],
    ['too much, by the least there is', ['10.000001'], 'paid', 'over', '10.000001'],
  ]

  describe('what has come', () => {
    it.each(rows)('%s', async (_, values, status, coverage, value) => {
      const shop = await subject.open()
      const stored = await placed(shop, order)
      for (const one of values) await shop.send(stored, one)
      const payment = await shop.gateway.getPayment(stored)
      expect(payment).toMatchObject({ orderId: order.orderId, status, amount: order.amount })
      expect([payment.coverage, payment.received?.value ?? '0']).toEqual([coverage, value])
      expect([payment.paidAt instanceof Date, typeof payment.paymentId]).toEqual(
        status === 'paid' ? [true, 'string'] : [false, 'undefined'],
      )
    })

    it('too late is found all the same', async () => {
      const shop = await subject.open()
      const expiresAt = new Date(noon.getTime() + 900_000)
      const { reference } = await shop.gateway.createPayment({ channel: 'transfer', ...order, expiresAt })
      const stored = { ...order, ...(reference && { reference }) }
      await shop.mock.clock.sleep(1_200_000)
      await shop.send(stored, '10')
      const { status, received, paidAt } = await shop.gateway.getPayment(stored)
      expect(received).toEqual(order.amount)
      if (status === 'paid') expect(paidAt!.getTime()).toBeGreaterThan(expiresAt.getTime())
    })

    it('of something else, or for another order, does not count', async () => {
      const shop = await subject.open()
      const [stored, other] = [await placed(shop, order), await placed(shop, orderOf(subject, 1002))]
      await shop.send(stored, '10', 'foreign')
      await shop.send(other, '10')
      const payment = await shop.gateway.getPayment(stored)
      expect([payment.status, payment.received?.value ?? '0']).toEqual(['pending', '0'])
      expect((await shop.gateway.getPayment(other)).status).toBe('paid')
    })

    it('is waited for', async () => {
      const shop = await subject.open()
      const stored = await placed(shop, order)
      await shop.send(stored, '10')
      expect(await shop.gateway.awaitPayment(stored)).toMatchObject({ status: 'paid', amount: order.amount })
      const ended = shop.gateway.awaitPayment(stored, { signal: AbortSignal.abort() })
      expect(await failure(ended)).toMatchObject({ code: 'ABORTED', outcome: 'not-sent', action: 'awaitPayment' })
    })

    it('is not told of another order’s answer, nor by anybody’s signature', async () => {
      const shop = await subject.open({ attempts: 1 })
      const stored = await placed(shop, order)
      shop.line.alter = ({ body, ...reply }) => {
        const text = new TextDecoder().decode(body)
        const foreign = text.replace(/"(account|id)":"[^"]+"/, '"$1":"rr00000000000000000000000000000000"')
        return { ...reply, body: new TextEncoder().encode(foreign) }
      }
      const error = await failure(shop.gateway.getPayment(stored))
      expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: false })
    })
  })
}

function keepsTheAccount({ provider, faults, open, ...subject }: TransferSubject): void {
  describe('an account', () => {
    it('is frozen, says whose it is, shows no secret, and cannot be copied', async () => {
      const { account, client, secrets, mock } = await open()
      const leaks = searchFor(secrets)
      expect(leaks(Object.values(secrets))).toEqual(Object.keys(secrets))
      expect([account, client, { ...account }, [client]].flatMap(leaks)).toEqual([])
      expect([account.provider, account.sends, Object.isFrozen(account)]).toEqual([provider, true, true])
      expect(everyView(account)).toContain(provider)
      const error = thrown(() => createClient({ account: { ...account }, transport: mock.transport }))
      expect(error.code).toBe('CONFIG_INVALID')
    })

    it('shows none in any failure, nor in what is observed of it', async () => {
      const events: unknown[] = []
      const shop = await open({ attempts: 1, observe: (event) => events.push(event) })
      const leaks = searchFor(shop.secrets)
      const stored = await placed(shop, orderOf({ ...subject, provider, faults, open }))
      for (const [fault] of faults) {
        failNext(shop.mock, { provider, fault })
        const end = await shop.gateway.getPayment(stored).catch((error: unknown) => error)
        expect(leaks(end), JSON.stringify(fault)).toEqual([])
      }
      expect(events.length).toBeGreaterThan(faults.length)
      expect(events.flatMap(leaks)).toEqual([])
    })
  })
}

function keepsTheMock(subject: TransferSubject): void {
  const { provider, faults, open } = subject

  describe('a fault of the mock', () => {
    it.each(faults)('%j: %s, %s, and the next answer tells the truth', async (fault, code, outcome) => {
      const shop = await open({ attempts: 1 })
      const stored = await placed(shop, orderOf(subject))
      await shop.send(stored, '10')
      failNext(shop.mock, { provider, fault })
      const end = await shop.gateway.getPayment(stored).then(
        () => ['taken', 'done'],
        (error) => [error.code, error.outcome],
      )
      expect(end).toEqual([code, outcome])
      expect(faultsOf(shop.mock, { provider })).toEqual([])
      expect((await shop.gateway.getPayment(stored)).status).toBe('paid')
    })

    it('that its wire lacks throws, and names those that there are', async () => {
      const { mock } = await open()
      const lacking = namedFaults.filter((name) => !faults.some(([fault]) => fault === name))
      for (const fault of lacking)
        expect(() => failNext(mock, { provider, fault })).toThrow(`has no fault "${fault}"; it has `)
      expect(lacking).toContain('wrong-signature')
    })
  })
}

const everyCapability: readonly TransferCapability[] = [
  'closePayment',
  'refundPayment',
  'getRefund',
  'receiveWebhook',
  'acknowledge',
]

function keepsTheFace(subject: TransferSubject): void {
  const { provider, entry, capabilities, missesOrders, open } = subject
  const order = orderOf(subject)

  describe('the gateway of tokens', () => {
    let shop: TransferShop
    beforeEach(async () => {
      shop = await open()
    })

    it('has what its provider has, and of all else not even the name', () => {
      const { gateway } = shop
      expect(Object.keys(gateway).filter((name) => everyCapability.includes(name as TransferCapability))).toEqual(
        everyCapability.filter((name) => capabilities.includes(name)),
      )
      for (const name of everyCapability) expect([name, name in entry]).toEqual([name, capabilities.includes(name)])
    })

    it('says who it is, and cannot be changed', () => {
      const { gateway } = shop
      expect([gateway.provider, gateway.channels]).toEqual([provider, ['transfer']])
      expect(gateway.name).toMatch(new RegExp(`^${provider}/.`))
      expect([gateway, gateway.channels, gateway.rhythm].every(Object.isFrozen)).toBe(true)
      expect(gateway.rhythm.length).toBeGreaterThan(1)
    })

    it.each([undefined, null, 'T1001'])('refuses %j in place of parameters', async (given) => {
      for (const action of ['createPayment', 'getPayment', 'awaitPayment', 'endPayment'] as const)
        expect(await codeOf(shop.gateway[action](given as never))).toBe('PARAMETERS_INVALID')
    })

    it('ends an open order where it has a way, and otherwise sends nothing and says so', async () => {
      const stored = await placed(shop, order)
      const sends = shop.mock.journal.length
      const { orderId, status } = await shop.gateway.endPayment(stored)
      expect([orderId, status]).toEqual([order.orderId, capabilities.includes('closePayment') ? 'closed' : 'open'])
      if (status === 'open') expect(shop.mock.journal.length).toBe(sends)
      // Nobody can keep a payer from sending: what comes is found.
      await shop.send(stored, '10')
      expect((await shop.gateway.getPayment(stored)).received).toEqual(order.amount)
    })

    it('has its limits as a schema, which says what it would refuse', async () => {
      const { validate } = shop.gateway.limits.createPayment['~standard']
      const whole = { channel: 'transfer', ...order, reference: 'none of its business' } as const
      expect(validate(whole)).toHaveProperty('value')
      for (const value of ['0', '-1', '1e3', 'ten', '']) {
        const amount = { ...order.amount, value }
        expect(validate({ ...whole, amount }).issues?.[0]?.path[0], value).toBe('amount')
      }
      expect(validate(undefined).issues).toHaveLength(1)
    })

    it('has a word for an order that is not there', async () => {
      const end = await shop.gateway.getPayment(orderOf(subject, 9999)).catch((error: unknown) => error)
      if (missesOrders)
        expect(end).toMatchObject({ code: expect.stringMatching(/^(ORDER_NOT_FOUND|PARAMETERS_INVALID)$/) })
      else expect(end).toMatchObject({ status: 'pending', received: { value: '0' } })
    })
  })
}
