import { formPage, formPageScript } from '../codec/html.js'
import { writeJson } from '../core/json.js'
import type { FormAction, RedirectAction } from '../core/payment.js'
import { mustBeReachable } from '../core/public-url.js'
import type { AlipayAccount } from './account.js'
import { signedParameters } from './seal.js'
import { cashierHosts } from './wire.js'

/** A page-style call as the payer's browser makes it (pageExecute). Nothing is sent from here. */
export async function openPage(
  account: AlipayAccount,
  action: string,
  method: string,
  content: object,
  how: { notifyUrl?: string | undefined; returnUrl?: string | undefined; as?: 'redirect' | 'form' | undefined },
): Promise<RedirectAction | FormAction> {
  mustBeReachable(action, account, how.notifyUrl)
  const beside = { notify_url: how.notifyUrl, return_url: how.returnUrl }
  const parameters = await signedParameters(account, { method, content: writeJson(action, content), beside })
  const host = account.hosts[0]!
  const gateway = `${host}/gateway.do`
  if (how.as !== 'form') return { type: 'redirect', url: `${gateway}?${encode(parameters)}` }
  const url = `${gateway}?charset=utf-8`
  // Browsers that follow Chromium ask form-action at every redirect of a post.
  const formAction = [host, ...(cashierHosts[host] ?? [])]
  const policy = { formAction, scriptSrc: [`'${formPageScript}'`] }
  return { type: 'form', url, fields: parameters, html: formPage(url, parameters, '支付宝 Alipay'), policy }
}

/** The order as one text for the SDK in the app (sdkExecute). */
export async function orderString(
  account: AlipayAccount,
  action: string,
  method: string,
  content: object,
  notifyUrl: string | undefined,
): Promise<string> {
  mustBeReachable(action, account, notifyUrl)
  const beside = { notify_url: notifyUrl }
  return encode(await signedParameters(account, { method, content: writeJson(action, content), beside }))
}

/** `%20` for a blank: read the same by all, where `+` is not. */
const encode = (parameters: Record<string, string>) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
