import { toBase64 } from '#crypto'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { type AntomAccount, type AntomReceivingAccount, antomSecrets } from './account.js'
import { signedText, writeSignature } from './canonical.js'
import { header } from './wire.js'

/** Signs a call of this path, as it is called and so with the sandbox's in it. The host is not signed. */
export async function seal(account: AntomAccount, path: string, body: string, host: string): Promise<WireRequest> {
  const { clientId, keyVersion, clock } = account
  const { agentToken } = antomSecrets(account)
  const time = String(clock.now())
  const signer = await signerOf(account)
  const signature = await signer.sign(utf8(signedText(path, clientId, time, body).join('')))
  return {
    method: 'POST',
    url: host + path,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'user-agent': `shroff/${version}`,
      [header.clientId]: clientId,
      [header.requestTime]: time,
      [header.signature]: writeSignature(keyVersion, toBase64(signature)),
      // Names the merchant; not part of what is signed.
      ...(agentToken && { [header.agentToken]: agentToken }),
    },
    body: utf8(body),
  }
}

/** The merchant's signer; a key is imported once and kept. */
export function signerOf(account: AntomReceivingAccount): Promise<Signer> {
  const held = antomSecrets(account)
  held.signer ??= held.vet().then(() => toSigner(held.privateKey, 'privateKey: the merchant’s private key', rsaSha256))
  return held.signer
}
