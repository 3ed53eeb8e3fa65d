import { agreementMethods, withhold } from './agreements.js'
import { capture } from './capture.js'
import { freezeMethods } from './freezes.js'
import { freezingMethods } from './freezing.js'
import type { Handler } from './platform.js'
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
export const methodHandlers: Readonly<Record<string, Handler>> = {
  ...tradeMethods,
  'alipay.trade.pay': pay,
  ...freezingMethods,
  ...freezeMethods,
  ...transferMethods,
  ...agreementMethods,
  ...statementMethods,
}
