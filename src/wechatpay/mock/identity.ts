import { sha256 } from '#crypto'
import { toHex } from '../../crypto/bytes.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import type { MockClock } from '../../mock/clock.js'
import { randomDigits, randomHex } from '../../mock/numbers.js'
import { certify, createParty, createSm2Party, type Keys, type Party, secretOf } from '../../mock/parties.js'
import { publicKeyIdPrefix } from '../wire.js'
import { keys as fixed, secrets, sm2Keys } from './keys.js'

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
  /** Somebody else's keys, for forgeries: of each algorithm that WeChat Pay signs by. */
  readonly strangers: readonly Party[]
  readonly sm: SmAlgorithms | undefined
}

const day = 24 * 3_600_000
const year = 365 * day

/** The serials of all merchants of this process's mocks: who mixes two up is told so. */
const serials = new Set<string>()

export const isOfAnotherMock = (serial: string): boolean => serials.has(serial.toUpperCase())

export async function createIdentity(
  clock: MockClock,
  mode: Mode,
  keys: Keys,
  sm: SmAlgorithms | undefined,
): Promise<Identity> {
  const now = clock.now()
  const certificates = (party: (name: 'certificate' | 'previous') => Promise<Party>, kind: string) => [
    certified(`platform certificate${kind}`, now - day, clock, party('certificate')),
    certified(`previous platform certificate${kind}`, now - 4 * year, clock, party('previous')),
  ]
  const ofRsa = (name: keyof typeof fixed) => createParty(keys, fixed[name])
  const ofSm2 = (name: keyof typeof sm2Keys) => createSm2Party(keys, sm2Keys[name], sm!)
  const usesRsa = !sm || mode === 'migration'
  const [merchant, strangers, platform] = await Promise.all([
    certified('merchant', now - year / 2, clock, sm ? ofSm2('merchant') : ofRsa('merchant')),
    Promise.all([...(sm ? [ofSm2('stranger')] : []), ...(usesRsa ? [ofRsa('stranger')] : [])]),
    Promise.all([
      ...(sm ? certificates(ofSm2, ' of SM2') : []),
      ...(sm || mode === 'certificate' ? [] : [byPublicKeyId(ofRsa('publicKey'), keys)]),
      ...(usesRsa && mode !== 'public-key' ? certificates(ofRsa, '') : []),
    ]),
  ])
  serials.add(merchant.serial)
  return {
    merchantId: '1900007291',
    appId: 'wxd678efh567hg6787',
    apiV3Key: secretOf(keys, 'apiV3Key', secrets.apiV3Key, () => randomHex(16)),
    apiV2Key: secretOf(keys, 'apiV2Key', secrets.apiV2Key, () => randomHex(16)),
    merchant,
    platform,
    strangers,
    sm,
  }
}

/** Puts a new platform certificate before the others: it is the newest. */
export async function addCertificate({ platform, sm }: Identity, clock: MockClock, keys: Keys): Promise<string> {
  const certificates = platform.filter((party) => isCertificate(party) && (!sm || party.algorithm === sm.signature))
  // One key ships for this; who rotates again waits for a new one.
  const isFirst = certificates.length === 2
  const party = sm
    ? createSm2Party(keys, isFirst ? sm2Keys.next : undefined, sm)
    : createParty(keys, isFirst ? fixed.next : undefined)
  const kind = sm ? ' of SM2' : ''
  const added = await certified(`platform certificate ${certificates.length + 1}${kind}`, clock.now(), clock, party)
  platform.splice(platform.indexOf(certificates[0]!), 0, added)
  return added.serial
}

/** Somebody else's key of the same algorithm. */
export const strangerTo = ({ strangers }: Identity, { algorithm }: Party): Party =>
  strangers.find((stranger) => stranger.algorithm === algorithm)!

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
