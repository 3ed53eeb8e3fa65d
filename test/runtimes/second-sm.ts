// SM2 and SM4-GCM of another author, on the other end of every runtime: it makes what the suite has to open, and judges what the suite
// has made. `npm run full:sm` has 200 rounds of each, `npm run test:runtimes` a dozen.
import { randomBytes } from 'node:crypto'
import { sm2, sm3, sm4 } from 'sm-crypto-v2'
import type { Report } from './suite/run.js'

const rounds = Number(process.env.SM_ROUNDS ?? 12)
const pair = sm2.generateKeyPairHex()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** All in hexadecimal. */
export type SmRound = { message: string; digest: string; signature: string; ciphertext: string; sealed: string }
export type SmExchange = { privateKey: string; publicKey: string; key: string; nonce: string; rounds: SmRound[] }

const key = hex(randomBytes(16))
const nonce = hex(randomBytes(12))

export const smExchange: SmExchange = {
  privateKey: pair.privateKey,
  publicKey: pair.publicKey,
  key,
  nonce,
  rounds: Array.from({ length: rounds }, (_, round): SmRound => {
    const message = new Uint8Array(randomBytes(1 + round * 5))
    const { output, tag } = gcm(message)
    return {
      message: hex(message),
      digest: sm3(message),
      signature: sm2.doSignature(message, pair.privateKey, { der: true, hash: true, publicKey: pair.publicKey }),
      ciphertext: sm2.doEncrypt(message, pair.publicKey, 1, { asn1: true }),
      sealed: hex(output) + hex(tag!),
    }
  }),
}

function gcm(message: Uint8Array) {
  const options = {
    mode: 'gcm',
    iv: bytesOf(nonce),
    associatedData: bytesOf(key),
    output: 'array',
    outputTag: true,
  } as const
  return sm4.encrypt(message, bytesOf(key), options)
}

/** What a runtime has signed and encrypted, judged here. */
export function judgeSm({ sm }: Report): Report['results'] {
  const takes = (round: SmRound, { signature, ciphertext }: { signature: string; ciphertext: string }) =>
    sm2.doVerifySignature(bytesOf(round.message), signature, pair.publicKey, { der: true, hash: true }) &&
    hex(sm2.doDecrypt(ciphertext, pair.privateKey, 1, { asn1: true, output: 'array' })) === round.message
  const taken = smExchange.rounds.filter((round, at) => sm?.[at] && takes(round, sm[at])).length
  const name = 'SM2 of another author takes what it has signed and encrypted'
  return [taken === rounds ? { name } : { name, error: `${taken} of ${rounds}` }]
}
