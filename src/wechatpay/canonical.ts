// What WeChat Pay APIv3 signs. Each line ends in a line feed, the last one too.
// https://pay.weixin.qq.com/doc/v3/merchant/4012365336 (requests), 4013053420 (answers and notifications)

/** The text a merchant signs for a request. `path` is path and query exactly as sent; `body` is empty where none is. */
export const requestMessage = (method: string, path: string, timestamp: string, nonce: string, body: string): string =>
  `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`

/** The text WeChat Pay signs for an answer and for a notification, in parts, so that a body can stay the bytes that came. */
export const replyMessage = <Body extends string | Uint8Array>(
  timestamp: string,
  nonce: string,
  body: Body,
): (string | Body)[] => [`${timestamp}\n${nonce}\n`, body, '\n']

/** The text a merchant signs for the wallet: `subject` is `prepay_id=…` for pages and mini programs, the bare id for apps. */
export const invocationMessage = (appId: string, timestamp: string, nonce: string, subject: string): string =>
  `${appId}\n${timestamp}\n${nonce}\n${subject}\n`

/**
 * The text that APIv2 signs, both ways: every field that is not empty but `sign`, sorted by name, raw values, the key last.
 */
export const v2Message = (fields: Readonly<Record<string, string | undefined>>, apiV2Key: string): string =>
  [
    ...Object.keys(fields)
      .filter((name) => name !== 'sign' && fields[name])
      .sort()
      .map((name) => `${name}=${fields[name]}`),
    `key=${apiV2Key}`,
  ].join('&')
