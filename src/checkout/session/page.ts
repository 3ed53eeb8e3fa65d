import { sha256 } from '#crypto'
import { escapeHtml } from '../../codec/html.js'
import { formatAmount } from '../../core/amount.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { toBase64 } from '../../crypto/base64.js'
import { utf8 } from '../../crypto/bytes.js'
import { qrSvg } from '../../qr/svg.js'
import type { CheckoutAction, CheckoutAttempt, CheckoutOffer, CheckoutView } from '../view.js'
import { bareHeaders, isSameOrigin, smallBody } from './answer.js'
import { cookieIn, cookieOf, nameOf, pageOf } from './cookie.js'
import { begin, type Desk, giveUp, type Visit, viewFor, visitOf } from './desk.js'
import { type Page, walletName, wordsFor } from './page-words.js'
import { resolveIfDue } from './resolve.js'
import { choiceSchema } from './sale.js'
import type { SaleState } from './state.js'

type ActionOf<T extends CheckoutAction['type']> = Extract<CheckoutAction, { readonly type: T }>

/**
 * The checkout for a browser without JavaScript: plain forms, and nothing that reloads by itself. The right to it is a cookie of this
 * one sale, which is why a form that comes from anywhere else is refused.
 */
export async function handlePage(desk: Desk): Promise<Response> {
  const { request, endpoint } = desk
  const words = wordsFor(request.headers.get('accept-language'))
  const ref = new URL(request.url).searchParams.get('sale') ?? ''
  const visit = await visitOf(desk, /^[0-9a-f]{32}$/.test(ref) ? cookieIn(request, nameOf(ref)) : undefined)
  if ('refused' in visit || visit.token.ref !== ref)
    return page(words, 'refused' in visit && visit.refused === 'too-many' ? 429 : 401, alert(words, 'sessionInvalid'))
  if (request.method === 'GET') return show(desk, words, visit)
  if (!isSameOrigin(request, endpoint)) return page(words, 403, alert(words, 'sessionInvalid'))
  const note = await act(desk, visit)
  // The next page is one that can be reloaded.
  const location = `${pageOf(endpoint, ref)}${note ? `&note=${note}` : ''}`
  return new Response(null, { status: 303, headers: { ...bareHeaders, location } })
}

async function act(desk: Desk, visit: Visit): Promise<'failed' | 'checked' | undefined> {
  const form = new URLSearchParams((await smallBody(desk.request)) ?? '')
  if (form.get('do') === 'close') await giveUp(desk, visit)
  if (form.get('do') !== 'start') return 'checked'
  const given = { provider: form.get('provider'), channel: form.get('channel') }
  const { value } = choiceSchema['~standard'].validate(given) as { value?: CheckoutOffer }
  const done = value && (await begin(desk, visit, value))
  return !done || 'refused' in done ? 'failed' : undefined
}

async function show(desk: Desk, words: Page, visit: Visit): Promise<Response> {
  const { ref } = visit.token
  const state = (await resolveIfDue(desk, ref))!
  const view = await viewFor(desk, visit, state)
  const note = new URL(desk.request.url).searchParams.get('note')
  const { say } = words
  const isOpen = view.status === 'open'
  const parts = [
    `<p>${escapeHtml(say('payTo', { merchant: view.merchant }))}</p>`,
    `<p class="sum">¥${formatAmount(view.amount)}</p><p>${escapeHtml(view.description)}</p>`,
    note === 'failed' && isOpen ? alert(words, 'startFailed') : '',
    note === 'checked' && isOpen ? status(words, 'notReceived') : '',
    isOpen ? open(words, view, state.quotes) : view.status === 'paid' ? status(words, 'paid') : alert(words, end(view)),
    view.continueUrl && !isOpen ? `<p><a href="${escapeHtml(view.continueUrl)}">${say('back')}</a></p>` : '',
  ]
  const { nextAction } = view.attempt ?? {}
  const hosts = nextAction?.type === 'form' ? nextAction.policy.formAction : []
  const cookie = view.token ? { 'set-cookie': cookieOf(desk.endpoint, ref, view.token) } : {}
  return page(words, 200, parts.join('\n'), hosts, cookie)
}

const end = ({ status }: CheckoutView) => (status === 'expired' ? status : 'closed')

