import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { WireReply, WireRequest } from 'shroff'
import { expect, it, vi } from 'vitest'
import { judgeNotice, judgeReply, judgeRequest, judgeWebhook, keyOf, sealWebhook } from '../oracle/circle/wire.js'
import { destination, tea } from '../support/circle.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { documented } from '../vectors/circle.js'

// A shop's whole day at the mock, every message of it judged by an oracle that shares no line with it. And the same with parts that
// somebody has got wrong, each in the place of the right one on both sides: what only goes round by itself notices next to none.

const parts = {
  canonical: '../../src/circle/canonical.js',
  idempotency: '../../src/circle/idempotency.js',
  money: '../../src/circle/money.js',
  wire: '../../src/circle/wire.js',
} as const
type Right = {
  canonical: typeof import('../../src/circle/canonical.js')
  idempotency: typeof import('../../src/circle/idempotency.js')
  money: typeof import('../../src/circle/money.js')
  wire: typeof import('../../src/circle/wire.js')
}
const right: Right = {
  canonical: await vi.importActual(parts.canonical),
  idempotency: await vi.importActual(parts.idempotency),
  money: await vi.importActual(parts.money),
  wire: await vi.importActual(parts.wire),
}
type Wrong = { [N in keyof Right]?: Partial<Right[N]> }

