import type { Amount } from '../core/amount.js'
import { type FieldProblem, parametersError } from '../core/errors.js'
import { urlProblem } from '../core/public-url.js'

/** By name: whether a text is what all providers take, and what to say if it is not. */
const texts = {
  orderId: [(text) => /^[0-9A-Za-z_]{6,32}$/.test(text), 'must be 6 to 32 letters, digits and underscores'],
  refundId: [(text) => /^[0-9A-Za-z_]{1,64}$/.test(text), 'must be 1 to 64 letters, digits and underscores'],
  description: [(text) => /^[^/=&]{1,127}$/u.test(text), 'must be 1 to 127 characters, without / = &'],
  reason: [(text) => /^.{1,80}$/su.test(text), 'must be 1 to 80 characters'],
  payerClientIp: [(text) => /^.{1,45}$/su.test(text), 'must be 1 to 45 characters'],
  notifyUrl: [
    (text) => urlProblem(text, { maximum: 255, ascii: true }) === undefined,
    'must be an absolute public http(s) URL of at most 255 ASCII characters without a query string',
  ],
  returnUrl: [
    (text) => urlProblem(text, { maximum: 256, ascii: true, fragment: true }) === undefined,
    'must be an absolute http(s) URL of at most 256 ASCII characters without a query string',
  ],
} satisfies Record<string, readonly [fits: (text: string) => boolean, problem: string]>

type Checked = { [N in keyof typeof texts]?: string } & { channel?: string; amount?: Amount; orderAmount?: Amount }

/** @throws `PARAMETERS_INVALID` for no parameters at all. */
export function mustBeGiven(action: string, given: object): void {
  if (typeof given !== 'object' || given === null)
    throw parametersError(action, [{ path: 'parameters', problem: 'must be given, as an object' }])
}

/**
 * Refuses what one provider would take and another would not, so that a shop finds out before it changes providers.
 * The provider's own limits are checked after.
 */
export function mustBePortable(action: string, given: Checked): void {
  mustBeGiven(action, given)
  const { amount, orderAmount } = given
  const fields: FieldProblem[] = []
  for (const path of neededBy(action, given)) if (given[path] == null) fields.push({ path, problem: 'must be given' })
  for (const [path, [fits, problem]] of Object.entries(texts)) {
    const value: unknown = given[path as keyof typeof texts]
    if (value === undefined || fields.some((field) => field.path === path)) continue
    if (typeof value !== 'string' || !fits(value)) fields.push({ path, problem })
  }
  if (amount && amount.value > 10_000_000_000)
    fields.push({ path: 'amount.value', problem: 'must be at most 10000000000 fen' })
  if (amount && orderAmount && amount.value > orderAmount.value)
    fields.push({ path: 'amount.value', problem: 'must not be more than orderAmount' })
  if (fields.length > 0) throw parametersError(action, fields)
}

/** What one provider asks for and the other can do without: Alipay, though, may then send no webhooks. */
function neededBy(action: string, { channel }: Checked): readonly (keyof Checked)[] {
  if (action === 'refundPayment') return ['orderAmount']
  return channel === 'wap' ? ['notifyUrl', 'payerClientIp'] : ['notifyUrl']
}
