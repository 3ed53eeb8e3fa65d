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
async function all() {
  for (const [at, url] of targets.entries()) {
    const body = '{"provider":"wechatpay","orderId":"T1000001","milliseconds":60000,"fault":"unavailable"}'
    for (const init of [
      { method: 'POST', mode: 'no-cors', credentials: 'include', body },
      { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'content-type': 'text/plain' }, body },
      { method: 'POST', mode: 'cors', credentials: 'include', headers: { 'content-type': 'application/json' }, body },
      { method: 'PUT', mode: 'cors', body },
      { method: 'GET', mode: 'cors', credentials: 'include' },
      { method: 'GET', mode: 'no-cors', credentials: 'include' },
    ]) {
      try {
        const text = await (await fetch(url, init)).text()
        if (text !== '') read.push(url)
      } catch {}
    }
    const image = new Image()
    image.src = url
    const frame = Object.assign(document.createElement('iframe'), { name: 'frame' + at })
    document.body.append(frame)
    for (const enctype of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: url, target: frame.name, enctype })
      form.append(Object.assign(document.createElement('input'), { name: body.slice(0, -1) + ',"a":"', value: '"}' }))
      document.body.append(form)
      form.submit()
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
}
addEventListener('DOMContentLoaded', () => all().then(() => { window.seen = { read } }))
`

/** Lets that page do its worst in this browser. */
export async function attack(page: DriverPage, url: string): Promise<unknown> {
  await page.goto(url)
  await page.waitForFunction(() => 'seen' in window)
  return page.evaluate(() => (window as unknown as { seen: unknown }).seen)
}
