import { toBase64 } from '#crypto'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version as ours } from '../core/version.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { hexDigest, suffixedDigest } from '../crypto/keyed-digest.js'
import { type UnionpayAccount, type UnionpayReceivingAccount, unionpaySecrets } from './account.js'
import { type Fields, signedText } from './canonical.js'
import { version } from './wire.js'

/** What a call is made of; what is undefined or empty is left out, as it must be. */
export type GivenFields = Readonly<Record<string, string | undefined>>

/** The fields of a call or of a form, signed: the same ones give the same signature. */
export async function sealFields(account: UnionpayAccount, given: GivenFields): Promise<Fields> {
  const { merchantId, signMethod } = account
  const { certificate, secureKey, sm3, vet } = unionpaySecrets(account)
  const fields: Record<string, string> = {}
  const all: GivenFields = { version, encoding: 'UTF-8', accessType: '0', merId: merchantId, ...given, signMethod }
  for (const [name, value] of Object.entries(all)) if (value) fields[name] = value
  if (secureKey === undefined) {
    fields.certId = certificate().serialDecimal
    // Hashed twice: the text that is signed is the digest in hexadecimal.
    const digest = utf8(await hexDigest(signedText(fields)))
    fields.signature = toBase64(await (await signerOf(account)).sign(digest))
  } else {
    await vet()
    fields.signature = await suffixedDigest(secureKey, signedText(fields), sm3)
  }
  return fields
}

/** A call, signed and then encoded. */
export async function seal(
  account: UnionpayAccount,
  path: string,
  given: GivenFields,
  host: string,
): Promise<WireRequest> {
  const fields = await sealFields(account, given)
  return {
    method: 'POST',
    url: host + path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      'user-agent': `shroff/${ours}`,
    },
    body: utf8(new URLSearchParams(fields).toString()),
  }
}

/** The merchant's signer; a key is imported once and kept. */
export function signerOf(account: UnionpayReceivingAccount): Promise<Signer> {
  const held = unionpaySecrets(account)
  held.signer ??= held.vet().then(() => toSigner(held.privateKey, 'privateKey: the merchant’s private key', rsaSha256))
  return held.signer
}
