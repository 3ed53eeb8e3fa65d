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
