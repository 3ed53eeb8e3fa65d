import { encryptAesEcb, encryptRsaPkcs1, toBase64 } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { toUrlBase64 } from '../../crypto/base64.js'
import { utf8 } from '../../crypto/bytes.js'
import { type Json, readJsonObject, writeJson } from '../../mock/http.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { encode, headerText, requestText, writeAuthorization } from '../canonical.js'
import { header } from '../wire.js'
import { signingAt } from './certificates.js'
import { told } from './orders.js'
import { memoryOf, type Platform, refundMemoryOf, unconfirmedOf } from './platform.js'
import { refundTold } from './refunds.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'replayed',
  'foreign-merchant',
  'wrong-secret',
]

/** Three times in all, as it is said of settlements; of others it is unconfirmed. */
export const schedule = [300_000, 300_000]

const addressOf = (notice: NewNotice): string | undefined => {
  if (notice.type === 'other') return notice.url
  if (notice.type === 'payment.paid') return memoryOf(notice.order).notifyUrl
  // Really the open platform's, where the refund brings none; here that is the order's.
  return refundMemoryOf(notice.refund).notifyUrl ?? memoryOf(notice.refund.order).notifyUrl
}

/** Without an address there is nowhere to tell of it; what waits for the merchant is told by nothing. */
export const isTold = (notice: NewNotice): boolean =>
  addressOf(notice) !== undefined &&
  (notice.type !== 'refund' || notice.status === 'succeeded' || notice.status === 'closed')

function payloadOf(platform: Platform, notice: Notice): Json {
  if (notice.type === 'other') return notice.resource as Json
  if (notice.type === 'refund') {
    const { refund, status } = notice
    const said = refundMemoryOf(refund).ended ? 'CANCEL' : status === 'succeeded' ? 'SUCCESS' : 'FAILED'
    return texts(refundTold(platform, refund, said))
  }
  // What was so when it happened, whatever has become of it since.
  const { totalRefundAmount: _, ...paid } = told(platform, notice.order)
  return { ...texts(paid), status: 'SUCCESS', channelPromotionInfo: '[]' }
}

/** Values are texts; what is no text is a text of its JSON. */
const texts = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : typeof value === 'number' ? value.toFixed(2) : value,
    ]),
  )

/** A notification in its envelope, signed and wrapped now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const payload = payloadOf(platform, notice)
  const whose = forgery === 'foreign-merchant' && 'merchantNo' in payload ? { merchantNo: '10080009999' } : {}
  const json = writeJson({ ...payload, ...whose })
  const url = addressOf(notice) ?? 'https://shop.example/notify'
  return { method: 'POST', url, ...(await (platform.certificates ? sealSm : sealRsa)(platform, json, url, forgery)) }
}

type Sealed = Pick<WireRequest, 'headers' | 'body'>

async function sealRsa(platform: Platform, json: string, _url: string, forgery?: Forgery): Promise<Sealed> {
  const { appKey, merchant, yeepay, stranger, witness } = platform
  witness?.signed(json)
  const signature = await platform.scheme.sign(forgery === 'wrong-key' ? stranger : yeepay, json)
  // Here nothing stands behind the signature.
  const plaintext = forgery === 'unsigned' ? json : `${json}$${signature.split('$')[0]}`
  const key = crypto.getRandomValues(new Uint8Array(16))
  const sealed = encryptAesEcb(key, utf8(plaintext))
  if (forgery === 'tampered-body') sealed[20]! ^= 1
  const wrapped = await encryptRsaPkcs1((forgery === 'wrong-secret' ? stranger : merchant).publicKey, key)
  const write = unconfirmedOf(platform).wrapsInStandardBase64 ? toBase64 : toUrlBase64
  const response = [write(wrapped), write(sealed), 'AES', 'SHA256'].join('$')
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: utf8(`response=${encode(response)}&customerIdentification=${encode(appKey)}`),
  }
}

/** As long as the sample of the documentation holds. */
const noticeSeconds = 43_200

/** A request as the merchant's own are, its body encrypted as a whole. */
async function sealSm(platform: Platform, json: string, url: string, forgery?: Forgery): Promise<Sealed> {
  const { appKey, merchant, yeepay, stranger, witness, clock, scheme, options } = platform
  const sm = options.sm!
  const [key, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(16))]
  const text = toUrlBase64(sm.encryptSm4Cbc(key, iv, utf8(json)))
  const whose = (forgery === 'wrong-secret' ? stranger : merchant).publicKey
  const wrapped = toUrlBase64(await sm.encryptSm2(whose, key, { form: 'raw' }))
  const { serial } = signingAt(platform.certificates!, clock.now())
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'content-length': String(text.length),
    [header.encrypt]: `yop-encrypt-v1/${serial}/SM4_CBC_PKCS5Padding/${wrapped}/${toUrlBase64(iv)};/stream//JA`,
    [header.requestId]: crypto.randomUUID(),
    [scheme.wire.contentHeader]: await scheme.digest(utf8(text)),
  }
  const signedAt = clock.now() - (forgery === 'replayed' ? (noticeSeconds + 60) * 1000 : 0)
  const auth = { appKey, time: `${new Date(signedAt).toISOString().slice(0, 19)}Z`, seconds: String(noticeSeconds) }
  const signedHeaders = Object.keys(headers).sort()
  const path = new URL(url).pathname
  const signed = requestText({ auth, method: 'POST', path, query: '', headers: headerText(headers, signedHeaders) })
  witness?.signed(signed)
  const signature = await platform.scheme.sign(forgery === 'wrong-key' ? stranger : yeepay, signed)
  return {
    headers: {
      ...headers,
      [header.appKey]: appKey,
      [header.serial]: serial,
      ...(forgery !== 'unsigned' && {
        authorization: writeAuthorization(scheme.wire.name, { ...auth, signedHeaders, signature }),
      }),
    },
    body: utf8(forgery === 'tampered-body' ? text.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) : text),
  }
}

/** Whether an answer ends the deliveries: exactly this. */
export const isAcknowledged = ({ certificates }: Platform, status: number, body: string): boolean =>
  status === 200 && (certificates ? readJsonObject(body)?.result === 'SUCCESS' : body === 'SUCCESS')
