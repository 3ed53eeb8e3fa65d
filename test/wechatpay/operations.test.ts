import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { createClient, isShroffError, type Transport, type UploadFile } from 'shroff'
import { callProvider, decryptFields, encryptFields, wechatpay } from 'shroff/wechatpay'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { randomOf } from '../fuzz/random.js'
import { judgeRequest, type OracleReply, type OracleRequest, openSensitive, sealReply } from '../oracle/wechatpay.js'
import { options as merchant, now, platformKey, publicKeyId } from '../support/wechatpay.js'
import { merchantKeyOf } from '../support/wechatpay-judged.js'
import { type Operation, operations } from '../vectors/wechatpay/operations.js'

// Every documented operation of APIv3 there and back: the oracle judges the request and seals the answer.
const seed = Number(process.env.OPERATIONS_SEED ?? Math.floor(Math.random() * 2 ** 31))
const random = randomOf(seed)

const account = wechatpay(merchant)
const judgedBy = { ...merchant, publicKey: merchantKeyOf(merchant), now, judgeFields: false }
const ownKey = createPublicKey(merchant.privateKey)
const schema = z.object({ asked: z.string(), total: z.int(), 茶: z.array(z.object({ phone: z.string() })) })

type Fate = 'whole' | 'request altered' | 'answer altered' | 'wrong answer'
type Case = Operation & { index: number; fate: Fate; encrypted: boolean }

const bodied = operations.filter(({ method, multipart }) => /^(POST|PUT|PATCH)$/.test(method) && !multipart)
const toEncrypt = new Set(bodied.filter((_, index) => index % Math.floor(bodied.length / 20) === 0).slice(0, 20))
const cases = operations.map((operation, index): Case => {
  const encrypted = toEncrypt.has(operation)
  const fates: Partial<Record<number, Fate>> = {
    3: 'wrong answer',
    7: index % 20 === 7 ? 'request altered' : 'answer altered',
  }
  return { ...operation, index, encrypted, fate: (!encrypted && fates[index % 10]) || 'whole' }
})

/** What has to be encoded in a path or a query, and what must not be encoded twice. */
const values = ['茶叶/龙井 100%', "a'b(c)!*~", '%2F..', 'x?y#z&=+;:@$,', 'T-1001', '🍵"<>`{|}\\^', '.a.']
const value = () => encodeURIComponent(random.pick(values))
const phone = () => `1380000${String(random.below(10_000)).padStart(4, '0')}`

const textOf = (length: number) => Array.from({ length }, () => random.pick([...'乌龙茶🍵 "\\/\n\u2028é<'])).join('')
const bodyOf = () => ({
  名称: textOf(20),
  contact: { phone: phone() },
  receivers: [{ name: textOf(6) }, { name: textOf(6), amount: random.below(2 ** 40) }],
  left: undefined,
})
const sensitive = ['contact.phone', 'receivers.*.name']
const fileOf = (): UploadFile => {
  const noise = Array.from({ length: 200 }, () => random.below(256))
  return {
    filename: `营业 "执照".${random.pick(['jpg', 'PNG', 'mp4', 'csv'])}`,
    bytes: Uint8Array.of(0xff, 0xd8, 13, 10, 45, 45, ...noise),
  }
}

/** One byte of what travels becomes another; of an upload one of the file, since a boundary is nothing that anybody vouches for. */
function altered<M extends OracleRequest | OracleReply>(message: M): M {
  const { body } = message
  if (!body?.length) return { ...message, url: `${(message as OracleRequest).url}1` }
  const bytes = Uint8Array.from(body)
  const place =
    'url' in message && /multipart/.test(message.headers['content-type']!)
      ? body.length - 60
      : random.below(body.length)
  bytes[place]! ^= 1
  return { ...message, body: bytes }
}

