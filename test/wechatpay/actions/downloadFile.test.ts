import { createHash } from 'node:crypto'
import { createClient } from 'shroff'
import type { Download } from 'shroff/statement'
import { callProvider, downloadFile, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest, type OracleRequest } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { options as merchant, now } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf } from '../../support/wechatpay-judged.js'

const host = 'https://api.mch.weixin.qq.com'
const url = `${host}/v3/transferdownload/elecvoucherfile?token=a%2Fb%3D`
const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0x00, 0x80])
const digest = (name: 'sha1' | 'sha256') => createHash(name).update(bytes).digest('hex')
const hash = { type: 'SHA256', value: digest('sha256') } as const

/** A host that gives these pieces, and keeps what it was asked. */
function open(status = 200, pieces: readonly Uint8Array[] = [bytes.subarray(0, 3), bytes.subarray(3)]) {
  const requests: OracleRequest[] = []
  const download: Download = async (request) => {
    requests.push(request)
    return { status, headers: {}, body: new Blob(pieces as Uint8Array<ArrayBuffer>[]).stream() }
  }
  const client = createClient({ account: wechatpay(merchant), transport: openAnswering({}).client.transport })
  return { client, requests, download }
}

describe('downloadFile', () => {
  it.each([hash, { type: 'SHA1', value: digest('sha1').toUpperCase() } as const, undefined])(
    'gives the bytes of %j',
    async (named) => {
      const { client, download, requests } = open()
      const file = await downloadFile(client, { url, ...(named && { hash: named }) }, { download })
      expect([...file]).toEqual([...bytes])
      expect(requests).toHaveLength(1)
      const judgedBy = { ...merchant, publicKey: merchantKeyOf(merchant), now, judgeFields: false }
      judgeRequest(requests[0]!, judgedBy)
      expect(requests[0]!.url).toBe(url)
    },
  )

  it('refuses a file of another hash', async () => {
    const { client, download } = open(200, [bytes, Uint8Array.of(1)])
    const error = await failure(downloadFile(client, { url, hash }, { download }))
    expect(error).toMatchObject({
      code: 'BODY_INVALID',
      authentic: false,
      provider: 'wechatpay',
      action: 'downloadFile',
    })
    expect(error.message).toContain('SHA256')
  })

  it('stops at its limit', async () => {
    const { client, download } = open()
    const error = await failure(downloadFile(client, { url }, { download, maximumBytes: 6 }))
    expect(error).toMatchObject({ code: 'BODY_INVALID' })
    expect(error.message).toContain('over 6 bytes')
  })

  it('passes a refusal on', async () => {
    const refusal = new TextEncoder().encode('{"code":"NO_AUTH","message":"无权限"}')
    const { client, download } = open(403, [refusal])
    expect(await failure(downloadFile(client, { url, hash }, { download }))).toMatchObject({
      providerCode: 'NO_AUTH',
      status: 403,
      action: 'downloadFile',
    })
  })

  it.each([
    'https://evil.example/v3/billdownload/file?token=1',
    'https://user@api.mch.weixin.qq.com/v3/billdownload/file?token=1',
    'http://api.mch.weixin.qq.com/v3/billdownload/file?token=1',
    '/v3/billdownload/file?token=1',
    undefined,
  ])('sends no signature to %s', async (address) => {
    const { client, download, requests } = open()
    expect(await failure(downloadFile(client, { url: address as string }, { download }))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
    })
    expect(requests).toEqual([])
  })

  it.each([
    '/v3/pay/transactions/out-trade-no/T-1001?mchid=1',
    '/v3/billdownload/file/x',
    '/v3/billdownload/filex',
    '/v3/merchant-service/images/',
    '/v3/merchant-service/images/a/b',
    '/x/v3/billdownload/file',
  ])('takes nothing unsigned of %s, where answers are signed', async (path) => {
    const { client, download, requests } = open()
    expect(await failure(downloadFile(client, { url: host + path }, { download }))).toMatchObject({
      code: 'CONFIG_INVALID',
      next: expect.stringContaining('callProvider'),
    })
    expect(requests).toEqual([])
  })

  it.each([
    '/v3/billdownload/file?token=1',
    '/v3/transferdownload/signfile?token=1',
    '/v3/transferbilldownload/a?token=1',
    '/v3/merchant-service/images/Q0hn%2Fw%3D%3D',
    '/v3/global/merchant-service/images/a',
    '/v3/new-tax-control-fapiao/download?token=1',
  ])('takes the file at %s', async (path) => {
    const { client, download } = open()
    expect(await downloadFile(client, { url: host + path }, { download })).toHaveLength(bytes.length)
  })

  it.each([
    { type: 'MD5', value: 'a'.repeat(32) },
    { type: 'toString', value: '' },
    { type: 'SHA1', value: 'a'.repeat(64) },
    { type: 'SHA256', value: 'g'.repeat(64) },
    { type: 'SHA256' },
    null,
    'a',
  ])('refuses the hash %j', async (named) => {
    const { client, download } = open()
    expect(await failure(downloadFile(client, { url, hash: named as never }, { download }))).toMatchObject({
      code: 'PARAMETERS_INVALID',
      outcome: 'not-sent',
      fields: [{ path: 'hash' }],
    })
  })

  it('refuses a hash under another name, which would go unchecked', async () => {
    const { client, download, requests } = open()
    const given = { url, hash_value: hash.value } as { url: string }
    expect(await failure(downloadFile(client, given, { download }))).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(requests).toEqual([])
  })

  it('is needed, for callProvider takes no file', async () => {
    const { client } = openAnswering({ body: 'PDF', unsigned: true })
    const error = await failure(callProvider(client, { method: 'GET', path: '/v3/merchant-service/images/a' }))
    expect(error.code).toBe('SIGNATURE_MISSING')
  })
})
