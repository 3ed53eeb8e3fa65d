import { sha256 } from '#crypto'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromAnyBase64, toUrlBase64 } from '../crypto/base64.js'
import { toLowerHex } from '../crypto/bytes.js'
import type { SigningAlgorithm, SmAlgorithms } from '../crypto/contract.js'
import { bareSignature, derSignature } from '../crypto/ec-signature.js'
import { schemes } from './wire.js'

/** By which algorithms an account speaks, both ways. */
export type Scheme = {
  readonly wire: (typeof schemes)[keyof typeof schemes]
  readonly algorithm: SigningAlgorithm
  /** In lower-case hexadecimal. */
  digest(content: Uint8Array): Promise<string>
  /** A signature as the algorithm makes it, as the wire has it, and the opposite way. */
  write(signature: Uint8Array): Uint8Array
  read(signature: Uint8Array): Uint8Array | undefined
}

// Made when it is asked for: a bundler cannot drop a constant that reads another's members.
export const rsaScheme = (): Scheme => ({
  wire: schemes.rsa,
  algorithm: rsaSha256,
  digest: async (content) => toLowerHex(await sha256(content)),
  write: (signature) => signature,
  read: (signature) => signature,
})

/** 国密: the wire has the two numbers of a signature one behind the other. */
export const smScheme = (sm: SmAlgorithms): Scheme => ({
  wire: schemes.sm,
  algorithm: sm.signature,
  digest: async (content) => toLowerHex(sm.sm3(content)),
  write: (signature) => bareSignature(signature) ?? signature,
  read: (signature) => (signature.length === 64 ? derSignature(signature) : undefined),
})

/** A signature as the wire has it. */
export const writeSignature = ({ wire, write }: Pick<Scheme, 'wire' | 'write'>, signature: Uint8Array): string =>
  `${toUrlBase64(write(signature))}$${wire.mark}`

/** What stands before the first `$`, in either alphabet of Base64; the rest, up to three parts, says nothing that is believed. */
export function readSignature({ read }: Pick<Scheme, 'read'>, text: string): Uint8Array | undefined {
  const isOne = text.length <= 2048 && /^[\w+/=-]+(\$[\w-]*){0,3}$/.test(text)
  const signature = isOne ? fromAnyBase64(text.split('$', 1)[0]!) : undefined
  return signature && read(signature)
}
