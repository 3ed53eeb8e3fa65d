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
  const found = { algorithm: '', keyVersion: '', signature: '' }
  for (const part of header.split(',')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim() as keyof typeof found
    // Each once, and none that is not known.
    if (at < 0 || found[name] !== '') return undefined
    found[name] = part.slice(at + 1).trim()
  }
  const { algorithm, keyVersion, signature } = found
  const base64 = decoded(signature)
  return base64 ? { algorithm, keyVersion, base64 } : undefined
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