async function packageWith(wrong: Wrong) {
  vi.resetModules()
  for (const [name, file] of Object.entries(parts)) {
    const changes = wrong[name as keyof Right]
    if (changes) vi.doMock(file, () => ({ ...right[name as keyof Right], ...changes }))
    else vi.doUnmock(file)
  }
  return {
    ...(await import('shroff')),
    ...(await import('shroff/circle')),
    ...(await import('shroff/mock')),
    ...(await import('shroff/circle/mock')),
  }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** Orders, refunds, payouts, webhooks of both kinds: what a suite with nothing but a mock would do. */
async function day(shroff: Package, judged?: 'by the oracle'): Promise<number> {
  let judgements = 0
  for (const version of [2, 1] as const) {
    const mock = await shroff.createMockGateway({ providers: [shroff.mockCircle({ version })], now: noon })
    const credentials = mock.credentials('circle')
    const calls: [WireRequest, WireReply][] = []
    const transport: typeof mock.transport = async (request, options) => {
      const reply = await mock.transport(request, options)
      calls.push([request, reply])
      return reply
    }
    const account = shroff.circle({
      ...credentials,
      refreshNotificationKeys: shroff.fetchNotificationKey(transport),
      refreshSigningCertificates: shroff.fetchSigningCertificate(transport),
    })
    const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
    const { reference } = await shroff.createPayment(client, tea)
    const standing = { channel: 'transfer', orderId: 'S-1', kind: 'continuous', asset: 'EURC', chain: 'XLM' } as const
    const { reference: other } = await shroff.createPayment(client, standing)
    const usdc = (text: string) => shroff.tokenAmount(text, 'USDC')
    for (const amount of ['5', '7.500001']) shroff.sendPayment(mock, { reference, amount: usdc(amount) })
    shroff.sendPayment(mock, { reference: other, amount: shroff.tokenAmount('0.1', 'EURC') })
    const paid = await shroff.getPayment(client, { reference })
    expect([paid.status, paid.coverage, paid.received.value]).toEqual(['paid', 'over', '12.500001'])
    const refund = { reference, refundId: 'R-1', amount: usdc('1'), destination }
    const { providerRefundId } = await shroff.refundPayment(client, refund)
    expect((await shroff.refundPayment(client, refund)).providerRefundId).toBe(providerRefundId)
    shroff.movePayment(mock, { paymentId: providerRefundId, status: 'paid' })
    expect((await shroff.getRefund(client, { providerRefundId })).status).toBe('succeeded')
    const { providerRecipientId } = await shroff.addRecipient(client, { recipientId: 'C-1', ...destination })
    await shroff.transferFunds(client, { transferId: 'P-1', providerRecipientId, amount: usdc('1') })
    const second = await shroff.createPayment(client, { ...tea, orderId: 'T-2' })
    await shroff.closePayment(client, { reference: second.reference })
    for await (const { status } of shroff.listPayments(client)) expect(status).toMatch(/\w/)
    const types: string[] = []
    const webhooks: { headers: Record<string, string>; body: Uint8Array }[] = []
    await shroff.deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.clone().arrayBuffer())
        webhooks.push({ headers: Object.fromEntries(request.headers), body })
        const received =
          version === 2 ? shroff.receiveWebhook(account, request) : shroff.receiveNotice(account, request)
        types.push((await received).type)
        return shroff.acknowledge(account, 'received')
      },
    })
    expect(types).toEqual(
      expect.arrayContaining(['payment.pending', 'payment.paid', 'payment.closed', 'refund.succeeded']),
    )
    if (!judged) continue
    const keys: Record<string, string> = {}
    let certificate = ''
    for (const [request, reply] of calls) {
      judgeRequest(request, credentials.apiKey)
      judgeReply(request, reply)
      judgements += 2
      const text = new TextDecoder().decode(reply.body)
      if (request.url.endsWith('.pem')) certificate = text
      if (request.url.includes('/publicKey/')) {
        const { id, publicKey } = JSON.parse(text).data
        keys[id] = publicKey
      }
    }
    const made = calls.flatMap(([{ body }]) =>
      body ? [JSON.parse(new TextDecoder().decode(body)).idempotencyKey] : [],
    )
    expect(made).toEqual(
      expect.arrayContaining([
        keyOf('createPayment', 'T-1001'),
        keyOf('refundPayment', 'R-1'),
        keyOf('transferFunds', 'P-1'),
        keyOf('addRecipient', 'C-1'),
      ]),
    )
    for (const webhook of webhooks) {
      if (version === 2) judgeWebhook(webhook, keys)
      else judgeNotice(webhook, certificate)
      judgements += 1
    }
  }
  return judgements
}

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** What is published, and a webhook that the oracle has sealed. */
async function published({ circle, receiveWebhook, receiveNotice }: Package): Promise<void> {
  const { keyId, publicKey, signature, body } = documented
  const account = circle({ notificationKeys: { [keyId]: publicKey } })
  const headers = { 'X-Circle-Key-Id': keyId, 'X-Circle-Signature': signature }
  await receiveWebhook(account, { headers, body: new TextEncoder().encode(body) })
  const intent = {
    id: '6e4d4047-db14-4c09-b238-1215aee50d03',
    amount: { amount: '3.14', currency: 'USD' },
    amountPaid: { amount: '3.14', currency: 'USD' },
    paymentMethods: [{ type: 'blockchain', chain: 'ETH', address: '0x97de855690955e0da79ce5c1b6804847e7070c7f' }],
    timeline: [{ status: 'complete', time: '2022-07-21T20:19:24.861094Z', context: 'paid' }],
  }
  const message = {
    notificationId: keyId,
    notificationType: 'paymentIntents',
    notification: { paymentIntent: intent },
    version: 2,
  }
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const sealed = sealWebhook(message, keyId, pair.privateKey)
  const event = await receiveWebhook(circle({ notificationKeys: { [keyId]: spki } }), sealed as never)
  expect(event).toMatchObject({ type: 'payment.paid', amount: { asset: 'USDC', value: '3.14' }, coverage: 'exact' })
  const url = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0.pem'
  const notice = {
    Type: 'Notification',
    MessageId: keyId,
    TopicArn: 'arn:aws:sns:us-west-2:908968368384:sandbox_platform-notifications-topic',
    Subject: 'Circle',
    Message: JSON.stringify({ clientId: keyId, notificationType: 'paymentIntents', version: 1, paymentIntent: intent }),
    Timestamp: '2022-08-02T21:00:00.000Z',
  }
  const lines = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'].map(
    (name) => `${name}\n${notice[name as keyof typeof notice]}\n`,
  )
  const Signature = sign('sha256', Buffer.from(lines.join('')), rsa.privateKey).toString('base64')
  const certified = circle({
    sandbox: true,
    signingCertificates: { [url]: rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string },
  })
  const body_ = JSON.stringify({ ...notice, SignatureVersion: '2', Signature, SigningCertURL: url })
  expect(await receiveNotice(certified, { headers: {}, body: body_, encoding: 'utf8' })).toMatchObject({
    type: 'payment.paid',
  })
}

