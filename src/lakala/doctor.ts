import { secretsOf } from '../core/account.js'
import { withoutZeros } from '../core/certificates.js'
import type { Evidence } from '../core/evidence.js'
import type { Keyring } from '../core/keyring.js'
import type { WireRequest } from '../core/transport.js'
import { same } from '../crypto/certificate.js'
import { bodies } from '../doctor/bodies.js'
import type { Candidate, Case, NamedKey, Practice, Signed, Text } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { textOf } from '../doctor/recover.js'
import { requestCandidates } from '../doctor/requests.js'
import type { LakalaAccount, LakalaReceivingAccount, LakalaSecrets } from './account.js'
import { noticeText, readAuthorization, signedText } from './canonical.js'
import { hosts } from './wire.js'

const held = (account: LakalaReceivingAccount) => secretsOf<LakalaSecrets>(account)!

/** What the doctor knows of Lakala: what it signs, and what merchants do wrong with it. */
export const lakalaPractice: Practice = {
  nameOf: ({ merchantId }: LakalaReceivingAccount) => `lakala/${merchantId}`,
  hosts: { production: [hosts.production], sandbox: [hosts.sandbox] },
  keysOf(account: LakalaReceivingAccount) {
    const { replies, notices, privateKey, certificate } = held(account)
    return [
      ...keysIn(replies, 'platformCertificate'),
      ...(noticesOf(account) === 'notifyCertificate' ? keysIn(notices, 'notifyCertificate') : []),
      { name: 'privateKey', whose: 'merchant', input: privateKey },
      { name: 'certificate', whose: 'merchant', input: certificate },
    ]
  },
  // bodyKey encrypts what is signed, and is no part of it.
  secretsOf: () => ({}),
  message({ account, kind, parts }) {
    const own = account as LakalaReceivingAccount
    return kind === 'notification' ? notification(own, parts) : answer(own, parts)
  },
  request,
}

const keysIn = (keyring: Keyring, name: string): NamedKey[] =>
  keyring.serials().map((serial) => ({ name, whose: 'provider', input: keyring.input(serial) }))

/** The option whose certificate verifies notifications: without one of their own it is that of answers. */
function noticesOf(account: LakalaReceivingAccount): 'notifyCertificate' | 'platformCertificate' {
  const { replies, notices } = held(account)
  const isOther = (serial: string) => {
    const [one, other] = [notices.input(serial), replies.input(serial)]
    return !other || !same(one as Uint8Array, other as Uint8Array)
  }
  return notices.serials().some(isOther) ? 'notifyCertificate' : 'platformCertificate'
}

type Parts = Readonly<Record<string, string>>

function answer(account: LakalaReceivingAccount, parts: Evidence['parts']): Signed {
  const { appId = '', serial = '', timestamp = '', nonce = '' } = parts as Parts
  return {
    ...received(account, parts, (body) => textOf(signedText(appId, serial, timestamp, nonce, body))),
    expected: 'platformCertificate',
    fresh: true,
    signedAt: Number(timestamp) * 1000,
  }
}

/** Nothing tells when it is too old, so its time is no matter. */
function notification(account: LakalaReceivingAccount, parts: Evidence['parts']): Signed {
  const { timestamp = '', nonce = '' } = parts as Parts
  return {
    ...received(account, parts, (body) => textOf(noticeText(timestamp, nonce, body))),
    expected: noticesOf(account),
  }
}

function received(account: LakalaReceivingAccount, parts: Evidence['parts'], write: (body: Text) => Uint8Array) {
  const body = parts.body as Uint8Array | undefined
  return {
    scheme: 'rsa',
    signature: String(parts.signature),
    keys: lakalaPractice.keysOf(account as never),
    text: body && write(body),
    *candidates(): Generator<Candidate> {
      if (body) for (const each of bodies(body)) yield { ...each, text: write(each.text) }
    },
  } as const
}

function request(account: LakalaAccount, sent: WireRequest): Case | Cause {
  const given = readAuthorization(sent.headers.authorization ?? '')
  const { appid = '', serial_no = '', timestamp = '', nonce_str = '', signature = '' } = given ?? {}
  if (!appid || !serial_no || !timestamp || !nonce_str || !signature) return 'unsigned'
  const body = sent.body ?? new Uint8Array()
  const write = (time: string, nonce: string, content: Text): Uint8Array =>
    textOf(signedText(appid, serial_no, time, nonce, content))
  return {
    scheme: 'rsa',
    signature,
    expected: 'privateKey',
    keys: lakalaPractice.keysOf(account as never),
    text: write(timestamp, nonce_str, body),
    fresh: true,
    signedAt: Number(timestamp.slice(0, 10)) * 1000,
    beside:
      appid !== account.appId
        ? 'other-merchant'
        : withoutZeros(serial_no) !== withoutZeros(account.serial ?? serial_no)
          ? 'other-serial'
          : undefined,
    *candidates(): Generator<Candidate> {
      yield { cause: 'fields-swapped', text: write(nonce_str, timestamp, body) }
      for (const time of [`${timestamp}000`, timestamp.slice(0, 10)])
        if (time !== timestamp) yield { cause: 'time-unit', text: write(time, nonce_str, body) }
      // As notifications are signed, and as one may without the number.
      yield { cause: 'certificate-left-out', text: textOf([`${appid}\n`, ...noticeText(timestamp, nonce_str, body)]) }
      yield { cause: 'certificate-left-out', text: textOf(noticeText(timestamp, nonce_str, body)) }
      yield { cause: 'separators-changed', text: textOf([appid, serial_no, timestamp, nonce_str, body]) }
      yield* requestCandidates(sent, body, (_method, _path, content) => write(timestamp, nonce_str, content))
    },
  }
}
