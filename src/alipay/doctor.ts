import { decryptAesCbc, fromBase64 } from '#crypto'
import { readForm } from '../codec/form.js'
import { secretsOf } from '../core/account.js'
import type { Evidence } from '../core/evidence.js'
import type { WireRequest } from '../core/transport.js'
import { bodies, decoded } from '../doctor/bodies.js'
import type { Around, Candidate, Case, Practice, Text } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { hashedTwice } from '../doctor/digests.js'
import { type Fields, forms, joinFields, joinings, without, withSignature } from '../doctor/forms.js'
import { bytesOf, textOf } from '../doctor/recover.js'
import { addresses, requestCandidates, uploadedText } from '../doctor/requests.js'
import type { AlipayReceivingAccount, AlipaySecrets } from './account.js'
import { isField, notificationText, requestText, v3ReplyText, v3RequestText } from './canonical.js'
import { rawMembers } from './raw-members.js'
import { hosts, v3Scheme } from './wire.js'

const held = (account: AlipayReceivingAccount) => secretsOf<AlipaySecrets>(account)!

const platformName = (account: AlipayReceivingAccount) =>
  held(account).certificates ? 'certificates.alipay' : 'alipayPublicKey'

/** What the doctor knows of Alipay: what it signs, and what merchants do wrong with it. */
export const alipayPractice: Practice = {
  nameOf: ({ appId }: AlipayReceivingAccount) => `alipay/${appId}`,
  hosts: { production: [hosts.production], sandbox: [hosts.sandbox] },
  keysOf(account: AlipayReceivingAccount) {
    const { alipayPublicKey, certificates, privateKey } = held(account)
    return [
      { name: platformName(account), whose: 'provider', input: certificates?.alipay ?? alipayPublicKey },
      { name: 'privateKey', whose: 'merchant', input: privateKey },
      { name: 'certificates.app', whose: 'merchant', input: certificates?.app },
    ]
  },
  secretsOf: (account: AlipayReceivingAccount) => ({ appAuthToken: held(account).appAuthToken }),
  message(evidence, around) {
    const account = evidence.account as AlipayReceivingAccount
    const opened = openMessage(evidence)
    if (!opened) return undefined
    const { ciphertext, ...found } = opened
    if (around.code === 'DECRYPTION_FAILED') return sealed(ciphertext, around)
    return { scheme: 'rsa', expected: platformName(account), keys: alipayPractice.keysOf(account as never), ...found }
  },
  request: (account: AlipayReceivingAccount, sent) =>
    sent.headers.authorization === undefined ? requestV2(account, sent) : requestV3(account, sent),
}

type Opened = {
  signature: string
  text: Text | undefined
  candidates: () => Iterable<Candidate>
  signedAt?: number
  fresh?: boolean
  ciphertext?: string | undefined
}

function openMessage({ kind, parts }: Evidence): Opened | undefined {
  try {
    if (kind === 'v2') return openReply(parts)
    return kind === 'v3' ? openRest(parts) : openForm(parts.form, kind === 'notice')
  } catch {
    // What cannot be read as its kind of message has no signature to look at.
    return undefined
  }
}

function openReply({ body }: Evidence['parts']): Opened | undefined {
  const members = rawMembers(decoded(body ?? '') ?? '')
  const node = [...members.keys()].find((name) => name.endsWith('_response'))
  const raw = members.get(node ?? '')
  const sign = members.get('sign')
  if (raw === undefined || sign === undefined) return undefined
  return {
    signature: JSON.parse(sign),
    text: raw,
    ciphertext: raw.startsWith('"') ? JSON.parse(raw) : undefined,
    candidates: () => bodies(bytesOf(raw), [['code', 'msg', 'sub_code', 'sub_msg']]),
  }
}

function openRest(parts: Evidence['parts']): Opened | undefined {
  const { timestamp, nonce, signature } = parts as Fields
  const body = parts.body as Uint8Array | undefined
  if (!timestamp || !nonce || !signature) return undefined
  const write = (text: Text) => textOf([`${timestamp}\n${nonce}\n`, text, '\n'])
  return {
    signature,
    text: body && write(body),
    signedAt: Number(timestamp),
    fresh: true,
    ciphertext: body && decoded(body),
    *candidates() {
      if (!body) return
      yield { cause: 'time-unit', text: v3ReplyText(timestamp.slice(0, 10), nonce, decoded(body) ?? '') }
      for (const each of bodies(body)) yield { ...each, text: write(each.text) }
    },
  }
}

