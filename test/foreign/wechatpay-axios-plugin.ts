import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from 'shroff'
import { nodeTransport } from 'shroff/node'
import { wechatpay } from 'shroff/wechatpay'
import { onTestFinished } from 'vitest'
import { Aes, Formatter, Hash, Rsa, Transformer } from 'wechatpay-axios-plugin'
import { apiV3Key, merchantPem, now, options, platformKey, publicKeyId } from '../support/wechatpay.js'

// WeChat Pay played by somebody else's code on a real socket: its helpers judge what our client sends, and sign and encrypt
// what our client and our webhooks are given. Nothing here is signed, verified or encrypted by us.

export const apiV2Key = '192006250b4c09247ec02edce69f6a2d'
const platform = Rsa.from(platformKey.export({ type: 'pkcs8', format: 'pem' }) as string, Rsa.KEY_TYPE_PRIVATE)
export const merchant = Rsa.from(
  createPublicKey(merchantPem).export({ type: 'spki', format: 'pem' }) as string,
  Rsa.KEY_TYPE_PUBLIC,
)

export type Asked = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

/** Starts a server that ends with the test. */
export async function serve(handle: (asked: Asked) => Promise<Response> | Response): Promise<string> {
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    const answer = await handle({ method, url, headers, body: Buffer.concat(chunks).toString() })
    reply.writeHead(answer.status, Object.fromEntries(answer.headers))
    reply.end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Our client at a WeChat Pay that answers by `answer` and writes down what it was asked. */
export async function openForeignPlatform(answer: (asked: Asked) => Response = refuse) {
  const asked: Asked[] = []
  const url = await serve((request) => {
    asked.push(request)
    return answer(request)
  })
  const account = wechatpay({ ...options, apiV2Key, hosts: [url] })
  const transport = nodeTransport()
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  return { asked, account, transport, client }
}

const refuse = () => Response.json({ code: 'PARAM_ERROR', message: '参数错误' }, { status: 400 })

/** Whether their code finds the signature of a request of APIv3 right. */
export function isSigned({ method, url, headers, body }: Asked): boolean {
  const { timestamp, nonce_str, signature } = authorizationOf(headers)
  return Rsa.verify(Formatter.request(method, url, timestamp!, nonce_str!, body), signature!, merchant)
}

export const authorizationOf = ({ authorization = '' }: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries([...authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))

/** The headers with which WeChat Pay signs an answer or a notification. */
export function signedHeaders(body: string, { at = now, serial = publicKeyId } = {}): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), Formatter.nonce()]
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': Rsa.sign(Formatter.response(timestamp, nonce, body), platform),
  }
}

export function signedAnswer(value: object, seal?: Parameters<typeof signedHeaders>[1]): Response {
  const body = JSON.stringify(value)
  return new Response(body, { headers: signedHeaders(body, seal) })
}

/** `{algorithm, nonce, associated_data, ciphertext}` around a text. */
export function encrypted(text: string, associatedData: string) {
  const nonce = Formatter.nonce(12)
  const ciphertext = Aes.AesGcm.encrypt(text, apiV3Key, nonce, associatedData)
  return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: associatedData, ciphertext }
}

/** An answer of APIv2, signed by HMAC-SHA256. */
export function v2Answer(fields: Record<string, string>, key = apiV2Key): Response {
  const sign = Hash.sign(Hash.ALGO_HMAC_SHA256, fields, key)
  return new Response(Transformer.toXml({ ...fields, sign }), { headers: { 'Content-Type': 'text/plain' } })
}

/** Decrypts a field that our client encrypted for WeChat Pay. */
export const decryptedField = (text: string) => Rsa.decrypt(text, platform)
