import { createHash, type createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { tokenAmount } from 'shroff'
import {
  acknowledge,
  addRecipient,
  circle,
  fetchNotificationKey,
  getPayment,
  receiveWebhook,
  refundPayment,
  subscribeWebhooks,
  transferFunds,
} from 'shroff/circle'
import { movePayment, sendPayment, settleTransfer } from 'shroff/circle/mock'
import { advanceClock, corrupt, deliverWebhooks, type Forgery, forgeWebhook, rotateCertificate } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { destination, type openCircle, openTea, tea } from '../support/circle.js'
import { failure } from '../support/failure.js'
import { documented } from '../vectors/circle.js'

const usdc = (text: string) => tokenAmount(text, 'USDC')

/** All that is delivered until nothing is left, as the shop receives it. */
async function received({
  mock,
  account,
}: {
  mock: Awaited<ReturnType<typeof openCircle>>['mock']
  account: Parameters<typeof receiveWebhook>[0]
}) {
  const events: Awaited<ReturnType<typeof receiveWebhook>>[] = []
  await deliverWebhooks(mock, {
    async to(request) {
      events.push(await receiveWebhook(account, request))
      return acknowledge(account, 'received')
    },
  })
  return events
}

describe('a webhook', () => {
  it('tells of each step of a payment, as it was then', async () => {
    const shop = await openTea()
    const { mock, client, reference } = shop
    sendPayment(mock, { reference, amount: usdc('5') })
    sendPayment(mock, { reference, amount: usdc('7.5') })
    const events = await received(shop)
    expect(events.map(({ type }) => type)).toEqual([
      'payment.pending',
      ...['other', 'other', 'other', 'payment.pending'],
      ...['other', 'other', 'other', 'payment.paid'],
    ])
    const [address, , confirmed, , part] = events
    expect(address).toMatchObject({
      reference,
      state: 'pending',
      nextAction: { address: expect.stringMatching(/^0x/) },
    })
    expect(address).not.toHaveProperty('coverage')
    expect(confirmed).toMatchObject({
      name: 'payments',
      movement: { reference, status: 'confirmed', amount: usdc('5') },
    })
    expect(part).toMatchObject({ coverage: 'under', received: usdc('5') })
    const {
      type: _type,
      id,
      provider: _provider,
      raw: _raw,
      ...told
    } = events.at(-1)! as { raw: unknown } & typeof part & object
    const { raw: _answer, ...asked } = await getPayment(client, { reference })
    expect(told).toEqual(asked)
    expect(id).toBe(`paymentIntents/${reference}/paid`)
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
  })

  it('tells once that it is paid, however much comes after', async () => {
    const shop = await openTea()
    for (const amount of ['12.5', '1']) sendPayment(shop.mock, { reference: shop.reference, amount: usdc(amount) })
    const paid = (await received(shop)).filter(({ type }) => type === 'payment.paid')
    expect(paid.map(({ id }) => id)).toEqual(Array(2).fill(`paymentIntents/${shop.reference}/paid`))
    expect(paid).toMatchObject([{ coverage: 'exact' }, { coverage: 'over', received: usdc('13.5') }])
  })

  it('tells of a refund, a payout, a recipient and a test', async () => {
    const shop = await openTea()
    const { mock, client, reference } = shop
    sendPayment(mock, { reference, amount: tea.amount })
    const { providerRefundId } = await refundPayment(client, {
      reference,
      refundId: 'R',
      amount: usdc('1'),
      destination,
    })
    movePayment(mock, { paymentId: providerRefundId, status: 'paid' })
    const { providerRecipientId } = await addRecipient(client, { recipientId: 'S', ...destination })
    const payout = await transferFunds(client, { transferId: 'P', providerRecipientId, amount: usdc('1') })
    settleTransfer(mock, payout)
    const events = await received(shop)
    const refunded = events.find(({ type }) => type === 'refund.succeeded')
    expect(refunded).toMatchObject({
      providerRefundId,
      reference,
      amount: usdc('1'),
      id: `payments/${providerRefundId}/paid`,
    })
    expect(events.find((event) => event.id === `paymentIntents/${reference}/refunded/12.5/0`)?.type).toBe('other')
    expect(events.filter((event) => 'transfer' in event)).toMatchObject([
      { name: 'payouts', transfer: { providerTransferId: payout.providerTransferId, status: 'pending' } },
      { name: 'payouts', transfer: { status: 'succeeded' } },
    ])
    expect(events.find((event) => 'recipient' in event)).toMatchObject({
      recipient: { providerRecipientId, status: 'active' },
    })
    await subscribeWebhooks(client, { endpoint: 'https://shop.example/circle' })
    const account = circle({
      ...mock.credentials('circle'),
      subscriptionIds: undefined as never,
      refreshNotificationKeys: fetchNotificationKey(mock.transport),
    })
    expect(await received({ mock, account })).toMatchObject([{ type: 'other', name: 'webhooks.test' }])
  })

  it.each([
    ['movePayment failed', 'failed', 'refund.closed'],
    ['movePayment action_required', 'action_required', 'refund.needs-action'],
  ] as const)('tells how a refund ended: %s', async (_, status, type) => {
    const shop = await openTea()
    const { mock, client, reference } = shop
    sendPayment(mock, { reference, amount: tea.amount })
    const { providerRefundId } = await refundPayment(client, {
      reference,
      refundId: 'R',
      amount: usdc('1'),
      destination,
    })
    movePayment(mock, { paymentId: providerRefundId, status })
    expect((await received(shop)).at(-1)).toMatchObject({ type, providerRefundId })
  })

  it('comes again until it is received, under the same id', async () => {
    const { mock, account } = await openTea()
    const ids: string[] = []
    const reports = await deliverWebhooks(mock, {
      untilSettled: true,
      async to(request) {
        const { id } = await receiveWebhook(account, request)
        ids.push(id)
        return acknowledge(account, ids.length < 3 ? 'again' : 'received')
      },
    })
    expect(reports.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(new Set(ids).size).toBe(1)
  })

  it('is read once its key is known, and the key is asked for once', async () => {
    const shop = await openTea()
    const { mock, reference, sent } = shop
    const keys = () => sent.filter(({ url }) => url.includes('/publicKey/')).length
    for (const amount of ['1', '2', '3']) sendPayment(mock, { reference, amount: usdc(amount) })
    await received(shop)
    expect(keys()).toBe(1)
    await rotateCertificate(mock, { provider: 'circle' })
    sendPayment(mock, { reference, amount: usdc('1') })
    await received(shop)
    expect(keys()).toBe(2)
  })

  it('can be received by who has no API key, with the keys that were kept', async () => {
    const { mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: tea.amount })
    const { apiKey: _apiKey, ...rest } = mock.credentials('circle')
    const pair = await fetchNotificationKey(mock.transport)(
      circle(mock.credentials('circle')),
      '5a7e1c0e-8f0d-4c55-9d7a-2f5e6b1c3d40',
    )
    const account = circle({ ...rest, notificationKeys: pair })
    expect((await received({ mock, account })).at(-1)?.type).toBe('payment.paid')
    expect(account).not.toHaveProperty('sends')
  })
})

describe('a false webhook', () => {
  const refusals: Readonly<Partial<Record<Forgery, string>>> = {
    'tampered-body': 'SIGNATURE_INVALID',
    'wrong-key': 'SIGNATURE_INVALID',
    unsigned: 'SIGNATURE_MISSING',
    'unknown-serial': 'KEY_UNKNOWN',
    'foreign-merchant': 'WEBHOOK_NOT_OURS',
  }
  it.each(Object.entries(refusals))('%s is refused: %s', async (forgery, code) => {
    const { mock, account, reference } = await openTea()
    const request = await forgeWebhook(mock, { provider: 'circle', reference, forgery: forgery as Forgery })
    const error = await failure(receiveWebhook(account, request))
    expect([error.code, error.authentic, error.outcome]).toEqual([code, code === 'WEBHOOK_NOT_OURS', 'not-sent'])
  })

  it('has those forgeries and no other', async () => {
    const { mock, reference } = await openTea()
    const forged = forgeWebhook(mock, { provider: 'circle', reference, forgery: 'replayed' })
    await expect(forged).rejects.toThrow(`it has ${Object.keys(refusals).join(', ')}.`)
  })

  it('changed on its way is refused, and comes again whole', async () => {
    const { mock, account } = await openTea()
    await corrupt(mock, { provider: 'circle', id: '1' })
    const seen: string[] = []
    const answer = (word: 'received' | 'again', end: string) => {
      seen.push(end)
      return acknowledge(account, word)
    }
    const to = (request: Request) =>
      receiveWebhook(account, request).then(
        () => answer('received', 'received'),
        (error) => answer('again', error.code),
      )
    await deliverWebhooks(mock, { to, untilSettled: true })
    expect(seen).toEqual(['SIGNATURE_INVALID', 'received'])
  })
})

describe('the signature', () => {
  const { keyId, body, signature, publicKey } = documented
  const account = circle({ notificationKeys: { [keyId]: publicKey } })
  const send = (headers: Record<string, string>, text: string | Uint8Array = body, to = account) =>
    receiveWebhook(to, {
      headers,
      body: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    })
  const headers = { 'X-Circle-Key-Id': keyId, 'X-Circle-Signature': signature }

  it('of Circle’s own documentation is taken', async () => {
    expect(await send(headers)).toMatchObject({
      type: 'other',
      name: 'webhooks.test',
      raw: { notification: { hello: 'world' } },
    })
    expect(await send({ ...headers, 'X-Circle-Key-Id': keyId.toUpperCase() })).toMatchObject({ type: 'other' })
  })

  const der = Buffer.from(signature, 'base64')
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
  const numbers = (bytes: Buffer) => {
    const r = bytes.subarray(4, 4 + bytes[3]!)
    return [r, bytes.subarray(6 + r.length)].map((number) => BigInt(`0x${number.toString('hex')}`)) as [bigint, bigint]
  }
  const hex = (number: bigint) => number.toString(16).padStart(64, '0')
  const integer = (number: bigint) => {
    const digits = hex(number).replace(/^(00)+(?=..)/, '')
    const bytes = Buffer.from(Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits, 'hex')
    return Buffer.concat([Buffer.of(2, bytes.length), bytes])
  }
  const sequence = (...parts: Buffer[]) => {
    const content = Buffer.concat(parts)
    return Buffer.concat([Buffer.of(0x30, content.length), content])
  }
  const [r, s] = numbers(der)

  it.each<[string, Buffer]>([
    ['one byte short', der.subarray(0, -1)],
    ['one byte long', Buffer.concat([der, Buffer.of(0)])],
    ['half of it', der.subarray(0, 35)],
    ['nothing but a head', Buffer.of(0x30, 0)],
    ['raw, r and s one after the other', Buffer.from(hex(r) + hex(s), 'hex')],
    ['r and s the other way round', sequence(integer(s), integer(r))],
    ['r of nought', sequence(integer(0n), integer(s))],
    ['s of nought', sequence(integer(r), integer(0n))],
    ['s over the order', sequence(integer(r), integer(s + order))],
    ['r over the order', sequence(integer(r + order), integer(s))],
    ['both of them nought', sequence(integer(0n), integer(0n))],
    ['three numbers', sequence(integer(r), integer(s), integer(1n))],
    ['a length in two bytes', Buffer.concat([Buffer.of(0x30, 0x81, der.length - 2), der.subarray(2)])],
    [
      'a number with a zero too many',
      sequence(Buffer.concat([Buffer.of(2, 33, 0), Buffer.from(hex(r), 'hex')]), integer(s)),
    ],
    ['another byte', Buffer.concat([der.subarray(0, 20), Buffer.of(der[20]! ^ 1), der.subarray(21)])],
  ])('that is malformed is refused: %s', async (_, bytes) => {
    const error = await failure(send({ ...headers, 'X-Circle-Signature': bytes.toString('base64') }))
    expect([error.code, error.authentic]).toEqual(['SIGNATURE_INVALID', false])
  })

  // ECDSA takes s and its negative alike: the message is as genuine, so an event is known by what it says, never by its signature.
  it('that somebody has turned into its other form vouches for the same message, and makes no second event', async () => {
    const turned = sequence(integer(r), integer(order - s)).toString('base64')
    const [one, other] = [await send(headers), await send({ ...headers, 'X-Circle-Signature': turned })]
    expect(other.id).toBe(one.id)
  })

  it.each([
    ['base64url', signature.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', signature.replace(/=+$/, '')],
    ['with a blank', ` ${signature}`],
    ['twice', `${signature}, ${signature}`],
    ['hexadecimal', der.toString('hex')],
    ['endless', 'A'.repeat(4000)],
  ])('that is not as it is sent is refused: %s', async (_, given) => {
    const error = await failure(send({ ...headers, 'X-Circle-Signature': given }))
    expect(error.code).toMatch(/^SIGNATURE_(MISSING|INVALID)$/)
  })

  it.each([
    ['a body that was written again', JSON.stringify(JSON.parse(body), null, 2)],
    ['another word', body.replace('world', 'World')],
    ['a line end more', `${body}\n`],
    ['nothing', ''],
    ['a byte order mark', `\ufeff${body}`],
  ])('does not fit %s', async (_, text) => {
    expect(await failure(send(headers, text))).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
  })

  it.each(['', '879dc113', `${keyId}, ${keyId}`, `${keyId}/../x`, '%2e%2e', 'null', keyId.replaceAll('-', '')])(
    'by the key %j is refused before anything is asked for',
    async (given) => {
      let asked = 0
      const curious = circle({
        notificationKeys: {},
        async refreshNotificationKeys() {
          asked += 1
          return {}
        },
      })
      const error = await failure(send({ ...headers, 'X-Circle-Key-Id': given }, body, curious))
      expect([error.code, asked]).toEqual(['SIGNATURE_MISSING', 0])
    },
  )

  it('of another curve, another algorithm or another key is none', async () => {
    const make = (key: ReturnType<typeof createPrivateKey>) => sign('sha256', Buffer.from(body), key).toString('base64')
    const keyOf = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }) =>
      key.export({ type: 'spki', format: 'pem' }) as string
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(await failure(send({ ...headers, 'X-Circle-Signature': make(p256.privateKey) }))).toMatchObject({
      code: 'SIGNATURE_INVALID',
    })
    const own = circle({ notificationKeys: { [keyId]: keyOf(p256.publicKey) } })
    expect(await send({ ...headers, 'X-Circle-Signature': make(p256.privateKey) }, body, own)).toMatchObject({
      type: 'other',
    })
    for (const pair of [
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('ed25519'),
    ]) {
      const other = circle({ notificationKeys: { [keyId]: keyOf(pair.publicKey) } })
      expect(await failure(send(headers, body, other))).toMatchObject({ code: 'CONFIG_INVALID' })
    }
  })

  it('over a hostile body is as good as its key says, and what it says is checked', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const own = circle({
      notificationKeys: { [keyId]: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string },
    })
    const signed = (text: string | Uint8Array) =>
      send(
        {
          ...headers,
          'X-Circle-Signature': sign('sha256', Buffer.from(text as never), pair.privateKey).toString('base64'),
        },
        text,
        own,
      )
    for (const text of [
      '',
      '[]',
      'null',
      '{}',
      '{"notificationId":1}',
      body.replace('"webhooks.test"', '{}'),
      `${body}x`,
      `${'['.repeat(3000)}`,
    ])
      expect(await failure(signed(text)), text.slice(0, 20)).toMatchObject({ code: 'BODY_INVALID' })
    expect(await failure(signed(new Uint8Array([0xff, 0xfe])))).toMatchObject({ code: 'BODY_INVALID' })
    const unknown = body.replace('webhooks.test', 'constructor.x')
    expect(await signed(unknown)).toMatchObject({ type: 'other', name: 'constructor.x' })
    const intent = body.replace('"webhooks.test"', '"paymentIntents.x"')
    expect(await failure(signed(intent))).toMatchObject({ code: 'BODY_INVALID', authentic: true })
  })

  it('is not looked for in a body over a mebibyte, nor at a HEAD', async () => {
    expect(await failure(send(headers, 'x'.repeat(1_048_577)))).toMatchObject({ code: 'BODY_INVALID' })
    const error = await failure(receiveWebhook(account, new Request('https://shop.example/notify', { method: 'HEAD' })))
    expect([error.code, error.next]).toEqual(['SIGNATURE_MISSING', expect.stringContaining('answer 200 to every HEAD')])
    expect((await acknowledge(account, 'received')).status).toBe(200)
  })

  it('of a notice of Amazon’s is looked for elsewhere', async () => {
    const error = await failure(send({ 'x-amz-sns-message-type': 'Notification' }))
    expect(error.next).toContain('receiveNotice')
  })
})