const { signedText } = right.canonical
const wrong: Record<string, Wrong> = {
  'no line feed after the last value': {
    canonical: { signedText: (...given) => signedText(...given)?.replace(/\n$/, '') },
  },
  'blanks in place of line feeds': {
    canonical: { signedText: (...given) => signedText(...given)?.replaceAll('\n', ' ') },
  },
  'values alone': {
    canonical: { signedText: (names, message) => names.map((name) => message[name.replace('?', '')] ?? '').join('\n') },
  },
  'an empty subject in place of none': {
    canonical: { signedText: (names, message) => signedText(names, { Subject: '', ...message }) },
  },
  'members in the order of the message': {
    canonical: {
      signedText: (names, message) =>
        signedText(names, message) &&
        Object.keys(message)
          .filter((name) => names.some((each) => each.replace('?', '') === name))
          .map((name) => `${name}\n${message[name]}\n`)
          .join(''),
    },
  },
  'a key that is not of version 4': {
    idempotency: {
      idempotencyKey: async (action, number) =>
        (await right.idempotency.idempotencyKey(action, number)).replace(/^(.{14})./, '$11'),
    },
  },
  'one key for all actions': {
    idempotency: { idempotencyKey: (_action, number) => right.idempotency.idempotencyKey('x', number) },
  },
  'a random key': { idempotency: { idempotencyKey: async () => crypto.randomUUID() } },
  'a key of the number’s first half': {
    idempotency: { idempotencyKey: (action, number) => right.idempotency.idempotencyKey(action, number.slice(0, 2)) },
  },
  'amounts in minor units': {
    money: {
      toMoney: (amount) => ({ ...right.money.toMoney(amount), amount: `${Math.round(Number(amount.value) * 100)}` }),
    },
  },
  'amounts with one decimal': {
    money: { toMoney: (amount) => ({ ...right.money.toMoney(amount), amount: amount.value }) },
  },
  'amounts as numbers': {
    money: { toMoney: (amount) => ({ ...right.money.toMoney(amount), amount: Number(amount.value) as never }) },
  },
  'USDC for a currency': { wire: { currencies: { USDC: 'USDC', EURC: 'EURC' } as never } },
}

it('a day at the mock holds before the oracle, and what is published is taken', async () => {
  const shroff = await packageWith({})
  expect(await day(shroff, 'by the oracle')).toBeGreaterThan(80)
  await published(shroff)
})

const goRound: string[] = []
it.each(Object.keys(wrong))('the suite fails with %s', async (name) => {
  const shroff = await packageWith(wrong[name]!)
  const failing = await whichFail({
    day: day(shroff),
    oracle: day(shroff, 'by the oracle'),
    published: published(shroff),
  })
  if (!failing.includes('day')) goRound.push(name)
  expect(failing.filter((part) => part !== 'day').length, failing.join()).toBeGreaterThan(0)
})

it('some of them go round by themselves', () => {
  expect(goRound).toEqual(
    expect.arrayContaining(['values alone', 'blanks in place of line feeds', 'one key for all actions']),
  )
})

it('the oracle is no rubber stamp', () => {
  const request = {
    method: 'POST',
    url: 'https://api.circle.com/v1/paymentIntents',
    headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
  }
  const body = (value: object) => ({ ...request, body: Buffer.from(JSON.stringify(value)) })
  const good = {
    idempotencyKey: keyOf('createPayment', 'T-1'),
    amount: { amount: '3.14', currency: 'USD' },
    settlementCurrency: 'USD',
    paymentMethods: [{ type: 'blockchain', chain: 'ETH' }],
    type: 'transient',
  }
  judgeRequest(body(good), 'k')
  for (const change of [
    { type: undefined },
    { amount: { amount: '3.1', currency: 'USD' } },
    { idempotencyKey: createHash('md5').digest('hex') },
    { paymentMethods: [] },
    { settlementCurrency: 'EUR' },
  ])
    expect(() => judgeRequest(body({ ...good, ...change }), 'k'), JSON.stringify(change)).toThrow('oracle')
  expect(() => judgeRequest(body(good), 'other')).toThrow('the API key')
})
