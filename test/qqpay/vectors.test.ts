import { acknowledge } from 'shroff/qqpay'
import { describe, expect, it } from 'vitest'
import { md5Digest, sha1Digest } from '../../src/crypto/keyed-digest.js'
import { appSecret, appText, signedText } from '../../src/qqpay/canonical.js'
import { appSign, appString, fixedOrderString, signOf, signOfString, stringToSign } from '../oracle/qqpay/wire.js'
import { accountOf } from '../support/qqpay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { type QqpayVector, vectors } from '../vectors/qqpay.js'
import { sharedSamples } from '../vectors/shared.js'

function sorted({ input, keys, expected }: QqpayVector) {
  const { params = {} } = input
  const text = signedText(params, keys.apiKey!)
  expect([text, md5Digest(text)]).toEqual([expected.stringToSign, expected.sign])
  expect([stringToSign(params, keys.apiKey!), signOf(params, keys.apiKey!)]).toEqual([
    expected.stringToSign,
    expected.sign,
  ])
  // What is empty, and the signature itself, are not part of it.
  expect(signedText({ ...params, sign: 'X', zero: '' }, keys.apiKey!)).toBe(text)
}

/** How a published sample of each kind is run. */
const checks: Checks<QqpayVector> = {
  'qpay-md5-sign': sorted,
  'tenpay-md5-sign': sorted,
  'tenpay-v1-fixed-order-md5'({ input, keys, expected }) {
    const { params = {}, fieldOrder = [] } = input
    const text = fixedOrderString(params, fieldOrder, keys.apiKey!)
    expect([text, signOfString(text), md5Digest(text)]).toEqual([expected.stringToSign, expected.sign, expected.sign])
    // Its order is none of QQ Wallet's.
    expect(signedText(params, keys.apiKey!)).not.toBe(expected.stringToSign)
  },
  async 'qpay-notify-answer'({ input, expected }) {
    expect(input.returnCode).toBe('SUCCESS')
    expect(await (await acknowledge(accountOf(), 'received')).text()).toBe(expected.xml)
  },
  async 'qpay-app-sign-negative'({ input, keys, expected }) {
    const fields = input.fields as Parameters<typeof appText>[0]
    const text = 'appId=100619284&bargainorId=1900000109&nonce=ksjfwierwfjk&pubAcc=&tokenId=1000000002'
    expect([appText(fields), appString(input.fields!)]).toEqual([text, text])
    // Each of the documented wrong ones by its own mistake.
    const unsorted = ['appId', 'nonce', 'tokenId', 'pubAcc', 'bargainorId'].map(
      (name) => `${name}=${input.fields![name]}`,
    )
    expect(expected.sourceStringMustNotBe).toEqual([
      text.replace('&pubAcc=', ''),
      text.replace(/[a-zA-Z]+=/g, (name) => name.toLowerCase()),
      unsorted.join('&'),
    ])
    const signature = appSign(input.fields!, keys.appKey!)
    expect(await sha1Digest(appSecret(keys.appKey!), text)).toBe(signature)
    // The ampersand is part of the key.
    expect(await sha1Digest(keys.appKey!, text)).not.toBe(signature)
  },
}

describe('published samples', () => testSamples(vectors, checks))

const shared = sharedSamples<QqpayVector>('qpay.json')

it.runIf(shared.length > 0)('all that are kept beside the clone are transcribed here', () => {
  for (const { name, input, expected } of shared)
    expect(vectors.find((one) => one.name === name)).toMatchObject({ input, expected })
})