describe('a crowd of invented key ids', () => {
  const invented = (number: number) => {
    const hash = createHash('sha256').update(String(number)).digest('hex')
    return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  it('of a thousand keeps within the budget; the real new one is received at its redelivery, and known keys go on', async () => {
    const shop = await openTea()
    const { mock, account, reference, sent } = shop
    sendPayment(mock, { reference, amount: usdc('1') })
    expect(await received(shop)).not.toEqual([])
    await rotateCertificate(mock, { provider: 'circle' })
    const old = sent.filter(({ url }) => url.includes('/publicKey/'))
    expect(old).toHaveLength(1)
    const fetches = () => sent.filter(({ url }) => url.includes('/publicKey/')).length - 1
    advanceClock(mock, 60_000)
    const forged = async (number: number) => {
      const given = {
        headers: { 'x-circle-key-id': invented(number), 'x-circle-signature': documented.signature },
        body: new Uint8Array(10),
      }
      expect(await failure(receiveWebhook(account, given))).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'not-sent' })
    }
    for (let number = 0; number < 500; number += 1) await forged(number)
    sendPayment(mock, { reference, amount: usdc('2') })
    const ends: string[] = []
    const answer = (word: 'received' | 'again', end: string) => {
      ends.push(end)
      return acknowledge(account, word)
    }
    const to = (request: Request) =>
      receiveWebhook(account, request).then(
        (event) => answer('received', event.type),
        (error) => answer('again', error.code),
      )
    await deliverWebhooks(mock, { to })
    // The first of them finds no key, and what it may take as a redelivery is kept back for the very next of the same key.
    expect(ends[0]).toBe('KEY_UNKNOWN')
    for (let number = 500; number < 1000; number += 1) await forged(number)
    expect(fetches()).toBeLessThanOrEqual(6)
    advanceClock(mock, 60_000)
    await deliverWebhooks(mock, { to })
    const taken = ends.filter((end) => end !== 'KEY_UNKNOWN')
    expect(taken.sort()).toEqual(['other', 'other', 'other', 'payment.pending'])
    expect(fetches()).toBeLessThanOrEqual(12)
  })
})
