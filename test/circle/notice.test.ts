import { createSign, generateKeyPairSync } from 'node:crypto'
import {
  acknowledge,
  type CircleNotice,
  circle,
  confirmSubscription,
  fetchSigningCertificate,
  getPayment,
  receiveNotice,
  subscribeWebhooks,
} from 'shroff/circle'
import { sendPayment } from 'shroff/circle/mock'
import { advanceClock, deliverWebhooks, type Forgery, forgeWebhook } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openCircle, openTea, tea } from '../support/circle.js'
import { failure } from '../support/failure.js'

const topic = 'arn:aws:sns:us-west-2:908968368384:prod_platform-notifications-topic'
const certificate = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0000.pem'
const intentId = '6e4d4047-db14-4c09-b238-1215aee50d03'
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** In Amazon's order, written down here once more. */
const orders = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
}

const message = (change: object = {}) =>
  JSON.stringify({
    clientId: 'c60d2d5b-203c-45bb-9f6e-93641d40a599',
    notificationType: 'paymentIntents',
    version: 1,
    paymentIntent: {
      id: intentId,
      amount: { amount: '1.00', currency: 'USD' },
      amountPaid: { amount: '1.00', currency: 'USD' },
      paymentMethods: [{ type: 'blockchain', chain: 'ETH', address: '0x97de855690955e0da79ce5c1b6804847e7070c7f' }],
      timeline: [{ status: 'complete', time: '2022-07-21T20:19:24.861094Z' }],
    },
    ...change,
  })

/** A notice as Amazon would have signed it, if the key is Amazon's. */
function notice(change: Record<string, string | undefined> = {}, signed: Record<string, string | undefined> = change) {
  const whole = {
    Type: 'Notification',
    MessageId: '11111111-2222-3333-4444-555555555555',
    TopicArn: topic,
    Message: message(),
    Timestamp: '2022-08-02T21:00:00.000Z',
    SignatureVersion: '2',
    SigningCertURL: certificate,
  } as const
  const given: Record<string, string | undefined> = { ...whole, ...signed }
  const names = orders[given.Type as keyof typeof orders] ?? []
  const text = names.filter((name) => given[name] !== undefined).map((name) => `${name}\n${given[name]}\n`)
  const Signature = createSign('RSA-SHA256').update(text.join('')).sign(pair.privateKey, 'base64')
  return { ...given, Signature, ...change }
}

const asked: string[] = []
const account = circle({
  async refreshSigningCertificates(_account, url) {
    asked.push(url)
    return { [url]: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string }
  },
})
const receive = (given: object | string, to = account) =>
  receiveNotice(to, {
    headers: { 'x-amz-sns-message-type': 'Notification', 'content-type': 'text/plain; charset=UTF-8' },
    body: new TextEncoder().encode(typeof given === 'string' ? given : JSON.stringify(given)),
  })

