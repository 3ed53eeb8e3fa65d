import * as codec from 'ripple-binary-codec'
import { seedSigner, xrplPaying } from 'shroff/xrpl/pay'
import { expect } from 'vitest'
import { hashOf, signTransaction } from '../../src/xrpl/pay/sign.js'
import { addressOf, idOf, isSigned, readBlob } from '../oracle/xrpl.js'
import { testSamples } from '../vectors/flip.js'
import { vectors } from '../vectors/xrpl-signed.js'

type Json = Record<string, unknown>
const noDigest = new Uint8Array(0)

testSamples(vectors, {
  async keypair({ input, expected }) {
    const signer = seedSigner(input.seed as string)
    const publicKey = await signer.publicKey()
    const signature = await signer.sign(new TextEncoder().encode(input.message as string), noDigest)
    expect({
      algorithm: signer.algorithm,
      publicKey,
      address: addressOf(publicKey),
      signature: Buffer.from(signature).toString('hex').toUpperCase(),
    }).toEqual(expected)
  },
  async signed({ input, expected }) {
    const transaction = input.transaction as Json
    const signer = seedSigner(input.seed as string)
    const account = xrplPaying({ address: transaction.Account as string, signer })
    const { blob, hash } = await signTransaction(account, 'prepareRefund', transaction)
    expect({ address: addressOf(await signer.publicKey()), tx_blob: blob, hash }).toEqual(expected)
    // The other reader says the same of it.
    expect([isSigned(blob), idOf(blob)]).toEqual([true, hash])
    expect(readBlob(blob)).toMatchObject({ Account: transaction.Account, Fee: transaction.Fee })
  },
  async decoded({ input, expected }) {
    const blob = input.tx_blob as string
    const told = { tx_json: codec.decode(blob), hash: await hashOf(blob), signatureValid: isSigned(blob) }
    expect(told).toEqual(expected)
    expect({ ...told, tx_json: readBlob(blob), hash: idOf(blob) }).toEqual(expected)
  },
  async 'for-signing'({ input, expected }) {
    expect({ hex: codec.encodeForSigning(input.transaction as object) }).toEqual(expected)
  },
})
