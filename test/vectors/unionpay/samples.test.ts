import { expect, it } from 'vitest'
import { sharedSamples } from '../shared.js'
import { type UnionpayVector, vectors } from './samples.js'

const shared = sharedSamples<UnionpayVector & Record<string, unknown>>('unionpay.json')

it('each sample names its source, and no two are called the same', () => {
  expect(vectors.filter(({ source }) => !/^([\w.-]+\/[\w.-]+:|derived)/.test(source))).toEqual([])
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length)
  expect(vectors).toHaveLength(12)
})

it.runIf(shared.length > 0)('all of ACP that are kept beside the clone are transcribed, without a change', () => {
  // Names of keys, which the signatures prove, and remarks.
  const apart =
    'notes signMethod version key decryptKey accNoPadding algorithm verifyCert middle root keys input'.split(' ')
  const byName = (list: readonly ({ name: string } & Record<string, unknown>)[]) =>
    Object.fromEntries(
      list.map((one) => [one.name, Object.fromEntries(Object.entries(one).filter(([name]) => !apart.includes(name)))]),
    )
  // QRA is another protocol, and SM3 nobody has published a message with.
  const ours = shared.filter(({ kind }) => kind !== 'qra-md5-sign' && kind !== 'primitive-sm3')
  const flat = vectors.map(({ expected, ...one }) => ({ ...one, ...one.input, ...expected }))
  expect(byName(flat)).toEqual(byName(ours))
})
