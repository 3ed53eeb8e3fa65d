import { createClient, type Transport } from 'shroff'
import { alipay, callProvider, createPayment, getPayment, ready, receiveWebhook, refundPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { alipaySecrets } from '../../src/alipay/account.js'
import { signerOf } from '../../src/alipay/seal.js'
import {
  type Answer,
  accountOf,
  appId,
  contentKey,
  type Mode,
  merchantPem,
  modes,
  notification,
  openAlipay,
  optionsOf,
} from '../support/alipay.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'
import { everyView, forms, hsm, leaks as leaksOfKey } from '../support/secrets.js'

const appAuthToken = '202212BB_D64b2be8afd4b6c8468cf585bd05E50'
const payerCode = '281234567890123456'
const bytes = [...Buffer.from(contentKey, 'base64')]
const own: Record<string, string[]> = {
  'content key': [
    contentKey,
    Buffer.from(bytes).toString('hex'),
    bytes.slice(0, 8).join(','),
    bytes.slice(0, 8).join(', '),
  ],
  'content key, bytes': [
    bytes
      .slice(0, 8)
      .map((byte, at) => `"${at}":${byte}`)
      .join(','),
  ],
  'token of the merchant': [appAuthToken],
  authorization: ['ALIPAY-SHA256withRSA app_id'],
  'payment code': [payerCode],
}
const leaks = (value: unknown) => {
  const view = everyView(value)
  return [
    ...leaksOfKey(value),
    ...Object.entries(own).flatMap(([name, texts]) => (texts.some((text) => view.includes(text)) ? [name] : [])),
  ]
}
const secret = { encrypted: true, certificate: true } as const

it('the search finds what it looks for', () => {
  expect(leaks({ contentKey, merchantPem })).toEqual(expect.arrayContaining(['content key', 'private key, PEM']))
  expect(leaks({ key: new Uint8Array(bytes) })).toContain('content key, bytes')
  expect(leaks(new Error(`app_auth_token=${appAuthToken}`))).toEqual(['token of the merchant'])
})

describe('nothing shows in', () => {
  it.each(Object.entries({ ...forms, Signer: hsm }))(
    'an account and a client whose key is %s',
    async (_form, privateKey) => {
      const account = alipay({ ...optionsOf(secret), privateKey, appAuthToken } as never)
      const transport: Transport = async () => ({ status: 200, headers: {}, body: new Uint8Array() })
      const all = () => [account, createClient({ account: account as never, transport })]
      expect(all().flatMap(leaks)).toEqual([])
      // A certificate of another key is found by use, not by looking at it.
      await ready(accountOf({}, { privateKey }))
      await signerOf(account)
      expect(all().flatMap(leaks)).toEqual([])
      expect(leaks(await alipaySecrets(account).alipayKey())).toEqual([])
      // What prints must be worth printing.
      expect(everyView(account)).toContain(appId)
    },
  )

  it('an event', async () => expect(leaks(await receiveWebhook(accountOf(secret), notification()))).toEqual([]))

  it('the complaint about an option', () => {
    for (const more of [
      { contentKey: `${contentKey}AA` },
      { contentKey, hosts: ['x'] as const },
      { appId: 'x', appAuthToken },
    ])
      try {
        alipay({ ...optionsOf(), ...more } as never)
        throw new Error('accepted')
      } catch (error) {
        expect((error as { code?: string }).code).toBe('CONFIG_INVALID')
        expect(leaks(error)).toEqual([])
      }
  })
})

describe.each(modes)(
  'no failure shows one, $generation, certificate $certificate, encrypted $encrypted',
  (mode: Mode) => {
    // What the real gateway says to a signature that it refuses: the whole text that it built.
    const echo = `验签出错，网关生成的验签字符串为：app_auth_token=${appAuthToken}&amp;app_id=${appId}&amp;biz_content={&quot;auth_code&quot;:&quot;${payerCode}&quot;,&quot;out_trade_no&quot;:&quot;T_1001&quot;}&amp;auth_token=${appAuthToken}`
    const answers: Record<string, Answer> = {
      'signature refused': {
        refused: ['40002', mode.generation === 'v3' ? 'invalid-signature' : 'isv.invalid-signature', echo],
      },
      'signature refused, raw': {
        refused: ['40002', 'isv.invalid-signature', `{"auth_code":"${payerCode}"}&app_auth_token=${appAuthToken}`],
      },
      'signature refused, the token alone': { refused: ['40002', 'isv.invalid-signature', `text: ${appAuthToken}`] },
      'another order': {
        content: {
          out_trade_no: 'T_2',
          trade_no: '1',
          trade_status: 'WAIT_BUYER_PAY',
          total_amount: '1.00',
          fund_change: 'N',
        },
      },
      'a shape that is none': { content: {} },
      busy: { refused: ['20000', 'isp.unknow-error'], status: 500 },
    }
    it.each(Object.entries(answers))('%s', async (_name, answer) => {
      const shop = openAlipay(answer, mode, { account: { appAuthToken }, facts: { appAuthToken, knownMethod: false } })
      const { client } = shop
      const errors = await Promise.all([
        failure(createPayment(client, { ...tea, channel: 'barcode', payerCode })),
        failure(getPayment(client, { orderId: 'T_1001' })),
        failure(refundPayment(client, { orderId: 'T_1001', refundId: 'R', amount: tea.amount })),
      ])
      expect(errors.flatMap(leaks)).toEqual([])
    })

    it.each([
      [
        'a transport that throws the whole request',
        (request: object) => Promise.reject(Object.assign(new Error('reset'), { request, config: request })),
      ],
      [
        'an answer that is no answer',
        async () => ({ status: 200, headers: {}, body: new Uint8Array(Buffer.from('{"sign":"x"}')) }),
      ],
    ])('%s', async (_name, transport) => {
      const client = createClient({
        account: accountOf(mode, { appAuthToken }),
        transport: transport as Transport,
        retry: { attempts: 1 },
      })
      const error = await failure(
        callProvider(client, {
          method: 'alipay.trade.pay',
          path: '/v3/alipay/trade/pay',
          content: { auth_code: payerCode },
        }),
      )
      expect(leaks(error)).toEqual([])
    })
  },
)
