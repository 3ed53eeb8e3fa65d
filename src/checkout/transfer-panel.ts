import type { TokenAmount } from '../core/token-amount.js'
import { node } from './nodes.js'
import type { CheckoutPanel } from './panel.js'
import { drawSvg } from './render-qr.js'
import type { Language } from './texts.js'

type Words = {
  readonly send: string
  readonly rest: string
  readonly amount: string
  readonly address: string
  readonly tag: string
  readonly copy: string
  readonly copied: string
  readonly open: string
  readonly code: string
}

const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    send: '请用 {chain} 转 {amount}：地址和标签都要与下面一致，否则无法入账',
    rest: '已收到 {received}，还差 {amount}。请向同一地址补足',
    amount: '金额',
    address: '地址',
    tag: '标签',
    copy: '复制',
    copied: '已复制',
    open: '打开钱包',
    code: '钱包可扫的二维码，{amount}',
  },
  'zh-HK': {
    send: '請用 {chain} 轉 {amount}：地址和標籤都要與下面一致，否則無法入帳',
    rest: '已收到 {received}，尚欠 {amount}。請向同一地址補足',
    amount: '金額',
    address: '地址',
    tag: '標籤',
    copy: '複製',
    copied: '已複製',
    open: '開啟錢包',
    code: '錢包可掃描的二維碼，{amount}',
  },
  en: {
    send: 'Send {amount} on {chain}, to this address and with this tag: otherwise it cannot be found',
    rest: '{received} received, {amount} missing. Send the rest to the same address',
    amount: 'Amount',
    address: 'Address',
    tag: 'Tag',
    copy: 'Copy',
    copied: 'Copied',
    open: 'Open the wallet',
    code: 'Code for a wallet, {amount}',
  },
}

/**
 * Shows a transfer of tokens in `<shroff-checkout>`: address, tag and amount to copy, a code for the wallet, and what is missing of too
 * little. Without it the element offers no transfers.
 *
 * @example
 * defineCheckout('shroff-checkout', transferPanel)
 */
export const transferPanel: CheckoutPanel = {
  names: { xrpl: 'XRP Ledger', circle: 'Circle' },
  style: `\
[part=fields]{inline-size:100%;display:grid;gap:.5rem;text-align:start}\
dt{color:var(--muted);font-size:.875rem}\
dd{display:flex;gap:.75rem;align-items:center;justify-content:space-between}\
code{font-size:.875rem;user-select:all}\
dd button[part~=button]{inline-size:auto;flex:none;padding:.25rem .75rem}`,
  draw(attempt, language) {
    const { nextAction, received, missing } = attempt
    if (nextAction.type !== 'transfer') return []
    const { chain, address, tag, uri, amount: wanted } = nextAction
    const amount = missing ?? wanted
    const { send, rest } = words[language]
    const put = { chain, amount: text(amount), received: received ? text(received) : '' }
    const asked = node('p', { part: 'status', role: 'status' })
    // Put in once it stands in the page, for what comes with its text is not read aloud.
    requestAnimationFrame(() => asked.append(fill(received ? rest : send, put)))
    const said = node('p', { class: 'spoken', role: 'status' })
    const rows = [
      row('amount', amount.value, ` ${amount.asset}`),
      row('address', address),
      ...(tag === undefined ? [] : [row('tag', tag)]),
    ]
    return [
      asked,
      node('dl', { part: 'fields' }, ...rows),
      said, // A link asks for all of it.
      ...(missing ? [] : codeOf(uri, text(amount), words[language])),
    ]

    function row(name: 'amount' | 'address' | 'tag', value: string, unit = ''): HTMLElement {
      const { copy, copied, [name]: label } = words[language]
      const shown = node('code', {}, value)
      const click = async () => {
        // Where the page may not write there, the payer copies what is selected.
        if (await written(value)) said.textContent = `${label}: ${copied}`
        else getSelection()?.selectAllChildren(shown)
        button.textContent = said.textContent ? copied : copy
      }
      const label_ = `${copy}: ${label}`
      const button = node('button', { type: 'button', part: 'button second', 'aria-label': label_, click }, copy)
      return node('div', {}, node('dt', {}, label), node('dd', {}, node('span', {}, shown, unit), button))
    }
  },
}

const text = ({ value, asset }: TokenAmount) => `${value} ${asset}`

const fill = (pattern: string, values: Readonly<Record<string, string>>) =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

async function written(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return false
  }
}

/** A link longer than a phone can read as a code is a link alone. */
function codeOf(uri: string | undefined, amount: string, { code, open }: Words): Node[] {
  if (!uri) return []
  const link = uri.startsWith('https:') ? [node('a', { part: 'button second', href: uri }, open)] : []
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  try {
    drawSvg(picture, uri)
  } catch {
    return link
  }
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-label', fill(code, { amount }))
  return [node('div', { part: 'code' }, picture), ...link]
}
