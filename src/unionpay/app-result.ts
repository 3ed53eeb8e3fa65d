import { configError, type ShroffError, withFacts } from '../core/errors.js'
import { checkOptions, isKey, type Rule, yesOrNo } from '../core/options.js'
import { stateOf } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { KeyInput } from '../crypto/contract.js'
import type { UnionpayReceivingAccount } from './account.js'
import type { Fields } from './canonical.js'
import { openAppResult } from './open-app-result.js'
import { appResultShape } from './wire.js'

/** `result_data` of the control in the app. */
export type UnionpayAppResultData = { readonly sign: string; readonly data: string }

export type ReadAppResultOptions = ReceiveOptions & {
  /**
   * UnionPay's certificates for results of the control (`acp_…_verify_sign.cer`), one after the other: the one whose decimal number
   * the result names is taken. The result brings none, and the chain of the account has no part in it.
   */
  certificates: KeyInput
  /**
   * Takes results that are signed with SHA-1, which is broken: every control that is known signs so. Default `false`: with SHA-256,
   * as everything else of version 5.1.0; that newer controls do is *unconfirmed*.
   */
  unsafeSha1?: boolean
}

export type UnionpayAppResult = {
  readonly result: 'success' | 'fail' | 'cancel'
  /** The number of the order at the control, as `createPayment` gave it. */
  readonly tn: string
  /** The verified content, in the provider's own spelling. */
  readonly raw: Fields
}

/**
 * Opens what UnionPay's control in the app returned (`result_data`). **For display only**: it came through the payer's hands, who
 * may send an old one again, and it names no amount. A webhook or `getPayment` decides; compare `tn` with that of the order.
 *
 * @param given The text that the app hands on, or what it is as JSON.
 * @throws `SIGNATURE_*`, `KEY_UNKNOWN` for a certificate that was not given, `BODY_INVALID`; `CONFIG_INVALID` for an option that
 * there is not.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Kernel/Support/AcpService.php validateAppResponse
 * @example
 * const { result, tn } = await readAppResult(account, body.resultData, { certificates, unsafeSha1: true })
 */
export async function readAppResult(
  account: UnionpayReceivingAccount,
  given: string | UnionpayAppResultData,
  options: ReadAppResultOptions,
): Promise<UnionpayAppResult> {
  checkOptions<ReadAppResultOptions>('readAppResult', options, rules)
  const { certificates, unsafeSha1 = false, observe } = options
  return receive(
    account,
    {
      action: 'readAppResult',
      open: async () => openAppResult(account, dataOf(given), { certificates, unsafeSha1 }),
      // It names no merchant: whose order it is, `tn` tells.
      foreign: () => undefined,
      decode({ value: raw }) {
        const { pay_result, tn } = inShape(appResultShape, raw)
        return { result: stateOf(results, pay_result), tn, raw }
      },
    },
    { observe },
  ).catch((error: ShroffError) => {
    throw error.code === 'CONFIG_INVALID' ? error : withFacts(error, { next: adviceOf(error) })
  })
}

const results = { success: 'success', fail: 'fail', cancel: 'cancel' } as const

const adviceOf = ({ next }: ShroffError) =>
  [next, 'Ask with getPayment what became of the order.'].filter(Boolean).join(' ')

const rules = {
  certificates: { fits: isKey, wanted: 'the certificates of the control’s results', needed: true },
  unsafeSha1: yesOrNo,
  observe: { fits: (value: unknown) => typeof value === 'function', wanted: 'a function' },
} as const satisfies Record<string, Rule>

function dataOf(given: string | UnionpayAppResultData): UnionpayAppResultData {
  const { sign, data } = (typeof given === 'string' ? parsed(given) : given) ?? {}
  if (typeof data === 'string' && (typeof sign === 'string' || sign === undefined)) return { sign: sign ?? '', data }
  throw configError(
    'readAppResult: the result is not what the control gives, { sign, data } or that as JSON.',
    'Let the app hand on result_data as a text; on fail and cancel there may be none.',
  )
}

function parsed(text: string): Partial<UnionpayAppResultData> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
