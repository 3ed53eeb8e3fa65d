import { constants, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { receiveWebhook, yeepay } from 'shroff/yeepay'
import { sealNotice } from '../../oracle/yeepay/wire.js'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { inTurn, merchant, merchantPem, platform, platformPem } from '../shop.js'

const [appKey, merchantId] = ['app_10080009001', '10080009001']
const account = yeepay({ appKey, merchantId, privateKey: merchantPem, yeepayPublicKey: platformPem })
const pem = (key: typeof platform.privateKey) => key.export({ format: 'pem', type: 'pkcs8' }) as string
const merchantPublicKey = merchant.publicKey.export({ format: 'pem', type: 'spki' }) as string
const keys = { merchantPublicKey, platformKey: pem(platform.privateKey) }
const stranger = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)

const paid = (orderId: string) =>
  JSON.stringify({
    ...{ parentMerchantNo: merchantId, merchantNo: merchantId, orderId, uniqueOrderNo: `1001${orderId}` },
    ...{ status: 'SUCCESS', orderAmount: '25.00', payAmount: '25.00', paySuccessDate: '2026-03-03 12:00:00' },
    ...{ channel: 'WECHAT', payWay: 'USER_SCAN', payerInfo: '{"userID":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}' },
  })
/** A block below the modulus that is no padding. */
const noPadding = () => {
  const block = randomBytes(256)
  block.set([0, 1])
  return publicEncrypt({ key: merchantPublicKey, padding: constants.RSA_NO_PADDING }, block)
}
const otherKey = () => publicEncrypt({ key: merchantPublicKey, padding: constants.RSA_PKCS1_PADDING }, randomBytes(16))
const kinds: Record<string, (json: string) => Uint8Array> = {
  'that opens': (json) => sealNotice(json, keys),
  'of another padding': (json) => sealNotice(json, keys, { wrapped: noPadding() }),
  'of another key': (json) => sealNotice(json, keys, { wrapped: otherKey() }),
  'of another text': (json) => sealNotice(json, keys, { sealed: randomBytes(480) }),
  'of another signature': (json) => sealNotice(json, { ...keys, platformKey: stranger }),
}

const headers = { 'content-type': 'application/x-www-form-urlencoded' }
const cases: Case[] = []
for (const [name, seal] of Object.entries(kinds)) {
  const next = inTurn(Array.from({ length: 64 }, (_, at) => ({ headers, body: seal(paid(`T${1000 + at}`)) })))
  const run = () => receiveWebhook(account, next()).catch((error: { code: string }) => error)
  const first = await run()
  if (('code' in first ? first.code : first.type) !== (name === 'that opens' ? 'payment.paid' : 'SIGNATURE_INVALID'))
    throw new Error(`the notification ${name} is not what it should be`)
  cases.push({ name, run })
}
const measured = await takeTurns(cases)
const ratios = Object.keys(kinds)
  .slice(1)
  .map((name) => measured.cost(name, 'that opens'))

report({
  title: 'YeePay: a notification that does not open',
  text:
    'From the bytes of the form to a typed event, or to the one error of all that do not open: who could tell by the time where one ' +
    'fails could decrypt by asking. 64 different messages of each kind by turns.',
  tables: [
    {
      columns: ['notification', 'µs', 'middle half', 'time of one that opens = 1'],
      rows: cases.map(({ name }) => [
        name,
        microseconds(measured.wall(name)),
        measured.spread(name),
        times(measured.cost(name, 'that opens')),
      ]),
    },
  ],
  goals: [
    {
      job: 'a YeePay notification that does not open, beside one that does',
      goal: 'shown',
      figure: `${times(Math.min(...ratios))}–${times(Math.max(...ratios))}`,
      met: true,
    },
  ],
})
