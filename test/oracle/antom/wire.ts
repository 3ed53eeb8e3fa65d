// The independent oracle for Antom: written from the wire page `antom.md` (§ numbers are its sections) with node:crypto only.
// Nothing in this folder may import from src: a check that shares the builder checks nothing.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

export type Headers = Record<string, string>
export type OracleRequest = { method: string; url: string; headers: Headers; body?: Uint8Array }
export type OracleReply = { status: number; headers: Headers; body: Uint8Array }
/** PEM text, bare base64 of DER, or a key object. */
export type Key = string | KeyObject

const asPublic = (key: Key) =>
  typeof key !== 'string'
    ? key
    : key.startsWith('-----')
      ? createPublicKey(key)
      : createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })

/** §3: two lines, no line feed at the end; dots between client, time and body. */
export const canonicalBytes = (path: string, clientId: string, time: string, body: Uint8Array | string): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), Buffer.from(body)])

/** §3: SHA256withRSA, base64, then java.net.URLEncoder. */
export function signatureHeader(bytes: Uint8Array, privateKey: string): string {
  const base64 = sign('sha256', bytes, createPrivateKey(privateKey)).toString('base64')
  const encoded = base64.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D')
  return `algorithm=RSA256,keyVersion=1,signature=${encoded}`
}

/** §3: split at commas, trimmed, each at its first `=`; the value decoded. Gives the base64. */
export function signatureIn(header: string): { algorithm: string; keyVersion: string; base64: string } {
  const pairs = header.split(',').map((part) => {
    const at = part.indexOf('=')
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
  })
  const members = Object.fromEntries(pairs)
  return {
    algorithm: members.algorithm ?? '',
    keyVersion: members.keyVersion ?? '',
    base64: decodeURIComponent(members.signature ?? ''),
  }
}

export const verifies = (bytes: Uint8Array, base64: string, publicKey: Key): boolean =>
  verify('sha256', bytes, asPublic(publicKey), Buffer.from(base64, 'base64'))

export type Facts = { clientId: string; publicKey: Key }

const wrong = (what: string): never => {
  throw new Error(`oracle: ${what}`)
}

/** §5: Java takes the third of three parts, in this order, and splits it at `=` into exactly two. */
function mustBeForJava(header: string): void {
  const parts = header.split(',')
  if (parts.length !== 3 || parts[0] !== 'algorithm=RSA256' || !/^keyVersion=\d+$/.test(parts[1]!))
    wrong(`Java cannot read ${header.slice(0, 60)}`)
  if (parts[2]!.split('=').length !== 2 || !/^signature=(?:[A-Za-z0-9]|%2B|%2F|%3D)+$/.test(parts[2]!))
    wrong('the signature is not URL-encoded standard base64')
}

/** §2, §3, §8: what a merchant sends. */
export function judgeRequest(request: OracleRequest, { clientId, publicKey }: Facts): void {
  const { method, url, headers, body = new Uint8Array() } = request
  if (method !== 'POST') wrong(`the method ${method}`)
  const path = url.replace(/^https?:\/\/[^/]+/, '')
  const prefix = clientId.startsWith('SANDBOX_') ? '/ams/sandbox/api/' : '/ams/api/'
  if (!path.startsWith(prefix)) wrong(`the path ${path}`)
  const by = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  if (by['content-type'] !== 'application/json; charset=UTF-8') wrong(`the content type ${by['content-type']}`)
  if (by['client-id'] !== clientId) wrong('the client id')
  const time = by['request-time'] ?? ''
  if (!/^\d{13}$/.test(time)) wrong(`the time ${time}`)
  const header = by.signature ?? ''
  mustBeForJava(header)
  if (!verifies(canonicalBytes(path, clientId, time, body), signatureIn(header).base64, publicKey))
    wrong('the signature does not fit')
  judgeBody(path.slice(prefix.length - 1), JSON.parse(Buffer.from(body).toString()))
}

type Json = { [name: string]: unknown }

