/**
 * What Amazon SNS signs: name and value of each member, each followed by a line feed, in the order of the names. A name that ends in
 * `?` only where the message has it. Undefined where the message lacks one of the others.
 */
export function signedText(names: readonly string[], message: Readonly<Record<string, unknown>>): string | undefined {
  let text = ''
  for (const wanted of names) {
    const name = wanted.replace('?', '')
    const value = Object.hasOwn(message, name) ? message[name] : undefined
    if (value == null && name !== wanted) continue
    if (typeof value !== 'string') return undefined
    text += `${name}\n${value}\n`
  }
  return text
}
