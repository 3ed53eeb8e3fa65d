import { sha256 } from '#crypto'
import { toHex } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { MockClock } from '../../mock/clock.js'
import { randomDigits, randomHex } from '../../mock/numbers.js'
import { certify, createParty, type Keys, type Party, secretOf } from '../../mock/parties.js'
import { publicKeyIdPrefix } from '../wire.js'
import { keys as fixed, secrets } from './keys.js'

export type Mode = 'public-key' | 'certificate' | 'migration'

/** A party under the name that the wire has for its key. */
export type NamedParty = Party & {
  readonly serial: string
  /** The file that the other side has of it: a certificate, or a bare public key under a PUB_KEY_ID_…. */
  readonly file: string
}

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly merchantId: string
  readonly appId: string
  readonly apiV3Key: string
  readonly apiV2Key: string
  readonly merchant: NamedParty
  /** WeChat Pay's keys; the first signs webhooks. In certificate mode the newest comes first. */
  readonly platform: NamedParty[]
  /** Somebody else's key, for forgeries. */
  readonly stranger: PrivateKey
}

const day = 24 * 3_600_000
const year = 365 * day

/** The serials of all merchants of this process's mocks: who mixes two up is told so. */
const serials = new Set<string>()

export const isOfAnotherMock = (serial: string): boolean => serials.has(serial.toUpperCase())

export async function createIdentity(clock: MockClock, mode: Mode, keys: Keys): Promise<Identity> {
  const now = clock.now()
  const certificates = () => [
    certified('platform certificate', now - day, clock, createParty(keys, fixed.certificate)),
    certified('previous platform certificate', now - 4 * year, clock, createParty(keys, fixed.previous)),
  ]
  const [merchant, stranger, ...platform] = await Promise.all([
    certified('merchant', now - year / 2, clock, createParty(keys, fixed.merchant)),
    createParty(keys, fixed.stranger),
    ...(mode === 'certificate' ? [] : [byPublicKeyId(createParty(keys, fixed.publicKey), keys)]),
    ...(mode === 'public-key' ? [] : certificates()),
  ])
  serials.add(merchant.serial)
  return {
    merchantId: '1900007291',
    appId: 'wxd678efh567hg6787',
    apiV3Key: secretOf(keys, 'apiV3Key', secrets.apiV3Key, () => randomHex(16)),
    apiV2Key: secretOf(keys, 'apiV2Key', secrets.apiV2Key, () => randomHex(16)),
    merchant,
    platform,
    stranger: stranger.privateKey,
  }
}

/** Puts a new platform certificate before the others: it is the newest. */
export async function addCertificate({ platform }: Identity, clock: MockClock, keys: Keys): Promise<string> {
  const certificates = platform.filter(isCertificate)
  // One key ships for this; who rotates again waits for a new one.
  const party = createParty(keys, certificates.length === 2 ? fixed.next : undefined)
  const added = await certified(`platform certificate ${certificates.length + 1}`, clock.now(), clock, party)
  platform.splice(platform.indexOf(certificates[0]!), 0, added)
  return added.serial
}

export const isCertificate = ({ serial }: NamedParty): boolean => !serial.startsWith(publicKeyIdPrefix)

async function certified(name: string, since: number, clock: MockClock, coming: Promise<Party>): Promise<NamedParty> {
  const party = await coming
  // 40 digits that begin with a digit other than zero, as real ones do; from the key, so that it stays the same.
  const serial = `5${toHex(await sha256(party.spki)).slice(1, 40)}`
  const file = await certify(party, {
    serial,
    subject: [
      { type: 'CN', value: `${name} of the mock gateway` },
      { type: 'O', value: 'shroff mock' },
    ],
    issuer: [{ type: 'CN', value: 'shroff mock, not for production' }],
    from: since,
    to: Math.max(since, clock.now() - year) + 5 * year,
  })
  return { ...party, serial, file }
}

async function byPublicKeyId(coming: Promise<Party>, keys: Keys): Promise<NamedParty> {
  const party = await coming
  const number = secretOf(keys, 'publicKeyId', '24101100397200000006', () => `241011${randomDigits(14)}`)
  return { ...party, serial: `${publicKeyIdPrefix}00000000000000${number}`, file: party.publicPem }
}
