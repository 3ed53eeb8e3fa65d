import { keyedDigest } from '../../crypto/keyed-digest.js'
import { v2Message } from '../canonical.js'

/**
 * The `sign` of these fields by HMAC-SHA256: the only type that is sent and accepted here, as configuration decides and
 * never the message. MD5, APIv2's default, is broken.
 */
export const signV2 = async (fields: Readonly<Record<string, string | undefined>>, apiV2Key: string): Promise<string> =>
  keyedDigest(apiV2Key, v2Message(fields, apiV2Key))
