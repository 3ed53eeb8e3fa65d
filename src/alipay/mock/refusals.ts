import type { Fault } from '../../mock/faults.js'
import { type Refusal, refuse as refuseWith } from '../../mock/refusal.js'

/** A refusal by its sub_code, from which V2's gateway code and V3's status follow. */
export const refuse = (subCode: string, message: string): Refusal =>
  refuseWith(statuses[codeOf(subCode)] ?? 400, subCode, message)

// Assumed, but for 400 and 401.
const statuses: Readonly<Record<string, number>> = { '20000': 500, '20001': 401, '40005': 429, '40006': 403 }

/** What the gateway says of each of its codes. */
export const messages: Readonly<Record<string, string>> = {
  '20000': 'Service Currently Unavailable',
  '20001': 'Insufficient Token Permissions',
  '40001': 'Missing Required Arguments',
  '40002': 'Invalid Arguments',
  '40003': 'Insufficient Conditions',
  '40004': 'Business Failed',
  '40005': 'Call Limited',
  '40006': 'Insufficient Permissions',
}

// The first that fits. Where a sub_code is seen under two codes, the one under which it was captured.
const codes: readonly [RegExp, string][] = [
  [/^(isp|aop)\.(unknow-error|ACQ\.SYSTEM_ERROR)$/, '20000'],
  [/^aop\./, '20001'],
  [/^(isv\.(missing-signature-config|decryption-error-unknown)|invalid-auth-relations)$/, '40003'],
  [/^isv\.missing-(app-cert-sn|alipay-root-cert-sn)$/, '40002'],
  [/^isv\.(missing-|decryption-error-missing-encrypt-type$)/, '40001'],
  [/^isv\.(app|method)-call-limited$/, '40005'],
  [/^(isv\.(insufficient-|self-invoke-forbidden$)|ACCESS_FORBIDDEN$)/, '40006'],
  [/^(isv\.|(app-cert-expired|not-online-app|invalid-openid)$)/, '40002'],
  [/^isp\./, '20000'],
]

/** The gateway code that a sub_code stands under; that of a business refusal for all others. */
export const codeOf = (subCode: string): string => codes.find(([form]) => form.test(subCode))?.[1] ?? '40004'

/** Whether nobody's key is known, so that nothing can be signed for anybody. */
export const isNobodys = ({ code }: Refusal): boolean =>
  /^isv\.(missing-(app-id|signature-config|app-cert-sn)|invalid-app-id|app-cert-not-exist)$/.test(code)

/** The refusal that a fault asks for, before the book moves. */
export function throwFault(fault: Fault | undefined): void {
  if (typeof fault === 'object') throw refuseWith(fault.status, fault.code, fault.message ?? fault.code)
  if (fault === 'system-error-before' || fault === 'unavailable') throw busy()
  if (fault === 'rate-limited') throw refuse('isv.app-call-limited', '应用调用次数超限，包含调用频率超限')
  if (fault === 'nonce-refused') throw refuse('isv.suspected-attack', '可疑的攻击请求')
}

export const busy = (): Refusal => refuse('isp.unknow-error', '系统繁忙')
