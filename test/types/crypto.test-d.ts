import type { Signer } from 'shroff'
import { expectTypeOf, test } from 'vitest'
import { rsaSha1, rsaSha256 } from '../../src/crypto/algorithms.js'
import type { Crypto, PrivateKey } from '../../src/crypto/contract.js'

type Sides = [typeof import('../../src/crypto/node.js'), typeof import('../../src/crypto/web.js')]

test('both sides export what the contract has, and nothing else', () => {
  expectTypeOf<Sides>().toExtend<[Crypto, Crypto]>()
  expectTypeOf<[keyof Sides[0], keyof Sides[1]]>().toEqualTypeOf<[keyof Crypto, keyof Crypto]>()
})

test('nothing is signed with SHA-1', () => {
  const of = ({ sign, importPrivateKey }: Crypto, key: PrivateKey) => {
    void sign(rsaSha256, key, new Uint8Array())
    // @ts-expect-error what is broken is only verified
    void sign(rsaSha1, key, new Uint8Array())
    // @ts-expect-error and no key is imported for it
    void importPrivateKey('', 'key', rsaSha1)
  }
  expectTypeOf(of).toBeFunction()
})

test('a signer says what it signs with, if anything', () => {
  const sign = async (message: Uint8Array) => message
  expectTypeOf({ sign }).toExtend<Signer>()
  expectTypeOf({ sign, algorithm: 'RSA-SHA256' as const }).toExtend<Signer>()
  expectTypeOf({ sign, algorithm: 'SM2' as const }).not.toExtend<Signer>()
})
