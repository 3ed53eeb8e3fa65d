import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Observe } from 'shroff'
import type { AlipayReceivingAccount } from 'shroff/alipay'
import { type AlipayEvent, alipayWebhooks } from 'shroff/alipay'
import type { Store } from 'shroff/store'
import { type WebhookHandler, webhookHandler } from 'shroff/webhook'
import { toFastify } from 'shroff/webhook/fastify'
import { type LambdaEvent, toLambda } from 'shroff/webhook/lambda'
import { toNode } from 'shroff/webhook/node'
import { type WechatpayEvent, type WechatpayReceivingAccount, wechatpayWebhooks } from 'shroff/wechatpay'
import { describe, expectTypeOf, it } from 'vitest'

declare const store: Store
declare const wechat: WechatpayReceivingAccount
declare const ali: AlipayReceivingAccount
declare const handler: WebhookHandler

describe('webhookHandler', () => {
  it('hands over the events of its accounts, which narrow by provider and type', () => {
    webhookHandler({
      accounts: [wechatpayWebhooks(wechat), alipayWebhooks(ali)],
      store,
      onEvent(event, { signal, claim }) {
        expectTypeOf(event).toEqualTypeOf<WechatpayEvent | AlipayEvent>()
        if (event.type === 'payment.paid') expectTypeOf(event.orderId).toBeString()
        if (event.provider === 'alipay' && event.type === 'payment.paid') expectTypeOf(event.finished).toBeBoolean()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        expectTypeOf(claim).toEqualTypeOf<{ readonly key: string; readonly token: string }>()
      },
    })
    webhookHandler({
      accounts: [wechatpayWebhooks(wechat)],
      store,
      onEvent: (event) => expectTypeOf(event).toEqualTypeOf<WechatpayEvent>(),
    })
  })

  it('tells of webhooks only, to any observer', () => {
    const observe: Observe = () => {}
    webhookHandler({ accounts: [wechatpayWebhooks(wechat)], store, onEvent: () => {}, observe })
    webhookHandler({
      accounts: [wechatpayWebhooks(wechat)],
      store,
      onEvent: () => {},
      observe: ({ end, error }) => {
        expectTypeOf(end).toExtend<string>()
        expectTypeOf(error).toBeUnknown()
      },
    })
  })

  it('takes no account by itself, which does not say how its messages are read', () => {
    // @ts-expect-error
    webhookHandler({ accounts: [wechat], store, onEvent: () => {} })
  })
})

describe('a handler', () => {
  it('is what frameworks of Request and Response call one', () => {
    expectTypeOf(handler).toExtend<(request: Request) => Response | Promise<Response>>()
    expectTypeOf(handler).toExtend<(request: Request, context: object) => Promise<Response | undefined>>()
  })

  it('takes bytes, and the unread request of Node as their stream', () => {
    const take = ({ headers }: IncomingMessage, message: IncomingMessage) => {
      handler({ headers, body: message })
      handler({ headers, body: new Uint8Array() })
      handler({ headers, body: '{}', encoding: 'utf8' })
    }
    expectTypeOf(take).toBeFunction()
  })

  it('takes no body that something has parsed, or may have', () => {
    const headers = {}
    const refuse = (parsed: { id: string }, unknown: unknown, form: FormData, text: string) => {
      // @ts-expect-error
      handler({ headers, body: parsed })
      // @ts-expect-error Fastify's request.body
      handler({ headers, body: unknown })
      // @ts-expect-error
      handler({ headers, body: form })
      // @ts-expect-error
      handler({ headers, body: text })
      // @ts-expect-error
      handler(parsed)
    }
    expectTypeOf(refuse).toBeFunction()
  })
})

describe('adapters', () => {
  it('toNode is a listener of node:http', () => {
    expectTypeOf(toNode(handler)).toExtend<(request: IncomingMessage, response: ServerResponse) => unknown>()
  })

  it('toFastify is a plugin that wants its path', () => {
    expectTypeOf(toFastify(handler)).parameter(1).toEqualTypeOf<{ path: string }>()
  })

  it('toLambda takes no body but a text', () => {
    expectTypeOf<{ headers: Record<string, string>; body: string; isBase64Encoded: boolean }>().toExtend<LambdaEvent>()
    // @ts-expect-error
    toLambda(handler)({ headers: {}, body: { parsed: true } })
  })
})
