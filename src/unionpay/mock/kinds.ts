import { paths } from '../wire.js'
import { charge, placeApp, placeQr } from './place.js'
import type { Handler } from './platform.js'
import { query } from './query.js'
import { wirePem } from './sign.js'
import { statement } from './statements.js'
import { capture, refund, reverse, undo } from './undo.js'

/** A kind of message that there is at an address. */
export type Kind = {
  readonly types: string
  readonly at: readonly string[]
  readonly bizTypes: RegExp
  /** The fields that it must have beside those of all messages. */
  readonly needs: string
  /** Its number and time are those of another one, or it has none. */
  readonly old?: true
  /** Absent: a browser brings it, and a page answers. */
  readonly handler?: Handler
}

const { front, app, back, query: atQuery, file } = paths
const order = 'channelType orderId txnTime txnAmt currencyCode backUrl'
const about = 'channelType orderId txnTime txnAmt'
const qr = 'channelType orderId txnTime backUrl'
const b2c = /^00020[12]$/
const code = /^000(000|201)$/
// Official demos differ.
const any = /^000(000|201|202|301)$/

const encryptionCertificate: Handler = ({ identity }) => ({
  certType: '01',
  encryptPubKeyCert: wirePem(identity.encryptionCertificate),
})

const table: readonly Kind[] = [
  { types: '01/01 01/03 02/01', at: [front], bizTypes: b2c, needs: `${order} frontUrl` },
  { types: '01/01 02/01', at: [app], bizTypes: b2c, needs: order, handler: placeApp },
  { types: '01/07 02/05', at: [back], bizTypes: code, needs: qr, handler: placeQr },
  { types: '01/06 02/04', at: [back], bizTypes: code, needs: `${order} qrNo`, handler: charge },
  { types: '04/00', at: [back], bizTypes: any, needs: `${about} backUrl`, handler: refund },
  { types: '31/00', at: [back], bizTypes: any, needs: `${about} backUrl`, handler: undo },
  { types: '32/00 33/00', at: [back], bizTypes: any, needs: about, handler: undo },
  { types: '03/00', at: [back], bizTypes: any, needs: about, handler: capture },
  // A reversal at the address of queries is unconfirmed; one SDK sends it there.
  {
    types: '99/01',
    at: [back, atQuery],
    bizTypes: any,
    needs: 'channelType orderId txnTime',
    old: true,
    handler: reverse,
  },
  { types: '00/00', at: [atQuery, back], bizTypes: any, needs: '', old: true, handler: query },
  { types: '76/01', at: [file], bizTypes: any, needs: 'txnTime settleDate fileType', handler: statement },
  {
    types: '95/00',
    at: [back],
    bizTypes: any,
    needs: 'channelType orderId txnTime certType',
    handler: encryptionCertificate,
  },
]

export const kindAt = (path: string, types: string): Kind | undefined =>
  table.find((one) => one.at.includes(path) && one.types.split(' ').includes(types))
