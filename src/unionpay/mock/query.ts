import { messageOf, refused } from './codes.js'
import { findByNumber, findByQueryId } from './orders.js'
import type { Handler } from './platform.js'
import { echo, facts } from './told.js'

/** `respCode` is about the question, `origRespCode` about the transaction. A form that no browser has sent is not found. */
export const query: Handler = (platform, asked) => {
  const { queryId, orderId, txnTime } = asked
  if (queryId === undefined && (orderId === undefined || txnTime === undefined)) throw refused('13', 'orderId, txnTime')
  const found = queryId === undefined ? findByNumber(platform, orderId, txnTime) : findByQueryId(platform, queryId)
  if (!found || (found.unopened && platform.options.unconfirmed?.hidesUnopened)) throw refused('34')
  return {
    ...echo(found.asked),
    ...facts(platform, found),
    // That of the question, as in the published answer.
    bizType: asked.bizType!,
    encoding: asked.encoding!,
    origRespCode: found.code,
    origRespMsg: messageOf(found.code),
    // The `&` inside of the braces is data.
    ...(found.code === '00' && {
      issuerIdentifyMode: '0',
      payCardType: '01',
      cardTransData: '{ICCardSeqNumber=001&carrierAppTp=3}',
    }),
  }
}
