import { type PayerBehaviour, usePayerCode } from '../../mock/payer-code.js'
import type { Platform } from './platform.js'

/** 16 to 24 digits that begin with 25 to 30, or the 35 characters of a face, `fp` among them. */
const isPayerCode = (code: unknown): code is string => /^((2[5-9]|30)\d{14,22}|fp.{33})$/.test(String(code))

/**
 * What the payer does whose code is charged, which uses it up. `again`: for what is there already, the same call came
 * before. Undefined for what is no code, is used up, or has expired.
 */
export function scanPayer(
  { book, clock }: Platform,
  code: unknown,
  exists: boolean,
): PayerBehaviour | 'again' | undefined {
  if (!isPayerCode(code)) return undefined
  const payer = usePayerCode(book, code, clock.now())
  if (payer === 'used-up') return exists ? 'again' : undefined
  return payer === 'expired' ? undefined : payer
}
