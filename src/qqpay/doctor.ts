import { parseXml } from '../codec/xml.js'
import { secretsOf } from '../core/account.js'
import type { WireRequest } from '../core/transport.js'
import { md5Digest } from '../crypto/keyed-digest.js'
import { decoded } from '../doctor/bodies.js'
import type { Candidate, Case, Practice, Shared } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { doubtful, type Finding, wrong } from '../doctor/finding.js'
import { type Fields, forms, joinings } from '../doctor/forms.js'
import type { QqpayAccount, QqpaySecrets } from './account.js'
import { signedText } from './canonical.js'
import { certificateHost, host } from './wire.js'

const held = (account: QqpayAccount) => secretsOf<QqpaySecrets>(account)!

/** What the doctor knows of QQ Wallet: what it signs, and what merchants do wrong with it. No key of it can be taken apart. */
export const qqpayPractice: Practice = {
  nameOf: ({ merchantId }: QqpayAccount) => `qqpay/${merchantId}`,
  hosts: { production: [host, certificateHost], sandbox: [] },
  keysOf: () => [],
  secretsOf(account: QqpayAccount) {
    const { apiKey, appKey, operatorPassword } = held(account)
    return { apiKey, appKey, operatorPassword }
  },
  findingsOf,
  message: ({ account, parts }) => signed(account as QqpayAccount, parts as Fields),
  request,
}

function signed(account: QqpayAccount, fields: Fields): Shared {
  const { apiKey, appKey } = held(account)
  const { sign = '', ...rest } = fields
  const text = signedText(rest, apiKey)
  return {
    scheme: 'shared',
    signature: sign,
    text,
    signed: async (made) => md5Digest(String(made)),
    *candidates(): Generator<Candidate> {
      if (appKey) yield { cause: 'other-secret', text: signedText(rest, appKey) }
      const behind = `&key=${apiKey}`
      for (const each of joinings(rest, [], signedText(rest, apiKey).slice(0, -behind.length)))
        if (typeof each.text === 'string') yield { ...each, text: each.text + behind }
      for (const value of ['', 'null', 'undefined'])
        yield { cause: 'signature-signed', text: signedWith(rest, value) + behind }
      yield* forms(
        rest,
        (changed) => signedText(changed, apiKey),
        () => true,
      )
    },
  }
}

/** The field of the signature in its place among the others, as it may have stood there before there was one. */
const signedWith = (fields: Fields, sign: string) =>
  Object.entries({ ...fields, sign })
    .filter(([name, value]) => value !== '' || name === 'sign')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

function request(account: QqpayAccount, { body = new Uint8Array() }: WireRequest): Case | Cause {
  const fields = readXml(body)
  if (!fields.sign) return 'unsigned'
  return {
    ...signed(account, fields),
    beside: fields.mch_id === account.merchantId ? undefined : 'other-merchant',
  }
}

function readXml(body: Uint8Array): Fields {
  try {
    return parseXml(decoded(body) ?? '')
  } catch {
    return {}
  }
}

function findingsOf(account: QqpayAccount): Finding[] {
  const { apiKey, appKey, operatorPassword = '' } = held(account)
  const found: Finding[] = []
  if (apiKey === appKey)
    found.push(
      wrong(
        'appKey',
        'apiKey and appKey are one and the same.',
        'apiKey is of the merchant console (API密钥), appKey of the QQ open platform.',
      ),
    )
  if (/^[\da-f]{32}$/i.test(operatorPassword))
    found.push(
      doubtful(
        'operatorPassword',
        'operatorPassword looks like an MD5 already.',
        'Give the password as it is typed: its MD5 is made here.',
      ),
    )
  return found
}
