import { createClient, isShroffError, type Transport, type UploadFile, type WireReply, type WireRequest } from 'shroff'
import { type Asked, createMockGateway } from 'shroff/mock'
import { callProvider, decryptFields, encryptFields, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Random, randomOf } from '../fuzz/random.js'
import { judgeReply, judgeRequest } from '../oracle/wechatpay.js'
import { noon } from '../support/noon.js'
import { merchantKeyOf } from '../support/wechatpay-judged.js'
import { type Operation, operations } from '../vectors/wechatpay/operations.js'

// Every documented operation of APIv3 there and back against the mock; the oracle judges each request and each answer.
const seed = Number(process.env.OPERATIONS_SEED ?? Math.floor(Math.random() * 2 ** 31))

type Fate = 'whole' | 'request altered' | 'answer altered' | 'wrong answer'
type Case = Operation & { index: number; fate: Fate; encrypted: boolean }

const bodied = operations.filter(({ method, multipart }) => /^(POST|PUT|PATCH)$/.test(method) && !multipart)
const toEncrypt = new Set(bodied.filter((_, index) => index % Math.floor(bodied.length / 20) === 0).slice(0, 20))
const uploads = operations.filter(({ multipart }) => multipart)
const cases = operations.map((operation, index): Case => {
  const encrypted = toEncrypt.has(operation)
  // One of ten is altered, on one way or the other, and as many are answered otherwise than the schema says.
  const place = operation.multipart ? uploads.indexOf(operation) * 10 + 7 : index
  const altered = Math.floor(place / 10) % 2 ? 'answer altered' : 'request altered'
  const fate =
    place % 10 === 7 && !(operation.multipart && place > 20) ? altered : place % 10 === 3 ? 'wrong answer' : 'whole'
  return { ...operation, index, encrypted, fate: encrypted ? 'whole' : fate }
})

const schema = z.object({ total: z.int(), 茶: z.array(z.object({ phone: z.string() })) })
/** What has to be encoded in a path or a query, and what must not be encoded twice. */
const values = ['茶叶/龙井 100%', "a'b(c)!*~", '%2F..', 'x?y#z&=+;:@$,', 'T-1001', '🍵"<>`{|}\\^', '.a.']
const letters = [...'乌龙茶🍵 "\\/\n\u2028é<']
const sensitive = ['contact.phone', 'receivers.*.name']

/** What is asked of one operation: values for the places of its path, and a query, a body, a file where it has one. */
function questionOf({ path, method, multipart }: Case, random: Random) {
  const text = (length: number) => Array.from({ length }, () => random.pick(letters)).join('')
  const parts = Object.fromEntries(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => [name!, random.pick(values)]))
  const query: Record<string, string> = random.below(2) ? { q: random.pick(values), 茶: random.pick(values) } : {}
  const body = {
    名称: text(20),
    contact: { phone: `138${random.below(10 ** 8)}` },
    receivers: [{ name: text(6) }, { name: text(6), amount: random.below(2 ** 40) }],
  }
  const file: UploadFile = {
    filename: `营业 "执照".${random.pick(['jpg', 'PNG', 'mp4', 'csv'])}`,
    bytes: Uint8Array.of(0xff, 0xd8, 13, 10, 45, 45, ...Array.from({ length: 200 }, () => random.below(256))),
  }
  return {
    parts,
    query,
    path:
      path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name]!)) +
      (query.q === undefined
        ? ''
        : `?q=${encodeURIComponent(query.q)}&茶=${encodeURIComponent(query.茶!)}`.replace('茶', '%E8%8C%B6')),
    ...(method !== 'GET' && !multipart && { body }),
    ...(multipart && { file }),
  }
}

/** One byte of what travels is another: of the body, of an upload's file, or else of the address. */
function altered<M extends WireRequest | WireReply>(message: M, random: Random): M {
  const { body } = message
  if (!body?.length) {
    const { url } = message as WireRequest
    return { ...message, url: `${url}${url.includes('?') ? '' : '?'}1` }
  }
  const bytes = Uint8Array.from(body)
  // The file ends 40 bytes before the end of an upload.
  const isUpload = message.headers['content-type']?.startsWith('multipart') === true
  bytes[isUpload ? body.length - 60 : random.below(body.length)]! ^= 1
  return { ...message, body: bytes }
}

