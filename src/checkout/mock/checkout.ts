import { utf8 } from '../../crypto/bytes.js'
import type { CheckoutAttempt, CheckoutOffer, CheckoutRefusal, CheckoutStatus, CheckoutView } from '../view.js'
import { type MockSigner, mockSigner, nextActionOf, type PublicJwk } from './next-action.js'

export type MockCheckoutOptions = {
  /** What the checkout shows. Default: ¥25.00 for oolong tea. */
  readonly sale?: Partial<Pick<CheckoutView, 'amount' | 'merchant' | 'description' | 'continueUrl'>>
  /** The best first. Default: codes of WeChat Pay, Alipay and UnionPay. */
  readonly offers?: readonly CheckoutOffer[]
  /** Where links and forms lead. Default `https://wallet.example/pay`. */
  readonly walletUrl?: string
  /** Seconds between two questions. Default 2. */
  readonly askAfter?: number
  /** Seconds that a code or link works. Default 300. */
  readonly attemptSeconds?: number
  /** Seconds that the sale is open. Default 7200. */
  readonly saleSeconds?: number
  /** The server's clock. Default the machine's. */
  readonly now?: () => Date
}

/** An order that a provider has, of this sale. */
export type MockAttempt = CheckoutOffer & { readonly orderId: string; readonly open: boolean }

export type MockCheckout = {
  /** What the page gets. */
  readonly token: string
  /** The key by which WeChat Pay's calls are signed, for `installBridge`. */
  readonly publicKey: PublicJwk
  /** All orders so far: one per wallet and change, none for a reload, a second tab or a renewal. */
  readonly attempts: readonly MockAttempt[]
  /** What was asked, such as `GET status`. */
  readonly requests: readonly string[]
  /** Pages that listen to its events. */
  readonly listeners: number
  /** Answers a request to one of the endpoints, wherever they are mounted. */
  fetch(request: Request): Promise<Response>
  /** The payer pays. What the page is told of it, it is told when it asks, or by `events`. */
  pay(): void
  /** Of a transfer too little has come: what is there, and what is missing. */
  receive(come: Required<Pick<CheckoutAttempt, 'received' | 'missing'>>): void
  /** The payment does not go through: its order is over, and the payer may choose again. */
  fail(): void
  /** Ends the sale in another way. */
  end(status: Exclude<CheckoutStatus, 'open' | 'paid'>): void
  /** Refuses the next requests, so many of them, with this word; none if 0. */
  refuse(error: CheckoutRefusal, times?: number): void
  /** A code for the address of a return: `returnAddress(page, code)`. */
  returnCode(): string
}

const statuses: Readonly<Record<CheckoutRefusal, number>> = {
  unknown: 401,
  'not-offered': 409,
  ended: 409,
  'too-many': 429,
  unavailable: 503,
  invalid: 400,
}

/**
 * The server's side of a checkout, in memory: the endpoints that `<shroff-checkout>` and `watchPayment` ask, with a sale that the
 * test pays, ends or holds up. Its orders are nobody's, and no provider is asked.
 *
 * @example
 * const checkout = await mockCheckout({ offers: [{ provider: 'wechatpay', channel: 'qr' }] })
 * const server = setupServer(...checkoutHandlers(checkout, '/checkout'))
 * checkout.pay()
 */
