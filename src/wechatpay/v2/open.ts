import { constantTimeEqual } from '#crypto'
import { parseXml } from '../../codec/xml.js'
import { type ErrorCode, ShroffError, traceId } from '../../core/errors.js'
import { keepEvidence } from '../../core/evidence.js'
import type { WireReply } from '../../core/transport.js'
import { markVerified, type Verified } from '../../core/verified.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { WechatpayReceivingAccount } from '../account.js'
import { header } from '../wire.js'
import { communicationError } from './errors.js'
import { signV2 } from './sign.js'

/**
 * Opens an answer of APIv2: always HTTP 200 and XML. That the business result is a success is for the action to judge.
 *
 * @throws `BODY_INVALID`, `SIGNATURE_MISSING`, `SIGNATURE_INVALID`, `REPLY_MISMATCH`; the
 * error behind `return_code` FAIL, which comes unsigned.
 */
export async function openV2Reply(
  account: WechatpayReceivingAccount,
  apiV2Key: string,
  action: string,
  reply: WireReply,
): Promise<Verified<Record<string, string>>> {
  const { status } = reply
  const requestId = traceId(reply.headers[header.requestId])
  const fail = (code: ErrorCode, problem: string, next?: string) =>
    new ShroffError(code, { problem, next, status, requestId, authentic: false })

  if (status !== 200) {
    const code = status === 429 ? 'RATE_LIMITED' : status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ERROR'
    throw fail(code, 'The answer is not in WeChat Pay’s form; it may come from a proxy or a gateway on the way.')
  }
  const fields = readXml(reply.body, (why) =>
    fail('BODY_INVALID', `The answer is not the XML of WeChat Pay APIv2: ${why}. It may come from a proxy on the way.`),
  )
  if (fields.return_code !== 'SUCCESS') throw communicationError(action, fields.return_msg, requestId)
  if (!fields.sign) throw fail('SIGNATURE_MISSING', 'The answer has no sign.')
  if (!constantTimeEqual(utf8(fields.sign), utf8(await signV2(fields, apiV2Key)))) {
    const error = fail(
      'SIGNATURE_INVALID',
      'The sign of the answer is not the HMAC-SHA256 of its fields under this account’s APIv2 key.',
      'Check apiV2Key against the merchant console (API密钥); it is another one than the APIv3 key.',
    )
    throw keepEvidence(error, account, 'v2', fields)
  }
  const merchant = fields.mch_id
  if (merchant !== account.merchantId || (account.subMerchantId && fields.sub_mch_id !== account.subMerchantId))
    throw fail('REPLY_MISMATCH', 'The answer is not about this account’s merchant.')
  return markVerified(fields, 'shared-key')
}

function readXml(body: Uint8Array, fail: (why: string) => ShroffError): Record<string, string> {
  try {
    return parseXml(fromUtf8(body))
  } catch (error) {
    throw fail((error as Error).message)
  }
}
