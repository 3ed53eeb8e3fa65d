// What Ripple's published specification says of requests, answers and notices (ripple/payments-direct: openapi_spec/rpd2_spec.yml,
// 2026.04; docs.ripple.com). Judges by its own reader of numbers, which no double rounds.

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body?: Uint8Array | undefined }
type Request = Message & { readonly method: string; readonly url: string }
type Reply = Message & { readonly status: number }
type Json = Record<string, unknown>

/** @throws `Error` naming what is wrong. */
function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`oracle: ${what}`)
}

/** A number of the wire, as it stands there. */
class Digits {
  constructor(readonly text: string) {}
}

/** JSON by hand: only what RFC 8259 allows, numbers as their digits. */
export function read(text: string): unknown {
  let at = 0
  const white = () => {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1
  }
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const list = <T>(close: string, item: () => T): T[] => {
    const items: T[] = []
    at += 1
    white()
    if (text[at] === close) {
      at += 1
      return items
    }
    for (;;) {
      items.push(item())
      white()
      if (text[at] === close) {
        at += 1
        return items
      }
      must(text[at] === ',', `no JSON at ${at}`)
      at += 1
    }
  }
  const value = (): unknown => {
    white()
    if (text[at] === '{')
      return Object.fromEntries(
        list('}', () => {
          white()
          const name = take(/"(?:[^"\\]|\\.)*"/y)
          must(name !== undefined, `no name at ${at}`)
          white()
          must(text[at] === ':', `no colon at ${at}`)
          at += 1
          return [JSON.parse(name) as string, value()]
        }),
      )
    if (text[at] === '[') return list(']', value)
    const string = take(/"(?:[^"\\]|\\.)*"/y)
    if (string !== undefined) return JSON.parse(string)
    const number = take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
    if (number !== undefined) return new Digits(number)
    const word = take(/true|false|null/y)
    must(word !== undefined, `no JSON at ${at}`)
    return JSON.parse(word)
  }
  const whole = value()
  white()
  must(at === text.length, 'more than one value')
  return whole
}

const textOf = ({ body }: Message) => new TextDecoder('utf-8', { fatal: true }).decode(body)
const jsonOf = (message: Message) => read(textOf(message)) as Json
const isUuid = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
const isText = (value: unknown, most: number) => typeof value === 'string' && value.length >= 1 && value.length <= most
const isMoment = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value)
const isCurrency = (value: unknown) => typeof value === 'string' && /^[a-zA-Z]{3,5}$/.test(value)
const isAbsent = (value: unknown) => value === undefined

function onlyThese(body: Json, names: readonly string[]): void {
  for (const name of Object.keys(body)) must(names.includes(name), `a member ${name} that is not documented`)
}

/** A call of a merchant's. `token`: the one that it was given last. */
export function judgeRequest(request: Request, given: { clientId: string; clientSecret: string; token?: string }) {
  const { method, url, headers } = request
  const { protocol, hostname, pathname, search } = new URL(url)
  must(protocol === 'https:' && /^api(\.test)?\.ripple\.com$/.test(hostname), `the host ${hostname}`)
  if (pathname === '/v2/oauth/token') return judgeTokenRequest(request, given)
  must(headers.authorization === `Bearer ${given.token}`, 'the token')
  must(!JSON.stringify(headers).includes(given.clientSecret), 'the secret in a header')
  if (method === 'GET') {
    must(isAbsent(request.body), 'a GET with a body')
    must(
      /^\/v2\/(balances|oauth\/token\/test|quotes\/[0-9a-f-]{36})$|^\/v3\/payments\/[0-9a-f-]{36}$/.test(pathname),
      `GET ${pathname}`,
    )
    must(search === '' || /^\?currency=[A-Z]{3,5}$/.test(search), `the query ${search}`)
    return
  }
  must(method === 'POST' && headers['content-type'] === 'application/json', 'POST of JSON')
  const body = jsonOf(request)
  must(!textOf(request).includes(given.clientSecret), 'the secret in a body')
  if (pathname === '/v2/quotes/quote-collection') return judgeQuoteRequest(body)
  if (pathname === '/v3/payments') return judgePaymentRequest(body)
  must(pathname === '/v3/payments/filter', `POST ${pathname}`)
  onlyThese(body, ['filter', 'sort', 'page'])
  const { size, lastPageToken } = body.page as Json
  must(size instanceof Digits && Number(size.text) >= 1 && Number(size.text) <= 100, 'page.size')
  must(isAbsent(lastPageToken) || isUuid(lastPageToken), 'page.lastPageToken')
}

