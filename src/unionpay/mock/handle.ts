import type { WireReply, WireRequest } from '../../core/transport.js'
import type { Fault } from '../../mock/faults.js'
import { isRefusal, type Refusal, refuse } from '../../mock/refusal.js'
import type { Fields } from '../canonical.js'
import { paths } from '../wire.js'
import { encrypt } from './card.js'
import { openCashier, refusedPage, unreadablePage } from './cashier.js'
import { checkRequest, readRequest } from './check.js'
import { isUnreadable, messageOf, refused } from './codes.js'
import { takeAnswer } from './controls.js'
import type { Kind } from './kinds.js'
import type { Platform } from './platform.js'
import { answer, type False } from './sign.js'
import { echo } from './told.js'

/** One call: HTTP 200 to all that could be read, refusals included. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { pathname } = new URL(request.url)
  const { witness } = platform
  witness?.checking('form')
  let asked: Fields = {}
  try {
    asked = readRequest(request)
    const kind = await checkRequest(platform, pathname, asked)
    witness?.checking('fault')
    throwFault(fault)
    const forced = takeAnswer(platform.book, asked.txnType!)
    if (forced && !forced.moves) throw refused(forced.respCode)
    witness?.checking('business')
    if (pathname === paths.front && !forced) return openCashier(platform, asked, request)
    const done = await perform(platform, kind, request, asked)
    witness?.checking('fault')
    if (forced) throw refused(forced.respCode)
    if (fault === 'system-error-after') throw refused('04')
    const told = { ...echo(asked, ['txnAmt', 'reqReserved']), respCode: '00', respMsg: messageOf('00'), ...done }
    return await answer(platform, told, await falseOf(platform, fault))
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    return answerRefusal(platform, request, asked, error)
  }
}

/** Refusals are signed like successes; of 11 and 31 that is unconfirmed. */
function answerRefusal(
  platform: Platform,
  request: WireRequest,
  asked: Fields,
  error: Refusal,
): WireReply | Promise<WireReply> {
  const { code, message } = error
  const { pathname } = new URL(request.url)
  if (isUnreadable(error)) return unreadablePage(request, message)
  if (pathname === paths.front) return refusedPage(request, code, message)
  const unsigned = /^(11|31)$/.test(code) && platform.options.unconfirmed?.refusesUnsigned
  const told = { ...echo(asked, ['reqReserved']), respCode: code, respMsg: message }
  return answer(platform, told, unsigned ? 'unsigned' : undefined)
}

async function perform(
  platform: Platform,
  kind: Kind | undefined,
  request: WireRequest,
  asked: Fields,
): Promise<Fields> {
  const method = `${asked.txnType}/${asked.txnSubType}`
  if (kind) return kind.handler!(platform, asked)
  const own = platform.options.methods![method]!
  const done = await own({
    method,
    parts: {},
    query: new URL(request.url).searchParams,
    headers: request.headers,
    body: asked,
    files: [],
    encrypt: (text) => encrypt(platform, text),
  })
  return { ...(done as Fields) }
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw refused('04')
  if (fault === 'unavailable') throw refused('06')
  if (fault === 'rate-limited') throw refused('37')
  if (typeof fault === 'object') throw refuse(fault.status, fault.code, fault.message ?? messageOf(fault.code))
}

/** `unknown-serial`: by somebody whose certificate is of no authority that anybody knows. */
async function falseOf({ identity }: Platform, fault: Fault | undefined): Promise<False | undefined> {
  if (fault === 'unsigned') return 'unsigned'
  if (fault === 'wrong-signature') return { key: 'stranger' }
  if (fault === 'unknown-serial') return { leaf: await identity.falseLeaf('false-authority') }
  return undefined
}
