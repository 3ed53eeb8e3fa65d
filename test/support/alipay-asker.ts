import { createPublicKey } from 'node:crypto'
import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { restPaths } from '../oracle/alipay/calls.js'
import {
  beijing,
  canonicalText,
  certificateSerial,
  type Fields,
  judgeGatewayReply,
  judgeRestReply,
  type OracleReply,
  rootSerial,
  sealContent,
  signatureOf,
} from '../oracle/alipay.js'
import { noon } from './noon.js'

/**
 * A mock Alipay that is asked by the oracle alone, and whose every answer the oracle judges. `ask` gives the members of V2;
 * for V3 they are the same, `sub_code` being its code.
 */
export async function openAsker(api: 'v2' | 'v3', options: MockAlipayOptions = {}) {
  const mock = await createMockGateway({ providers: [mockAlipay(options)], now: noon })
  const { appId, privateKey, contentKey, certificates, alipayPublicKey } = mock.credentials('alipay')
  const serials = certificates && {
    app: certificateSerial(certificates.app),
    root: rootSerial(certificates.root),
    alipay: certificateSerial(certificates.alipay),
  }
  const known = {
    publicKey: createPublicKey(certificates?.alipay ?? alipayPublicKey!),
    ...(serials && { serial: serials.alipay }),
    ...(contentKey && { aesKey: contentKey }),
  }
  const { signal } = new AbortController()
  const host = 'https://openapi.alipay.com'
  const bytes = (text: string) => new Uint8Array(Buffer.from(text))

  /** Parameters of V2 as given; signed unless they say `sign` themselves. */
  const send = (given: Fields): Promise<OracleReply> => {
    const parameters =
      'sign' in given ? given : { ...given, sign: signatureOf(canonicalText(given, 'sign'), privateKey) }
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
    const body = bytes(new URLSearchParams(parameters).toString())
    return mock.transport({ method: 'POST', url: `${host}/gateway.do`, headers, body }, { signal })
  }
  const parametersOf = (method: string, content: object): Fields => {
    const plain = JSON.stringify(content)
    return {
      app_id: appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijing(mock.clock.now()),
      version: '1.0',
      ...(serials && { app_cert_sn: serials.app, alipay_root_cert_sn: serials.root }),
      ...(contentKey && { encrypt_type: 'AES' }),
      biz_content: contentKey ? sealContent(contentKey, plain) : plain,
    }
  }

  const sendRest = (verb: 'GET' | 'POST', target: string, body: string, more: Fields = {}): Promise<OracleReply> => {
    const certificate = serials ? `app_cert_sn=${serials.app},` : ''
    const fields = `app_id=${appId},${certificate}nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=${mock.clock.now()}`
    const sign = signatureOf(`${fields}\n${verb}\n${target}\n${body}\n`, privateKey)
    const headers = {
      authorization: `ALIPAY-SHA256withRSA ${fields},sign=${sign}`,
      'alipay-request-id': '1',
      ...(body && { 'content-type': 'application/json' }),
      ...more,
    }
    const request = { method: verb, url: host + target, headers, ...(body && { body: bytes(body) }) }
    return mock.transport(request, { signal })
  }

  async function ask(method: string, content: object): Promise<Record<string, unknown>> {
    if (api === 'v2') return judgeGatewayReply(await send(parametersOf(method, content)), { ...known, method })
    const [path, { verb }] = [...restPaths].find(([, listed]) => listed.method === method)!
    const query = new URLSearchParams(content as Fields)
    const reply =
      verb === 'GET'
        ? await sendRest(verb, `${path}?${query}`, '')
        : await sendRest('POST', path, JSON.stringify(content))
    const answer = judgeRestReply(reply, { ...known, method, now: mock.clock.now() })
    return reply.status === 200 ? { code: '10000', ...answer } : { code: '40004', sub_code: answer.code }
  }
  return { mock, ask, send, sendRest, parametersOf, known, appId }
}
