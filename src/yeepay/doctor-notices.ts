import { decryptRsaPkcs1 } from '#crypto'
import { readForm } from '../codec/form.js'
import type { Evidence } from '../core/evidence.js'
import { fromAnyBase64 } from '../crypto/base64.js'
import { utf8 } from '../crypto/bytes.js'
import { bodies } from '../doctor/bodies.js'
import type { Around, Candidate, Found, Sealed } from '../doctor/case.js'
import { hashedTwice } from '../doctor/digests.js'
import { addresses as addressesOf, pathVariants } from '../doctor/requests.js'
import type { YeepayAccount } from './account.js'
import { answerText, headerText, noticeParts, readAuthorization, requestText } from './canonical.js'
import { bySignature, expectedOf, held } from './doctor-keys.js'
import { applicationsOf, nameOf } from './name.js'
import { isSigner, unwrapSm } from './unwrap.js'
import { header } from './wire.js'

/**
 * How many notifications of an account are opened for an explanation. Here it is told which step fails, and who learns that for
 * enough ciphertexts of his own making decrypts by it (Bleichenbacher 1998): about 10 000 at the least. A person asks for a few.
 */
const most = 50
const opened = new WeakMap<YeepayAccount, number>()

/**
 * A notification whose key is wrapped for the merchant by RSA, step by step. `receiveWebhook` keeps from everybody which of them
 * fails; here its owner is told, of a message that has been refused already, and nobody who sends one.
 */
export async function notice(
  account: YeepayAccount,
  { body }: Evidence['parts'],
  { others }: Around,
): Promise<Found | undefined> {
  const { response, customerIdentification: application } = fieldsOf(body as Uint8Array | undefined)
  if (!response) return undefined
  const count = (opened.get(account) ?? 0) + 1
  if (count > most) return 'opened-enough'
  opened.set(account, count)
  const [wrapped = '', sealed = '', ...algorithms] = response.replaceAll(' ', '+').split('$')
  const key = await unwrap(account, wrapped).catch(() => undefined)
  if (!key) return { ...elsewhere(others, (other) => unwrap(other, wrapped)), otherwise: 'other-recipient' }
  const text = held(account).textIn?.(key, fromAnyBase64(sealed) ?? new Uint8Array()) ?? ''
  const [json, given] = noticeParts(text)
  if (json === '' || algorithms.join('$') !== 'AES$SHA256') return 'envelope-damaged'
  return {
    ...bySignature(account, given),
    expected: expectedOf(account, undefined),
    text: json,
    beside: application === undefined || applicationsOf(account).includes(application) ? undefined : 'other-merchant',
    *candidates(): Generator<Candidate> {
      // Nothing on the way comes at it: all these are mistakes of whoever plays YeePay.
      yield { cause: 'blanks', text: answerText(json) }
      yield* hashedTwice(json)
      yield* bodies(utf8(json))
    },
  }
}

async function unwrap(account: YeepayAccount, wrapped: string): Promise<Uint8Array> {
  const { privateKey, opener } = held(account)
  const bytes = fromAnyBase64(wrapped) ?? new Uint8Array()
  const key = isSigner(privateKey) ? await privateKey.decrypt?.(bytes) : await decryptRsaPkcs1(await opener(), bytes)
  if (key?.length !== 16) throw new Error('It wraps no key of AES.')
  return key
}

function fieldsOf(body: Uint8Array | undefined): Readonly<Record<string, string>> {
  try {
    return readForm(body ?? '')
  } catch {
    return {}
  }
}

/** Whose private key opens what this account's does not. */
const elsewhere = (others: Around['others'], open: (other: YeepayAccount) => Promise<unknown>): Sealed => ({
  scheme: 'sealed',
  tries: (others as readonly YeepayAccount[]).map((other) => ({
    name: 'privateKey',
    account: nameOf(other),
    cause: 'other-account',
    open: () => open(other),
  })),
})

/** A notification of the SM algorithms: a signed request, whose signature has a hash of the body. */
export async function smNotice(
  account: YeepayAccount,
  parts: Evidence['parts'],
  { others, addresses, code }: Around,
): Promise<Found | undefined> {
  const { scheme } = held(account)
  const path = String(parts.path)
  const { body: came, ...rest } = parts
  const body = came as Uint8Array | undefined
  const headers = rest as Readonly<Record<string, string>>
  const auth = readAuthorization(headers.authorization ?? '')
  if (!auth || !body) return undefined
  if (code === 'DECRYPTION_FAILED') {
    const wrapped = fromAnyBase64(headers[header.encrypt]?.split('/')[3] ?? '') ?? new Uint8Array()
    return { ...elsewhere(others, (other) => unwrapSm(other, wrapped)), otherwise: 'other-recipient' }
  }
  const digest = headers[scheme.wire.contentHeader]?.toLowerCase() ?? ''
  const hash = (content: Uint8Array | string) => scheme.digest(typeof content === 'string' ? utf8(content) : content)
  const variants = () => bodies(body)
  const length = await lengthOf(digest, hash, [{ text: body }, ...variants()])
  const write = (target: string): string => {
    // Its length is signed too, so what changed the body has changed it.
    const given = { ...headers, 'content-length': length ?? headers['content-length'] ?? String(body.length) }
    const names = auth.signedHeaders
    return requestText({ auth, method: 'POST', path: target, query: '', headers: headerText(given, names) })
  }
  return {
    ...bySignature(account, auth.signature, others),
    expected: expectedOf(account, headers[header.serial]),
    text: write(path),
    signedAt: Date.parse(auth.time),
    holds: Number(auth.seconds),
    content: { digest, hash, text: body, candidates: variants },
    *candidates(): Generator<Candidate> {
      const called = addresses.map((address) => addressesOf(address).path.split('?', 1)[0]!)
      for (const target of called) yield { cause: 'path-changed', text: write(target), changes: [target] }
      for (const [cause, target] of pathVariants(path)) yield { cause, text: write(target), changes: [target] }
    },
  }
}

/** How long the body was that was hashed; undefined where it is not found. */
async function lengthOf(
  digest: string,
  hash: (content: Uint8Array | string) => Promise<string>,
  candidates: Iterable<Pick<Candidate, 'text'>>,
): Promise<string | undefined> {
  for (const { text } of candidates)
    if ((await hash(text)) === digest) return String(typeof text === 'string' ? utf8(text).length : text.length)
  return undefined
}
