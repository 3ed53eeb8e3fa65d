import { ShroffError } from '../core/errors.js'
import { strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { textOf } from './read.js'

/** A certificate takes less than 4 kB. */
const most = 16_384

/** Opens what Amazon answers. Nobody signs it: what vouches for it is the connection to Amazon's host. */
export function openAmazon({ status, body }: WireReply, kind: 'certificate' | 'subscription'): Verified<string> {
  if (status !== 200) throw strangeReply('Amazon SNS', { status, authentic: false })
  const text = body.length <= most ? textOf(body) : ''
  if (kind === 'subscription' || /^\s*-----BEGIN CERTIFICATE-----/.test(text)) return markVerified(text, 'connection')
  throw new ShroffError('BODY_INVALID', { problem: 'What Amazon SNS answers is no certificate.', authentic: false })
}
