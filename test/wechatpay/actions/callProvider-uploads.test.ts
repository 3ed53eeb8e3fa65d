import { createHash } from 'node:crypto'
import { createClient, type Transport, type UploadFile } from 'shroff'
import type { Asked } from 'shroff/mock'
import { callProvider } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { options as merchant, now } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf } from '../../support/wechatpay-judged.js'
import { openWechatpayShop } from '../../support/wechatpay-shop.js'

const judgedBy = { ...merchant, publicKey: merchantKeyOf(merchant), now, judgeFields: false }
/** With what would end a part, were it not looked for at the whole boundary. */
const file: UploadFile = { filename: '营业执照.jpg', bytes: new TextEncoder().encode('\r\n--x--\r\n\r\n\u0000\u00ff') }
const path = '/v3/merchant/media/upload'
const sha256 = createHash('sha256').update(file.bytes).digest('hex')

/** One call, and what the oracle read of it. */
async function sent(more: { file?: UploadFile; body?: object; method?: 'POST' | 'PUT' } = {}) {
  const { client, requests } = openAnswering({ body: { media_id: 'm/1==' } })
  const answer = await callProvider(client, { method: 'POST', path, file, ...more })
  const text = Buffer.from(requests[0]!.body!).toString()
  return { answer, text, meta: judgeRequest(requests[0]!, judgedBy).body, headers: requests[0]!.headers }
}

describe('an upload to WeChat Pay', () => {
  it('has a signed meta with the file’s name and hash, and the file behind it', async () => {
    const { answer, meta, text, headers } = await sent()
    expect(answer).toEqual({ media_id: 'm/1==' })
    expect(meta).toEqual({ filename: '营业执照.jpg', sha256 })
    const [, boundary] = /^multipart\/form-data; boundary=([0-9A-F]{32})$/.exec(headers['content-type']!)!
    const description = JSON.stringify({ filename: '营业执照.jpg', sha256 })
    expect(text).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n${description}\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="营业执照.jpg"\r\nContent-Type: image/jpeg\r\n\r\n` +
        `${Buffer.from(file.bytes).toString()}\r\n--${boundary}--\r\n`,
    )
  })

  it('takes further members of meta, and leaves out those that are undefined', async () => {
    const body = { sub_mchid: '1900000109', file_type: 'PDF', sha256: undefined, filename: undefined, digest: 'a' }
    expect((await sent({ body })).meta).toEqual({ sub_mchid: '1900000109', file_type: 'PDF', digest: 'a' })
  })

  it.each([
    ['a.PNG', 'image/png'],
    ['a.tar.gz', 'application/octet-stream'],
    ['constructor', 'application/octet-stream'],
    ['a.mp4', 'video/mp4'],
  ])('says by its name what %s is', async (filename, type) =>
    expect((await sent({ file: { ...file, filename } })).text).toContain(`\r\nContent-Type: ${type}\r\n`),
  )

  it('says what the caller says that it is', async () =>
    expect((await sent({ file: { ...file, contentType: 'image/webp' } })).text).toContain('Content-Type: image/webp'))

  it('lets no name end its header', async () => {
    const { text, meta } = await sent({ file: { ...file, filename: 'a"; name="meta".jpg' } })
    expect(text).toContain('filename="a%22; name=%22meta%22.jpg"')
    expect(meta).toHaveProperty('filename', 'a"; name="meta".jpg')
  })

  it('is sent again with the same bytes', async () => {
    const { client, requests } = openAnswering([{ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } }, { body: {} }], {
      client: { retry: { attempts: 2 } },
    })
    await callProvider(client, { method: 'POST', path, file, repeatable: true })
    expect(requests[1]!.body).toEqual(requests[0]!.body)
    expect(requests[1]!.headers.authorization).not.toBe(requests[0]!.headers.authorization)
    for (const request of requests) judgeRequest(request, judgedBy)
  })

  it.each([
    [{ ...file, filename: '' }, 'file.filename'],
    [{ ...file, filename: 'a\r\nb' }, 'file.filename'],
    [{ ...file, bytes: new Blob(['a']) }, 'file.bytes'],
    [{ ...file, bytes: 'text' }, 'file.bytes'],
    [{ ...file, contentType: 'image/png\r\nX: y' }, 'file.contentType'],
    [{}, 'file.filename'],
    ['licence.jpg', 'file.filename'],
  ])('refuses %j before anything is sent', async (given, at) => {
    const { client, requests } = openAnswering({})
    const error = await failure(callProvider(client, { method: 'POST', path, file: given as UploadFile }))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', fields: [{ path: at }] })
    expect(requests).toEqual([])
  })

  it('is nothing for GET', async () =>
    expect(await failure(callProvider(openAnswering({}).client, { method: 'GET', path, file }))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
    }))

  it('comes to an endpoint of the mock’s with its file, unless the file was changed on the way', async () => {
    const seen: Asked[] = []
    const play = (asked: Asked) => {
      seen.push(asked)
      return { media_id: asked.files[0]!.filename }
    }
    const { mock, account } = await openWechatpayShop({ mock: { routes: { [`POST ${path}`]: play } } })
    const upload = (transport: Transport) =>
      callProvider(createClient({ account, transport }), { method: 'POST', path, file })
    expect(await upload(mock.transport)).toEqual({ media_id: file.filename })
    expect(seen).toMatchObject([{ body: { sha256 }, files: [{ name: 'file', bytes: file.bytes }] }])
    const changed: Transport = (request, options) => {
      const body = Uint8Array.from(request.body!)
      body[body.length - 50]! ^= 1
      return mock.transport({ ...request, body }, options)
    }
    expect(await failure(upload(changed))).toMatchObject({ providerCode: 'INVALID_REQUEST' })
    expect(seen).toHaveLength(1)
  })
})
