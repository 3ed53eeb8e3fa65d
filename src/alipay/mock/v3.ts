import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { hasStatus } from '../../mock/answer.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, targetOf, writeJson } from '../../mock/http.js'
import { readMultipart } from '../../mock/multipart.js'
import { randomHex } from '../../mock/numbers.js'
import { isRefusal } from '../../mock/refusal.js'
import { v3ReplyText } from '../canonical.js'
import { encrypt, openContent } from './content.js'
import { play } from './methods.js'
import { newTraceId } from './numbers.js'
import { isHere, type Platform } from './platform.js'
import { busy, isNobodys, throwFault } from './refusals.js'
import { routeOf } from './routes.js'
import { answerKey, answerSn, signText } from './sign.js'
import { checkAuthorization } from './v3-request.js'

/** How an answer goes out. `signed`: whether it is known for whom. */
type Envelope = { status: number; signed: boolean; encrypted: boolean; fault: Fault | undefined }

/** `/v3/…`: REST, signed in headers. Business refusals have the sub_code of V2 as their code. */
export async function handleRest(
  platform: Platform,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  const { identity, options, witness } = platform
  const { headers } = request
  const path = targetOf(request)
  // Of an upload one part holds the parameters, and is what is signed.
  const upload = readMultipart(headers['content-type'], request.body)
  const raw = upload ? (upload.fields.data ?? '') : new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.body)
  const encrypted = headers['alipay-encrypt-type'] === 'AES'
  try {
    const signed = { method: request.method, path, body: raw }
    await checkAuthorization(platform, headers, signed, isHere(platform, request))
    witness?.checking('fault')
    throwFault(fault)
    witness?.checking('content')
    const [name = '', search = ''] = path.split('?')
    const route = routeOf(platform, request.method, name)
    const { method, parts } = route ?? { method: `${request.method} ${name}`, parts: {} }
    const query = new URLSearchParams(search)
    const sent = await openContent(identity, raw || '{}', encrypted && raw !== '')
    witness?.checking('business')
    const body: Json = { ...Object.fromEntries(query), ...sent }
    const notifyUrl = typeof body.notify_url === 'string' ? body.notify_url : undefined
    const sealed = (text: string) => encrypt(identity, text)
    const asked = { method, parts, query, headers, body, files: upload?.files ?? [], encrypt: sealed }
    // V3 has neither; that a payment still in process is told by what is missing from it is unconfirmed.
    const answered = await play(platform, asked, { method, notifyUrl, returnUrl: undefined })
    const [status, said] = hasStatus(answered) ? [answered.status, answered.body as Json] : [200, answered]
    const { code: _code, msg: _msg, ...members } = said
    witness?.checking('fault')
    if (fault === 'system-error-after') throw busy()
    const isEmpty = options.unconfirmed?.v3AnswersNoContent && Object.keys(members).length === 0
    const envelope = { status: isEmpty ? 204 : status, signed: true, encrypted, fault }
    // What it says beside its status is unconfirmed.
    if (fault === 'accepted') return await answer(platform, { ...envelope, status: 202 }, writeJson({}))
    return await answer(platform, envelope, isEmpty ? '' : writeJson(members))
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    const code = error.code.replace(/^(isv|isp|aop)\./, '')
    const links = [{ link: 'https://open.alipay.com/', desc: '解决方案' }]
    const envelope = { status: error.status, signed: !isNobodys(error), encrypted: false, fault }
    return answer(platform, envelope, writeJson({ code, message: error.message, links }))
  }
}

async function answer({ identity, clock, witness }: Platform, envelope: Envelope, plain: string): Promise<WireReply> {
  const { status, signed, encrypted, fault } = envelope
  const text = encrypted && plain !== '' ? await encrypt(identity, plain) : plain
  const timestamp = String(clock.now() - (fault === 'stale-timestamp' ? 3_600_000 : 0))
  const nonce = randomHex(16)
  const sn = answerSn(identity, fault)
  const message = v3ReplyText(timestamp, nonce, text)
  if (signed && fault !== 'unsigned') witness?.signed(message)
  return {
    status,
    headers: {
      'content-type': encrypted ? 'text/plain' : 'application/json;charset=utf-8',
      'alipay-trace-id': newTraceId(),
      ...(sn && { 'alipay-sn': sn }),
      ...(signed &&
        fault !== 'unsigned' && {
          'alipay-timestamp': timestamp,
          'alipay-nonce': nonce,
          'alipay-signature': await signText(answerKey(identity, fault), message),
        }),
    },
    body: utf8(text),
  }
}
