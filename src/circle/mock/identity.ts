import type { MockClock } from '../../mock/clock.js'
import { randomHex } from '../../mock/numbers.js'
import { certify, createParty, type Keys, type Party, secretOf } from '../../mock/parties.js'
import { type CurveParty, createCurveParty } from './curve.js'
import { apiKey, keys as fixed } from './keys.js'

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly apiKey: string
  /** Names the merchant in notices. */
  readonly clientId: string
  /** Circle's keys by their ids. The last one signs. */
  readonly circle: Map<string, CurveParty>
  readonly amazon: Party
  /** PEM. */
  readonly certificate: string
  /** Somebody else's keys, for forgeries. */
  readonly stranger: Party
  readonly curveStranger: CurveParty
}

const year = 365 * 24 * 3_600_000

export async function createIdentity(clock: MockClock, keys: Keys): Promise<Identity> {
  const [circle, curveStranger, amazon, stranger] = await Promise.all([
    createCurveParty(keys, fixed.circle),
    createCurveParty(keys, fixed.curveStranger),
    createParty(keys, fixed.amazon),
    createParty(keys, fixed.stranger),
  ])
  const now = clock.now()
  return {
    apiKey: secretOf(keys, 'apiKey', apiKey, () => `SAND_API_KEY:${randomHex(16)}:${randomHex(16)}`),
    clientId: 'c60d2d5b-203c-45bb-9f6e-93641d40a599',
    circle: new Map([['5a7e1c0e-8f0d-4c55-9d7a-2f5e6b1c3d40', circle]]),
    amazon,
    certificate: await certify(amazon, {
      serial: '5D0A1F2B3C4D5E6F708192A3B4C5D6E7',
      subject: [{ type: 'CN', value: 'sns.amazonaws.com' }],
      issuer: [{ type: 'CN', value: 'shroff mock, not for production' }],
      from: now - year / 2,
      to: now + year / 2,
    }),
    stranger,
    curveStranger,
  }
}

/** The key that signs now. */
export const currentKey = ({ circle }: Identity): readonly [id: string, party: CurveParty] => [...circle].at(-1)!

/** From now on another key signs, under an id of its own; the old ones are told of as before. */
export async function addKey({ circle }: Identity, id: string, keys: Keys): Promise<string> {
  // One key ships for this; who rotates again waits for a new one.
  circle.set(id, await createCurveParty(circle.size === 1 ? keys : 'fresh', fixed.next))
  return id
}
