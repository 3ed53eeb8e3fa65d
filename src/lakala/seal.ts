import { toBase64 } from '#crypto'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { type LakalaAccount, type LakalaReceivingAccount, lakalaSecrets, pathOf } from './account.js'
import { signedText, writeAuthorization } from './canonical.js'

/** Signs a call. Neither host nor path is signed; only time, nonce and signature differ between attempts. */
export async function seal(account: LakalaAccount, path: string, body: string, host: string): Promise<WireRequest> {
  const { appId, serial, clock, randomBytes } = account
  const timestamp = String(Math.floor(clock.now() / 1000))
  const nonce = toLowerHex(randomBytes(16))
  const signer = await signerOf(account)
  const signature = await signer.sign(utf8(signedText(appId, serial, timestamp, nonce, body).join('')))
  return {
    method: 'POST',
    url: host + pathOf(account, path),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json;charset=UTF-8',
      'user-agent': `shroff/${version}`,
      authorization: writeAuthorization({
        appid: appId,
        nonce_str: nonce,
        timestamp,
        serial_no: serial,
        signature: toBase64(signature),
      }),
    },
    body: utf8(body),
  }
}

/** The merchant's signer; a key is imported once and kept. */
export function signerOf(account: LakalaReceivingAccount): Promise<Signer> {
  const held = lakalaSecrets(account)
  held.signer ??= held
    .vet()
    .then(() => toSigner(held.privateKey, 'privateKey: the merchant’s private key (api_private_key.pem)', rsaSha256))
  return held.signer
}
