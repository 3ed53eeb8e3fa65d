import { inspect } from 'node:util'
import { createClient, type ObserveEvent } from 'shroff'
import { failNext, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { secretsOf } from '../../src/core/account.js'
import { failure, thrown } from '../support/failure.js'
import { everyView, searchFor } from '../support/secrets.js'
import { orderOf, type Subject } from './subject.js'

/** The merchant at the provider: plain data that shows no secret, wherever it is printed. */
export function keepsItsSecrets({ provider, faults, open, placesNothing }: Subject): void {
  describe('an account', () => {
    it('is frozen, and says whose it is', async () => {
      const { account, client } = await open()
      expect([account.provider, account.sends, Object.isFrozen(account), Object.isFrozen(client)]).toEqual([
        provider,
        true,
        true,
        true,
      ])
      expect(inspect(account)).toContain(provider)
      expect(JSON.parse(JSON.stringify(account))).toMatchObject({ provider })
    })

    it('shows no secret in JSON, inspect, a spread or a client', async () => {
      const { account, client, receiving, secrets } = await open()
      const leaks = searchFor(secrets)
      // The search finds what it looks for.
      expect(leaks(Object.values(secrets))).toEqual(Object.keys(secrets))
      expect([account, client, { ...account }, [client], receiving].flatMap(leaks)).toEqual([])
      // A copy is no account.
      expect(secretsOf({ ...account })).toBeUndefined()
      expect(everyView(account)).toContain(provider)
    })

    it('shows none in any failure, nor in what is observed of it', async () => {
      const events: ObserveEvent[] = []
      const shop = await open({ attempts: 1, observe: (event) => events.push(event) })
      const leaks = searchFor(shop.secrets)
      for (const [fault] of faults) {
        failNext(shop.mock, { provider, fault })
        const call = placesNothing ? shop.getPayment(orderOf()) : shop.createPayment(orderOf())
        const end = await call.catch((error: unknown) => error)
        expect(leaks(end), JSON.stringify(fault)).toEqual([])
      }
      expect(events.length).toBeGreaterThan(faults.length)
      expect(events.flatMap(leaks)).toEqual([])
    })

    it('that can only receive makes no client, and says what it lacks', async () => {
      const { mock, receiving } = await open()
      if (!receiving) return
      const error = thrown(() => createClient({ account: receiving as never, transport: mock.transport }))
      expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
      expect([receiving.lacks, error.message]).toEqual([
        expect.stringMatching(/\w/),
        expect.stringContaining(receiving.lacks!),
      ])
    })

    it('that was copied is refused by name', async () => {
      const { mock, account } = await open()
      const error = thrown(() => createClient({ account: { ...account }, transport: mock.transport }))
      expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    })

    it('has each attempt of a call observed, and its end', async () => {
      const events: ObserveEvent[] = []
      const shop = await open({ observe: (event) => events.push(event) })
      const order = orderOf()
      await shop.createPayment(order)
      await pay(shop.mock, { provider, orderId: order.orderId })
      events.length = 0
      failNext(shop.mock, { provider, fault: 'reset-before' })
      await shop.getPayment(order)
      expect(events.map(({ stage }) => stage)).toEqual([
        'started',
        'sealed',
        'repeating',
        'sealed',
        'answered',
        'opened',
        'succeeded',
      ])
      expect(new Set(events.map((event) => `${event.provider} ${event.action}`))).toEqual(
        new Set([`${provider} getPayment`]),
      )
      expect(await failure(shop.getPayment({ ...orderOf(), orderId: 'CONTRACT9999' }))).toHaveProperty(
        'provider',
        provider,
      )
    })
  })
}
