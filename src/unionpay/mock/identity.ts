import { randomHex } from '../../mock/numbers.js'
import { certify, createParty, type Keys, type Party, secretOf } from '../../mock/parties.js'
import type { Forgery } from '../../mock/provider.js'
import { owner } from '../wire.js'
import { keys as fixed, secureKey as fixedSecret } from './keys.js'
import type { MockUnionpayOptions } from './options.js'

/** A key to sign with, and the certificate that a message brings along. */
export type Seal = { readonly party: Party; readonly certificate: string /** Decimal. */; readonly serial: string }

/** Who takes part, and all keys of both sides. Certificates are PEM. */
export type Identity = {
  readonly merchantId: string
  readonly merchant: Party
  /** Decimal, under 2^53: a client in Go takes no more. */
  readonly certId: string
  readonly certificate: string
  readonly encryptionCertificate: string
  readonly middleCertificate: string
  readonly rootCertificate: string
  /** Somebody else, for forgeries. */
  readonly stranger: Party
  /** What UnionPay signs with now. */
  leaf: Seal
  /** A leaf that follows. */
  renew(): Promise<Seal>
  /** What it would not sign with; made when it is wanted. */
  falseLeaf(forgery: Forgery): Promise<Seal>
  /** There where both sides hold a key. */
  readonly secureKey: string | undefined
  readonly signMethod: '01' | '11' | '12'
  /** Of signMethod 12. */
  readonly sm3: ((bytes: Uint8Array) => Uint8Array) | undefined
}

const merchantId = '777290058110048'
const serials = { root: 1, middle: 2, merchant: 69903319369, encryption: 69903319370, leaf: 69903320001 } as const
const day = 24 * 3_600_000

const named = (commonName: string) => [
  { type: 'C', value: 'CN' },
  { type: 'O', value: 'shroff mock' },
  { type: 'CN', value: commonName },
]
const rootName = () => named('shroff mock root (not for production)')
const middleName = () => named('shroff mock OCA1 (not for production)')
/** As the real one is called. */
const leafName = () => named(`041@8310000000083040@${owner}@00016495`)
const hex = (serial: number) => serial.toString(16).padStart(10, '0')

export async function createIdentity(
  now: number,
  { signMethod = '01', sm3 }: Pick<MockUnionpayOptions, 'signMethod' | 'sm3'>,
  keys: Keys,
): Promise<Identity> {
  const [merchant, encryption, leaf, middle, root, stranger] = await Promise.all([
    createParty(keys, fixed.merchant),
    createParty(keys, fixed.encryption),
    createParty(keys, fixed.leaf),
    createParty(keys, fixed.middle),
    createParty(keys, fixed.root),
    createParty(keys, fixed.stranger),
  ])
  const dated = { from: now - day, to: now + 5 * 365 * day }
  const issued = { ...dated, issuer: middleName(), by: middle }
  const leafOf = async (serial: number, party = leaf, more = {}): Promise<Seal> => ({
    party,
    serial: String(serial),
    certificate: await certify(party, { ...issued, serial: hex(serial), subject: leafName(), ...more }),
  })
  const [certificate, encryptionCertificate, middleCertificate, rootCertificate, first] = await Promise.all([
    certify(merchant, {
      ...issued,
      serial: hex(serials.merchant),
      subject: named(`041@${merchantId}@shroff mock@00000001`),
    }),
    certify(encryption, { ...issued, serial: hex(serials.encryption), subject: leafName() }),
    certify(middle, {
      ...dated,
      serial: hex(serials.middle),
      subject: middleName(),
      issuer: rootName(),
      by: root,
      authority: true,
    }),
    certify(root, { ...dated, serial: hex(serials.root), subject: rootName(), issuer: rootName(), authority: true }),
    leafOf(serials.leaf),
  ])
  let next = serials.leaf as number
  return {
    merchantId,
    merchant,
    certId: String(serials.merchant),
    certificate,
    encryptionCertificate,
    middleCertificate,
    rootCertificate,
    stranger,
    leaf: first,
    renew() {
      next += 1
      return leafOf(next)
    },
    falseLeaf(forgery) {
      const of = (party: Party, more: object) => leafOf(serials.leaf, party, more)
      if (forgery === 'expired-certificate') return of(leaf, { from: now - 400 * day, to: now - 35 * day })
      // A merchant's: the same authority issues those.
      if (forgery === 'foreign-certificate')
        return of(stranger, { subject: named('041@777290058110099@某某商户有限公司@00000002') })
      if (forgery === 'self-issued-certificate') return of(stranger, { issuer: leafName(), by: stranger })
      // The authority's name is right, its key is not.
      return of(stranger, { by: stranger })
    },
    signMethod,
    sm3,
    secureKey: signMethod === '01' ? undefined : secretOf(keys, 'secureKey', fixedSecret, () => randomHex(16)),
  }
}
