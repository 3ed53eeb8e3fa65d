import { sha256, toBase64 } from '#crypto'
import { readForm } from '../codec/form.js'
import { secretsOf } from '../core/account.js'
import type { WireRequest } from '../core/transport.js'
import { toLowerHex } from '../crypto/bytes.js'
import type { Hash } from '../crypto/keyed-digest.js'
import { decoded } from '../doctor/bodies.js'
import type { Candidate, Case, NamedKey, Practice, Text } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { forms, joinFields, joinings, withSignature } from '../doctor/forms.js'
import { bytesOf, textOf } from '../doctor/recover.js'
import type { UnionpayReceivingAccount, UnionpaySecrets } from './account.js'
import { type Fields, signedText } from './canonical.js'
import { fileHosts, hosts } from './wire.js'

const held = (account: UnionpayReceivingAccount) => secretsOf<UnionpaySecrets>(account)!

/** What the doctor knows of UnionPay: what it signs, and what merchants do wrong with it. */
export const unionpayPractice: Practice = {
  nameOf: ({ merchantId }: UnionpayReceivingAccount) => `unionpay/${merchantId}`,
  hosts: { production: [hosts.production, fileHosts.production], sandbox: [hosts.sandbox, fileHosts.sandbox] },
  // Its test merchants are of this number range; their certificates say it too.
  environmentOf: ({ merchantId }: UnionpayReceivingAccount) =>
    merchantId.startsWith('777290') ? 'sandbox' : undefined,
  keysOf(account: UnionpayReceivingAccount) {
    const { privateKey, ownCertificate } = held(account)
    return [
      { name: 'privateKey', whose: 'merchant', input: privateKey },
      { name: 'certificate', whose: 'merchant', input: ownCertificate },
    ]
  },
  secretsOf: (account: UnionpayReceivingAccount) => ({ secureKey: held(account).secureKey }),
  // Its key came along, and the account's files had vouched for it before the signature was looked at.
  message: ({ account, parts }) =>
    examined(account as UnionpayReceivingAccount, parts as Fields, {
      name: 'signPubKeyCert',
      whose: 'provider',
      input: parts.signPubKeyCert as string,
    }),
  request,
}

const digest = async (text: Text, hash: Hash = sha256): Promise<string> => toLowerHex(await hash(bytesOf(text)))

function examined(account: UnionpayReceivingAccount, fields: Fields, key?: NamedKey): Case | undefined {
  const { signature } = fields
  if (!signature) return undefined
  const common = { signature, text: signedText(fields) }
  const { secureKey, sm3 } = held(account)
  const own = unionpayPractice.keysOf(account as never)
  if (account.signMethod === '01') {
    return {
      scheme: 'rsa',
      expected: key?.name ?? 'privateKey',
      keys: key ? [key, ...own] : own,
      signed: (text) => digest(text),
      ...common,
      *candidates() {
        yield* digests(common.text)
        yield* texts(fields)
      },
    }
  }
  const keyed = (text: Text) => digest(text, sm3)
  const suffix = keyed(secureKey ?? '')
  const signed = async (text: Text) => keyed(textOf([text, `&${await suffix}`]))
  return {
    scheme: 'shared',
    signed,
    ...common,
    *candidates() {
      const { text } = common
      yield { cause: 'hashed-once', text, signed: (given) => keyed(textOf([given, `&${secureKey}`])) }
      yield { cause: 'separator-behind', text: `${text}&`, signed }
      const upper = async (given: Text) => keyed(textOf([given, `&${(await suffix).toUpperCase()}`]))
      yield { cause: 'digest-letters', text, signed: upper }
      yield* texts(fields)
    },
  }
}

/** Ways to hash that are not the one. */
function* digests(text: string): Generator<Candidate> {
  yield { cause: 'hashed-once', text, signed: async (given) => given }
  yield { cause: 'digest-letters', text, signed: async (given) => (await digest(given)).toUpperCase() }
  yield { cause: 'digest-letters', text, signed: async (given) => sha256(bytesOf(given)) }
  yield { cause: 'digest-letters', text, signed: async (given) => toBase64(await sha256(bytesOf(given))) }
  yield { cause: 'hashed-twice', text, signed: async (given) => digest(await digest(given)) }
}

function* texts(fields: Fields): Generator<Candidate> {
  const left = ['signature']
  yield { cause: 'certificate-left-out', text: joinFields(fields, { left: [...left, 'signPubKeyCert', 'certId'] }) }
  // None is known to be no field of UnionPay's: what is added is found by leaving each out.
  yield* forms(fields, signedText, () => true)
  yield* joinings(fields, left, signedText(fields))
  yield* withSignature(fields, 'signature')
}

function request(account: UnionpayReceivingAccount, { body }: WireRequest): Case | Cause {
  let fields: Fields
  try {
    fields = readForm(decoded(body ?? '') ?? '')
  } catch {
    return 'unsigned'
  }
  const found = examined(account, fields)
  if (!found || found.scheme === 'sealed') return 'unsigned'
  return { ...found, beside: besideOf(account, fields) }
}

/** What a request says of itself that is not this account's. */
function besideOf(account: UnionpayReceivingAccount, { merId, certId }: Fields): Cause | undefined {
  if (merId !== account.merchantId) return 'other-merchant'
  const { privateKey, certificate } = held(account)
  return privateKey !== undefined && certId !== certificate().serialDecimal ? 'other-serial' : undefined
}
