import { sha256, toBase64 } from '#crypto'
import { toHex, toLowerHex } from '../crypto/bytes.js'
import type { Hash } from '../crypto/keyed-digest.js'
import type { Candidate, Text } from './case.js'
import { bytesOf } from './recover.js'

/** What a program signs that hashes by itself what the signature hashes again. */
export function* hashedTwice(text: Text, hash: Hash = sha256): Generator<Candidate> {
  for (const signed of forms)
    yield { cause: 'hashed-twice', text, signed: async (given) => signed(await hash(bytesOf(given))) }
}

const forms: readonly ((digest: Uint8Array) => Text)[] = [(digest) => digest, toLowerHex, toHex, toBase64]
