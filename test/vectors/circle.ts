import type { Sample } from './flip.js'

export type CircleVector = Sample & { readonly source: string; readonly input: Readonly<Record<string, string>> }

/** The one signed webhook that Circle publishes, with its key (developers.circle.com, "Verify webhook signatures"). */
export const documented = {
  keyId: '879dc113-5ca4-4ff7-a6b7-54652083fcf8',
  signature: 'MEQCIBlJPX7t0FDOcozsRK6qIQwik5Fq6mhAtCSSgIB/yQO7AiB9U5lVpdufKvPhk3cz4TH2f5MP7ArnmPRBmhPztpsIFQ==',
  body: '{"subscriptionId":"00000000-0000-0000-0000-000000000000","notificationId":"00000000-0000-0000-0000-000000000000","notificationType":"webhooks.test","notification":{"hello":"world"},"timestamp":"2024-01-26T18:22:19.779834211Z","version":2}',
  publicKey:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESl76SZPBJemW0mJNN4KTvYkLT8bOT4UGhFhzNk3fJqf6iuPlLQLq533FelXwczJbjg2U1PHTvQTK7qOQnDL2Tg==',
} as const

const { keyId, signature, body, publicKey } = documented
const source = 'developers.circle.com: Wallets, verify webhook signatures'

/** Circle's signed webhook, what was made of it, and the text that Amazon SNS signs. */
export const vectors: readonly CircleVector[] = [
  {
    name: 'documented',
    kind: 'webhook',
    source,
    input: { keyId, signature, body, publicKey },
    expected: { signatureValid: true, algorithm: 'ECDSA_SHA_256 (P-256, DER signature)' },
  },
  {
    name: 'one letter changed',
    kind: 'webhook',
    source,
    input: { keyId, signature, publicKey, body: body.replace('world', 'World') },
    expected: { signatureValid: false, algorithm: 'ECDSA_SHA_256 (P-256, DER signature)' },
  },
  {
    name: 'written again',
    kind: 'webhook',
    source,
    input: { keyId, signature, publicKey, body: JSON.stringify(JSON.parse(body), null, 2) },
    expected: { signatureValid: false, algorithm: 'ECDSA_SHA_256 (P-256, DER signature)' },
  },
  {
    name: 'the key as a JWK',
    kind: 'key',
    source,
    input: { publicKey },
    expected: {
      jwk: {
        kty: 'EC',
        crv: 'P-256',
        x: 'Sl76SZPBJemW0mJNN4KTvYkLT8bOT4UGhFhzNk3fJqc',
        y: '-orj5S0C6ud9xXpV8HMyW44NlNTx070Eyu6jkJwy9k4',
      },
    },
  },
  {
    name: 'a notification',
    kind: 'signed-text',
    source:
      'Amazon SNS Developer Guide: verifying the signatures of messages; the message in the form of developers.circle.com',
    input: {
      Type: 'Notification',
      MessageId: '11111111-2222-3333-4444-555555555555',
      TopicArn: 'arn:aws:sns:us-west-2:908968368384:sandbox_platform-notifications-topic',
      Message:
        '{"clientId":"c60d2d5b-203c-45bb-9f6e-93641d40a599","notificationType":"paymentIntents","version":1,"customAttributes":{"clientId":"c60d2d5b-203c-45bb-9f6e-93641d40a599"},"paymentIntent":{"id":"6e4d4047-db14-4c09-b238-1215aee50d03"}}',
      Timestamp: '2022-08-02T21:00:00.000Z',
    },
    expected: {
      canonical:
        'Message\n{"clientId":"c60d2d5b-203c-45bb-9f6e-93641d40a599","notificationType":"paymentIntents","version":1,"customAttributes":{"clientId":"c60d2d5b-203c-45bb-9f6e-93641d40a599"},"paymentIntent":{"id":"6e4d4047-db14-4c09-b238-1215aee50d03"}}\nMessageId\n11111111-2222-3333-4444-555555555555\nTimestamp\n2022-08-02T21:00:00.000Z\nTopicArn\narn:aws:sns:us-west-2:908968368384:sandbox_platform-notifications-topic\nType\nNotification\n',
      sha256Hex: '37ab3ee473c412124381714e4b29a648b770a94017b1f2b82946367d2979bdd5',
      sha1Hex: 'b7440a8c76d391b35587cdf3663a0b63c2b95e57',
    },
  },
]