describe('a notice that Amazon has signed with SHA-256', () => {
  it('is an event like a webhook', async () => {
    const event = await receive(notice())
    expect(event).toMatchObject({
      type: 'payment.paid',
      reference: intentId,
      coverage: 'exact',
      id: `paymentIntents/${intentId}/paid`,
    })
    expect(await receive(notice({ Subject: 'a subject' }))).toMatchObject({ type: 'payment.paid' })
    const other = await receive(notice({ Message: message({ notificationType: 'deposits', deposit: {} }) }))
    expect(other).toMatchObject({
      type: 'other',
      name: 'deposits',
      id: 'deposits/11111111-2222-3333-4444-555555555555',
    })
  })

  it('of the other region is the same event, under another number of the message', async () => {
    const east = notice({
      TopicArn: topic.replace('us-west-2', 'us-east-1'),
      MessageId: '22222222-2222-3333-4444-555555555555',
    })
    expect((await receive(east)).id).toBe((await receive(notice())).id)
  })

  it('may have members that are not signed, and nothing is read of them', async () => {
    const attributes = {
      MessageAttributes: { clientId: { Type: 'String', Value: 'somebody else' } },
      UnsubscribeURL: 'https://evil.example',
    }
    expect(await receive({ ...notice(), ...attributes })).toMatchObject({ type: 'payment.paid' })
  })

  it.each(['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'])(
    'is refused where %s was changed',
    async (name) => {
      const changes: Record<string, string> = {
        Message: message({ version: 2 }),
        MessageId: '33333333-2222-3333-4444-555555555555',
        Subject: 'x',
        Timestamp: '2022-08-02T21:00:00.001Z',
        TopicArn: topic.replace('west', 'east'),
        Type: 'SubscriptionConfirmation',
      }
      const change = {
        [name]: changes[name]!,
        ...(name === 'Type' && {
          Token: 't',
          SubscribeURL: 'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription',
        }),
      }
      expect(await failure(receive(notice(change, {})))).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
    },
  )

  it('by a key that is not the certificate’s, or with SHA-1 under another name, is refused', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    }) as string
    const own = circle({ signingCertificates: { [certificate]: other } })
    expect(await failure(receive(notice(), own))).toMatchObject({ code: 'SIGNATURE_INVALID' })
    const text = orders.Notification.filter((name) => name !== 'Subject').map(
      (name) => `${name}\n${(notice() as Record<string, string>)[name]}\n`,
    )
    const Signature = createSign('RSA-SHA1').update(text.join('')).sign(pair.privateKey, 'base64')
    expect(await failure(receive(notice({ Signature })))).toMatchObject({ code: 'SIGNATURE_INVALID' })
    for (const version of ['3', '02', '', '2 '])
      expect((await failure(receive(notice({ SignatureVersion: version })))).code).toMatch(/SIGNATURE_INVALID/)
  })

  it('is refused for a topic that is somebody else’s, signed though it is', async () => {
    for (const TopicArn of [
      'arn:aws:sns:us-west-2:123456789012:prod_platform-notifications-topic',
      'arn:aws:sns:us-west-2:908968368384:sandbox_platform-notifications-topic',
      'arn:aws:sns:eu-west-1:908968368384:prod_platform-notifications-topic',
      `${topic}x`,
      `x${topic}`,
    ])
      expect(await failure(receive(notice({ TopicArn })))).toMatchObject({ code: 'WEBHOOK_NOT_OURS', authentic: true })
    const sandbox = circle({
      sandbox: true,
      signingCertificates: { [certificate]: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string },
    })
    expect(await failure(receive(notice(), sandbox))).toMatchObject({ code: 'WEBHOOK_NOT_OURS' })
    const client = circle({
      clientId: intentId,
      signingCertificates: { [certificate]: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string },
    })
    expect(await failure(receive(notice(), client))).toMatchObject({ code: 'WEBHOOK_NOT_OURS' })
  })
})

