import type { RequestListener } from 'node:http'
import type { DriverPage } from '../checkout/browser/driver.js'

/** A page that does to these addresses all that a page may do to another site, and says what it could read. */
export const hostile =
  (targets: readonly string[]): RequestListener =>
  (request, response) => {
    if (request.url === '/evil.js')
      return void response.setHeader('content-type', 'text/javascript').end(script(targets))
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>evil</title><link rel="icon" href="data:,"><script src="/evil.js"></script>')
  }

const script = (targets: readonly string[]) => `
const targets = ${JSON.stringify(targets)}
const read = []
const body = '{"provider":"wechatpay","orderId":"T1000001","milliseconds":60000,"fault":"unavailable"}'
const calls = [
  { method: 'POST', mode: 'no-cors', body },
  { method: 'POST', mode: 'cors', headers: { 'content-type': 'application/json' }, body },
  { method: 'PUT', mode: 'cors', body },
  { method: 'GET', mode: 'cors' },
]
async function call(url, init) {
  try {
    if ((await (await fetch(url, { credentials: 'include', ...init })).text()) !== '') read.push(url)
  } catch {}
}
// Each into a frame of its own: a second form would stop the first.
function post(url, enctype, at) {
  const frame = Object.assign(document.createElement('iframe'), { name: enctype + at })
  const form = Object.assign(document.createElement('form'), { method: 'post', action: url, target: frame.name, enctype })
  form.append(Object.assign(document.createElement('input'), { name: body.slice(0, -1) + ',"a":"', value: '"}' }))
  document.body.append(frame, form)
  return new Promise((resolve) => {
    // The first load is the empty page's.
    frame.addEventListener('load', () => frame.contentWindow && resolve())
    form.submit()
  })
}
async function all() {
  await Promise.all(
    targets.flatMap((url, at) => {
      new Image().src = url
      return [...calls.map((init) => call(url, init)), post(url, 'application/x-www-form-urlencoded', at), post(url, 'text/plain', at)]
    }),
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
}
addEventListener('load', () => all().then(() => { window.seen = { read } }))
`

/** Lets that page do its worst in this browser. */
export async function attack(page: DriverPage, url: string): Promise<unknown> {
  await page.goto(url)
  await page.waitForFunction(() => 'seen' in window, undefined, { timeout: 45_000 })
  return page.evaluate(() => (window as unknown as { seen: unknown }).seen)
}
