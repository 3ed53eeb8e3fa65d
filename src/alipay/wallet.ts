import { escapeHtml } from '../codec/html.js'
import { writeJson } from '../core/json.js'
import type { FormAction, RedirectAction } from '../core/payment.js'
import type { AlipayAccount } from './account.js'
import { signedParameters } from './seal.js'

/** A page-style call as the payer's browser makes it (pageExecute). Nothing is sent from here. */
export async function openPage(
  account: AlipayAccount,
  action: string,
  method: string,
  content: object,
  how: { notifyUrl?: string | undefined; returnUrl?: string | undefined; as?: 'redirect' | 'form' | undefined },
): Promise<RedirectAction | FormAction> {
  const beside = { notify_url: how.notifyUrl, return_url: how.returnUrl }
  const parameters = await signedParameters(account, { method, content: writeJson(action, content), beside })
  const gateway = `${account.hosts[0]}/gateway.do`
  if (how.as !== 'form') return { type: 'redirect', url: `${gateway}?${encode(parameters)}` }
  const url = `${gateway}?charset=utf-8`
  return { type: 'form', url, fields: parameters, html: formPage(url, parameters) }
}

/** The order as one text for the SDK in the app (sdkExecute). */
export async function orderString(
  account: AlipayAccount,
  action: string,
  method: string,
  content: object,
  notifyUrl: string | undefined,
): Promise<string> {
  const beside = { notify_url: notifyUrl }
  return encode(await signedParameters(account, { method, content: writeJson(action, content), beside }))
}

/** `%20` for a blank: read the same by all, where `+` is not. */
const encode = (parameters: Record<string, string>) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

function formPage(url: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return `<!doctype html><meta charset="utf-8"><form method="post" action="${escapeHtml(url)}">${inputs.join('')}<noscript><button>支付宝</button></noscript></form><script>document.forms[0].submit()</script>`
}
