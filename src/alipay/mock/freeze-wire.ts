import { toChinaText } from '../../codec/time.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import type { Freeze, Operation } from './freeze-book.js'
import { refuse } from './refusals.js'

// Only its length is documented.
export function requestNo({ out_request_no: number }: Json): string {
  if (typeof number !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(number)) throw illegal('out_request_no')
  return number
}

export const isText = (text: unknown) => typeof text === 'string' && text !== '' && text.length <= 100
export const illegal = (name: string) => refuse('ILLEGAL_ARGUMENT', `参数异常：${name}`)
export const notUnique = () => refuse('UNIQUE_VIOLATION', '商户订单号重复')

export const operationAnswer = (
  { authNo, freezeId }: Freeze,
  { id, requestNo, value, status, doneAt }: Operation,
): Json => ({
  auth_no: authNo,
  out_order_no: freezeId,
  operation_id: id,
  out_request_no: requestNo,
  amount: yuanText(value),
  status,
  gmt_trans: toChinaText(doneAt),
})
