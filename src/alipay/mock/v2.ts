import { gbk } from '../../codec/gbk.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { hasStatus } from '../../mock/answer.js'
import type { Fault } from '../../mock/faults.js'
import type { Json } from '../../mock/http.js'
import { isRefusal } from '../../mock/refusal.js'
import { cashier, isPage, mustBeOfProduct, refusedPage } from './cashier.js'
import { encrypt, openContent, textOf } from './content.js'
import { play } from './methods.js'
import { newTraceId } from './numbers.js'
import { place } from './place.js'
import { isHere, type Platform } from './platform.js'
import { busy, codeOf, isNobodys, messages, throwFault } from './refusals.js'
import { answerKey, answerSn, signText } from './sign.js'
import { checkApplication, checkParameters, encoderOf, ownParameters, readParameters } from './v2-request.js'

/** How an answer goes out. `signed`: whether it is known for whom. */
type Envelope = {
  method: string
  signed: boolean
  encrypted: boolean
  encode: (text: string) => Uint8Array
  fault: Fault | undefined
}

/** `/gateway.do`: always HTTP 200. */
export async function handleGateway(
  platform: Platform,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  const { identity, options, witness } = platform
  const { parameters, files } = readParameters(request)
  const { method = '', biz_content = '{}', notify_url: notifyUrl, return_url: returnUrl } = parameters
  const isEncrypted = parameters.encrypt_type === 'AES'
  const envelope = { method, signed: true, encrypted: false, encode: encoderOf(parameters), fault }
  try {
    checkApplication(platform, parameters, isHere(platform, request))
    await checkParameters(platform, parameters)
    witness?.checking('fault')
    throwFault(fault)
    witness?.checking('content')
    const content = await openContent(identity, biz_content, isEncrypted)
    envelope.encrypted = isEncrypted
    witness?.checking('business')
    const beside = { method, notifyUrl, returnUrl }
    mustBeOfProduct(platform, method, content)
    if (/^alipay\.trade\.(page|wap|app)\.pay$/.test(method))
      return cashier(platform, place(platform, content, beside, false), request)
    const body = { ...ownParameters(parameters), ...content }
    const query = new URLSearchParams({ ...parameters })
    const sealed = (text: string) => encrypt(identity, text)
    const asked = { method, parts: {}, query, headers: request.headers, body, files, encrypt: sealed }
    const answered = await play(platform, asked, beside)
    if (hasStatus(answered)) throw new TypeError(`mockAlipay: ${method} is answered with a status; V2 has none but 200`)
    witness?.checking('fault')
    if (fault === 'system-error-after') throw busy()
    return await answer(platform, envelope, { code: '10000', msg: 'Success', ...answered })
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    if (isPage(method)) return refusedPage(error)
    const { code: sub_code, message: sub_msg } = error
    const code = codeOf(sub_code)
    const encrypted = envelope.encrypted && !options.unconfirmed?.refusesInTheClear
    const body = { code, msg: messages[code] ?? 'Business Failed', sub_code, sub_msg }
    return answer(platform, { ...envelope, encrypted, signed: !isNobodys(error) }, body)
  }
}

/** The members in the order and the spelling that real clients rely on: node, alipay_cert_sn, sign, without a blank. */
async function answer({ identity, witness }: Platform, envelope: Envelope, body: Json): Promise<WireReply> {
  const { method, fault, encrypted, encode } = envelope
  // Official clients look for a refusal under the method's own name; without a method there is none.
  const isMethod = /^[a-z]+(\.[a-z0-9]+)+$/.test(method)
  const node = isMethod ? `${method.replaceAll('.', '_')}_response` : 'error_response'
  const isSigned = isMethod && envelope.signed
  const text = encrypted ? `"${await encrypt(identity, textOf(body))}"` : textOf(body)
  const signature = await signText(answerKey(identity, fault), encode(text))
  if (isSigned && fault !== 'unsigned') witness?.signed(text)
  const sn = answerSn(identity, fault)
  const members = [
    `"${node}":${text}`,
    isSigned && sn && `"alipay_cert_sn":"${sn}"`,
    isSigned && fault !== 'unsigned' && `"sign":"${signature}"`,
  ]
  return {
    status: 200,
    headers: { 'content-type': `text/html;charset=${encode === gbk ? 'gbk' : 'utf-8'}`, trace_id: newTraceId() },
    body: encode(`{${members.filter(Boolean).join(',')}}`),
  }
}
