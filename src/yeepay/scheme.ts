import { sha256 } from '#crypto'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromAnyBase64, toUrlBase64 } from '../crypto/base64.js'
import { toLowerHex } from '../crypto/bytes.js'
import type { SigningAlgorithm } from '../crypto/contract.js'
import { schemes } from './wire.js'

/** By which algorithms an account speaks, both ways. */
export type Scheme = {
  readonly wire: (typeof schemes)[keyof typeof schemes]
  readonly algorithm: SigningAlgorithm
  /** In lower-case hexadecimal. */
  digest(content: Uint8Array): Promise<string>
}

export const rsaScheme: Scheme = {
  wire: schemes.rsa,
  algorithm: rsaSha256,
  digest: async (content) => toLowerHex(await sha256(content)),
}

/** A signature as the wire has it. */
export const writeSignature = ({ wire }: Pick<Scheme, 'wire'>, signature: Uint8Array): string =>
  `${toUrlBase64(signature)}$${wire.mark}`

/** What stands before the first `$`, in either alphabet of Base64; the rest, up to three parts, says nothing that is believed. */
export const readSignature = (text: string): Uint8Array | undefined =>
  text.length <= 2048 && /^[\w+/=-]+(\$[\w-]*){0,3}$/.test(text) ? fromAnyBase64(text.split('$', 1)[0]!) : undefined
