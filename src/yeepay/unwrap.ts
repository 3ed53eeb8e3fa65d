import { secretsOf } from '../core/account.js'
import { configError } from '../core/errors.js'
import type { KeyInput, Signer } from '../crypto/contract.js'
import type { YeepayAccount, YeepaySecrets } from './account.js'

export const isSigner = (key: KeyInput | Signer): key is Signer => typeof (key as Partial<Signer>).sign === 'function'

export function mustDecrypt({ decrypt }: Signer, how: string): void {
  if (decrypt) return
  throw configError(
    'The Signer of this account cannot decrypt, and YeePay’s notifications come encrypted.',
    `Give it \`decrypt\`, ${how}, beside \`sign\`.`,
  )
}

/** A key that SM2 wraps for the merchant. Such ciphertexts come with the mark of a point, and in YeePay's own samples without. */
export async function unwrapSm(account: YeepayAccount, wrapped: Uint8Array): Promise<Uint8Array> {
  const { sm, privateKey, opener } = secretsOf<YeepaySecrets>(account)!
  const form = wrapped.length === wrappedLength && wrapped[0] === 4 ? 'raw' : 'bare'
  if (!isSigner(privateKey)) return sm!.decryptSm2(await opener(), wrapped, { form })
  mustDecrypt(privateKey, 'SM2')
  return privateKey.decrypt!(form === 'raw' ? wrapped : Uint8Array.of(4, ...wrapped))
}

/** A point, its mark, a hash, and a key. */
const wrappedLength = 1 + 64 + 32 + 16
