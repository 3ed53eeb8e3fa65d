// What Antom signs: requests, answers and notifications alike (docs.antom.com, "Sign a request and verify the signature").
// Source: alipay/global-open-sdk-java: tools/SignatureTool.java

/**
 * The signed text, in parts, so that a body can stay the bytes that came. `path` is path and query: of an answer those of the
 * request, of a notification those of the merchant's own address as it was called. `time` is the header's text as it stands.
 */
export const signedText = <Body extends string | Uint8Array>(
  path: string,
  clientId: string,
  time: string,
  body: Body,
): (string | Body)[] => [`POST ${path}\n${clientId}.${time}.`, body]

/** The header `Signature`. Official clients take its members in this order only, and none with a bare `=` in it. */
export const writeSignature = (keyVersion: string, base64: string): string =>
  `algorithm=RSA256,keyVersion=${keyVersion},signature=${encodeURIComponent(base64)}`

/** The members of that header: in any order, with blanks behind the commas; undefined where it is malformed or repeated. */
export function readSignature(header: string): { algorithm: string; keyVersion: string; base64: string } | undefined {
  const members = new Map<string, string>()
  for (const part of header.split(',')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (at < 0 || members.has(name)) return undefined
    members.set(name, part.slice(at + 1).trim())
  }
  const given = members.get('signature')
  const base64 = given === undefined ? undefined : decoded(given)
  if (!base64) return undefined
  return { algorithm: members.get('algorithm') ?? '', keyVersion: members.get('keyVersion') ?? '', base64 }
}

/** Older pages show base64 that is not encoded, and neither `+` nor `/` may be taken for an escape there. */
function decoded(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
