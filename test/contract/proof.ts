import { isShroffError, type WireReply } from 'shroff'
import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { orderOf, type Subject } from './subject.js'

/** What vouches for an answer: where the provider signs, nothing that was changed on the way reads otherwise than it was. */
export function keepsItsProof({ provider, proof, open }: Subject): void {
  async function paid() {
    const shop = await open({ attempts: 1 })
    for (const order of [orderOf(1001), orderOf(1002)]) {
      await shop.createPayment(order)
      await pay(shop.mock, { provider, orderId: order.orderId })
    }
    return shop
  }

  describe('an answer', () => {
    it('to another question is refused, by the authority of what vouches for it', async () => {
      const shop = await paid()
      const kept: WireReply[] = []
      shop.line.alter = (reply) => {
        kept.push(reply)
        return kept[0]!
      }
      await shop.getPayment(orderOf(1001))
      const error = await failure(shop.getPayment(orderOf(1002)))
      expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: proof === 'signature' })
    })

    it.runIf(proof !== 'connection')('that was changed is refused, or says what it said', async () => {
      const shop = await paid()
      const told = await shop.getPayment(orderOf(1001))
      const reply = lastReply(shop.mock.journal)
      let refused = 0
      for (const [name, body] of alterations(reply.body)) {
        shop.line.alter = () => ({ ...reply, body })
        const end: object = await shop.getPayment(orderOf(1001)).catch((error: object) => error)
        if (!isShroffError(end)) {
          expect(end, name).toEqual(told)
          continue
        }
        expect(end, name).toMatchObject({ authentic: false, outcome: 'unknown' })
        refused += 1
      }
      expect(refused).toBeGreaterThan(30)
    })
  })
}

/** A byte changed, a blank more, a piece less: at places all over it. */
function alterations(body: Uint8Array): [string, Uint8Array][] {
  const places = Array.from({ length: 16 }, (_, place) => Math.floor((place * (body.length - 1)) / 15))
  return places.flatMap((place): [string, Uint8Array][] => [
    [`byte ${place} changed`, body.map((byte, at) => (at === place ? byte ^ 1 : byte))],
    [`a blank before byte ${place}`, new Uint8Array([...body.subarray(0, place), 0x20, ...body.subarray(place)])],
    [`cut before byte ${place}`, body.slice(0, place)],
  ])
}

const lastReply = (journal: readonly { kind: string; reply?: WireReply }[]): WireReply =>
  journal.filter(({ kind }) => kind === 'request').at(-1)!.reply!
