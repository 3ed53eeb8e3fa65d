import type { Sample } from '../flip.js'
import * as apiV3 from '../wechatpay.js'
import * as keys from './keys.js'
import * as shortKeys from './short-keys.js'
import * as sm from './sm.js'
import * as v2 from './v2.js'

export type WechatpaySample = Sample & {
  readonly source: string
  readonly keys: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: published samples differ in shape; each kind reads its own members.
  readonly input: Readonly<Record<string, any>>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly expected: Readonly<Record<string, any>>
}

/** Every published sample of WeChat Pay's wire that is transcribed. */
export const samples: readonly WechatpaySample[] = [apiV3, keys, shortKeys, v2, sm].flatMap((file) =>
  Object.values<WechatpaySample>(file),
)
