import type { Amount } from '../core/amount.js'
import { type FieldProblem, parametersError } from '../core/errors.js'

type Checked = {
  orderId?: string
  refundId?: string
  description?: string
  amount?: Amount
  orderAmount?: Amount
}

/**
 * Refuses what one provider would take and another would not, so that a shop finds out before it changes providers.
 * The provider's own limits are checked after.
 */
export function mustBePortable(action: string, given: Checked): void {
  const fields: FieldProblem[] = []
  const check = (name: 'orderId' | 'refundId' | 'description', pattern: RegExp, problem: string) => {
    const value = given[name]
    if (value !== undefined && !pattern.test(value)) fields.push({ path: name, problem })
  }
  check('orderId', /^[0-9A-Za-z_]{6,32}$/, 'must be 6 to 32 letters, digits and underscores')
  check('refundId', /^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits and underscores')
  check('description', /^[^/=&]{1,127}$/u, 'must be 1 to 127 characters, without / = &')
  if (given.amount && given.orderAmount && given.amount.value > given.orderAmount.value) {
    fields.push({ path: 'amount.value', problem: 'must not be more than orderAmount' })
  }
  if (fields.length > 0) throw parametersError(action, fields)
}
