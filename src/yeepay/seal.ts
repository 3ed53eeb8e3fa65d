import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { toUuid, utf8 } from '../crypto/bytes.js'
import { type YeepayAccount, yeepaySecrets } from './account.js'
import { encode, type Fields, headerText, parameterText, requestText, writeAuthorization } from './canonical.js'
import { writeSignature } from './scheme.js'
import { expireSeconds, header, prefix } from './wire.js'

/** What is asked: a query, a form, or JSON that is written already. */
export type Question = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: Fields
  readonly json?: string | undefined
}

/** Signs a call. The host is not signed; only time, request id and signature differ between attempts. */
export async function seal(account: YeepayAccount, question: Question, host: string): Promise<WireRequest> {
  const { appKey, clock } = account
  const { scheme, signer } = yeepaySecrets(account)
  const { method, path, fields, json } = question
  const parameters = parameterText(fields)
  const isQuery = method === 'GET'
  const signed: Record<string, string> = {
    [header.appKey]: appKey,
    [scheme.wire.contentHeader]: await scheme.digest(utf8(json ?? (isQuery ? '' : parameters))),
    [header.requestId]: toUuid(account.randomBytes(16)),
  }
  const auth = {
    appKey,
    time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    seconds: String(expireSeconds),
  }
  const signedHeaders = Object.keys(signed).sort()
  const text = requestText({
    auth,
    method,
    path,
    query: isQuery ? parameters : '',
    headers: headerText(signed, signedHeaders),
  })
  const signature = writeSignature(scheme, await (await signer()).sign(utf8(text)))
  const sent = onTheWire(fields)
  return {
    method,
    url: host + prefix + path + (isQuery && sent ? `?${sent}` : ''),
    headers: {
      'user-agent': `shroff/${version}`,
      // Without them YeePay answers by its old codes.
      'x-yop-sdk-langs': 'nodejs',
      'x-yop-sdk-version': '4.0.0',
      ...signed,
      authorization: writeAuthorization(scheme.wire.name, { ...auth, signedHeaders, signature }),
      ...(!isQuery && {
        'content-type': json === undefined ? 'application/x-www-form-urlencoded' : 'application/json; charset=UTF-8',
      }),
    },
    ...(!isQuery && { body: utf8(json ?? sent) }),
  }
}

/** Values are encoded twice, as YeePay's clients in Java and Go and its own scripts send them; what is hashed is encoded once. */
const onTheWire = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${encode(name)}=${encode(encode(value))}`)
    .join('&')
