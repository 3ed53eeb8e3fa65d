import { sha256 } from '#crypto'
import { toLowerHex } from '../../crypto/bytes.js'
import type { MockClock } from '../../mock/clock.js'
import { certify, createParty, type Keys, type Party } from '../../mock/parties.js'
import { keys as fixed } from './keys.js'

/** A party with its certificate. */
export type Certified = Party & {
  /** Hexadecimal, as the wire has it. */
  readonly serial: string
  /** PEM. */
  readonly certificate: string
}

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly appId: string
  readonly merchantId: string
  readonly terminalId: string
  readonly vposId: string
  readonly merchant: Certified
  /** Signs answers. */
  readonly lakala: Certified
  /** Signs notifications, under another certificate. */
  readonly notice: Certified
  /** Somebody else’s, for forgeries. */
  readonly stranger: Party
}

const day = 24 * 3_600_000

export async function createIdentity(clock: MockClock, keys: Keys): Promise<Identity> {
  const [merchant, lakala, notice, stranger] = await Promise.all([
    // With a first byte over 127, which tools write with two zeros before it.
    certified('merchant', clock, createParty(keys, fixed.merchant), '00df', 18),
    certified('APIGW', clock, createParty(keys, fixed.lakala), '01', 12),
    certified('notification', clock, createParty(keys, fixed.notice), '02', 12),
    createParty(keys, fixed.stranger),
  ])
  return {
    appId: 'OP00000003',
    merchantId: '82229007392000A',
    terminalId: 'D9296400',
    vposId: '587305941625155584',
    merchant,
    lakala,
    notice,
    stranger,
  }
}

/** So many digits, from the key, so that the serial stays the same. */
async function certified(
  name: string,
  clock: MockClock,
  coming: Promise<Party>,
  begins: string,
  digits: number,
): Promise<Certified> {
  const party = await coming
  const serial = (begins + toLowerHex(await sha256(party.spki))).slice(0, digits)
  const certificate = await certify(party, {
    serial: serial.replace(/^00/, ''),
    subject: [{ type: 'CN', value: `${name} of the mock gateway` }],
    issuer: [{ type: 'CN', value: 'shroff mock, not for production' }],
    from: clock.now() - 180 * day,
    to: clock.now() + 4 * 365 * day,
  })
  return { ...party, serial, certificate }
}
