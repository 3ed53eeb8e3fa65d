import type { UploadFile } from 'shroff'
import { type CallProviderParameters, callProvider } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { judgeGatewayRequest, judgeRestRequest } from '../oracle/alipay.js'
import { factsOf, modes, openAlipay } from '../support/alipay.js'
import { failure } from '../support/failure.js'

const unlisted = { facts: { knownMethod: false } } as const
const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 45, 45, 0xff)
const upload = {
  method: 'alipay.offline.material.image.upload',
  path: '/v3/alipay/offline/material/image/upload',
  content: { image_type: 'png', image_name: '小图', extra: { a: 1 } },
  files: { image_content: { filename: 'a.png', bytes } },
} satisfies CallProviderParameters

describe.each(modes.filter(({ encrypted, generation }) => !encrypted || generation === 'v2'))(
  'an upload to Alipay, $generation, certificate $certificate, encrypted $encrypted',
  (mode) => {
    const open = () =>
      openAlipay(
        { content: { image_id: 'i1' } },
        { ...mode, encrypted: false },
        {
          ...unlisted,
          ...(mode.encrypted && { account: { contentKey: 'aYA0GP8JEW+D7/UFaskCWA==' } }),
        },
      )

    it('signs the texts and brings the file', async () => {
      const shop = open()
      expect(await callProvider(shop.client, upload)).toMatchObject({ image_id: 'i1' })
      const { files, content, parameters } = shop.last()
      expect(files!.map(({ bytes: found, ...names }) => ({ ...names, bytes: [...found] }))).toEqual([
        { name: 'image_content', filename: 'a.png', bytes: [...bytes] },
      ])
      if (mode.generation === 'v3') expect(content).toEqual(upload.content)
      else expect(parameters).toMatchObject({ image_type: 'png', image_name: '小图', extra: '{"a":1}' })
      expect(shop.last()).not.toHaveProperty('parameters.biz_content')
    })

    it('may change in its file unnoticed, but in no text', async () => {
      const shop = open()
      await callProvider(shop.client, upload)
      const [request] = shop.requests
      const judge = mode.generation === 'v3' ? judgeRestRequest : judgeGatewayRequest
      const judged = (from: string, to: string) =>
        judge(
          {
            ...request!,
            body: Buffer.from(Buffer.from(request!.body!).toString('latin1').replace(from, to), 'latin1'),
          },
          { ...factsOf({ ...mode, encrypted: false }), ...unlisted.facts },
        )
      expect(judged('PNG', 'GIF').files![0]!.bytes.includes('GIF')).toBe(true)
      const [from, to] = mode.generation === 'v3' ? ['"png"', '"gif"'] : ['\r\n\r\npng\r\n', '\r\n\r\ngif\r\n']
      expect(() => judged(from!, to!)).toThrow('does not verify')
    })
  },
)

describe('an upload to Alipay', () => {
  it('needs no text over V3', async () => {
    const shop = openAlipay({ content: {} }, { generation: 'v3' }, unlisted)
    const { content: _, ...bare } = upload
    await callProvider(shop.client, bare)
    expect(Buffer.from(shop.requests[0]!.body!).toString()).not.toContain('name="data"')
  })

  it('keeps a token beside its texts in V2', async () => {
    const shop = openAlipay({ content: {} }, {}, unlisted)
    const { path: _, ...v2 } = upload
    await callProvider(shop.client, { ...v2, beside: { auth_token: 't' } })
    expect(shop.last().parameters).toMatchObject({ auth_token: 't', image_type: 'png' })
  })

  it.each([
    ['over V3 with a contentKey', {}, 'v3', 'CONFIG_INVALID'],
    ['by GET', { httpMethod: 'GET' }, 'v2', 'CONFIG_INVALID'],
    ['with a text that signing sets', { content: { sign: 'x' } }, 'v2', 'CONFIG_INVALID'],
    ['with a text that folds', { content: { a: 'x&sign=y' } }, 'v2', 'PARAMETERS_INVALID'],
    ['of a Blob', { files: { image_content: new Blob(['a']) as never as UploadFile } }, 'v2', 'PARAMETERS_INVALID'],
    ['of no file', { files: 'a.png' as never }, 'v2', 'PARAMETERS_INVALID'],
  ] as const)('is refused %s', async (_, more, generation, code) => {
    const shop = openAlipay({}, { generation }, { account: { contentKey: 'aYA0GP8JEW+D7/UFaskCWA==' } })
    expect(await failure(callProvider(shop.client, { ...upload, ...more }))).toMatchObject({
      code,
      outcome: 'not-sent',
    })
    expect(shop.requests).toEqual([])
  })
})
