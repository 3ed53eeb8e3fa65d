// Names and shapes of Circle's Payments API (circlefin/circle-nodejs-sdk: sdk.json 2.16.0; developers.circle.com). Data only.

export const hosts = { production: 'https://api.circle.com', sandbox: 'https://api-sandbox.circle.com' } as const

/** Header names in lower case. */
export const header = {
  signature: 'x-circle-signature',
  keyId: 'x-circle-key-id',
  requestId: 'x-request-id',
  /** Of a message that Amazon SNS carries. */
  snsType: 'x-amz-sns-message-type',
} as const

/** Circle names the currency that a token stands for. */
export const currencies = { USDC: 'USD', EURC: 'EUR' } as const satisfies Record<CircleAsset, string>
export type CircleAsset = 'USDC' | 'EURC'

/** Of all chains alike. */
export const decimals = 6

/** Objects and keys of Circle's are named by one. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Circle's account at Amazon, which publishes its notifications in two regions (circlefin/payments-sample-app: devtools/node/httpserver.js). */
export const topics = {
  production: [
    'arn:aws:sns:us-east-1:908968368384:prod_platform-notifications-topic',
    'arn:aws:sns:us-west-2:908968368384:prod_platform-notifications-topic',
  ],
  sandbox: [
    'arn:aws:sns:us-east-1:908968368384:sandbox_platform-notifications-topic',
    'arn:aws:sns:us-west-2:908968368384:sandbox_platform-notifications-topic',
  ],
} as const

// A region by its form, and not any name: `sns.s3.amazonaws.com` and `sns.s3-us-west-2.amazonaws.com` are a bucket called `sns`.

/** Where Amazon has its certificate. Nothing else is ever fetched. */
export const certificateUrl =
  /^https:\/\/sns\.[a-z]{2}(-[a-z]{1,16}){1,2}-\d\.amazonaws\.com(\.cn)?\/[A-Za-z0-9_-]{1,128}\.pem$/

/** The addresses that a subscription is confirmed at. */
export const subscribeUrl =
  /^https:\/\/sns\.[a-z]{2}(-[a-z]{1,16}){1,2}-\d\.amazonaws\.com(\.cn)?\/\?[\w%.:&=-]{1,2048}$/

/** The members that Amazon signs, in the order of the text that it signs. `?`: only if it is there. */
export const signedMembers = {
  Notification: ['Message', 'MessageId', 'Subject?', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const

// No spreads in here: a bundler cannot drop a constant that has one.

/** Every answer that is no error. */
export const dataShape = { data: 'unknown' } as const

export const errorShape = { code: 'integer', 'message?': 'string' } as const

export const moneyShape = { amount: 'string', currency: 'string' } as const

/** A payment intent. A continuous one has `currency` in place of `amount`, and never expires. */
export const intentShape = {
  id: 'string',
  'type?': 'string',
  'amount?': moneyShape,
  'currency?': 'string',
  'amountPaid?': moneyShape,
  'amountRefunded?': moneyShape,
  'settlementCurrency?': 'string',
  paymentMethods: [{ type: 'string', 'chain?': 'string', 'address?': 'string', 'addressTag?': 'string' }],
  'paymentIds?': ['string'],
  'refundIds?': ['string'],
  timeline: [{ status: 'string', 'time?': 'string', 'context?': 'string', 'reason?': 'string' }],
  'expiresOn?': 'string',
  'createDate?': 'string',
  'updateDate?': 'string',
} as const

/** What has come to an intent, or gone back of one. */
export const paymentShape = {
  id: 'string',
  'type?': 'string',
  status: 'string',
  amount: moneyShape,
  'toAmount?': { 'amount?': 'string', 'currency?': 'string' },
  'settlementAmount?': moneyShape,
  'fees?': moneyShape,
  'networkFees?': moneyShape,
  'paymentIntentId?': 'string',
  'fromAddresses?': { 'chain?': 'string', 'addresses?': ['string'] },
  'depositAddress?': { 'chain?': 'string', 'address?': 'string' },
  'transactionHash?': 'string',
  'createDate?': 'string',
  'updateDate?': 'string',
} as const

/** A payout to a recipient of the address book. */
export const payoutShape = {
  id: 'string',
  'sourceWalletId?': 'string',
  'destination?': { 'type?': 'string', 'id?': 'string' },
  amount: moneyShape,
  'toAmount?': { 'amount?': 'string', currency: 'string' },
  'fees?': moneyShape,
  'networkFees?': moneyShape,
  status: 'string',
  'errorCode?': 'string',
  'createDate?': 'string',
  'updateDate?': 'string',
} as const

export const recipientShape = {
  id: 'string',
  chain: 'string',
  address: 'string',
  'addressTag?': 'string',
  status: 'string',
  'createDate?': 'string',
} as const

export const keyShape = { id: 'string', algorithm: 'string', publicKey: 'string' } as const
export const keyAlgorithm = 'ECDSA_SHA_256'

export const subscriptionShape = {
  id: 'string',
  endpoint: 'string',
  'subscriptionDetails?': [{ 'url?': 'string', 'arn?': 'string', 'status?': 'string' }],
} as const

export const configurationShape = { payments: { 'masterWalletId?': 'string' } } as const

/** What Circle itself signs. */
export const webhookShape = {
  'subscriptionId?': 'string',
  notificationId: 'string',
  notificationType: 'string',
  notification: 'unknown',
  'timestamp?': 'string',
  version: 'integer',
} as const

/** What Amazon SNS carries for Circle; `Message` is a text of JSON. */
export const noticeShape = {
  Type: 'string',
  MessageId: 'string',
  TopicArn: 'string',
  Message: 'string',
  Timestamp: 'string',
  SignatureVersion: 'string',
  Signature: 'string',
  SigningCertURL: 'string',
  'Subject?': 'string',
  'Token?': 'string',
  'SubscribeURL?': 'string',
} as const

export const messageShape = { 'clientId?': 'string', notificationType: 'string', 'version?': 'integer' } as const

/** Under which name a notification has its object. */
export const objectNames = {
  paymentIntents: 'paymentIntent',
  payments: 'payment',
  payouts: 'payout',
  addressBookRecipients: 'addressBookRecipient',
} as const
