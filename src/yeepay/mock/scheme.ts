import { sha256, sign, verify } from '#crypto'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { fromAnyBase64, toUrlBase64 } from '../../crypto/base64.js'
import { toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import { bareSignature, derSignature } from '../../crypto/ec-signature.js'
import type { Party } from '../../mock/parties.js'
import { schemes } from '../wire.js'

/** By which algorithms this platform and its merchant speak. */
export type Speech = {
  readonly wire: (typeof schemes)[keyof typeof schemes]
  digest(content: Uint8Array): Promise<string>
  /** A signature as the wire has it. */
  sign(party: Party, text: string): Promise<string>
  verify(party: Party, signature: string, text: string): Promise<boolean>
}

/** None without the mark of its algorithm. */
function bytesOf(signature: string, { mark }: Speech['wire']) {
  const [written = '', marked] = signature.split('$')
  return marked === mark ? fromAnyBase64(written) : undefined
}

export const rsaSpeech: Speech = {
  wire: schemes.rsa,
  digest: async (content) => toLowerHex(await sha256(content)),
  sign: async ({ privateKey }, text) =>
    `${toUrlBase64(await sign(rsaSha256, privateKey, utf8(text)))}$${schemes.rsa.mark}`,
  async verify({ publicKey }, signature, text) {
    const bytes = bytesOf(signature, schemes.rsa)
    return bytes !== undefined && verify(rsaSha256, publicKey, bytes, text)
  },
}

export const smSpeech = ({ sm3, signature: algorithm }: SmAlgorithms): Speech => ({
  wire: schemes.sm,
  digest: async (content) => toLowerHex(sm3(content)),
  sign: async ({ privateKey }, text) =>
    `${toUrlBase64(bareSignature(await sign(algorithm, privateKey, utf8(text)))!)}$${schemes.sm.mark}`,
  async verify({ publicKey }, signature, text) {
    const bytes = bytesOf(signature, schemes.sm)
    return bytes?.length === 64 && verify(algorithm, publicKey, derSignature(bytes), text)
  },
})
