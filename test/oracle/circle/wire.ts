// The independent oracle for Circle: written from the wire page `circle.md` (§ numbers are its sections) with node:crypto only.
// Nothing in this folder may import from src: a check that shares the builder checks nothing.
import { createHash, createPublicKey, createVerify, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'

export type OracleMessage = { headers: Record<string, string>; body?: Uint8Array }
export type OracleRequest = OracleMessage & { method: string; url: string }
export type OracleReply = OracleMessage & { status: number }

type Json = { [name: string]: unknown }

const wrong = (what: string): never => {
  throw new Error(`oracle: ${what}`)
}
const under = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
const textOf = (body: Uint8Array | undefined) => Buffer.from(body ?? []).toString('utf8')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** §1: version and variant of a UUID put over a digest of the shop's number; what is hashed is the library's own choice. */
export function keyOf(action: string, number: string): string {
  const hex = createHash('sha256').update(`shroff/circle/${action}/${number}`).digest('hex').slice(0, 32)
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`
  return [8, 4, 4, 4, 12]
    .map((length, at, all) =>
      digits.substr(
        all.slice(0, at).reduce((a, b) => a + b, 0),
        length,
      ),
    )
    .join('-')
}

/** Decimal strings in major units. */
function isMoney(value: unknown, name: string, least = 0): void {
  const { amount, currency, ...more } = (value ?? {}) as Json
  if (typeof amount !== 'string' || !/^\d+\.\d{2,6}$/.test(amount)) wrong(`${name}.amount is ${JSON.stringify(amount)}`)
  if (currency !== 'USD' && currency !== 'EUR') wrong(`${name}.currency is ${JSON.stringify(currency)}`)
  if (Object.keys(more).some((key) => key !== 'feePayer' && key !== 'type')) wrong(`${name} has more`)
  if (least > 0 && Number(amount) === 0) wrong(`${name} is nothing`)
}

/** §1, §3, §5: what a merchant sends. */
export function judgeRequest({ method, url, headers, body }: OracleRequest, apiKey: string): void {
  const by = under(headers)
  const { hostname, pathname } = new URL(url)
  if (hostname.startsWith('sns.')) {
    if (by.authorization !== undefined || body !== undefined) wrong('the API key goes to Amazon')
    return
  }
  if (by.authorization !== `Bearer ${apiKey}`) wrong('the API key')
  if (method === 'GET') {
    if (body !== undefined || by['content-type'] !== undefined) wrong('a GET with a body')
    return
  }
  if (method !== 'POST' || by['content-type'] !== 'application/json') wrong(`${method} ${by['content-type']}`)
  const given = JSON.parse(textOf(body)) as Json
  if (/\/expire$/.test(pathname)) {
    if (Object.keys(given).length > 0) wrong('expire has a body')
    return
  }
  if (/\/notifications\/subscriptions$/.test(pathname)) {
    if (!/^https:\/\//.test(String(given.endpoint)) || given.idempotencyKey !== undefined) wrong('subscription')
    return
  }
  if (!version4.test(String(given.idempotencyKey))) wrong(`idempotencyKey is ${given.idempotencyKey}`)
  if (pathname === '/v1/paymentIntents') judgeIntent(given)
  else if (/^\/v1\/paymentIntents\/[0-9a-f-]{36}\/refund$/.test(pathname)) judgeRefund(given)
  else if (pathname === '/v1/payouts') judgePayout(given)
  else if (pathname === '/v1/addressBook/recipients') {
    if (!given.chain || !given.address || typeof given.metadata !== 'object') wrong('recipient')
  } else wrong(`the path ${pathname}`)
}

/** §3.1: always with its type; an amount or a currency and a wallet; one method. */
function judgeIntent(given: Json): void {
  const { type, amount, currency, settlementCurrency, paymentMethods, merchantWalletId } = given
  if (type === 'transient') {
    isMoney(amount, 'amount', 1)
    if (currency !== undefined || (amount as Json).currency !== settlementCurrency) wrong('currency')
  } else if (type === 'continuous') {
    if (amount !== undefined || currency !== settlementCurrency || !merchantWalletId) wrong('continuous')
  } else wrong(`type is ${type}`)
  const [method, ...more] = paymentMethods as Json[]
  if (more.length > 0 || method?.type !== 'blockchain' || !/^[A-Z]+$/.test(String(method.chain)))
    wrong('paymentMethods')
}

/** §3.4: what is debited has no amount, what arrives has. */
function judgeRefund({ amount, toAmount, destination }: Json): void {
  isMoney(toAmount, 'toAmount', 1)
  if (JSON.stringify(amount) !== JSON.stringify({ currency: (toAmount as Json).currency })) wrong('amount of a refund')
  const { address, chain } = destination as Json
  if (!address || !chain) wrong('destination')
}

/** §5.1 */
function judgePayout({ amount, toAmount, destination, source }: Json): void {
  isMoney(amount, 'amount', 1)
  if ((toAmount as Json).currency !== (amount as Json).currency) wrong('toAmount')
  const { type, id } = destination as Json
  if (type !== 'address_book' || !uuid.test(String(id))) wrong('destination')
  if (source !== undefined && (source as Json).type !== 'wallet') wrong('source')
}

/** §1, §3.2, §4, §6: what Circle answers. */
export function judgeReply({ method, url }: OracleRequest, { status, headers, body }: OracleReply): void {
  const { pathname, hostname } = new URL(url)
  if (hostname.startsWith('sns.')) return
  const text = textOf(body)
  const answer = JSON.parse(text) as Json
  if (text === JSON.stringify(answer)) wrong('it can be written again')
  if (!uuid.test(under(headers)['x-request-id'] ?? '')) wrong('X-Request-Id')
  if (status >= 400) {
    if (!Number.isInteger(answer.code) || typeof answer.message !== 'string' || 'data' in answer) wrong('the error')
    return
  }
  const creates = method === 'POST' && !/\/notifications\//.test(pathname)
  if (status !== (creates ? 201 : 200)) wrong(`the status ${status}`)
  if (Object.keys(answer).join() !== 'data') wrong('the answer is not wrapped')
  if (/^\/v1\/paymentIntents(\/[^/]+(\/expire)?)?$/.test(pathname) && !Array.isArray(answer.data))
    judgeObject(answer.data as Json)
  if (/^\/v1\/payments\b|\/refund$/.test(pathname))
    for (const payment of [answer.data].flat()) judgePayment(payment as Json)
}

const states = ['created', 'pending', 'active', 'complete', 'expired', 'failed', 'refunded']

function judgeObject(intent: Json): void {
  if (!uuid.test(String(intent.id))) wrong('id of an intent')
  const timeline = intent.timeline as { status: string; time: string; context?: string }[]
  const times = timeline.map(({ time }) => Date.parse(time))
  if (times.some(Number.isNaN) || times.some((time, at) => at > 0 && time > times[at - 1]!)) wrong('the timeline')
  if (timeline.some(({ status }) => !states.includes(status)) || timeline.at(-1)!.status !== 'created')
    wrong('its states')
  isMoney(intent.amountPaid, 'amountPaid')
  isMoney(intent.amountRefunded, 'amountRefunded')
  const [method] = intent.paymentMethods as Json[]
  const isAssigned = timeline.length > 1
  if (timeline[0]!.status !== 'created' && !isAssigned) wrong('an address')
  if (timeline[0]!.status === 'pending' && method!.address === undefined) wrong('pending without an address')
  if (
    intent.type === 'continuous'
      ? intent.amount !== undefined || intent.expiresOn !== undefined
      : intent.currency !== undefined
  )
    wrong('amount, currency, expiresOn')
  if (intent.type !== 'transient') return
  isMoney(intent.amount, 'amount', 1)
  const paid = Number((intent.amountPaid as Json).amount) - Number((intent.amount as Json).amount)
  for (const { status, context } of timeline)
    if (status === 'complete' && context !== (paid > 0.0000001 ? 'overpaid' : 'paid') && !isRefunded(timeline))
      wrong('its context')
}

const isRefunded = (timeline: { status: string }[]) => timeline[0]!.status === 'refunded'

function judgePayment(payment: Json): void {
  if (!uuid.test(String(payment.id)) || !uuid.test(String(payment.paymentIntentId))) wrong('ids of a payment')
  if (payment.type !== 'payment' && payment.type !== 'refund') wrong('type of a payment')
  if (!/^(pending|confirmed|paid|failed|action_required)$/.test(String(payment.status))) wrong('status of a payment')
  isMoney(payment.amount, 'amount', 1)
}

/** §7.2: over the raw bytes, DER in base64, by the key of this id. */
export function judgeWebhook({ headers, body = new Uint8Array() }: OracleMessage, keys: Record<string, string>): Json {
  const by = under(headers)
  const spki = keys[by['x-circle-key-id'] ?? ''] ?? wrong('the key id')
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') wrong('the curve')
  if (!verify('sha256', body, key, Buffer.from(by['x-circle-signature'] ?? '', 'base64'))) wrong('the signature')
  const message = JSON.parse(textOf(body)) as Json
  if (message.version !== 2 || !uuid.test(String(message.notificationId)) || !uuid.test(String(message.subscriptionId)))
    wrong('the envelope')
  const { paymentIntent, payment } = message.notification as Json
  if (paymentIntent) judgeObject(paymentIntent as Json)
  if (payment) judgePayment(payment as Json)
  return message
}

/** §7.2: a webhook of Circle's, by whoever has the key. */
export function sealWebhook(
  message: object,
  keyId: string,
  key: KeyObject,
  text = JSON.stringify(message),
): OracleMessage {
  const body = Buffer.from(text)
  const signature = sign('sha256', body, key).toString('base64')
  return { headers: { 'X-Circle-Key-Id': keyId, 'X-Circle-Signature': signature }, body }
}

/** §7.1: each member and its value on lines of their own. */
export function noticeText(message: Json): string {
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  return names
    .filter((name) => name !== 'Subject' || message.Subject !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')
}

/** §7.1: by Amazon's certificate, the topic Circle's. */
export function judgeNotice({ headers, body }: OracleMessage, certificate: string): Json {
  const message = JSON.parse(textOf(body)) as Json
  const by = under(headers)
  if (by['x-amz-sns-message-type'] !== message.Type || by['content-type'] !== 'text/plain; charset=UTF-8')
    wrong('headers')
  if (!/^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com\/[\w-]+\.pem$/.test(String(message.SigningCertURL)))
    wrong('SigningCertURL')
  if (
    !/^arn:aws:sns:(us-east-1|us-west-2):908968368384:(sandbox|prod)_platform-notifications-topic$/.test(
      String(message.TopicArn),
    )
  )
    wrong('TopicArn')
  if (message.SignatureVersion !== '2') wrong('SignatureVersion')
  const verifier = createVerify('RSA-SHA256').update(noticeText(message))
  if (!verifier.verify(new X509Certificate(certificate).publicKey, String(message.Signature), 'base64'))
    wrong('the signature')
  if (message.Type !== 'Notification') return message
  const told = JSON.parse(String(message.Message)) as Json
  if (told.version !== 1 || !uuid.test(String(told.clientId))) wrong('the message')
  return told
}