export async function mockCheckout(options: MockCheckoutOptions = {}): Promise<MockCheckout> {
  const { now = () => new Date(), askAfter = 2, attemptSeconds = 300, saleSeconds = 7200 } = options
  const { walletUrl = 'https://wallet.example/pay' } = options
  const offers =
    options.offers ?? ['wechatpay', 'alipay', 'unionpay'].map((provider) => ({ provider, channel: 'qr' }) as const)
  const signer: MockSigner = await mockSigner()
  const token = `mock.${crypto.randomUUID()}`
  const expiresAt = new Date(now().getTime() + saleSeconds * 1000).toISOString()
  const attempts: MockAttempt[] = []
  const requests: string[] = []
  const codes = new Set<string>()
  let status: CheckoutStatus = 'open'
  let attempt: CheckoutAttempt | undefined
  let serial = 0
  const listening = new Set<(line: string | undefined) => void>()
  let refusal: { error: CheckoutRefusal; times: number } | undefined

  const view = (): CheckoutView => ({
    status,
    amount: { currency: 'CNY', value: 2500 },
    merchant: 'Tea House',
    description: 'Oolong tea',
    ...options.sale,
    offers,
    ...(attempt && { attempt }),
    now: now().toISOString(),
    expiresAt,
    ...(status === 'open' && { askAfter }),
  })

  async function start({ provider, channel }: CheckoutOffer): Promise<Response> {
    const offer = offers.find((known) => known.provider === provider && known.channel === channel)
    if (!offer) return refused('not-offered')
    const same = attempt?.provider === provider && attempt.channel === channel
    if (!same) {
      const orderId = `MOCK${attempts.length + 1}`
      const closed = attempts.map((earlier) => ({ ...earlier, open: false }))
      attempts.splice(0, attempts.length, ...closed, { provider, channel, orderId, open: true })
    }
    if (!same || Date.parse(attempt!.expiresAt) <= now().getTime()) {
      const nextAction = await nextActionOf(offer, ++serial, { signer, now: now(), walletUrl })
      const until = new Date(now().getTime() + attemptSeconds * 1000).toISOString()
      attempt = { ...offer, nextAction, expiresAt: until }
    }
    return answered(view())
  }

  /** As the server's: something at once, and at each change; no more once the sale has ended. */
  function events(signal: AbortSignal): Response {
    if (status !== 'open') return new Response(null, { status: 204 })
    let tell: (line: string | undefined) => void
    const leave = () => void listening.delete(tell)
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        tell = (line) => (line === undefined ? controller.close() : controller.enqueue(utf8(line)))
        listening.add(tell)
      },
      cancel: leave,
    })
    signal.addEventListener('abort', leave)
    changed()
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
  }

  function changed(): void {
    for (const tell of listening) tell(`data: ${JSON.stringify({ status })}\n\n`)
    if (status === 'open') return
    for (const tell of listening) tell(undefined)
    listening.clear()
  }

  async function answer(method: string, path: string, request: Request): Promise<Response> {
    if (refusal && refusal.times > 0) {
      refusal.times--
      return refused(refusal.error)
    }
    if (path === 'exchange' && method === 'POST') {
      const { code } = (await request.json()) as { code?: string }
      return codes.delete(code ?? '') ? answered({ token }) : refused('unknown')
    }
    if (request.headers.get('authorization') !== `Bearer ${token}`) return refused('unknown')
    if (path === 'status' && method === 'GET') return answered(view())
    if (path === 'events' && method === 'GET') return events(request.signal)
    if (status !== 'open') return refused('ended')
    if (path === 'start' && method === 'POST') return start((await request.json()) as CheckoutOffer)
    if (path === 'close' && method === 'POST') {
      status = 'closed'
      return answered(view())
    }
    return refused('invalid')
  }

  return {
    token,
    publicKey: signer.publicKey,
    attempts,
    requests,
    async fetch(request) {
      const path = new URL(request.url).pathname.replace(/^.*\//, '')
      requests.push(`${request.method} ${path}`)
      return answer(request.method, path, request)
    },
    get listeners() {
      return listening.size
    },
    pay() {
      status = 'paid'
      changed()
    },
    receive(come) {
      if (attempt) attempt = { ...attempt, ...come }
      changed()
    },
    fail() {
      attempts.splice(0, attempts.length, ...attempts.map((one) => ({ ...one, open: false })))
      attempt = undefined
      changed()
    },
    end(how) {
      status = how
      changed()
    },
    refuse(error, times = 1) {
      refusal = { error, times }
    },
    returnCode() {
      const code = crypto.randomUUID()
      codes.add(code)
      return code
    },
  }
}

const answered = (body: object) => Response.json(body, { headers: { 'cache-control': 'no-store' } })

const refused = (error: CheckoutRefusal) =>
  Response.json(
    { error },
    {
      status: statuses[error],
      headers: { 'cache-control': 'no-store', ...(error === 'too-many' && { 'retry-after': '1' }) },
    },
  )
