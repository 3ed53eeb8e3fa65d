import { createPublicKey } from 'node:crypto'
import { createClient, type WireReply, type WireRequest } from 'shroff'
import { check, fetchCertificates, type WechatpayOptions } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../oracle/wechatpay.js'
import { failure } from '../support/failure.js'
import { accountWith, clockAt, merchantPem, now, options, publicKeyId, reply } from '../support/wechatpay.js'
import { openWechatpayShop } from '../support/wechatpay-shop.js'
import { rsa2048 } from '../vectors/crypto.js'

const { merchantId, serial } = options
const publicKey = createPublicKey(merchantPem)
const refused = (status: number, code: string, message: string, date = new Date(now)): WireReply => ({
  status,
  headers: { 'content-type': 'application/json', date: date.toUTCString() },
  body: new TextEncoder().encode(JSON.stringify({ code, message })),
})
const none = () => refused(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书')
const link = (more = {}) =>
  reply(
    '{"hash_type":"SHA1","hash_value":"79bb0f45fc4c42234a918000b2668d689e2bde04","download_url":"https://api.mch.weixin.qq.com/v3/billdownload/file?token=x"}',
    more,
  )

/** A client whose questions the oracle judges, and these answers. */
function asked(answers: (() => WireReply)[], more: Partial<WechatpayOptions> = {}) {
  const requests: WireRequest[] = []
  const transport = async (request: WireRequest) => {
    judgeRequest(request, { merchantId, serial, publicKey, now })
    requests.push(request)
    return answers[requests.length - 1]!()
  }
  return { requests, client: createClient({ account: accountWith(more), transport, retry: { attempts: 1 } }) }
}

describe('check', () => {
  it('asks for the certificates, and where there are none for the address of a statement', async () => {
    const { client, requests } = asked([none, link])
    expect(await check(client)).toEqual({
      proven: ['merchantId', 'privateKey', 'serial', `platformKeys["${publicKeyId}"]`, 'clock'],
      unproven: [
        { option: 'apiV3Key', why: expect.stringContaining('webhook') },
        { option: 'appId', why: expect.any(String) },
      ],
      clockAheadSeconds: 0,
    })
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://api.mch.weixin.qq.com/v3/certificates',
      'GET https://api.mch.weixin.qq.com/v3/bill/tradebill?bill_date=2026-03-02',
    ])
  })

  it.each(['NO_STATEMENT_EXIST', 'STATEMENT_CREATING', 'NO_AUTH'])(
    'says that %s proves no platform key',
    async (code) => {
      const { client } = asked([none, () => refused(400, code, '账单不存在')])
      const { proven, unproven } = await check(client)
      expect(proven).toEqual(['merchantId', 'privateKey', 'serial', 'clock'])
      expect(unproven.map(({ option }) => option)).toEqual([`platformKeys["${publicKeyId}"]`, 'apiV3Key', 'appId'])
    },
  )

  it.each(['public-key', 'certificate', 'migration'] as const)('passes at the mock: %s', async (mode) => {
    const { client } = await openWechatpayShop({ mock: { mode } })
    const { proven, unproven, clockAheadSeconds } = await check(client)
    expect(proven).toEqual(expect.arrayContaining(['merchantId', 'privateKey']))
    expect(proven.includes('apiV3Key')).toBe(mode !== 'public-key')
    expect(unproven.some(({ option }) => option === 'apiV3Key')).toBe(mode === 'public-key')
    expect(clockAheadSeconds).toBe(0)
  })

  it('proves the APIv3 key of a merchant that fetches its certificates', async () => {
    const { mock, credentials, client } = await openWechatpayShop({ mock: { mode: 'certificate' } })
    const refreshPlatformKeys = fetchCertificates(mock.transport)
    const { clock } = client.account
    const account = accountWith({ ...credentials, platformKeys: {}, refreshPlatformKeys, clock })
    const { proven } = await check(createClient({ account, transport: mock.transport }))
    expect(proven).toEqual(expect.arrayContaining(['apiV3Key']))
  })

  it('finds a wrong APIv3 key where there are certificates', async () => {
    const { mock, credentials, client } = await openWechatpayShop({ mock: { mode: 'certificate' } })
    const account = accountWith({ ...credentials, apiV3Key: 'z'.repeat(32), clock: client.account.clock })
    const error = await failure(check(createClient({ account, transport: mock.transport })))
    expect(error).toMatchObject({ code: 'DECRYPTION_FAILED', action: 'check', provider: 'wechatpay' })
  })

  it('finds another merchant’s private key', async () => {
    const { mock, credentials, client } = await openWechatpayShop()
    const account = accountWith({ ...credentials, privateKey: rsa2048.privateKey, clock: client.account.clock })
    const error = await failure(check(createClient({ account, transport: mock.transport })))
    expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED', action: 'check' })
  })

  it('finds a platform key that is not WeChat Pay’s', async () => {
    const other = createPublicKey(merchantPem).export({ format: 'pem', type: 'spki' }) as string
    const { client } = asked([none, link], { platformKeys: { [publicKeyId]: other } })
    expect((await failure(check(client))).code).toBe('SIGNATURE_INVALID')
    const named = asked([none, link], { platformKeys: { PUB_KEY_ID_1: options.platformKeys[publicKeyId]! } })
    expect((await failure(check(named.client))).message).toContain('configured: PUB_KEY_ID_1')
  })

  it.each([
    [412_000, '412 s ahead of'],
    [-412_000, '412 s behind'],
  ])('says by how many seconds the clock is off: %d ms', async (off, words) => {
    const late = () =>
      refused(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟', new Date(now - off))
    expect((await failure(check(asked([late]).client))).next).toContain(
      `This machine’s clock is ${words} the provider’s`,
    )
    const signed = () => link({ now: now - off })
    const error = await failure(check(asked([none, signed]).client))
    expect(error).toMatchObject({ code: 'TIMESTAMP_OUT_OF_WINDOW' })
    expect(error.next).toContain(words)
  })

  it('tells of a clock that is not yet refused', async () => {
    const { client } = asked([none, () => link({ now: now - 75_000 })])
    const { clockAheadSeconds, unproven, proven } = await check(client)
    expect(clockAheadSeconds).toBe(75)
    expect(proven).not.toContain('clock')
    expect(unproven.at(-1)).toEqual({
      option: 'clock',
      why: 'This machine’s clock is 75 s ahead of the provider’s; from 300 s on it is refused.',
    })
  })

  it('and where no answer tells the time, that', async () => {
    const silent = (made: () => WireReply) => () => ({ ...made(), headers: {} })
    const { client } = asked([silent(none), silent(() => refused(400, 'NO_AUTH', ''))])
    expect(await check(client)).toMatchObject({ clockAheadSeconds: undefined })
  })

  it('passes on what an account cannot do at this time', async () => {
    const { client } = asked([none, link], { clock: clockAt(now) })
    const stopped = AbortSignal.abort()
    expect((await failure(check(client, { signal: stopped }))).code).toBe('ABORTED')
  })
})
