import { toBase64 } from '#crypto'
import type { Multipart } from '../codec/multipart.js'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { toHex, utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { preferredSerial, type WechatpayAccount, type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { requestMessage } from './canonical.js'

export type Unsealed = {
  method: string
  /** Path and query, already percent-encoded. */
  path: string
  /** The JSON; its UTF-8 bytes are what travels. */
  body?: string | undefined
  /** What travels in place of `body`, which is signed all the same: an upload, whose file no signature covers. */
  upload?: Multipart | undefined
  /** Serial of the platform key that fields in the body are encrypted for. */
  encryptedFor?: string | undefined
}

/** Signs a request for `host` (`https://…`). The host is not part of the signature (doc 4012365336). */
export async function seal(
  account: WechatpayAccount,
  { method, path, body, upload, encryptedFor }: Unsealed,
  host: string,
): Promise<WireRequest> {
  // What is signed must be what travels, so let the URL parser settle the encoding before signing, not after.
  const url = new URL(host + path)
  const timestamp = timestampOf(account)
  const nonce = nonceOf(account)
  const signed = requestMessage(method, url.pathname + url.search, timestamp, nonce, body ?? '')
  const signature = await sign(account, signed)
  const platformSerial = encryptedFor ?? preferredSerial(account)
  const scheme = wechatpaySecrets(account).schemes[0]!.name
  return {
    method,
    url: url.href,
    headers: {
      accept: 'application/json',
      'user-agent': `shroff/${version}`,
      authorization: `${scheme} mchid="${account.merchantId}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${account.serial.toUpperCase()}",signature="${signature}"`,
      ...(body && { 'content-type': upload?.contentType ?? 'application/json' }),
      // With a PUB_KEY_ID_… here the answer is signed by the public key, else by a platform certificate (doc 4012154180).
      ...(platformSerial && { 'wechatpay-serial': platformSerial }),
      ...(account.language && { 'accept-language': account.language }),
    },
    ...(body && { body: upload?.bytes ?? utf8(body) }),
  }
}

/** Base64 signature of a canonical text by the merchant's private key. */
export async function sign(account: WechatpayReceivingAccount, message: string): Promise<string> {
  const signer = await signerOf(account)
  return toBase64(await signer.sign(utf8(message)))
}

/** The merchant's signer; a key is imported once and kept. */
export function signerOf(account: WechatpayReceivingAccount): Promise<Signer> {
  const held = wechatpaySecrets(account)
  held.signer ??= held
    .vet()
    .then(() =>
      toSigner(
        held.privateKey,
        'privateKey: the merchant API private key (apiclient_key.pem)',
        held.schemes[0]!.algorithm,
      ),
    )
  return held.signer
}

/** Seconds since 1970, as text. */
export const timestampOf = (account: WechatpayReceivingAccount): string =>
  String(Math.floor(account.clock.now() / 1000))

/** 32 random characters. */
export const nonceOf = (account: WechatpayReceivingAccount): string => toHex(account.randomBytes(16))
