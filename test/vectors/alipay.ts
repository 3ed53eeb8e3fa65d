import { answers } from './alipay/answers.js'
import { notices } from './alipay/notices.js'
import { primitives } from './alipay/primitives.js'
import { requests } from './alipay/requests.js'
import { rest } from './alipay/rest.js'
import type { AlipayVector } from './alipay/sample.js'
import { slices } from './alipay/slices.js'

export type { AlipayVector } from './alipay/sample.js'

/** Every published sample of Alipay's wire, transcribed as it is; all keys are published test keys. */
export const vectors: readonly AlipayVector[] = [...requests, ...answers, ...slices, ...notices, ...rest, ...primitives]
