import { fromBase64, md5 } from '#crypto'
import { parseXml } from '../codec/xml.js'
import { secretsOf } from '../core/account.js'
import { withoutZeros } from '../core/certificates.js'
import type { Evidence } from '../core/evidence.js'
import { platformKeyName } from '../core/keyring.js'
import type { WireRequest } from '../core/transport.js'
import { toHex, utf8 } from '../crypto/bytes.js'
import { keyedDigest } from '../crypto/keyed-digest.js'
import { bodies, decoded } from '../doctor/bodies.js'
import type { Candidate, Case, Practice, Sealed, Signed, Text, Verifiable } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { namedKey, triedKeys } from '../doctor/curve.js'
import { type Fields, forms, joinFields } from '../doctor/forms.js'
import { bytesOf, textOf } from '../doctor/recover.js'
import { addresses, requestCandidates, uploadedText } from '../doctor/requests.js'
import type { WechatpayReceivingAccount, WechatpaySecrets } from './account.js'
import { replyMessage, requestMessage, v2Message } from './canonical.js'
import { usualHosts } from './wire.js'

const held = (account: WechatpayReceivingAccount) => secretsOf<WechatpaySecrets>(account)!

/** The order in which notifications are known to be written (doc 4012791836). */
const orders = [
  [
    ...['id', 'create_time', 'resource_type', 'event_type', 'summary', 'resource'],
    ...['original_type', 'algorithm', 'ciphertext', 'associated_data', 'nonce'],
  ],
]

/** What the doctor knows of WeChat Pay: what it signs, and what merchants do wrong with it. */
export const wechatpayPractice: Practice = {
  nameOf: ({ merchantId }: WechatpayReceivingAccount) => `wechatpay/${merchantId}`,
  hosts: { production: usualHosts, sandbox: [] },
  keysOf(account: WechatpayReceivingAccount) {
    const { keyring, privateKey, certificate, sm } = held(account)
    return [
      ...keyring.serials().map((serial) => namedKey(sm, platformKeyName(serial), 'provider', keyring.input(serial))),
      namedKey(sm, 'privateKey', 'merchant', privateKey),
      namedKey(sm, 'certificate', 'merchant', certificate),
    ]
  },
  secretsOf(account: WechatpayReceivingAccount) {
    const { apiV2Key, apiV3Keys } = held(account)
    const texts = apiV3Keys.map((key, at) => [at === 0 ? 'apiV3Key' : `apiV3Key[${at}]`, new TextDecoder().decode(key)])
    return { apiV2Key, ...Object.fromEntries(texts) }
  },
  algorithmsOf(account: WechatpayReceivingAccount) {
    return held(account).schemes.map(({ algorithm }) => (algorithm.name === 'SM2-SM3' ? 'SM2' : 'RSA'))
  },
  message({ account, kind, parts }, { others, received }) {
    const own = account as WechatpayReceivingAccount
    if (kind === 'resource') return resource(own, parts, others as readonly WechatpayReceivingAccount[])
    if (kind === 'v2') return v2(own, parts as Fields)
    return v3(own, parts, !received, others as readonly WechatpayReceivingAccount[])
  },
  request,
}

/** By RSA its digest shows; by SM2, whose signatures are a quarter as long, each key is tried. */
function bySignature(
  account: WechatpayReceivingAccount,
  signature: string,
  others: readonly WechatpayReceivingAccount[] = [],
): Pick<Signed, 'scheme' | 'keys'> | Pick<Verifiable, 'scheme' | 'keys'> {
  const keys = wechatpayPractice.keysOf(account as never)
  const { sm } = held(account)
  const bytes = fromBase64(signature) ?? new Uint8Array()
  if (!sm || bytes.length > 100) return { scheme: 'rsa', keys }
  const theirs = others.flatMap((other) => {
    const named = wechatpayPractice.keysOf(other as never).filter(({ whose }) => whose === 'provider')
    return triedKeys(sm.signature, bytes, named, wechatpayPractice.nameOf(other as never))
  })
  return { scheme: 'curve', keys: [...triedKeys(sm.signature, bytes, keys), ...theirs] }
}

function v3(
  account: WechatpayReceivingAccount,
  parts: Evidence['parts'],
  fresh: boolean,
  others: readonly WechatpayReceivingAccount[],
): Case | undefined {
  const { timestamp, nonce, serial, signature } = parts as Fields
  const body = parts.body as Uint8Array | undefined
  if (!timestamp || !nonce || !serial || !signature) return undefined
  const { keyring } = held(account)
  const known = keyring.serials().find((name) => keyring.input(name) === keyring.input(serial))
  const seconds = Number(timestamp.slice(0, 10))
  const write = (text: Text): Uint8Array => textOf(replyMessage(timestamp, nonce, bytesOf(text)))
  return {
    ...bySignature(account, signature, others),
    signature,
    expected: platformKeyName(known ?? serial),
    text: body && write(body),
    signedAt: seconds * 1000,
    fresh,
    *candidates() {
      if (!body) return
      yield { cause: 'time-unit', text: textOf(replyMessage(timestamp.slice(0, 10), nonce, body)) }
      for (const each of bodies(body, orders)) yield { ...each, text: write(each.text) }
    },
  }
}

