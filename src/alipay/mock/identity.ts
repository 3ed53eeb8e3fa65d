import { importPrivateKey, importPublicKey, md5, toBase64 } from '#crypto'
import { toHex, utf8 } from '../../crypto/bytes.js'
import type { PrivateKey, PublicKey } from '../../crypto/contract.js'
import { toPem } from '../../crypto/pem.js'
import { writeCertificate } from '../../crypto/x509-write.js'
import type { MockClock } from '../../mock/clock.js'
import { sharedKeyPair } from '../../mock/keys.js'

export type MockKey = {
  privateKey: PrivateKey
  publicKey: PublicKey
  privatePem: string
  publicPem: string
  spki: Uint8Array
}

/** Who takes part, and all keys of both sides. */
export type Identity = {
  readonly appId: string
  readonly sellerId: string
  readonly merchant: MockKey
  readonly alipay: MockKey
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
): Promise<Identity> {
  const [merchant, alipay, authority, stranger] = await Promise.all(
    ['merchant', 'alipay', 'authority', 'stranger'].map(keyOf),
  )
  return {
    appId: '2021000122672388',
    sellerId: '2088621955702781',
    merchant: merchant!,
    alipay: alipay!,
    stranger: stranger!.privateKey,
    contentKey: options.encrypted ? toBase64(crypto.getRandomValues(new Uint8Array(16))) : undefined,
    certificates: options.mode === 'certificate' ? await certify(clock, merchant!, alipay!, authority!) : undefined,
  }
}

async function keyOf(role: string): Promise<MockKey> {
  const { privateKey, publicKey: spki } = await sharedKeyPair(`alipay ${role}`)
  return {
    privateKey: await importPrivateKey(privateKey, 'a key'),
    publicKey: await importPublicKey(spki, 'a key'),
    privatePem: toPem('PRIVATE KEY', privateKey),
    publicPem: toPem('PUBLIC KEY', spki),
    spki,
  }
}

/** A root, and both leaves issued by it, as the three files of the console. */
async function certify(clock: MockClock, merchant: MockKey, alipay: MockKey, authority: MockKey) {
  const issuer = [
    { type: 'C', value: 'CN' },
    { type: 'O', value: 'shroff mock' },
    { type: 'CN', value: 'shroff mock root (not for production)' },
  ]
  const issue = async (name: string, serial: string, key: MockKey) =>
    writeCertificate({
      serial,
      subject:
        name === 'root'
          ? issuer
          : [
              { type: 'C', value: 'CN' },
              { type: 'CN', value: `${name} of the mock gateway` },
            ],
      issuer,
      notBefore: new Date(clock.now() - 24 * 3_600_000),
      notAfter: new Date(clock.now() + 5 * 365 * 24 * 3_600_000),
      subjectPublicKey: key.spki,
      signer: authority.privateKey,
      authority: name === 'root',
    })
  const [app, platform, root] = await Promise.all([
    issue('application', '2018051901', merchant),
    issue('Alipay', '2018051902', alipay),
    issue('root', '2018051900', authority),
  ])
  const pem = (der: Uint8Array) => toPem('CERTIFICATE', der)
  return {
    files: { app: pem(app), alipay: pem(platform), root: pem(root) },
    sns: { app: sn(2018051901), alipay: sn(2018051902), root: sn(2018051900) },
  }
}

/** Alipay's serial of a certificate of this issuer: MD5 over its name, last part first, and the serial in decimal. */
function sn(serial: number): string {
  const decimal = BigInt(`0x${serial}`).toString()
  return toHex(md5(utf8(`CN=shroff mock root (not for production),O=shroff mock,C=CN${decimal}`))).toLowerCase()
}
