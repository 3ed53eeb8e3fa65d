/**
 * `webhookHandler` for AWS Lambda behind API Gateway, a load balancer or a function URL, and for functions that take the same
 * form, such as Alibaba Cloud's Function Compute.
 *
 * @module shroff/webhook/lambda
 */
import type { WebhookHandler } from './handler.js'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The two forms of API Gateway's event, as far as they are used. */
export type LambdaEvent = {
  readonly headers?: Headers | null | undefined
  /** In place of `headers`, where a load balancer is told to hand over all values. */
  readonly multiValueHeaders?: Headers | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
  /** Form 1.0. Without the stage, which stands in the context's. */
  readonly httpMethod?: string | undefined
  readonly path?: string | undefined
  /** Form 2.0, and Function Compute's. */
  readonly rawPath?: string | undefined
  readonly rawQueryString?: string | undefined
  readonly requestContext?:
    | { readonly path?: string | undefined; readonly http?: { readonly method?: string | undefined } | undefined }
    | undefined
}

export type LambdaResult = { statusCode: number; headers: Record<string, string>; body: string }

/**
 * The same handler as a function. An event that comes as JSON bytes, as Function Compute hands it over, is read first. A query is
 * handed on of form 2.0 only. Nothing runs on after the answer: `onEvent` must be quick, and leave the rest to a queue.
 *
 * @example
 * export const handle = toLambda(handler)
 */
export const toLambda =
  (handler: WebhookHandler) =>
  async (given: LambdaEvent | Uint8Array | string): Promise<LambdaResult> => {
    const event = eventOf(given)
    const { requestContext: context, rawQueryString: query, body, isBase64Encoded } = event
    const path = event.rawPath ?? context?.path ?? event.path ?? '/'
    const answer = await handler({
      method: event.httpMethod ?? context?.http?.method ?? 'POST',
      url: query ? `${path}?${query}` : path,
      headers: event.headers ?? event.multiValueHeaders ?? {},
      body: body ?? '',
      encoding: isBase64Encoded ? 'base64' : 'utf8',
    })
    return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }

function eventOf(given: LambdaEvent | Uint8Array | string): LambdaEvent {
  if (typeof given !== 'string' && !ArrayBuffer.isView(given)) return given
  return JSON.parse(typeof given === 'string' ? given : new TextDecoder().decode(given)) as LambdaEvent
}