describe('an address in a notice', () => {
  const tricks = [
    'http://sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com.evil.example/x.pem',
    'https://evil.example/sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com@evil.example/x.pem',
    'https://evil.example#sns.us-west-2.amazonaws.com/x.pem',
    'https://evil.example?sns.us-west-2.amazonaws.com/x.pem',
    'https://evil.example\\.sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com:8443/x.pem',
    'https://user:pw@sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com/../x.pem',
    'https://sns.us-west-2.amazonaws.com/a/x.pem',
    'https://sns.us-west-2.amazonaws.com/x.pem?y',
    'https://sns.us-west-2.amazonaws.com/x.pem#y',
    'https://sns.us-west-2.amazonaws.com/x.pem\n',
    ' https://sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com/x.pfx',
    'https://s3.us-west-2.amazonaws.com/x.pem',
    // Whoever has the bucket `sns` writes what stands there.
    'https://sns.s3.amazonaws.com/x.pem',
    'https://sns.s3-us-west-2.amazonaws.com/x.pem',
    'https://sns.s3-accelerate.amazonaws.com/x.pem',
    'https://sns.awsapps.amazonaws.com/x.pem',
    'https://sns.evil.us-west-2.amazonaws.com/x.pem',
    'https://snsus-west-2.amazonaws.com/x.pem',
    'https://SNS.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com/%2e%2e/x.pem',
    'https://sns.us-west-2.amazonaws.com.cn.evil.example/x.pem',
    'https://sns.us-wеst-2.amazonaws.com/x.pem',
    'file:///etc/passwd.pem',
    'javascript:alert(1)//.pem',
    'https://169.254.169.254/x.pem',
    '',
  ]
  it.each(tricks)('is not asked for a certificate: %j', async (SigningCertURL) => {
    asked.length = 0
    for (const SignatureVersion of ['1', '2'])
      expect(await failure(receive(notice({ SigningCertURL, SignatureVersion })))).toMatchObject({
        code: 'SIGNATURE_INVALID',
        authentic: false,
      })
    expect(asked).toEqual([])
    const call = fetchSigningCertificate(() => Promise.reject(new Error('it was called')))
    expect(await failure(call(account, SigningCertURL))).toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it.each([
    certificate,
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-7ff5318490ec183fbaddaa2a969abfda.pem',
    'https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.cn-northwest-1.amazonaws.com.cn/SimpleNotificationService-1.pem',
  ])('of Amazon’s is: %s', async (SigningCertURL) => {
    expect(await receive(notice({ SigningCertURL }))).toMatchObject({ type: 'payment.paid' })
  })

  const subscribe = (url: string, change = {}) =>
    notice({
      Type: 'SubscriptionConfirmation',
      Token: 'abc',
      SubscribeURL: url,
      Message: 'You have chosen …',
      ...change,
    })
  const good = `https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`

  it('confirms a subscription where it is Amazon’s and of the topic', async () => {
    for (const SignatureVersion of ['2', '1'])
      expect(await receive(subscribe(good, { SignatureVersion }))).toEqual({
        type: 'subscription',
        id: 'subscription/11111111-2222-3333-4444-555555555555',
        provider: 'circle',
        authentic: SignatureVersion === '2',
        topic,
        subscribeUrl: good,
      })
    expect(await receive(subscribe(good, { Type: 'UnsubscribeConfirmation', SignatureVersion: '1' }))).toMatchObject({
      type: 'unsubscription',
    })
  })

  it.each([
    good.replace('https', 'http'),
    good.replace('amazonaws.com/', 'amazonaws.com.evil.example/'),
    good.replace('sns.', 'evil.example/sns.'),
    good.replace('sns.us-west-2.amazonaws.com', 'evil.example'),
    good.replace('sns.us-west-2', 'sns.s3-us-west-2'),
    good.replace('https://', 'https://x@'),
    good.replace('/?', '/x?'),
    good.replace('/?', ':444/?'),
    `${good}#x`,
    `${good} x`,
    good.replace('908968368384', '123456789012'),
    good.replace('us-west-2:908', 'us-east-1:908'),
    '',
  ])('confirms none otherwise: %s', async (url) => {
    for (const SignatureVersion of ['2', '1'])
      expect((await failure(receive(subscribe(url, { SignatureVersion })))).code).toMatch(/^(SIGNATURE|BODY)_INVALID$/)
  })

  it('is called by confirmSubscription for the account’s topics only, and without the API key', async () => {
    const { client, sent } = await openCircle()
    for (const subscribeUrl of [
      good.replace('908968368384', '123456789012'),
      good.replace('ConfirmSubscription', 'DeleteTopic'),
      good.replace('sns.us-west-2.amazonaws.com', 'evil.example'),
    ])
      expect((await failure(confirmSubscription(client, { subscribeUrl }))).code).toMatch(
        /^(CONFIG|PARAMETERS)_INVALID$/,
      )
    expect(sent).toEqual([])
    expect(await confirmSubscription(client, { subscribeUrl: good })).toEqual({ topic })
    expect(sent.map(({ url, headers }) => [url, Object.keys(headers)])).toEqual([[good, ['user-agent']]])
  })
})

describe('a notice that is signed with SHA-1', () => {
  const hint = (change: object, more = {}) =>
    receive(notice({ SignatureVersion: '1', Signature: 'AAAA', Message: message(change), ...more }))

  it.each([
    [{}, 'paymentIntents', intentId, 'getPayment'],
    [
      {
        notificationType: 'payments',
        payment: { id: '11111111-1111-4111-8111-111111111111', type: 'payment', paymentIntentId: intentId },
      },
      'payments',
      intentId,
      'getPayment',
    ],
    [
      {
        notificationType: 'payments',
        payment: { id: '11111111-1111-4111-8111-111111111111', type: 'refund', paymentIntentId: intentId },
      },
      'payments',
      '11111111-1111-4111-8111-111111111111',
      'getRefund',
    ],
    [{ notificationType: 'payouts', payout: { id: intentId } }, 'payouts', intentId, 'getTransfer'],
    [
      { notificationType: 'addressBookRecipients', addressBookRecipient: { id: intentId } },
      'addressBookRecipients',
      intentId,
      'getRecipient',
    ],
  ])('is a hint of what to ask about, and no event: %j', async (change, name, objectId, next) => {
    expect(await hint(change)).toEqual({
      type: 'hint',
      id: 'hint/11111111-2222-3333-4444-555555555555',
      provider: 'circle',
      authentic: false,
      name,
      objectId,
      next,
    })
  })

  it('has nothing of a stranger’s words in it', async () => {
    const told = await hint({ paymentIntent: { id: 'DROP TABLE orders', note: '<script>' } })
    expect(told).toEqual({
      type: 'hint',
      id: expect.any(String),
      provider: 'circle',
      authentic: false,
      name: 'paymentIntents',
    })
    expect(await hint({ notificationType: 'constructor', constructor: { id: intentId } })).not.toHaveProperty('next')
    for (const notificationType of ['', '<b>', 'x'.repeat(65), 'a b'])
      expect(await failure(hint({ notificationType }))).toMatchObject({ code: 'BODY_INVALID', authentic: false })
  })

  it('is refused for another topic, and where it is none at all', async () => {
    expect(await failure(hint({}, { TopicArn: `${topic}x` }))).toMatchObject({
      code: 'WEBHOOK_NOT_OURS',
      authentic: false,
    })
    for (const text of ['', '{}', '[]', 'null', '{"Type":1}', 'x=1', '{"notificationId":"1"}'])
      expect(await failure(receive(text)), text).toMatchObject({ code: 'BODY_INVALID', authentic: false })
    for (const change of [
      { Message: '{' },
      { Message: '[]' },
      { Message: '{"notificationType":1}' },
      { MessageId: '../1' },
      { Type: 'Else' },
    ])
      expect(await failure(hint({}, change)), JSON.stringify(change)).toMatchObject({ code: 'BODY_INVALID' })
    expect((await failure(receive('{"notificationId":"1"}'))).next).toContain('receiveWebhook')
  })
})

describe('Amazon, in the mock', () => {
  /** All that is due, as a shop receives it that confirms what it is asked. */
  async function received(shop: Awaited<ReturnType<typeof openCircle>>) {
    const notices: CircleNotice[] = []
    await deliverWebhooks(shop.mock, {
      async to(request) {
        const told = await receiveNotice(shop.account, request)
        notices.push(told)
        if (told.type === 'subscription') await confirmSubscription(shop.client, { subscribeUrl: told.subscribeUrl })
        return acknowledge(shop.account, 'received')
      },
    })
    return notices
  }

  it('asks from two regions, and carries what happens once one was confirmed', async () => {
    const shop = await openTea()
    await deliverWebhooks(shop.mock, { to: () => new Response() })
    const { topics } = await subscribeWebhooks(shop.client, { endpoint: 'https://shop.example/sns', version: 1 })
    expect(topics).toEqual(shop.account.topics)
    sendPayment(shop.mock, { reference: shop.reference, amount: tea.amount, status: 'pending' })
    const asks = await received(shop)
    expect(asks.map(({ type }) => type)).toEqual(['subscription', 'subscription'])
    sendPayment(shop.mock, { reference: shop.reference, amount: tea.amount })
    expect((await received(shop)).map(({ type }) => type)).toEqual(['other', 'other', 'other', 'payment.paid'])
    expect(shop.sent.filter(({ url }) => url.endsWith('.pem'))).toHaveLength(1)
  })

  it('signs with SHA-1 where it is told to, and the shop asks', async () => {
    const shop = await openTea({ version: 1, signatureVersion: 1 })
    sendPayment(shop.mock, { reference: shop.reference, amount: tea.amount })
    const hints = await received(shop)
    const last = hints.at(-1)
    expect(last).toMatchObject({ type: 'hint', next: 'getPayment', objectId: shop.reference })
    expect((await getPayment(shop.client, { reference: shop.reference })).status).toBe('paid')
  })

  it.each([
    ['tampered-body', 'SIGNATURE_INVALID'],
    ['wrong-key', 'SIGNATURE_INVALID'],
    ['unsigned', 'BODY_INVALID'],
    ['unknown-serial', 'KEY_UNKNOWN'],
    ['foreign-merchant', 'WEBHOOK_NOT_OURS'],
  ] as const)('is forged, and refused: %s, %s', async (forgery, code) => {
    const { mock, account, reference } = await openTea({ version: 1 })
    const request = await forgeWebhook(mock, { provider: 'circle', reference, forgery: forgery as Forgery })
    expect((await failure(receiveNotice(account, request))).code).toBe(code)
  })

  it('is not asked for more certificates than the budget has', async () => {
    const { mock, account: own, sent } = await openTea({ version: 1 })
    sent.length = 0
    for (let number = 0; number < 100; number += 1)
      await failure(receive(notice({ SigningCertURL: certificate.replace('0000', String(number)) }), own))
    expect(sent.length).toBeLessThanOrEqual(6)
    advanceClock(mock, 60_000)
    await received({ mock, account: own } as never)
  })
})