/** Whose secret decrypts what this account's does not: one of its own that stands elsewhere, or another account's. */
function resource(
  account: WechatpayReceivingAccount,
  parts: Evidence['parts'],
  others: readonly WechatpayReceivingAccount[],
): Sealed {
  const { nonce = '', associated_data = '', ciphertext = '' } = parts as Fields
  // The keys of every kind that the account takes, since the message's own word for it decides nothing here.
  const open = (key: Uint8Array) => () => {
    const sealed = fromBase64(ciphertext) ?? new Uint8Array()
    return Promise.any(held(account).schemes.map(({ decrypt }) => decrypt(key, nonce, associated_data, sealed)))
  }
  const { apiV2Key } = held(account)
  return {
    scheme: 'sealed',
    tries: [
      ...(apiV2Key ? [{ name: 'apiV2Key', cause: 'other-secret' as const, open: open(utf8(apiV2Key)) }] : []),
      ...others.flatMap((other) =>
        held(other).apiV3Keys.map((key) => ({
          name: 'apiV3Key',
          account: wechatpayPractice.nameOf(other as never),
          cause: 'other-account' as const,
          open: open(key),
        })),
      ),
    ],
  }
}

function v2(account: WechatpayReceivingAccount, fields: Fields): Case {
  const { apiV2Key = '', apiV3Keys } = held(account)
  const hmac = (key: string) => async (text: Text) => keyedDigest(key, String(text))
  return {
    scheme: 'shared',
    signature: fields.sign ?? '',
    text: v2Message(fields, apiV2Key),
    signed: hmac(apiV2Key),
    *candidates() {
      yield { cause: 'not-hmac', text: v2Message(fields, apiV2Key), signed: async (text) => md5Of(text) }
      const apiV3Key = new TextDecoder().decode(apiV3Keys[0])
      yield { cause: 'other-secret', text: v2Message(fields, apiV3Key), signed: hmac(apiV3Key) }
      const write = (changed: Fields) => v2Message(changed, apiV2Key)
      const withEmpty = joinFields(fields, { left: ['sign'], empty: true })
      yield { cause: 'empty-values', text: `${withEmpty}&key=${apiV2Key}` }
      const unsorted = joinFields(fields, { left: ['sign'], names: Object.keys(fields) })
      yield { cause: 'unsorted', text: `${unsorted}&key=${apiV2Key}` }
      yield* forms(fields, write, () => true)
    },
  }
}

const md5Of = (text: Text) => toHex(md5(bytesOf(text)))

function request(account: WechatpayReceivingAccount, sent: WireRequest): Case | Cause {
  if (/^\s*<xml/.test(decoded(sent.body ?? '') ?? '')) return v2(account, readXml(sent.body!))
  const given = /^WECHATPAY2-(?:SHA256-RSA2048|SM2-WITH-SM3)\s+(.*)$/.exec(sent.headers.authorization ?? '')?.[1]
  const read = (name: string) => new RegExp(`(?:^|,)\\s*${name}="([^"]*)"`).exec(given ?? '')?.[1] ?? ''
  const [timestamp, nonce, signature] = [read('timestamp'), read('nonce_str'), read('signature')]
  if (!timestamp || !nonce || !signature) return 'unsigned'
  const { method } = sent
  const { path } = addresses(sent.url)
  const upload = uploadedText(sent, 'meta')
  const body = upload ?? decoded(sent.body ?? '') ?? ''
  const right = requestMessage(method, path, timestamp, nonce, body)
  const { serial, merchantId } = account
  return {
    ...bySignature(account, signature),
    signature,
    expected: 'privateKey',
    text: right,
    fresh: true,
    signedAt: Number(timestamp) * 1000,
    beside:
      read('mchid') !== merchantId
        ? 'other-merchant'
        : withoutZeros(read('serial_no')) !== withoutZeros(serial ?? read('serial_no'))
          ? 'other-serial'
          : undefined,
    *candidates(): Generator<Candidate> {
      yield { cause: 'fields-swapped', text: requestMessage(method, path, nonce, timestamp, body) }
      for (const time of [`${timestamp}000`, timestamp.slice(0, 10)])
        if (time !== timestamp) yield { cause: 'time-unit', text: requestMessage(method, path, time, nonce, body) }
      yield* requestCandidates(sent, body, (verb, target, content) =>
        textOf([`${verb}\n${target}\n${timestamp}\n${nonce}\n`, content, '\n']),
      )
    },
  }
}

function readXml(body: Uint8Array): Fields {
  try {
    return parseXml(decoded(body) ?? '')
  } catch {
    return {}
  }
}
