import { certificates } from './certificates.js'
import { messages } from './messages.js'
import { requests } from './requests.js'
import type { UnionpayVector } from './sample.js'

export type { UnionpayVector } from './sample.js'

/** Every published sample of ACP 5.1.0 that is transcribed, and of 5.0.0 the one that is public. */
export const vectors: readonly UnionpayVector[] = [...requests, ...messages, ...certificates]