/** The platform's side of one call. */
function platform({ fate }: Case, wanted: { request?: OracleRequest; body?: unknown }): Transport {
  return async (sent) => {
    const request = fate === 'request altered' ? altered(sent) : sent
    wanted.request = request
    try {
      wanted.body = judgeRequest(request, judgedBy).body
    } catch (error) {
      const body = JSON.stringify({ code: 'SIGN_ERROR', message: (error as Error).message })
      return { status: 401, headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode(body) }
    }
    const { pathname, search } = new URL(request.url)
    const total = fate === 'wrong answer' ? '25.00' : 2500
    const body = JSON.stringify({
      asked: `${request.method} ${pathname}${search}`,
      total,
      茶: [{ phone: sealed('13812345678') }],
    })
    const reply = sealReply({ privateKey: platformKey, serial: publicKeyId, now, nonce: 'n0nce', body })
    return fate === 'answer altered' ? altered(reply) : reply
  }
}

const sealed = (text: string) =>
  publicEncrypt(
    { key: ownKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(text),
  ).toString('base64')

async function run(one: Case): Promise<void> {
  const { method, multipart, encrypted, fate } = one
  const path = `${one.path.replace(/\{\w+\}/g, value)}${random.below(2) ? `?q=${value()}&r=${value()}` : ''}`
  const seen: { request?: OracleRequest; body?: unknown } = {}
  const client = createClient({ account, transport: platform(one, seen), retry: { attempts: 1 } })
  const plain = method === 'GET' || multipart ? undefined : bodyOf()
  const given = encrypted ? await encryptFields(account, plain!, sensitive) : { ...(plain && { body: plain }) }
  const file = multipart ? fileOf() : undefined
  const verb = method as 'GET'
  const called = callProvider(client, { method: verb, path, ...given, ...(file && { file }), schema })
  if (fate !== 'whole') {
    const error: unknown = await called.catch((reason: unknown) => reason)
    expect(isShroffError(error) && { ...error, message: error.message }).toMatchObject(refusals[fate])
    return
  }
  const answer = await called
  // Typed by the schema: `total` is a number for the compiler, too.
  const total: number = answer.total
  expect([total, answer.asked]).toEqual([
    2500,
    `${method} ${new URL(`https://x${path}`).href.slice('https://x'.length)}`,
  ])
  expect((await decryptFields(account, answer, ['茶.*.phone'])).茶).toEqual([{ phone: '13812345678' }])
  if (plain && !encrypted) expect(seen.body).toEqual(JSON.parse(JSON.stringify(plain)))
  if (encrypted) {
    const { receivers, contact } = seen.body as NonNullable<typeof plain>
    expect(openSensitive(platformKey, contact.phone)).toBe(plain!.contact.phone)
    expect(receivers.map(({ name }) => openSensitive(platformKey, name))).toEqual(
      plain!.receivers.map(({ name }) => name),
    )
    expect(seen.request!.headers['wechatpay-serial']).toBe(publicKeyId)
  }
  if (file) expect(Buffer.from(seen.request!.body!).includes(Buffer.from(file.bytes))).toBe(true)
}

const refusals: Record<Exclude<Fate, 'whole'>, object> = {
  'request altered': { code: 'SIGNATURE_REFUSED' },
  'answer altered': { code: 'SIGNATURE_INVALID', authentic: false },
  'wrong answer': { code: 'BODY_INVALID', authentic: true, message: expect.stringContaining('/total: ') },
}

it(`every one of the ${cases.length} operations goes there and back, seed ${seed} (OPERATIONS_SEED)`, async () => {
  const failed: string[] = []
  for (const one of cases) {
    await run(one).catch((error: Error) =>
      failed.push(`${one.index} ${one.method} ${one.path} ${one.fate}: ${error.message}`),
    )
  }
  expect(failed).toEqual([])
  const count = (fits: (one: Case) => boolean) => cases.filter(fits).length
  expect(count(({ encrypted }) => encrypted)).toBe(20)
  expect(count(({ multipart, fate }) => multipart && fate === 'whole')).toBeGreaterThan(8)
  expect(count(({ fate }) => /altered/.test(fate))).toBeGreaterThan(90)
  expect(count(({ fate }) => fate === 'wrong answer')).toBeGreaterThan(90)
})
