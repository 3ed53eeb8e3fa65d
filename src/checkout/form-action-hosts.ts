/**
 * Where forms of the providers go, for `form-action` of a page's Content-Security-Policy. A browser that knows the rule holds
 * every hop of a form's redirects to it. Links need none of them.
 *
 * `known` is where the form is posted. `further` is where the provider was seen to send the browser on to; no page of the
 * provider's says so (*unconfirmed*), and there may be more.
 */
export const formActionHosts: Readonly<
  Record<string, { readonly known: readonly string[]; readonly further: readonly string[] }>
> = {
  alipay: {
    known: ['https://openapi.alipay.com'],
    further: ['https://unitradeprod.alipay.com', 'https://excashier.alipay.com', 'https://mclient.alipay.com'],
  },
  unionpay: { known: ['https://gateway.95516.com'], further: ['https://cashier.95516.com'] },
}
