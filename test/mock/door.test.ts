import { createMockGateway, deliverWebhooks, type MockProvider } from 'shroff/mock'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { expect, it } from 'vitest'

const start = (parameters: unknown) => createMockGateway(parameters as never)

it.each([
  ['nothing', undefined, '`providers` is a list of the providers’ mocks'],
  ['no providers', {}, '`providers` is a list of the providers’ mocks'],
  ['a provider that is not in a list', { providers: mockWechatpay() }, '`providers` is a list'],
  [
    'the function',
    { providers: [mockWechatpay] },
    'providers[0] is the function mockWechatpay itself; call it: mockWechatpay().',
  ],
  ['a name', { providers: [mockWechatpay(), 'alipay'] }, 'providers[1] is not a provider’s mock'],
  ['null', { providers: [null] }, 'providers[0] is not a provider’s mock'],
  ['one twice', { providers: [mockWechatpay(), mockWechatpay()] }, 'wechatpay is given twice'],
])('createMockGateway says what is wrong with %s', async (_, parameters, words) => {
  const refusal = await start(parameters).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(TypeError)
  expect((refusal as Error).message.replaceAll("'", '’')).toContain(words)
})

it('deliverWebhooks says where the handler goes', async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const handler = () => new Response()
  for (const wrong of [handler, undefined, {}, { to: 'https://shop.example' }])
    await expect(deliverWebhooks(mock, wrong as never)).rejects.toThrow('deliverWebhooks(mock, { to: handler })')
})

/** A provider of three lines: it is only asked, and tells nobody anything. */
const silent: MockProvider<'silent', object> = {
  name: 'silent',
  start: async () => ({
    credentials: {},
    owns: ({ hostname }) => hostname === 'silent.example',
    faults: () => [],
    handle: async ({ headers }) => ({
      status: 200,
      headers: { 'X-Spelt': '1' },
      body: new TextEncoder().encode(headers.accept),
    }),
    newPayment: () => ({ paymentId: '1', payerId: '2' }),
  }),
}

it('a provider needs no webhooks, and meets the faults of the line all the same', async () => {
  const mock = await createMockGateway({ providers: [silent] })
  expect(await deliverWebhooks(mock, { to: () => new Response() })).toEqual([])
  const request = { method: 'GET', url: 'https://silent.example/', headers: { ACCEPT: 'text/plain' } }
  const reply = await mock.transport(request, { signal: new AbortController().signal })
  // Names in lower case on both sides, as a transport's contract has them.
  expect([reply.headers['x-spelt'], new TextDecoder().decode(reply.body)]).toEqual(['1', 'text/plain'])
})
