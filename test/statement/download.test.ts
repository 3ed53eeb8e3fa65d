import { ShroffError } from 'shroff'
import { describe, expect, it, vi } from 'vitest'
import { type Download, type FileRequest, fetchDownload, receiveFile } from '../../src/statement/download.js'

const url = 'https://files.example/a?token=1'
const refused = ({ status }: { status: number }) =>
  new ShroffError('PROVIDER_ERROR', { problem: `status ${status}`, outcome: 'unknown' })

/** A file that stays silent after its first piece; tells whether it was given up. */
function silent(status = 200) {
  const state = { cancelled: false, aborted: false }
  const download: Download = async (_, { signal }) => {
    signal.addEventListener('abort', () => {
      state.aborted = true
    })
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => controller.enqueue(Uint8Array.of(1)),
        cancel() {
          state.cancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    return { status, headers: {}, body }
  }
  return { download, state }
}

const request = (download: Download, more: Partial<FileRequest> = {}): FileRequest => ({
  download,
  seal: async () => ({ method: 'GET', url, headers: { authorization: 'secret' } }),
  timeout: 60_000,
  signal: undefined,
  refused,
  ...more,
})

async function read(file: FileRequest) {
  let length = 0
  for await (const chunk of receiveFile(file)) length += chunk.length
  return length
}

describe('the download of a file', () => {
  it('sends the request as it was sealed, once, and follows no redirect', async () => {
    const requests: Request[] = []
    const fetch = async (given: Request) => {
      requests.push(given)
      return new Response(null, { status: 302, headers: { location: 'https://evil.example/' } })
    }
    await expect(read(request(fetchDownload({ fetch })))).rejects.toMatchObject({
      message: expect.stringContaining('302'),
    })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ url, method: 'GET', redirect: 'manual' })
    expect(requests[0]!.headers.get('authorization')).toBe('secret')
  })

  it('gives the bytes of the answer', async () => {
    expect(await read(request(fetchDownload({ fetch: async () => new Response('hello') })))).toBe(5)
    expect(await read(request(fetchDownload({ fetch: async () => new Response(null) })))).toBe(0)
  })

  it('looks for fetch when it is called', async () => {
    const download = fetchDownload()
    vi.stubGlobal('fetch', async () => new Response('later'))
    expect(await read(request(download))).toBe(5)
  })

  it('ends when no piece comes in time', async () => {
    const { download, state } = silent()
    await expect(read(request(download, { timeout: 20 }))).rejects.toMatchObject({
      code: 'TIMEOUT',
      outcome: 'unknown',
    })
    expect(state).toEqual({ cancelled: true, aborted: true })
  })

  it('ends when no piece of a refusal comes in time', async () => {
    const { download, state } = silent(500)
    await expect(read(request(download, { timeout: 20 }))).rejects.toMatchObject({
      code: 'TIMEOUT',
      outcome: 'unknown',
    })
    expect(state.aborted).toBe(true)
  })

  it('ends when the caller gives up', async () => {
    const { download, state } = silent()
    const giveUp = new AbortController()
    const reading = read(request(download, { signal: giveUp.signal }))
    setTimeout(() => giveUp.abort(), 0)
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' })
    expect(state).toEqual({ cancelled: true, aborted: true })
  })

  it('ends when the signer does not answer: in time, or when the caller gives up', async () => {
    const { download } = silent()
    const seal = () => new Promise<never>(() => {})
    await expect(read(request(download, { seal, timeout: 20 }))).rejects.toMatchObject({
      code: 'TIMEOUT',
      outcome: 'not-sent',
    })
    const giveUp = new AbortController()
    const reading = read(request(download, { seal, signal: giveUp.signal }))
    setTimeout(() => giveUp.abort(), 0)
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED', outcome: 'not-sent' })
  })

  it('is given up when the reader stops', async () => {
    const { download, state } = silent()
    for await (const _ of receiveFile(request(download))) break
    expect(state).toEqual({ cancelled: true, aborted: true })
  })

  it('names what fails on the way', async () => {
    const lost = async () => {
      throw Object.assign(new Error('lost'), { code: 'ECONNRESET' })
    }
    await expect(read(request(lost))).rejects.toMatchObject({ code: 'TRANSPORT_FAILED' })
    await expect(read(request(lost, { seal: lost }))).rejects.toMatchObject({
      code: 'SIGNING_FAILED',
      outcome: 'not-sent',
    })
  })
})
