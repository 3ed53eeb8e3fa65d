// What QQ Wallet signs, both ways (page 206/1213 of its documentation), and what an app hands to the wallet (38/1196).

export type Fields = Readonly<Record<string, string>>

/** Every field that is not empty but `sign`, sorted by name, raw values, the API key last. */
export const signedText = (fields: Readonly<Record<string, string | undefined>>, apiKey: string): string =>
  [
    ...Object.keys(fields)
      .filter((name) => name !== 'sign' && fields[name])
      .sort()
      .map((name) => `${name}=${fields[name]}`),
    `key=${apiKey}`,
  ].join('&')

/** What an app signs: these five and no others, sorted by name as they are spelled; an empty `pubAcc` stays. */
export const appText = (given: {
  appId: string
  bargainorId: string
  nonce: string
  pubAcc: string
  tokenId: string
}): string =>
  `appId=${given.appId}&bargainorId=${given.bargainorId}&nonce=${given.nonce}&pubAcc=${given.pubAcc}&tokenId=${given.tokenId}`

/** The key that an app signs with: the app's own, which is another than the merchant's, and an ampersand behind it. */
export const appSecret = (appKey: string): string => `${appKey}&`