/** A shop at a mock that plays all of them, and what its routes were asked last. */
async function openShop() {
  const seen: { fate: Fate; asked?: Asked; violation?: unknown; random: Random } = {
    fate: 'whole',
    random: randomOf(seed),
  }
  const play = async (asked: Asked) => {
    seen.asked = asked
    return { total: seen.fate === 'wrong answer' ? '25.00' : 2500, 茶: [{ phone: await asked.encrypt('13812345678') }] }
  }
  // What has fewer places goes first: a number may stand where another operation has a word.
  const places = ({ path }: Operation) => path.split('{').length
  const sorted = [...operations].sort((one, other) => places(one) - places(other))
  const routes = Object.fromEntries(sorted.map(({ method, path }) => [`${method} ${path}`, play]))
  const mock = await createMockGateway({ providers: [mockWechatpay({ routes })], now: noon })
  const credentials = mock.credentials('wechatpay')
  const now = noon.getTime()
  const judgedBy = { ...credentials, publicKey: merchantKeyOf(credentials), now, judgeFields: false }
  const transport: Transport = async (sent, options) => {
    const { fate, random } = seen
    const request = fate === 'request altered' ? altered(sent, random) : sent
    delete seen.violation
    try {
      judgeRequest(request, judgedBy)
    } catch (error) {
      seen.violation = error
    }
    const reply = await mock.transport(request, options)
    judgeReply(reply, { keys: credentials.platformKeys, now, asked: request.headers['wechatpay-serial'] })
    return fate === 'answer altered' ? altered(reply, random) : reply
  }
  const account = wechatpay(credentials)
  return { account, seen, client: createClient({ account, transport, retry: { attempts: 1 } }) }
}

async function goThereAndBack(
  { account, client, seen }: Awaited<ReturnType<typeof openShop>>,
  one: Case,
): Promise<void> {
  const { method, encrypted, fate, index } = one
  const random = randomOf(seed + index)
  const question = questionOf(one, random)
  Object.assign(seen, { fate, random, asked: undefined })
  const { path, body, file } = question
  const given = encrypted ? await encryptFields(account, body!, sensitive) : { ...(body && { body }) }
  const called = callProvider(client, { method: method as 'GET', path, ...given, ...(file && { file }), schema })
  if (fate !== 'whole') {
    const error: unknown = await called.catch((reason: unknown) => reason)
    expect(isShroffError(error) && { ...error, message: error.message }).toMatchObject(refusals[fate])
    expect(seen.violation !== undefined).toBe(fate === 'request altered')
    expect(seen.asked === undefined).toBe(fate === 'request altered')
    return
  }
  const answer = await called
  // Typed by the schema: for the compiler, too, `total` is a number.
  const total: number = answer.total
  expect(total).toBe(2500)
  expect((await decryptFields(account, answer, ['茶.*.phone'])).茶).toEqual([{ phone: '13812345678' }])
  expect(seen.violation).toBeUndefined()
  const { asked } = seen
  expect(asked).toMatchObject({ method, ...(body && { body }) })
  // By value: two operations may have the same path under other names.
  expect(Object.values(asked!.parts)).toEqual(Object.values(question.parts))
  expect(Object.fromEntries(asked!.query)).toEqual(question.query)
  if (encrypted) expect(JSON.stringify(given)).not.toContain(body!.contact.phone)
  if (file) expect(asked!.files).toMatchObject([{ name: 'file', bytes: file.bytes }])
}

const refusals: Record<Exclude<Fate, 'whole'>, object> = {
  // Of a file that was altered its hash tells, of all else the signature.
  'request altered': { code: expect.stringMatching(/^(SIGNATURE_REFUSED|REQUEST_REFUSED)$/) },
  'answer altered': { code: 'SIGNATURE_INVALID', authentic: false },
  'wrong answer': { code: 'BODY_INVALID', authentic: true, message: expect.stringContaining('/total: ') },
}

it(`every one of ${cases.length} operations goes there and back, seed ${seed} (OPERATIONS_SEED)`, async () => {
  const shop = await openShop()
  const failed: string[] = []
  for (const one of cases) {
    await goThereAndBack(shop, one).catch((error: Error) => {
      failed.push(`${one.index} ${one.method} ${one.path}, ${one.fate}: ${error.message}`)
    })
  }
  expect(failed).toEqual([])
  const count = (fits: (one: Case) => boolean) => cases.filter(fits).length
  expect(count(({ encrypted }) => encrypted)).toBe(20)
  expect(count(({ multipart, fate }) => multipart && fate === 'whole')).toBe(12)
  expect(count(({ multipart, fate }) => multipart && fate === 'request altered')).toBe(1)
  expect(count(({ fate }) => fate === 'request altered')).toBeGreaterThan(40)
  expect(count(({ fate }) => fate === 'answer altered')).toBeGreaterThan(40)
  expect(count(({ fate }) => fate === 'wrong answer')).toBeGreaterThan(90)
})
