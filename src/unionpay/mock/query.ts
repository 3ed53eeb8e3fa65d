import { messageOf, refused } from './codes.js'
import { findByNumber, findByQueryId } from './orders.js'
import type { Handler } from './platform.js'
import { echo, facts } from './told.js'

/** `respCode` is about the question, `origRespCode` about the transaction. A form that no browser has sent is not found. */
export const query: Handler = async (platform, asked) => {
  const { queryId, orderId, txnTime } = asked
  if (queryId === undefined && (orderId === undefined || txnTime === undefined)) throw refused('13', 'orderId, txnTime')
  const found = queryId === undefined ? findByNumber(platform, orderId, txnTime) : findByQueryId(platform, queryId)
  if (!found || (found.unopened && platform.options.unconfirmed?.hidesUnopened)) throw refused('34')
  return {
    ...echo(found.asked),
    ...(await facts(platform, found)),
    // That of the question, as in the published answer.
    bizType: asked.bizType!,
    encoding: asked.encoding!,
    origRespCode: found.code,
    origRespMsg: messageOf(found.code),
    // The `&` inside of the braces is data; what stands behind it would be sorted to another place.
    ...(found.code === '00' && {
      issuerIdentifyMode: '0',
      payCardType: '01',
      cardTransData: '{ICCardData=9F2608A1B2C3D4E5F60718&ICCardSeqNumber=001}',
    }),
  }
}
