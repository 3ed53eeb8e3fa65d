import { maximumBodyBytes } from '../codec/body.js'
import { parseJsonExactly } from '../codec/json.js'
import { ShroffError } from '../core/errors.js'
import { type FromShape, misfit } from '../core/shape.js'
import { markVerified, type Verified } from '../core/verified.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { noticeShape } from './wire.js'

/** A notice, for which nobody vouches. */
export type OpenedNotice = FromShape<typeof noticeShape>

/** @throws `BODY_INVALID` for what is none. */
export function openNotice(body: Uint8Array): Verified<OpenedNotice> {
  const raw = body.length > maximumBodyBytes ? undefined : readJson(body)
  const departure = misfit(noticeShape, raw)
  if (departure !== undefined) throw noNotice(departure)
  const notice = raw as OpenedNotice
  // Nothing of a stranger's text goes on but what has the form of a name and of an id.
  if (!/^[\w-]{1,64}$/.test(notice.id)) throw noNotice('/id: not an id')
  if (!/^[\w.]{1,64}$/.test(notice.eventType)) throw noNotice('/eventType: not a name')
  return markVerified(notice, 'nobody')
}

function readJson(body: Uint8Array): unknown {
  try {
    return parseJsonExactly(fromUtf8(body))
  } catch {
    return undefined
  }
}

const noNotice = (departure: string) =>
  new ShroffError('BODY_INVALID', { problem: `It is no notice of Ripple’s: ${departure}.`, authentic: false })
