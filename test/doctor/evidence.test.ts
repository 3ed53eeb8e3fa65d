import { createPrivateKey, sign } from 'node:crypto'
import { inspect } from 'node:util'
import { isShroffError } from 'shroff'
import { explain, explainRequest } from 'shroff/doctor'
import { createMockGateway } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { receiveWebhook, wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { accountWith, webhook } from '../support/wechatpay.js'

const account = accountWith()
const good = webhook()
const changed = (body: Uint8Array) => failure(receiveWebhook(account, { ...good, body }))
const body = (text: string) => new Uint8Array(Buffer.from(text))

describe('what an error keeps for the doctor', () => {
  it('is no part of the error, however it is looked at', async () => {
    const error = await changed(body('{"planted":"oolong-7f3a"}'))
    const seen = [
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      inspect(structuredClone(error), { depth: 9, showHidden: true }),
      Reflect.ownKeys(error).map(String).join(),
      inspect({ ...error }, { depth: 9 }),
    ].join()
    expect(seen).not.toContain('oolong-7f3a')
    expect(seen).not.toContain(good.headers['wechatpay-signature'])
    expect(await explain(error)).toMatchObject({ cause: 'unknown' })
    expect(await explain(structuredClone(error))).toMatchObject({ cause: 'told' })
  })

  it('is a copy: a buffer that is used again changes nothing of it', async () => {
    const bytes = body(`${Buffer.from(good.body).toString()}\n`)
    const error = await changed(bytes)
    bytes.fill(0)
    expect(await explain(error)).toMatchObject({ cause: 'line-end-added' })
  })

  it('ends at 64 kB: of a longer message the key is told, and not the text', async () => {
    const pad = (length: number) => ({ eventType: 'X'.repeat(length) })
    const of = async (length: number) => {
      const sent = webhook(pad(length))
      return explain(
        await failure(receiveWebhook(account, { ...sent, body: body(`${Buffer.from(sent.body).toString()}\n`) })),
      )
    }
    expect(await of(60_000)).toMatchObject({ cause: 'line-end-added' })
    expect(await of(66_000)).toMatchObject({ cause: 'text-not-kept', evidence: { hash: 'SHA-256' } })
  })

  it('is found through the handler of webhooks, and as the cause of another error', async () => {
    let seen: unknown
    const handler = webhookHandler({
      accounts: [wechatpayWebhooks(account)],
      store: memoryStore(),
      onEvent() {},
      observe: (event) => {
        if ('error' in event) seen = event.error
      },
    })
    await handler({ ...good, body: body(`${Buffer.from(good.body).toString()}\n`) })
    expect(await explain(seen)).toMatchObject({ cause: 'line-end-added' })
  })
})

describe('what the doctor says', () => {
  it('of errors that are about no signature: their own words', async () => {
    const error = thrown(() => wechatpay({} as never))
    const told = await explain(error)
    expect(told).toMatchObject({ cause: 'told', next: error.next ?? '' })
    expect(error.message).toContain(told.problem)
    expect(await explain(new Error('x'))).toMatchObject({ cause: 'told' })
    expect(await explain(undefined)).toMatchObject({ cause: 'told' })
  })

  it('shows where the two texts part, a few characters of each', async () => {
    const text = Buffer.from(good.body).toString()
    const { evidence, problem } = await explain(await changed(body(text.replaceAll('"', '&quot;'))))
    const { at, signed, came } = evidence.difference!
    expect({ signed, came }).toEqual({ signed: text.slice(text.indexOf('"')).slice(0, 8), came: '&quot;id' })
    // Behind time and nonce, which stand in front of the body.
    expect(at).toBe('1772596800\n5K8264ILTKCH16CQ2502SI8ZNMTM67VS\n'.length + text.indexOf('"'))
    expect(problem).toContain(`At character ${at}`)
  })

  it('of a request at the mock gateway why it was refused, with the first difference', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
    const credentials = mock.credentials('wechatpay')
    const { merchantId, serial, privateKey } = credentials
    // As a program in another language might: it signs one text, and its client writes the body once more.
    const body = '{"mchid": "1", "description": "茶"}'
    const time = String(noon.getTime() / 1000)
    const path = '/v3/pay/transactions/native'
    const text = `POST\n${path}\n${time}\nn1\n${body}\n`
    const signature = sign('sha256', Buffer.from(text), createPrivateKey(privateKey)).toString('base64')
    const named = { mchid: merchantId, nonce_str: 'n1', timestamp: time, serial_no: serial, signature }
    const fields = Object.entries(named).map(([name, value]) => `${name}="${value}"`)
    const request = {
      method: 'POST',
      url: `https://api.mch.weixin.qq.com${path}`,
      headers: { authorization: `WECHATPAY2-SHA256-RSA2048 ${fields}`, 'content-type': 'application/json' },
      body: new Uint8Array(Buffer.from(JSON.stringify(JSON.parse(body)))),
    }
    const reply = await mock.transport(request, { signal: new AbortController().signal })
    expect(reply.status).toBe(401)
    const entry = mock.journal.find(({ kind }) => kind === 'request')
    if (entry?.kind !== 'request') throw new Error('not in the journal')
    expect(await explainRequest(wechatpay(credentials), entry.request, { at: entry.at })).toMatchObject({
      cause: 'json-rewritten',
      next: 'Write the body once, sign that text, and send that text.',
      evidence: {
        key: 'privateKey',
        changes: ['spaces and line ends'],
        difference: { at: text.indexOf(' "1"'), signed: ' "1", "d', came: '"1","des' },
      },
    })
  })

  it('refuses what is not an account', async () => {
    await expect(
      explainRequest({} as never, { method: 'GET', url: 'https://a.example', headers: {} }),
    ).rejects.toSatisfy((error) => isShroffError(error, 'CONFIG_INVALID'))
  })
})
