import { expect, test } from 'vitest'
import { toSigner } from '../../src/core/signer.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { failure } from '../support/failure.js'

const sign = async (message: Uint8Array) => message

test.each([{ sign }, { sign, algorithm: undefined }, { sign, algorithm: 'RSA-SHA256' as const }])(
  'a signer of the algorithm that is wanted is taken as it is: %j',
  async (signer) => {
    expect(await toSigner(signer, 'privateKey: the key', rsaSha256)).toBe(signer)
  },
)

test('a signer that says another algorithm is refused, by name', async () => {
  const error = await failure(toSigner({ sign, algorithm: 'SM2' as 'RSA-SHA256' }, 'privateKey: the key', rsaSha256))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent', next: 'Give a signer for RSA-SHA256.' })
  expect(error.message).toContain('privateKey: the key is wanted, but the signer given says that it signs with SM2.')
})