function openForm(form: Text | undefined, keepsSignType: boolean): Opened | undefined {
  if (form === undefined) return undefined
  const latin1 = new TextDecoder('latin1').decode(bytesOf(form))
  const isGbk = /(?:^|&)charset=gb(k|2312|18030)(?:&|$)/i.test(latin1)
  const fields = readForm(form, isGbk ? 'binary' : 'utf-8')
  const { sign } = fields
  if (!sign) return undefined
  const [write, other] = keepsSignType ? [requestText, notificationText] : [notificationText, requestText]
  // Read as binary each character is a byte.
  const signed = (text: string): Text => (isGbk ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : text)
  return {
    signature: sign,
    text: signed(write(fields)),
    ciphertext: fields.biz_content,
    *candidates() {
      yield { cause: 'sign-type', text: signed(other(fields)) }
      for (const left of [['sign', 'sign_type'], ['sign']])
        yield { cause: 'empty-values', text: signed(joinFields(fields, { left, empty: true })) }
      for (const each of forms(fields, write, isField))
        yield { ...each, text: typeof each.text === 'string' ? signed(each.text) : each.text }
      yield* joinings(fields, ['sign', 'sign_type'], write(fields))
      if (isGbk) yield { cause: 'charset', text: write(readForm(form)) }
    },
  }
}

function sealed(ciphertext: string | undefined, { others }: Around): Case | undefined {
  const bytes = fromBase64(ciphertext ?? '')
  if (!bytes) return undefined
  const keyed = (others as readonly AlipayReceivingAccount[]).flatMap((other) => {
    const { contentKey } = held(other)
    return contentKey ? [{ account: alipayPractice.nameOf(other as never), contentKey }] : []
  })
  return {
    scheme: 'sealed',
    tries: keyed.map(({ account, contentKey }) => ({
      name: 'contentKey',
      account,
      cause: 'other-account',
      // AES-CBC proves nothing by itself, so that what comes out must be text.
      open: async () =>
        JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await decryptAesCbc(contentKey, bytes))),
    })),
  }
}

function requestV2(account: AlipayReceivingAccount, sent: WireRequest): Case | Cause {
  const query = sent.url.includes('?') ? sent.url.slice(sent.url.indexOf('?') + 1) : ''
  const form = decoded(sent.body ?? '') ?? ''
  let fields: Fields
  let beside: Fields
  try {
    beside = readForm(query)
    fields = { ...beside, ...(/^multipart/i.test(sent.headers['content-type'] ?? '') ? {} : readForm(form)) }
  } catch {
    return 'unsigned'
  }
  const { sign, timestamp = '', app_id, app_cert_sn } = fields
  if (!sign) return 'unsigned'
  const right = requestText(fields)
  return {
    scheme: 'rsa',
    signature: sign,
    expected: 'privateKey',
    keys: alipayPractice.keysOf(account as never),
    text: right,
    signedAt: Date.parse(`${timestamp.replace(' ', 'T')}+08:00`) || undefined,
    fresh: true,
    beside: besideOf(account, app_id, app_cert_sn),
    *candidates() {
      yield { cause: 'sign-type', text: notificationText(fields) }
      yield* hashedTwice(right)
      yield* withSignature(fields, 'sign')
      yield* joinings(fields, ['sign'], right)
      const names = Object.keys(beside).filter((name) => name !== 'sign')
      if (names.length) yield { cause: 'query-left-out', text: requestText(without(fields, names)) }
      yield* forms(fields, requestText, () => true)
    },
  }
}

function requestV3(account: AlipayReceivingAccount, sent: WireRequest): Case | Cause {
  const { headers, method } = sent
  const [, text, signature] = new RegExp(`^${v3Scheme} (.+?),sign=([^,]+)$`).exec(headers.authorization ?? '') ?? []
  if (!text || !signature) return 'unsigned'
  const fields = Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]))
  const { path } = addresses(sent.url)
  const token = headers['alipay-app-auth-token']
  const body = uploadedText(sent, 'data') ?? decoded(sent.body ?? '') ?? ''
  const write = (verb: string, target: string, content: Text): Text =>
    textOf([`${text}\n${verb}\n${target}\n`, content, `\n${token === undefined ? '' : `${token}\n`}`])
  return {
    scheme: 'rsa',
    signature,
    expected: 'privateKey',
    keys: alipayPractice.keysOf(account as never),
    text: write(method, path, body),
    signedAt: Number(fields.timestamp),
    fresh: true,
    beside: besideOf(account, fields.app_id, fields.app_cert_sn),
    *candidates() {
      if (token !== undefined)
        yield { cause: 'token-left-out', text: v3RequestText(text, method, path, body, undefined) }
      yield { cause: 'whole-header', text: textOf([`${v3Scheme} `, write(method, path, body)]) }
      yield* requestCandidates(sent, body, write)
    },
  }
}

/** What a request says of itself that is not this account's. */
function besideOf(account: AlipayReceivingAccount, appId?: string, certificate?: string): Cause | undefined {
  if (appId !== account.appId) return 'other-merchant'
  return certificate !== account.certificateSns?.app ? 'other-serial' : undefined
}
