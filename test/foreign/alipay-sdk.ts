import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk } from 'alipay-sdk'
import { type Client, createClient } from 'shroff'
import type { AlipayAccount } from 'shroff/alipay'
import { nodeTransport } from 'shroff/node'
import { onTestFinished } from 'vitest'
import { signatureOf } from '../oracle/alipay.js'
import {
  accountOf,
  alipayKey,
  alipayPem,
  appId,
  contentKey,
  type Mode,
  merchantPem,
  merchantPublicPem,
} from '../support/alipay.js'
import { certificateFiles } from '../support/alipay-certificates.js'

// Alipay's side of the wire by Alipay's own code. It has no code that makes what a gateway sends, but all of it that verifies
// what one has sent: the text that it would verify is taken from it and signed, so that no text here is of our making.

const alipayPrivatePem = alipayKey.export({ format: 'pem', type: 'pkcs8' }) as string

/** As a shop has it. */
export const shopSdk = (options: { url?: string; certificate?: boolean; encrypted?: boolean } = {}) =>
  new AlipaySdk({
    appId,
    privateKey: merchantPem,
    keyType: 'PKCS8',
    ...(options.url && { gateway: `${options.url}/gateway.do`, endpoint: options.url }),
    ...(options.encrypted && { encryptKey: contentKey }),
    ...(options.certificate
      ? {
          appCertContent: certificateFiles.app,
          alipayPublicCertContent: certificateFiles.alipay,
          alipayRootCertContent: certificateFiles.root,
        }
      : { alipayPublicKey: alipayPem }),
  })

/** With the keys the other way about: it signs as Alipay, and verifies what the application has signed. */
export const gatewaySdk = () =>
  new AlipaySdk({
    appId,
    privateKey: alipayPrivatePem,
    keyType: 'PKCS8',
    alipayPublicKey: merchantPublicPem,
    encryptKey: contentKey,
  })

/** The two texts that it tries of a notice, in its order: with `sign_type`, then without. */
function noticeTexts(fields: Record<string, string>): string[] {
  const sdk = shopSdk()
  const texts: string[] = []
  sdk.rsaCheck = (text) => {
    texts.push(text)
    return false
  }
  sdk.checkNotifySignV2({ ...fields, sign: 'none' })
  return texts
}

/** A trade notification or a return: the text without `sign_type`. */
export function signedNotice(fields: Record<string, string>): Record<string, string> {
  const all = { ...fields, sign_type: 'RSA2' }
  return { ...all, sign: signatureOf(noticeTexts(all)[1]!, alipayKey) }
}

/** An answer of V2, with the part signed that it would cut out of it. */
export function signedAnswer(node: string, content: string, serial?: string): string {
  const placeholder = '-'.repeat(344)
  const body = `{"${node}":${content}${serial ? `,"alipay_cert_sn":"${serial}"` : ''},"sign":"${placeholder}"}`
  return body.replace(placeholder, signatureOf(shopSdk().getSignStr(body, node), alipayKey))
}

export type Asked = { method: string; url: string; headers: IncomingHttpHeaders; body: string }
export type Answered = { status?: number; headers?: Record<string, string>; body: string }

/** An http server of Node's on a port, and what it was asked. */
export async function serve(answer: (asked: Asked) => Answered): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    const { status = 200, headers: given, body } = answer(asked.at(-1)!)
    response.writeHead(status, given).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  server.unref()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** Our client at such a server, once and no more. */
export const clientAt = (url: string, mode: Mode, more: object = {}): Client<AlipayAccount> =>
  createClient<AlipayAccount>({
    account: accountOf(mode, { hosts: [url], ...more }),
    transport: nodeTransport(),
    retry: { attempts: 1 },
  })
