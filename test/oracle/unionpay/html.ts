import type { Report } from '../wechatpay/primitives.js'
import type { Fields } from './primitives.js'

const entities: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>' }
const characterOf = (all: string, entity: string) =>
  entity.startsWith('#') ? String.fromCodePoint(Number(entity.slice(1))) : (entities[entity] ?? all)
const attributesOf = (text: string): Fields =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/&(#\d+|\w+);/g, characterOf),
    ]),
  )
/** The attributes of every tag of this name; a value may have anything in it but quotation marks. */
const tagsOf = (name: string, html: string) =>
  [...html.matchAll(new RegExp(`<${name}\\b((?:[^">]|"[^"]*")*)>`, 'g'))].map(([, text = '']) => attributesOf(text))

/** §3: one form by POST, and a hidden input for each field. */
export function examineHtml(html: string, { url, fields }: { url: string; fields: Fields }, report: Report): void {
  const [form, ...others] = tagsOf('form', html)
  if (form?.action !== url || form.method?.toLowerCase() !== 'post' || others.length > 0)
    report('the page has no form for this address, or more than one (§3)')
  const hidden = tagsOf('input', html).filter(({ type }) => type === 'hidden')
  const inputs = Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value]))
  if (hidden.length !== Object.keys(fields).length) report('the page has not one input for each field (§3)')
  for (const [name, value] of Object.entries(fields))
    if (inputs[name] !== value) report(`the page has ${inputs[name]} for ${name} (§3)`)
}
