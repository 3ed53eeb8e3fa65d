import { agreementMethods, withhold } from './agreements.js'
import { capture } from './capture.js'
import { freezeMethods } from './freezes.js'
import { freezingMethods } from './freezing.js'
import type { MockAlipayMethod } from './options.js'
import type { Handler, Platform } from './platform.js'
import { refuse } from './refusals.js'
import type { Names } from './routes.js'
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

export const methodNames = ({ options }: Platform): Names => ({
  own: Object.keys(own),
  added: Object.keys(options.methods ?? {}),
})

/** What plays this method. That this mock has none is no word of Alipay's, so the refusal says whose limit it is. */
export function handlerOf({ options }: Platform, method: string): Handler {
  const given = options.methods && Object.hasOwn(options.methods, method) ? options.methods[method] : undefined
  if (given) return added(given)
  if (Object.hasOwn(own, method)) return own[method]!
  const advice = `this mock gateway does not play ${method}; play it by mockAlipay({ methods })`
  throw refuse('40002', 'isv.invalid-method', `不存在的方法名 (${advice})`)
}

const added =
  (method: MockAlipayMethod): Handler =>
  async (_, content, { method: name, notifyUrl }) => {
    const answer = await method({ method: name, content, notifyUrl })
    const { code = '10000', sub_code, sub_msg } = answer
    if (code === '10000' || code === '10003') return answer
    throw refuse(String(code), String(sub_code), String(sub_msg))
  }
