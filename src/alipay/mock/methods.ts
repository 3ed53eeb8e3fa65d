import { hasStatus, type WithStatus } from '../../mock/answer.js'
import type { Answer, Asked } from '../../mock/endpoints.js'
import type { Json } from '../../mock/http.js'
import { agreementMethods, withhold } from './agreements.js'
import { capture } from './capture.js'
import { freezeMethods } from './freezes.js'
import { freezingMethods } from './freezing.js'
import type { Beside, Handler, Platform } from './platform.js'
import { refuse } from './refusals.js'
import { statementMethods } from './statements.js'
import { tradeMethods } from './trades.js'
import { transferMethods } from './transfers.js'

/** One method, three products: what it is given tells which. */
const pay: Handler = (platform, content, beside) => {
  if (content.auth_no !== undefined) return capture(platform, content, beside)
  if (content.agreement_params !== undefined) return withhold(platform, content, beside)
  return tradeMethods['alipay.trade.pay']!(platform, content, beside)
}

/** What each V2 method does; V3's paths lead to the same. */
const own: Readonly<Record<string, Handler>> = {
  ...tradeMethods,
  'alipay.trade.pay': pay,
  ...freezingMethods,
  ...freezeMethods,
  ...transferMethods,
  ...agreementMethods,
  ...statementMethods,
}

/** All that this mock plays itself. */
export const ownNames = (): string[] => Object.keys(own)

/** What a merchant has added comes first. That there is nothing is no word of Alipay's, so the refusal says whose limit it is. */
export async function play(platform: Platform, asked: Asked, beside: Beside): Promise<Json | WithStatus> {
  const { methods = {} } = platform.options
  const { method } = beside
  if (Object.hasOwn(methods, method)) return membersOf(method, await methods[method]!(asked))
  if (Object.hasOwn(own, method)) return own[method]!(platform, asked.body, beside)
  const advice = `this mock gateway does not play ${method}; play it by mockAlipay({ methods })`
  throw refuse('isv.invalid-method', `不存在的方法名 (${advice})`)
}

function membersOf(method: string, answer: Answer): Json | WithStatus {
  if (answer instanceof Uint8Array)
    throw new TypeError(`mockAlipay: ${method} answers bytes; Alipay answers members only`)
  return hasStatus(answer) ? answer : { ...answer }
}
