import { sign, toBase64 } from '#crypto'
import type { WireReply } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import { hexDigest, suffixedDigest } from '../../crypto/keyed-digest.js'
import { type Fields, signedText } from '../canonical.js'
import { version } from '../wire.js'
import type { Seal } from './identity.js'
import type { Platform } from './platform.js'

/** How a message can be false: by somebody else's key under UnionPay's certificate, under another certificate, or unsigned. */
export type False = { readonly key: 'stranger' } | { readonly leaf: Seal } | 'unsigned'

/** PEM with CRLF between its lines and none at its end, as all messages have it. */
export const wirePem = (pem: string): string => pem.trimEnd().replaceAll('\n', '\r\n')

/** Fields that UnionPay has signed, the empty ones left out. */
export async function signFields({ identity, witness }: Platform, given: Fields, how?: False): Promise<Fields> {
  const { secureKey, sm3, stranger } = identity
  const leaf = typeof how === 'object' && 'leaf' in how ? how.leaf : identity.leaf
  const fields: Record<string, string> = {}
  const { signMethod } = identity
  const signPubKeyCert = secureKey === undefined ? wirePem(leaf.certificate) : ''
  for (const [name, value] of Object.entries({ ...given, version, signMethod, signPubKeyCert }))
    if (value) fields[name] = value
  if (how === 'unsigned') return fields
  const isStrangers = typeof how === 'object' && 'key' in how
  const text = signedText(fields)
  witness?.signed(text)
  if (secureKey !== undefined)
    return { ...fields, signature: await suffixedDigest(isStrangers ? `not ${secureKey}` : secureKey, text, sm3) }
  const key = isStrangers ? stranger.privateKey : leaf.party.privateKey
  // Hashed twice: what is signed is the digest in hexadecimal.
  return { ...fields, signature: toBase64(await sign(rsaSha256, key, utf8(await hexDigest(text)))) }
}

/** An answer: nothing in it is percent-encoded, and its fields come in an order in which nobody would write them again. */
export async function answer(platform: Platform, fields: Fields, how?: False): Promise<WireReply> {
  const signed = await signFields(platform, fields, how)
  const names = Object.keys(signed).sort().reverse()
  return {
    status: 200,
    headers: {
      'content-type': 'text/html;charset=UTF-8',
      // The only time that an answer tells.
      date: new Date(platform.clock.now()).toUTCString(),
    },
    body: utf8(names.map((name) => `${name}=${signed[name]}`).join('&')),
  }
}
