import { decryptRsaPkcs1, fromBase64 } from '#crypto'
import { configError, ShroffError } from '../core/errors.js'
import { importPrivateKey } from '../core/keys.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import type { KeyInput } from '../crypto/contract.js'
import { type UnionpayAccount, unionpaySecrets } from './account.js'

/**
 * The card number of an answer or a webhook (`accNo`), which comes encrypted to the merchant's signing key, or masked; as it is
 * where it is not encrypted. What comes out may be masked too (`6216***********0018`), or the last four digits.
 *
 * @throws `DECRYPTION_FAILED` for what was not encrypted for this key; `CONFIG_INVALID` for an account without a private key, or
 * whose `Signer` cannot decrypt.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Kernel/Support/AcpService.php decryptData
 * @example
 * const { cardNumber } = await getPayment(client, { orderId: 'T1000001', placedAt })
 * if (cardNumber) console.log(await decryptCardNumber(account, cardNumber))
 */
export async function decryptCardNumber(account: UnionpayAccount, cardNumber: string): Promise<string> {
  if (isCardNumber(cardNumber)) return cardNumber
  const decrypt = await decrypterOf(account)
  const bytes = fromBase64(String(cardNumber))
  if (!bytes) throw notDecrypted('is neither a number nor Base64')
  const wrong = 'was not encrypted for this account’s private key, or holds something else'
  const found = await decrypt(bytes).catch((cause: unknown) => {
    throw notDecrypted(wrong, cause)
  })
  const number = String.fromCharCode(...found)
  if (!isCardNumber(number)) throw notDecrypted(wrong)
  return number
}

/** Also masked, or its end alone. */
const isCardNumber = (text: string) => /^[\d*]{4,19}$/.test(text)

const notDecrypted = (problem: string, cause?: unknown) =>
  new ShroffError('DECRYPTION_FAILED', {
    problem: `decryptCardNumber: what was given ${problem}.`,
    outcome: 'not-sent',
    next: 'UnionPay encrypts accNo for the merchant’s signing certificate: what came before a renewal needs the key of then.',
    cause,
  })

async function decrypterOf(account: UnionpayAccount): Promise<(ciphertext: Uint8Array) => Promise<Uint8Array>> {
  const held = unionpaySecrets(account)
  const { privateKey } = held
  if (privateKey === undefined)
    throw configError('decryptCardNumber needs the merchant’s private key, which this account does not have.')
  if (typeof privateKey === 'object' && 'sign' in privateKey) {
    if (privateKey.decrypt) return (ciphertext) => privateKey.decrypt!(ciphertext)
    throw configError(
      'The Signer of this account cannot decrypt.',
      'Give it `decrypt`, RSAES-PKCS1-v1_5, beside `sign`.',
    )
  }
  await held.vet()
  held.decrypter ??= importPrivateKey(privateKey as KeyInput, 'privateKey: the merchant’s private key', rsaSha256)
  const key = await held.decrypter
  // Nothing, as of another content, and without a cause: who can tell a broken padding by the error decrypts by asking often
  // (Bleichenbacher 1998).
  return (ciphertext) => decryptRsaPkcs1(key, ciphertext).catch(() => new Uint8Array())
}
