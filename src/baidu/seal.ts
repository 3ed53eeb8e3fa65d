import { toBase64 } from '#crypto'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { rsaSha1Signing } from '../crypto/algorithms.js'
import { utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { type BaiduReceivingAccount, baiduSecrets } from './account.js'
import { type Fields, signedText } from './canonical.js'

type Given = Readonly<Record<string, string | undefined>>

/** A call by token. Nothing of it is signed; the token stands in the address, where Baidu wants it. */
export function sealByToken(
  host: string,
  { path, query, form }: { path: string; query?: Given | undefined; form?: Given | undefined },
  token: string,
): WireRequest {
  const address = new URLSearchParams({ access_token: token, ...without(query) })
  return sealForm(`${host}${path}?${address}`, form)
}

/** A call by signature: all of its fields are signed, empty ones too. */
export async function sealSigned(
  account: BaiduReceivingAccount,
  host: string,
  { path, form }: { path: string; form: Given },
): Promise<WireRequest> {
  const fields = without(form)
  return sealForm(host + path, { ...fields, rsaSign: await rsaSignOf(account, fields) })
}

/** A form that is posted, or a question where there is none. */
export function sealForm(url: string, form: Given | undefined): WireRequest {
  const headers = { accept: 'application/json', 'user-agent': `shroff/${version}` }
  if (!form) return { method: 'GET', url, headers }
  const body = utf8(new URLSearchParams(without(form)).toString())
  return { method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body }
}

/** `rsaSign` over these fields, in Base64. */
export async function rsaSignOf(account: BaiduReceivingAccount, fields: Fields): Promise<string> {
  const signer = await signerOf(account)
  return toBase64(await signer.sign(utf8(signedText(fields))))
}

/** The merchant's signer; a key is imported once and kept. */
export function signerOf(account: BaiduReceivingAccount): Promise<Signer> {
  const held = baiduSecrets(account)
  held.signer ??= held
    .vet()
    .then(() => toSigner(held.privateKey, 'privateKey: the merchant’s private key (开发者私钥)', rsaSha1Signing))
  return held.signer
}

const without = (given: Given = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
