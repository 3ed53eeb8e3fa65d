import { importPrivateKey, importPublicKey, sha256 } from '#crypto'
import { toHex } from '../../crypto/bytes.js'
import type { PrivateKey, PublicKey } from '../../crypto/contract.js'
import { toPem } from '../../crypto/pem.js'
import { writeCertificate } from '../../crypto/x509-write.js'
import type { MockClock } from '../../mock/clock.js'
import { sharedKeyPair } from '../../mock/keys.js'
import { publicKeyIdPrefix } from '../wire.js'

export type Mode = 'public-key' | 'certificate' | 'migration'

export type MockKey = {
  readonly serial: string
  readonly privateKey: PrivateKey
  readonly privatePem: string
  /** A certificate, or a bare public key under a PUB_KEY_ID_…. */
  readonly publicPem: string
  readonly publicKey: PublicKey
}

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly merchantId: string
  readonly appId: string
  readonly apiV3Key: string
  readonly merchant: MockKey
  /** WeChat Pay's keys; the first signs webhooks. In certificate mode the newest comes first. */
  readonly platform: MockKey[]
  /** Somebody else's key, for forgeries. */
  readonly stranger: PrivateKey
}

const year = 365 * 24 * 3_600_000

export async function createIdentity(clock: MockClock, mode: Mode): Promise<Identity> {
  const [merchant, current, previous, byId, stranger] = await Promise.all([
    certified('merchant', clock.now() - year / 2, clock),
    certified('platform certificate', clock.now() - 24 * 3_600_000, clock),
    certified('previous platform certificate', clock.now() - 4 * year, clock),
    byPublicKeyId(),
    sharedKeyPair('stranger').then(({ privateKey }) => importPrivateKey(privateKey, 'a key')),
  ])
  const certificates = [current, previous]
  const platform = { 'public-key': [byId], certificate: certificates, migration: [byId, ...certificates] }[mode]
  return {
    merchantId: '1900007291',
    appId: 'wxd678efh567hg6787',
    apiV3Key: toHex(crypto.getRandomValues(new Uint8Array(16))),
    merchant,
    platform,
    stranger,
  }
}

/** Puts a new platform certificate before the others: it is the newest. */
export async function addCertificate({ platform }: Identity, clock: MockClock): Promise<string> {
  const certificates = platform.filter(isCertificate)
  const added = await certified(`platform certificate ${certificates.length + 1}`, clock.now(), clock)
  platform.splice(platform.indexOf(certificates[0]!), 0, added)
  return added.serial
}

export const isCertificate = ({ serial }: MockKey): boolean => !serial.startsWith(publicKeyIdPrefix)

async function certified(role: string, since: number, clock: MockClock): Promise<MockKey> {
  const { privateKey: der, publicKey: spki } = await sharedKeyPair(`wechatpay ${role}`)
  const privateKey = await importPrivateKey(der, 'a key')
  // 40 digits that begin with a digit other than zero, as real ones do; from the key, so that it stays the same.
  const serial = `5${toHex(await sha256(spki)).slice(1, 40)}`
  const certificate = await writeCertificate({
    serial,
    subject: [
      { type: 'CN', value: `${role} of the mock gateway` },
      { type: 'O', value: 'shroff mock' },
    ],
    issuer: [{ type: 'CN', value: 'shroff mock, not for production' }],
    notBefore: new Date(since),
    notAfter: new Date(Math.max(since, clock.now() - year) + 5 * year),
    subjectPublicKey: spki,
    signer: privateKey,
  })
  return {
    serial,
    privateKey,
    privatePem: toPem('PRIVATE KEY', der),
    publicPem: toPem('CERTIFICATE', certificate),
    publicKey: await importPublicKey(spki, 'a key'),
  }
}

async function byPublicKeyId(): Promise<MockKey> {
  const { privateKey: der, publicKey: spki } = await sharedKeyPair('wechatpay public key')
  const privateKey = await importPrivateKey(der, 'a key')
  const serial = `${publicKeyIdPrefix}0000000000000024101100397200000006`
  return {
    serial,
    privateKey,
    privatePem: toPem('PRIVATE KEY', der),
    publicPem: toPem('PUBLIC KEY', spki),
    publicKey: await importPublicKey(spki, 'a key'),
  }
}