/** §8, §10: members and their forms, by the tables. */
function judgeBody(path: string, body: Json): void {
  const id = (name: string) =>
    /^[0-9A-Za-z_]{1,64}$/.test(String(body[name])) || wrong(`${path}: ${name} is ${JSON.stringify(body[name])}`)
  const isAmount = (value: unknown, name: string) => {
    const { currency, value: minor, ...more } = (value ?? {}) as Json
    if (
      !/^[A-Z]{3}$/.test(String(currency)) ||
      typeof minor !== 'string' ||
      !/^[1-9]\d*$/.test(minor) ||
      Object.keys(more).length
    )
      wrong(`${path}: ${name} is ${JSON.stringify(value)}`)
  }
  for (const name of ['paymentExpiryTime', 'paymentSessionExpiryTime'])
    if (body[name] !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(String(body[name])))
      wrong(name)
  switch (path) {
    case '/v1/payments/pay':
    case '/v1/payments/createPaymentSession': {
      id('paymentRequestId')
      isAmount(body.paymentAmount, 'paymentAmount')
      const order = (body.order ?? {}) as Json
      isAmount(order.orderAmount, 'order.orderAmount')
      if (!order.referenceOrderId || !order.orderDescription) wrong('order')
      if (!/^(CASHIER|IN_STORE|AGREEMENT)_PAYMENT$/.test(String(body.productCode))) wrong('productCode')
      const { paymentMethodType, paymentMethodId } = (body.paymentMethod ?? {}) as Json
      const scenario = (body.paymentFactor as Json | undefined)?.inStorePaymentScenario
      if (path.endsWith('/pay') && !paymentMethodType) wrong('paymentMethodType')
      if ((scenario === 'PaymentCode' || body.productCode === 'AGREEMENT_PAYMENT') !== (paymentMethodId !== undefined))
        wrong('paymentMethodId')
      return
    }
    case '/v1/payments/refund':
      id('refundRequestId')
      isAmount(body.refundAmount, 'refundAmount')
      if (!body.paymentId) wrong('paymentId')
      return
    case '/v1/payments/capture':
      id('captureRequestId')
      isAmount(body.captureAmount, 'captureAmount')
      return
    case '/v1/payments/inquiryPayment':
    case '/v1/payments/cancel':
      if (!body.paymentRequestId && !body.paymentId) wrong('no number')
      return
    case '/v1/payments/inquiryRefund':
      if (!body.refundRequestId && !body.refundId) wrong('no number')
      return
    case '/v1/authorizations/consult':
      for (const name of [
        'authClientId',
        'authRedirectUrl',
        'authState',
        'scopes',
        'terminalType',
        'customerBelongsTo',
      ])
        if (!body[name]) wrong(`${name} is missing`)
      return
    case '/v1/authorizations/applyToken':
      if (body.grantType === 'AUTHORIZATION_CODE' ? !body.authCode : !body.refreshToken) wrong('grantType')
      return
    case '/v1/authorizations/revoke':
      if (!body.accessToken) wrong('accessToken')
  }
}

/** §3 to §5, §7: what Antom answers; unsigned answers are for the caller to judge. */
export function judgeReply(request: OracleRequest, reply: OracleReply, { clientId, publicKey }: Facts): void {
  const { status, headers, body } = reply
  if (status !== 200) wrong(`status ${status}`)
  const { 'client-id': client, 'response-time': time = '', signature = '' } = headers
  if (client !== clientId) wrong('client-id, in small letters as Python looks it up')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(time)) wrong(`response-time ${time}`)
  mustBeForJava(signature)
  const path = request.url.replace(/^https?:\/\/[^/]+/, '')
  if (!verifies(canonicalBytes(path, clientId, time, body), signatureIn(signature).base64, publicKey))
    wrong('the answer’s signature does not fit')
  const text = Buffer.from(body).toString()
  const { result } = JSON.parse(text) as { result?: Json }
  if (!/^[SFU]$/.test(String(result?.resultStatus)) || !/^[A-Z_]{1,64}$/.test(String(result?.resultCode)))
    wrong('result')
  if (JSON.stringify(JSON.parse(text)) === text) wrong('an answer that can be written again')
}

/** §6: what Antom sends. Gives the body. */
export function judgeNotice(
  { url, headers, body }: { url: string; headers: Headers; body: Uint8Array },
  { clientId, publicKey }: Facts,
): Json {
  const path = url.replace(/^https?:\/\/[^/]+/, '')
  const { 'client-id': client = '', 'request-time': time = '', signature = '' } = headers
  if (client !== clientId) wrong('client-id')
  mustBeForJava(signature)
  if (!verifies(canonicalBytes(path, client, time, body), signatureIn(signature).base64, publicKey))
    wrong('the notice’s signature does not fit')
  return JSON.parse(Buffer.from(body).toString())
}

type Sealed = { path: string; clientId: string; privateKey: string; time: string; body: string }

/** An answer as Antom seals it. */
export const sealReply = ({ path, clientId, privateKey, time, body }: Sealed): OracleReply => ({
  status: 200,
  headers: {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'response-time': time,
    signature: signatureHeader(canonicalBytes(path, clientId, time, body), privateKey),
  },
  body: Buffer.from(body),
})

/** A notice as Antom seals it. */
export const sealNotice = ({ path, clientId, privateKey, time, body }: Sealed) => ({
  url: `https://shop.example${path}`,
  method: 'POST',
  headers: {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: signatureHeader(canonicalBytes(path, clientId, time, body), privateKey),
  },
  body: new Uint8Array(Buffer.from(body)),
})

/** §7, §11: which codes are never final. */
export const statusOf = (code: string): 'S' | 'F' | 'U' =>
  code === 'SUCCESS'
    ? 'S'
    : /^(PAYMENT_IN_PROCESS|UNKNOWN_EXCEPTION|REQUEST_TRAFFIC_EXCEED_LIMIT|CAPTURE_IN_PROCESS)$/i.test(code)
      ? 'U'
      : 'F'
