import { constantTimeEqual, fromBase64, verify } from '#crypto'
import { readForm } from '../../codec/form.js'
import type { WireRequest } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import { hexDigest, suffixedDigest } from '../../crypto/keyed-digest.js'
import { type Fields, signedText } from '../canonical.js'
import { refused, unreadable } from './codes.js'
import { fits, isKnown } from './fields.js'
import { type Kind, kindAt } from './kinds.js'
import { findByNumber } from './orders.js'
import { type Platform, secondsOf } from './platform.js'

const envelope = 'version encoding signMethod signature txnType txnSubType bizType accessType merId'

/** How far `txnTime` may be from now, in milliseconds. That it must be now is documented, how near is not: unconfirmed. */
const tolerance = 3_600_000

/** The fields of a request; empty ones are as if they were not there. */
export function readRequest({ method, headers, body = new Uint8Array() }: WireRequest): Fields {
  if (method !== 'POST') throw unreadable('it is no POST')
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw unreadable('its content type is no form')
  if (body.length === 0) throw unreadable('it is empty')
  try {
    return Object.fromEntries(Object.entries(readForm(body)).filter(([, value]) => value !== ''))
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(error.message)
    throw error
  }
}

/**
 * Checks a request in the documented order, up to what it is about: what is there, its form, whose it is, the
 * signature, the time, the number.
 */
export async function checkRequest(platform: Platform, path: string, asked: Fields): Promise<Kind | undefined> {
  const { witness } = platform
  const types = `${asked.txnType}/${asked.txnSubType}`
  const isOwn = platform.options.methods?.[types] !== undefined
  const kind = kindAt(path, types)
  const unknown = isOwn ? undefined : Object.keys(asked).find((name) => !isKnown(name))
  if (unknown !== undefined) throw unreadable(`the field ${unknown} is not in the specification`)
  mustHave(asked, `${envelope} ${isOwn ? '' : (kind?.needs ?? '')}`)
  const malformed = Object.entries(asked).find(([name, value]) => !fits(name, value))
  if (malformed) throw refused('10', malformed[0])
  witness?.checking('endpoint')
  if (!isOwn) mustBePlayed(asked, path, types, kind)
  witness?.checking('account')
  const { merchantId } = platform.identity
  if (asked.merId !== merchantId) throw refused('31', `本模拟网关的商户号是${merchantId}`)
  witness?.checking('signature')
  if (!(await isSigned(platform, asked))) throw refused('11')
  if (isOwn) return undefined
  const { old } = kind!
  witness?.checking('time')
  if (!old && !(Math.abs(secondsOf(asked.txnTime) * 1000 - platform.clock.now()) <= tolerance))
    throw refused('10', 'txnTime无效')
  if (asked.payTimeout !== undefined && secondsOf(asked.payTimeout) * 1000 <= platform.clock.now())
    throw refused('10', 'payTimeout')
  witness?.checking('business')
  if (!old && findByNumber(platform, asked.orderId, asked.txnTime)) throw refused('12')
  return kind
}

function mustHave(asked: Fields, names: string): void {
  const missing = names.split(' ').find((name) => name !== '' && asked[name] === undefined)
  if (missing) throw refused('13', missing)
  if (asked.signMethod === '01' && asked.certId === undefined) throw refused('13', 'certId')
  if (!/^(04|31|32|33|03)$/.test(asked.txnType!)) return
  if (asked.origQryId === undefined && (asked.origOrderId === undefined || asked.origTxnTime === undefined))
    throw refused('13', 'origQryId')
}

function mustBePlayed(asked: Fields, path: string, types: string, kind: Kind | undefined): void {
  const advice = `mockUnionpay({ methods: { '${types}': ({ body }) => (…) } })`
  if (!kind) throw refused('10', `${path}没有交易${types}；${advice}`)
  if (!kind.bizTypes.test(asked.bizType!)) throw refused('10', 'bizType')
  if (asked.txnAmt === '0' && asked.txnType !== '03') throw refused('10', 'txnAmt')
}

async function isSigned({ identity, witness }: Platform, asked: Fields): Promise<boolean> {
  const { secureKey, sm3, merchant, certId } = identity
  const { signMethod, signature = '' } = asked
  const text = signedText(asked)
  witness?.expected(text)
  if (secureKey !== undefined)
    return (
      signMethod === identity.signMethod &&
      constantTimeEqual(utf8(await suffixedDigest(secureKey, text, sm3)), utf8(signature))
    )
  const bytes = fromBase64(signature)
  if (signMethod !== '01' || asked.certId !== certId || !bytes) return false
  return verify(rsaSha256, merchant.publicKey, bytes, utf8(await hexDigest(text)))
}
