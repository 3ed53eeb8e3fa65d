// What YeePay signs, step by step: requests, answers and notifications (YOP protocol yop-auth-v3).
// Source: yeepay-skills: 平台规范/安全认证/请求签名协议.md; yop-platform/yop-go-sdk: yop/auth/

/** Step 1, of each name and value: RFC 3986, where nothing but letters, digits and `-._~` stays as it is. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

export type Fields = Readonly<Record<string, string>>

/** Step 2: the parameters, by their names. Of a form it is hashed, of a query it is signed. */
export const parameterText = (fields: Fields): string =>
  Object.keys(fields)
    .sort()
    .map((name) => `${encode(name)}=${encode(fields[name]!)}`)
    .join('&')

/** Fields whose values were encoded twice; undefined where a second time does not go. */
export function decodedAgain(fields: Fields): Fields | undefined {
  try {
    const decoded = Object.entries(fields).map(([name, value]) => [
      name,
      decodeURIComponent(value.replaceAll('+', ' ')),
    ])
    return Object.fromEntries(decoded)
  } catch {
    return undefined
  }
}

/** Step 3: the headers that are signed, each a line; a value without the blanks around it. */
export const headerText = (headers: Fields, names: readonly string[]): string =>
  names
    .map((name) => `${encode(name)}:${encode((headers[name] ?? '').trim())}`)
    .sort()
    .join('\n')

/** Step 4: who asks, when, and for how many seconds it holds. */
export type Auth = { readonly appKey: string; readonly time: string; readonly seconds: string }
export const authText = ({ appKey, time, seconds }: Auth): string => `yop-auth-v3/${appKey}/${time}/${seconds}`

/** Step 5: all of it, without a line end behind. `query` is empty for a form, whose hash is among the headers. */
export const requestText = (given: {
  auth: Auth
  method: string
  path: string
  query: string
  headers: string
}): string => [authText(given.auth), given.method, given.path, given.query, given.headers].join('\n')

/** The header `Authorization` behind its scheme. */
export type Authorization = Auth & { readonly signedHeaders: readonly string[]; readonly signature: string }
export const writeAuthorization = (scheme: string, { signedHeaders, signature, ...auth }: Authorization): string =>
  `${scheme} ${authText(auth)}/${signedHeaders.join(';')}/${signature}`

export function readAuthorization(header: string): (Authorization & { readonly scheme: string }) | undefined {
  const [, scheme, rest] = /^(\S+) (\S+)$/.exec(header) ?? []
  const [version, appKey, time, seconds, names, signature, ...more] = rest?.split('/') ?? []
  if (!scheme || version !== 'yop-auth-v3' || !appKey || !time || !seconds || !names || !signature || more.length > 0)
    return undefined
  return { scheme, appKey, time, seconds, signedHeaders: names.split(';'), signature }
}

/** What is signed of an answer: its body without blanks, tabs and line feeds, those inside its texts included. */
export const answerText = (body: string): string => body.replace(/[ \t\n]/g, '')

/** What some answers are signed over in its place: the text of their `result`, which a time stands behind. */
export const resultText = (cleaned: string): string | undefined => /"result":(\{.*\}),"ts":\d/.exec(cleaned)?.[1]

/** A notification's text and its signature: it is signed as it stands, blanks included. */
export const noticeParts = (plaintext: string): readonly [json: string, signature: string] => {
  const at = plaintext.lastIndexOf('$')
  return [plaintext.slice(0, Math.max(0, at)), plaintext.slice(at + 1)]
}