function judgeTokenRequest(
  { method, headers, body }: Request,
  given: { clientId: string; clientSecret: string },
): void {
  must(method === 'POST' && headers['content-type'] === 'application/json', 'POST of JSON')
  must(headers.authorization === undefined, 'a token where one is asked for')
  const { client_id, client_secret, audience, grant_type, ...more } = jsonOf({ headers, body })
  must(client_id === given.clientId && client_secret === given.clientSecret, 'the credentials')
  must(typeof audience === 'string' && /^urn:ripplexcurrent-(test|prod):[^:\s]+$/.test(audience), 'the audience')
  must(grant_type === 'client_credentials', 'grant_type')
  onlyThese(more, [])
}

function judgeQuoteRequest(body: Json): void {
  onlyThese(body, [
    'quoteAmount',
    'quoteAmountType',
    'sourceCurrency',
    'destinationCurrency',
    'sourceCountry',
    'destinationCountry',
    'payoutCategory',
    'payinCategory',
    'destinationBlockchainNetwork',
  ])
  const { quoteAmount } = body
  must(quoteAmount instanceof Digits && /^[1-9]\d*(\.\d+)?$/.test(quoteAmount.text), 'quoteAmount')
  must(/^(SOURCE|DESTINATION)_AMOUNT$/.test(String(body.quoteAmountType)), 'quoteAmountType')
  must(isCurrency(body.sourceCurrency) && isCurrency(body.destinationCurrency), 'currencies')
  for (const name of ['sourceCountry', 'destinationCountry'])
    must(isAbsent(body[name]) || /^[a-zA-Z]{2}$/.test(String(body[name])), name)
  must(isText(body.payoutCategory, 128) && isText(body.payinCategory, 128), 'categories')
}

function judgePaymentRequest(body: Json): void {
  onlyThese(body, [
    'quoteId',
    'originatorIdentityId',
    'beneficiaryIdentityId',
    'beneficiaryFinancialInstrumentId',
    'internalId',
    'purposeCode',
    'sourceOfCash',
    'paymentLabels',
    'receiverRelationship',
    'paymentMemo',
  ])
  must(isUuid(body.quoteId), 'quoteId')
  must(isText(body.beneficiaryIdentityId, 64) && isText(body.beneficiaryFinancialInstrumentId, 64), 'the beneficiary')
  // Not asked for by Ripple, but what a transfer is found again by.
  must(isText(body.internalId, 36), 'internalId')
  const labels = body.paymentLabels
  must(
    isAbsent(labels) || (Array.isArray(labels) && labels.length <= 10 && labels.every((label) => isText(label, 100))),
    'paymentLabels',
  )
}

const states = [
  'QUOTED',
  'INITIATED',
  'VALIDATING',
  'TRANSFERRING',
  'COMPLETED',
  'FAILED',
  'RETURNED',
  'DECLINED',
  'AWAITING_FUNDING',
]

/** An answer of Ripple's to a call. */
export function judgeReply(request: Request, reply: Reply) {
  const { pathname } = new URL(request.url)
  const answer = read(textOf(reply))
  if (reply.status >= 400)
    return pathname === '/v2/oauth/token' ? judgeTokenError(answer as Json) : judgeError(answer as Json, reply.status)
  const makes = request.method === 'POST' && /^\/v(2\/quotes\/quote-collection|3\/payments)$/.test(pathname)
  must(reply.status === (makes ? 201 : 200), `the status ${reply.status}`)
  if (pathname === '/v2/oauth/token') return judgeToken(answer as Json)
  if (pathname === '/v2/oauth/token/test') return must(Array.isArray(answer), 'a list')
  if (pathname === '/v2/balances') return judgeBalances(answer as Json)
  if (pathname.startsWith('/v2/quotes/')) {
    const { quotes = [answer] } = answer as Json
    for (const quote of quotes as Json[]) judgeQuote(quote)
    return
  }
  const { data = [answer] } = answer as Json
  for (const payment of data as Json[]) judgePayment(payment)
}

