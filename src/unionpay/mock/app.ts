import { fromBase64, sha1, toBase64 } from '#crypto'
import { concat, fromHex, toHex, utf8 } from '../../crypto/bytes.js'
import { pemBlocks } from '../../crypto/pem.js'
import { decryptRaw } from '../../crypto/rsa-raw.js'
import type { BookOrder } from '../../mock/book.js'
import type { Identity } from './identity.js'
import { memoryOf } from './platform.js'

/** How the payer left UnionPay's control in the app. */
export type AppEnd = 'success' | 'fail' | 'cancel'

/** `result_data`, as the control hands it to the app: signed with SHA-1, as by all that are known. */
export async function resultData({ leaf }: Identity, order: BookOrder, end: AppEnd): Promise<string> {
  const data = `pay_result=${end}&tn=${memoryOf(order).tn}&cert_id=${leaf.serial}`
  const digest = async (text: string) => toHex(await sha1(utf8(text)))
  // DigestInfo of SHA-1 (RFC 8017, section 9.2), of the digest in hexadecimal.
  const info = fromHex(`3021300906052B0E03021A05000414${await digest((await digest(data)).toLowerCase())}`)!
  const padded = concat(Uint8Array.of(0, 1), new Uint8Array(253 - info.length).fill(255), Uint8Array.of(0), info)
  return JSON.stringify({ sign: toBase64(applyKey(leaf.party.privatePem, padded)), data })
}

/** `#crypto` signs nothing with SHA-1. RSA undoes an encryption as it signs. */
function applyKey(pem: string, block: Uint8Array): Uint8Array {
  const pkcs8 = fromBase64(pemBlocks(pem)[0]!.body!.replace(/\s/g, ''))!
  return decryptRaw(pkcs8, block, (length) => crypto.getRandomValues(new Uint8Array(length)))!
}
