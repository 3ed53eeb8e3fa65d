// What Lakala's open platform signs (zkmio/lakala-sdk: auth/PrivateKeySigner, LklApiValidator, NotifyCertificatesVerifier). Each line
// ends in a line feed, the last one too. No address is signed.

/** The five lines of a request and of an answer, in parts, so that a body can stay the bytes that came. */
export const signedText = <Body extends string | Uint8Array>(
  appId: string,
  serial: string,
  timestamp: string,
  nonce: string,
  body: Body,
): (string | Body)[] => [`${appId}\n${serial}\n${timestamp}\n${nonce}\n`, body, '\n']

/** The three lines of a notification, which names neither app nor key. */
export const noticeText = <Body extends string | Uint8Array>(
  timestamp: string,
  nonce: string,
  body: Body,
): (string | Body)[] => [`${timestamp}\n${nonce}\n`, body, '\n']

/** Members as `name="value"`, in this order. */
export const writeAuthorization = (members: Readonly<Record<string, string>>): string =>
  `LKLAPI-SHA256withRSA ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}`

/** The members of that header, by name, in any order, with blanks behind the commas; undefined where it is malformed or one is repeated. */
export function readAuthorization(header: string): Readonly<Record<string, string>> | undefined {
  const [, list] = /^LKLAPI-SHA256withRSA\s+(\S[\s\S]*)$/.exec(header.trim()) ?? []
  if (list === undefined) return undefined
  const members: Record<string, string> = {}
  for (const part of list.split(/,\s*(?=[a-z_]+=")/)) {
    const [, name = '', value = ''] = /^([a-z_]{1,20})="([\x21\x23-\x7e]*)"$/.exec(part) ?? []
    if (name === '' || Object.hasOwn(members, name)) return undefined
    members[name] = value
  }
  return members
}