function open(words: Page, { attempt, offers }: CheckoutView, quotes: SaleState['quotes']): string {
  const { say, lang } = words
  // What a script has to be called with is no use here.
  const ways = offers.filter(({ channel }) => channel !== 'jsapi' && channel !== 'app')
  const buttons = ways.map((offer) => {
    const { provider, channel } = offer
    const quote = quotes?.[provider]
    const put = { wallet: walletName(offer, lang), ...(quote && { amount: tokens(quote) }) }
    return form({ do: 'start', provider, channel }, say(channel as 'qr' | 'page' | 'wap' | 'transfer', put))
  })
  const check = `<p>${say('noScript')}</p>${form({ do: 'check' }, say('check'))}`
  return `${attempt ? way(words, attempt) + check : ''}<h2>${say(attempt ? 'other' : 'choose')}</h2>${buttons.join('\n')}`
}

function way(words: Page, attempt: CheckoutAttempt): string {
  const { say, lang } = words
  const { nextAction } = attempt
  const wallet = walletName(attempt, lang)
  const text = escapeHtml(say('open', { wallet }))
  switch (nextAction.type) {
    case 'qr':
      return `<p>${escapeHtml(say('scan', { wallet }))}</p><div class="code">${qrSvg(nextAction.content, { size: 232, title: say('scan', { wallet }) })}</div><p>${say('cameraOnly')}</p>`
    case 'redirect':
      // It says where it comes from, whatever the site's policy: WeChat Pay asks for that.
      return `<p><a class="go" referrerpolicy="${nextAction.referrerPolicy ?? 'no-referrer'}" href="${escapeHtml(nextAction.url)}">${text}</a></p>`
    case 'form':
      return form(nextAction.fields, text, nextAction.url)
    case 'transfer':
      return transfer(words, attempt, nextAction)
    default:
      return ''
  }
}

const tokens = ({ value, asset }: TokenAmount) => `${value} ${asset}`

/** Whom to send it to, as text that can be copied: without the tag it is nobody's. */
function transfer({ say }: Page, { received, missing }: CheckoutAttempt, action: ActionOf<'transfer'>): string {
  const { chain, address, tag, amount, uri } = action
  const rest = missing && { received: tokens(received!), missing: tokens(missing) }
  const lines = [
    ['sum', tokens(missing ?? amount)],
    ['address', address],
    ['tag', tag],
  ] as const
  const rows = lines.map(([key, text]) =>
    text === undefined ? '' : `<dt>${say(key)}</dt><dd>${escapeHtml(text)}</dd>`,
  )
  // A link asks for all of it.
  const code =
    uri && !missing ? `<div class="code">${qrSvg(uri, { size: 232, title: say('send', { chain }) })}</div>` : ''
  return `<p>${escapeHtml(say('send', { chain }))}</p>${rest ? `<p role="status">${say('sendRest', rest)}</p>` : ''}<dl>${rows.join('')}</dl>${code}`
}

function form(fields: Readonly<Record<string, string>>, text: string, action?: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const to = action === undefined ? '' : ` action="${escapeHtml(action)}"`
  return `<form method="post"${to}>${inputs.join('')}<button>${text}</button></form>`
}

const alert = ({ say }: Page, key: Parameters<Page['say']>[0]) => `<p role="alert">${say(key)}</p>`
const status = ({ say }: Page, key: Parameters<Page['say']>[0]) => `<p role="status">${say(key)}</p>`

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
.sum{font-size:2rem;font-weight:600;margin:0}.code{background:#fff;padding:8px;display:inline-block}
button,.go{font:inherit;display:block;width:100%;box-sizing:border-box;min-height:44px;margin:.5rem 0;padding:.5rem 1rem;text-align:center;border:1px solid #595959;border-radius:6px;background:#fff;color:#1a1a1a;text-decoration:none}
dd{margin:0 0 .5rem;font-family:monospace;overflow-wrap:anywhere;user-select:all}
[role]{border-left:4px solid #595959;padding-left:.75rem}`
const hashOf = async (text: string) => `'sha256-${toBase64(await sha256(utf8(text)))}'`

async function page(
  { say, lang }: Page,
  code: number,
  body: string,
  formHosts: readonly string[] = [],
  headers: Record<string, string> = {},
): Promise<Response> {
  const policy = [
    "default-src 'none'",
    `style-src ${await hashOf(style)}`,
    `form-action 'self' ${formHosts.join(' ')}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  const html = `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${say('title')}</title><style>${style}</style></head>
<body><main><h1>${say('title')}</h1>
${body}
</main></body></html>`
  return new Response(html, {
    status: code,
    headers: {
      ...bareHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      // So that browsers name the origin of a form, and WeChat Pay's page gets to see where the payer comes from.
      'referrer-policy': 'strict-origin-when-cross-origin',
      ...headers,
    },
  })
}
