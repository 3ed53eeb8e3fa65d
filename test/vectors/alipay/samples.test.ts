import { expect, it } from 'vitest'
import { type AlipayVector, vectors } from '../alipay.js'
import { sharedSamples } from '../shared.js'

const shared = sharedSamples<AlipayVector>('alipay.json')

it('each sample names its source, and no two are called the same', () => {
  expect(vectors.filter(({ source }) => !/^[\w.-]+\/[\w.-]+:/.test(source))).toEqual([])
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length)
  expect(vectors).toHaveLength(39)
})

it.runIf(shared.length > 0)('all samples of the shared folder are transcribed, without a change', () => {
  const facts = ({
    name,
    source,
    kind,
    publicKeyPem,
    privateKeyPem,
    certificatePem,
    input,
    expected,
  }: AlipayVector) => [name, { source, kind, publicKeyPem, privateKeyPem, certificatePem, input, expected }]
  const byName = (list: readonly AlipayVector[]) => Object.fromEntries(list.map(facts))
  expect(byName(vectors)).toEqual(byName(shared))
})
