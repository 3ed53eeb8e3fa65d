/** The channels on which a payer's code is charged. */
export type CodeChannel = 'barcode' | 'face'

/**
 * `passback_params`, encoded before they are put into the request as the documentation asks for. A notice does not tell
 * a charged code from any other payment, so a charge of one that asks for notices says so in front of the merchant's
 * own text: it comes back unchanged and signed.
 */
export function toPassback(channel: string, notifies: boolean, own: string | undefined): string | undefined {
  const isCode = channel === 'barcode' || channel === 'face'
  const parts = [isCode && notifies && `shroff:${channel}`, own].filter((part) => typeof part === 'string')
  return parts.length === 0 ? undefined : encodeURIComponent(parts.join(';'))
}

/** The merchant's own text, and on which channel a payer's code was charged. */
export function fromPassback(text: string | null | undefined): { channel?: CodeChannel; passbackParams?: string } {
  if (!text) return {}
  const passbackParams = decoded(text)
  const [, channel, own] = /^shroff:(barcode|face)(?:;(.*))?$/s.exec(passbackParams) ?? []
  if (channel === undefined) return { passbackParams }
  return { channel: channel as CodeChannel, ...(own !== undefined && { passbackParams: own }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
