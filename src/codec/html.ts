/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const script = 'document.forms[0].submit()'

/** For `script-src` of a Content-Security-Policy: what lets the script of {@link formPage} run, and nothing else. */
export const formPageScript = 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='

/**
 * A page that posts a form by itself, for providers whose page wants more than an address can hold. Where a policy stops its
 * script, the payer sees the button.
 */
export function formPage(url: string, fields: Readonly<Record<string, string>>, button: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return `<!doctype html><meta charset="utf-8"><form method="post" action="${escapeHtml(url)}">${inputs.join('')}<button>${escapeHtml(button)}</button></form><script>${script}</script>`
}

/** The form of a page that posts itself: where to, and its fields; undefined for anything else. Unscrambles what {@link escapeHtml} and its like write. */
export function readFormPage(html: string): { url: string; fields: Readonly<Record<string, string>> } | undefined {
  const [, tag = ''] = /<form\b([^>]*)>/i.exec(html) ?? []
  const url = attribute(tag, 'action')
  if (!url || attribute(tag, 'method')?.toLowerCase() !== 'post') return undefined
  const inputs = Array.from(html.matchAll(/<input\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi), ([, input = '']) => input)
  const fields = inputs.flatMap((input) => {
    const name = attribute(input, 'name')
    return name ? [[name, attribute(input, 'value') ?? '']] : []
  })
  return { url, fields: Object.fromEntries(fields) as Record<string, string> }
}

function attribute(tag: string, name: string): string | undefined {
  const [, , quoted, single] = new RegExp(`(^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? []
  const value = quoted ?? single
  return value?.replace(/&(#\d+|#x[\da-f]+|amp|lt|gt|quot|apos);/gi, (_, entity: string) =>
    characterOf(entity.toLowerCase()),
  )
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const characterOf = (entity: string): string =>
  named[entity] ??
  String.fromCodePoint(Number.parseInt(entity.replace(/^#x?/, ''), entity.startsWith('#x') ? 16 : 10) % 0x110000)
