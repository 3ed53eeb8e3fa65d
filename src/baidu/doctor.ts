import { sha1 } from '#crypto'
import { readForm } from '../codec/form.js'
import { secretsOf } from '../core/account.js'
import type { WireRequest } from '../core/transport.js'
import { decoded } from '../doctor/bodies.js'
import type { Candidate, Found, Practice, Signed, Text } from '../doctor/case.js'
import { hashedTwice } from '../doctor/digests.js'
import { doubtful, type Finding, wrong } from '../doctor/finding.js'
import { forms, joinFields, joinings, without, withSignature } from '../doctor/forms.js'
import type { BaiduReceivingAccount, BaiduSecrets } from './account.js'
import { type Fields, fieldNames, restored, signedText } from './canonical.js'
import { nameOf } from './name.js'
import { host, signedHost, tokenPath } from './wire.js'

const held = (account: BaiduReceivingAccount) => secretsOf<BaiduSecrets>(account)!

/** What the doctor knows of Baidu's cashier: what it signs, and what merchants do wrong with it. */
export const baiduPractice: Practice = {
  nameOf,
  hosts: { production: [host, signedHost], sandbox: [] },
  keysOf(account: BaiduReceivingAccount) {
    const {
      privateKey,
      given: { platformKey, unsafeShortPlatformKey },
    } = held(account)
    const least = unsafeShortPlatformKey ? 1024 : 2048
    return [
      { name: 'platformKey', whose: 'provider', input: platformKey, least },
      { name: 'privateKey', whose: 'merchant', input: privateKey },
    ]
  },
  secretsOf: (account: BaiduReceivingAccount) => ({ clientSecret: held(account).clientSecret }),
  findingsOf,
  message({ account, parts }) {
    const { rsaSign, ...fields } = fieldsOf(parts.form)
    if (!rsaSign) return undefined
    // As it is taken: with or without what fills it up.
    return bySignature(account as BaiduReceivingAccount, 'platformKey', restored(rsaSign), fields)
  },
  request,
}

function bySignature(
  account: BaiduReceivingAccount,
  expected: string,
  signature: string,
  fields: Fields,
  more: readonly Candidate[] = [],
): Signed {
  const text = signedText(fields)
  return {
    scheme: 'rsa',
    hash: 'SHA-1',
    signature,
    expected,
    keys: baiduPractice.keysOf(account as never),
    text,
    *candidates() {
      yield* more
      yield* hashedTwice(text, sha1)
      // First, for one that is left out looks like one that was added.
      yield { cause: 'empty-values', text: joinFields(fields) }
      yield* forms(fields, signedText, (name) => fieldNames.test(name))
      yield* joinings(fields, ['sign', 'sign_type'], text, { empty: true })
      yield* withSignature(fields, 'rsaSign')
    },
  }
}

function request(account: BaiduReceivingAccount, { url, body }: WireRequest): Found {
  const { rsaSign, ...fields } = fieldsOf(body)
  if (!rsaSign) return /[?&]access_token=/.test(url) || url.includes(tokenPath) ? 'nobody-signs' : 'unsigned'
  const isOrder = ordered.every((name) => fields[name] !== undefined)
  const beside = Object.keys(without(fields, ordered))
  const signed = isOrder ? without(fields, beside) : fields
  const isOurs = fields.appKey === account.appKey && (fields.dealId === undefined || fields.dealId === account.dealId)
  return {
    ...bySignature(account, 'privateKey', rsaSign, signed, isOrder ? [...otherFields(fields, beside)] : []),
    beside: isOurs ? undefined : 'other-merchant',
  }
}

/** What is signed of an order. */
const ordered = ['appKey', 'dealId', 'totalAmount', 'tpOrderId']

/** An order has more fields than those that are signed. */
function* otherFields(fields: Fields, beside: readonly string[]): Generator<Candidate> {
  const cause = 'other-fields'
  const of = (left: readonly string[], empty = true): Text => joinFields(fields, { left, empty })
  for (const empty of [true, false]) yield { cause, text: of([], empty), changes: beside }
  for (const name of beside) {
    yield { cause, text: of(beside.filter((other) => other !== name)), changes: [name] }
    yield { cause, text: of([name]), changes: beside.filter((other) => other !== name) }
  }
  // Once the amount was not signed.
  for (const name of ordered) yield { cause, text: of([...beside, name]), changes: [name] }
}

function fieldsOf(form: Text | undefined): Fields {
  try {
    return readForm(decoded(form ?? '') ?? '')
  } catch {
    return {}
  }
}

function findingsOf(account: BaiduReceivingAccount): Finding[] {
  const { appKey, hosts, signedHosts } = account
  const found: Finding[] = []
  if (hosts.includes(signedHost))
    found.push(
      wrong(
        'hosts',
        `${signedHost} is for calls that are signed, and hosts for those by token.`,
        'Give it as signedHosts.',
      ),
    )
  if (signedHosts.includes(host))
    found.push(
      wrong(
        'signedHosts',
        `${host} is for calls by token, and signedHosts for those that are signed.`,
        'Leave signedHosts out.',
      ),
    )
  if (held(account).clientId === appKey)
    found.push(
      doubtful(
        'appKey',
        'appKey and clientId are one and the same.',
        'appKey is the payment service’s (支付服务), clientId the App Key of the smart program: the console shows them on two pages.',
      ),
    )
  return found
}
