import { md5, toBase64 } from '#crypto'
import { toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { MockClock } from '../../mock/clock.js'
import { certify, createParty, type Keys, type Party, secretOf } from '../../mock/parties.js'
import { contentKey, keys as fixed } from './keys.js'

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly appId: string
  readonly sellerId: string
  readonly merchant: Party
  readonly alipay: Party
  /** Somebody else's key, for forgeries. */
  readonly stranger: PrivateKey
  /** Base64 of 16 bytes, where content is encrypted. */
  readonly contentKey: string | undefined
  readonly certificates:
    | { files: { app: string; alipay: string; root: string }; sns: { app: string; alipay: string; root: string } }
    | undefined
}

export async function createIdentity(
  clock: MockClock,
  options: { mode?: string; encrypted?: boolean },
  keys: Keys,
): Promise<Identity> {
  const [merchant, alipay, stranger] = await Promise.all([
    createParty(keys, fixed.merchant),
    createParty(keys, fixed.alipay),
    createParty(keys, fixed.stranger),
  ])
  const freshKey = () => toBase64(crypto.getRandomValues(new Uint8Array(16)))
  return {
    appId: '2021000122672388',
    sellerId: '2088621955702781',
    merchant,
    alipay,
    stranger: stranger.privateKey,
    contentKey: options.encrypted ? secretOf(keys, 'contentKey', contentKey, freshKey) : undefined,
    certificates:
      options.mode === 'certificate'
        ? await issue(clock, merchant, alipay, await createParty(keys, fixed.authority))
        : undefined,
  }
}

/** A root, and both leaves issued by it, as the three files of the console. */
async function issue(clock: MockClock, merchant: Party, alipay: Party, root: Party) {
  const leaf = (name: string) => named('certificates', `${name} of the mock gateway`)
  const dated = {
    issuer: issuer(),
    by: root,
    from: clock.now() - 24 * 3_600_000,
    to: clock.now() + 5 * 365 * 24 * 3_600_000,
  }
  const [app, platform, authority] = await Promise.all([
    certify(merchant, { ...dated, serial: '2018051901', subject: leaf('application') }),
    certify(alipay, { ...dated, serial: '2018051902', subject: leaf('Alipay') }),
    certify(root, { ...dated, serial: '2018051900', subject: issuer(), authority: true }),
  ])
  return {
    files: { app, alipay: platform, root: authority },
    sns: { app: sn(2018051901), alipay: sn(2018051902), root: sn(2018051900) },
  }
}

// Clients that read a fixed place of the name want all four.
const named = (unit: string, name: string) => [
  { type: 'C', value: 'CN' },
  { type: 'O', value: 'shroff mock' },
  { type: 'OU', value: unit },
  { type: 'CN', value: name },
]

const issuer = () => named('certification authority', 'shroff mock root (not for production)')

/** Alipay's serial of a certificate of this issuer: MD5 over its name, last part first, and the serial in decimal. */
function sn(serial: number): string {
  const name = issuer()
    .reverse()
    .map(({ type, value }) => `${type}=${value}`)
  return toLowerHex(md5(utf8(`${name.join(',')}${BigInt(`0x${serial}`)}`)))
}