function judgeToken({ access_token, expires_in, token_type }: Json): void {
  must(isText(access_token, 4096) && !/\s/.test(String(access_token)), 'access_token')
  must(expires_in instanceof Digits && /^[1-9]\d*$/.test(expires_in.text), 'expires_in')
  must(token_type === 'Bearer', 'token_type')
}

const judgeTokenError = ({ error, error_description }: Json): void =>
  must(isText(error, 100) && isText(error_description, 500), 'the error of a token')

function judgeError(answer: Json, status: number): void {
  const { errors, status: told } = answer
  must(told instanceof Digits && told.text === String(status), 'status')
  must(Array.isArray(errors) && errors.length > 0, 'errors')
  for (const { code, title, type, description, timestamp } of errors as Json[]) {
    for (const text of [code, title, type]) must(isText(text, 128), 'a member of an error')
    must(isText(description, 1024) && isMoment(timestamp), 'description, timestamp')
  }
}

const isAmount = (value: unknown) => value instanceof Digits && !value.text.startsWith('-')

function judgeQuote(quote: Json): void {
  must(isUuid(quote.quoteId) && /^(ACTIVE|EXPIRED)$/.test(String(quote.quoteStatus)), 'quoteId, quoteStatus')
  must(isAmount(quote.sourceAmount) && isAmount(quote.destinationAmount), 'amounts')
  must(isCurrency(quote.sourceCurrency) && isCurrency(quote.destinationCurrency), 'currencies')
  must(isText(quote.payoutCategory, 128) && isText(quote.payinCategory, 128), 'categories')
  must(isMoment(quote.createdAt) && isMoment(quote.expiresAt), 'times')
  judgeCharges(quote)
}

function judgeCharges({ adjustedExchangeRate, fees, taxes }: Json): void {
  must(isAmount((adjustedExchangeRate as Json).adjustedRate), 'adjustedRate')
  for (const { totalFee, feeCurrency } of fees as Json[]) must(isAmount(totalFee) && isCurrency(feeCurrency), 'fees')
  must(Array.isArray(taxes), 'taxes')
}

function judgePayment(payment: Json): void {
  must(isUuid(payment.paymentId) && states.includes(String(payment.paymentState)), 'paymentId, paymentState')
  const { originator, destination } = payment as { originator: Json; destination: Json }
  must(isAmount(originator.sourceAmount) && isCurrency(originator.sourceCurrency), 'originator')
  must(isAbsent(originator.internalId) || isText(originator.internalId, 36), 'internalId')
  must(isAmount(destination.destinationAmount) && isCurrency(destination.destinationCurrency), 'destination')
  must(isMoment(payment.initiatedAt) && isMoment(payment.lastStateUpdatedAt), 'times')
  judgeCharges(payment)
}

function judgeBalances({ timestamp, balances }: Json): void {
  must(isMoment(timestamp) && Array.isArray(balances), 'timestamp, balances')
  for (const { fundingType, currency, availableBalance, reservedBalance } of balances as Json[]) {
    must(fundingType === 'FUNDED' && isCurrency(currency), 'fundingType, currency')
    must(isAmount(availableBalance) && isAmount(reservedBalance), 'balances')
  }
}

/** A notice of Ripple's. */
export function judgeNotice(notice: Message): void {
  const { id, eventType, eventVersion, eventData } = jsonOf(notice)
  must(isUuid(id) && eventType === 'PAYMENT_STATE_TRANSITION', 'id, eventType')
  must(eventVersion instanceof Digits && eventVersion.text === '1', 'eventVersion')
  must(isUuid((eventData as Json).paymentId), 'eventData.paymentId')
  must(
    Object.keys(notice.headers).every((name) => !/signature/i.test(name)),
    'a signature that Ripple does not make',
  )
}

/** What a client must make of a number: its digits, without those that say nothing. */
export function digitsOf(number: unknown): string {
  must(number instanceof Digits, 'a number')
  const [mantissa = '', exponent = '0'] = number.text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const shift = Number(exponent)
  const digits = `${whole}${fraction}`
  const point = whole.length + shift
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0')
  const place = Math.max(point, 1)
  const [before, after] = [padded.slice(0, place).replace(/^0+(?=\d)/, ''), padded.slice(place).replace(/0+$/, '')]
  return after ? `${before}.${after}` : before
}
