/**
 * `webhookHandler` for AWS Lambda behind API Gateway or a function URL, and for functions that take the same form, such as
 * Alibaba Cloud's Function Compute.
 *
 * @module shroff/webhook/lambda
 */
import { fromBase64 } from '../crypto/base64.js'
import { utf8 } from '../crypto/bytes.js'
import type { WebhookHandler } from './handler.js'
import { requestOf, type WireHeaders } from './request.js'

/** The two forms of API Gateway's event, as far as they are used. */
export type LambdaEvent = {
  readonly headers: WireHeaders
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
  /** Form 1.0. */
  readonly httpMethod?: string | undefined
  readonly path?: string | undefined
  /** Form 2.0, and Function Compute's. */
  readonly rawPath?: string | undefined
  readonly rawQueryString?: string | undefined
  readonly requestContext?: { readonly http?: { readonly method?: string | undefined } | undefined } | undefined
}

export type LambdaResult = { statusCode: number; headers: Record<string, string>; body: string }

/**
 * The same handler as a function. An event that comes as JSON bytes, as Function Compute hands it over, is read first.
 *
 * @example
 * export const handle = toLambda(handler)
 */
export const toLambda =
  (handler: WebhookHandler) =>
  async (given: LambdaEvent | Uint8Array | string): Promise<LambdaResult> => {
    const event = eventOf(given)
    const method = event.httpMethod ?? event.requestContext?.http?.method ?? 'POST'
    const query = event.rawQueryString ? `?${event.rawQueryString}` : ''
    const url = (event.rawPath ?? event.path ?? '/') + query
    const body = typeof event.body === 'string' ? bytesOf(event.body, event.isBase64Encoded === true) : undefined
    const reply = await handler(requestOf({ method, url, headers: event.headers, body }))
    return { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
  }

function eventOf(given: LambdaEvent | Uint8Array | string): LambdaEvent {
  if (typeof given !== 'string' && !(given instanceof Uint8Array)) return given
  const text = typeof given === 'string' ? given : new TextDecoder().decode(given)
  return JSON.parse(text) as LambdaEvent
}

const bytesOf = (text: string, isBase64: boolean) => (isBase64 ? fromBase64(text) : utf8(text))
