import { expect, it } from 'vitest'
import { sharedSamples } from '../shared.js'
import { samples, type WechatpaySample } from './samples.js'

const shared = sharedSamples<WechatpaySample>('wechatpay.json')

it('each sample names its source, and no two are called the same', () => {
  expect(samples.filter(({ source }) => !/^(page pay\.weixin\.qq\.com\/|[\w.-]+\/[\w.-]+:)/.test(source))).toEqual([])
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  expect(samples).toHaveLength(21)
})

it.runIf(shared.length > 0)('all samples of the shared folder are transcribed, without a change', () => {
  const byName = (list: readonly WechatpaySample[]) => Object.fromEntries(list.map((sample) => [sample.name, sample]))
  expect(byName(samples)).toEqual(byName(shared))
})
