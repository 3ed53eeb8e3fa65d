import { createClient, fetchTransport, recordTransport } from 'shroff'
import { http } from 'shroff/http'
import { createMockGateway } from 'shroff/mock'
import { nodeTransport } from 'shroff/node'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { failure, thrown } from '../support/failure.js'
import { accountWith } from '../support/wechatpay.js'

// biome-ignore lint/suspicious/noExplicitAny: what callers without types pass
type Anything = any

const transport = () => Promise.reject(new Error('never called'))
const client = (more: object) => createClient({ account: accountWith(), transport, ...more } as Anything)

describe('an option that there is not is refused, with what was probably meant', () => {
  it.each<[string, () => unknown, string, string]>([
    ['createClient', () => client({ timeouts: {} }), 'createClient has no option timeouts.', 'Did you mean timeout?'],
    ['createClient', () => client({ retries: 3 }), 'createClient has no option retries.', 'retry: { attempts }'],
    ['createClient', () => client({ baseUrl: 'https://a' }), 'no option baseUrl.', 'Addresses are the account’s'],
    ['createClient', () => client({ logger: {} }), 'no option logger.', 'Did you mean observe?'],
    ['createClient', () => client({ fetch }), 'no option fetch.', 'fetchTransport({ fetch })'],
    ['its retry', () => client({ retry: { limit: 3 } }), 'createClient: retry has no option limit.', 'attempts?'],
    [
      'its timeout',
      () => client({ timeout: { atempt: 1 } }),
      'createClient: timeout has no option atempt.',
      'attempt?',
    ],
    ['its timeout', () => client({ timeout: 5_000 }), 'createClient: timeout was given no options.', ''],
    ['its retry', () => client({ retry: 3 }), 'createClient: retry was given no options.', ''],
    [
      'fetchTransport',
      () => fetchTransport({ timeout: 1 } as Anything),
      'fetchTransport has no option timeout.',
      'createClient({ timeout',
    ],
    ['fetchTransport', () => fetchTransport({ fetsh: fetch } as Anything), 'no option fetsh.', 'Did you mean fetch?'],
    ['fetchTransport', () => fetchTransport(fetch as Anything), 'fetchTransport was given no options.', ''],
    ['http', () => http({ hooks: {} } as Anything), 'http has no option hooks.', 'http({ ky: ky.extend({ hooks }) })'],
    [
      'http',
      () => http({ prefixUrl: 'https://a' } as Anything),
      'http has no option prefixUrl.',
      'Addresses are the account’s',
    ],
    [
      'nodeTransport',
      () => nodeTransport({ ca: 'x' } as Anything),
      'nodeTransport has no option ca.',
      'certificateAuthority?',
    ],
    [
      'nodeTransport',
      () => nodeTransport({ maxSocket: 1 } as Anything),
      'no option maxSocket.',
      'Did you mean maxSockets?',
    ],
    [
      'nodeTransport',
      () => nodeTransport({ rejectUnauthorized: false } as Anything),
      'no option rejectUnauthorized.',
      'always checked',
    ],
    [
      'nodeTransport',
      () => nodeTransport({ pfx: new Uint8Array() } as Anything),
      'no option pfx.',
      'clientCertificate: {',
    ],
    [
      'its certificate',
      () => nodeTransport({ clientCertificate: { pem: 'x' } } as Anything),
      'nodeTransport: clientCertificate has no option pem.',
      '',
    ],
    ['nodeTransport', () => nodeTransport(null as Anything), 'nodeTransport was given no options.', ''],
    [
      'recordTransport',
      () => recordTransport(transport, { max: 3 } as Anything),
      'recordTransport has no option max.',
      'limit',
    ],
  ])('%s %#', (_, call, problem, next) => {
    const error = thrown(call)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(problem)
    expect(error.message).toContain(next)
  })

  it('createMockGateway', async () => {
    const providers = [mockWechatpay()]
    const error = await failure(createMockGateway({ providers, clock: new Date() } as Anything))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message).toContain('createMockGateway has no option clock.')
  })
})

it('what is left undefined is left out', () => {
  expect(client({ retry: undefined, timeout: undefined, observe: undefined })).toMatchObject({ attempts: 3 })
  expect(typeof fetchTransport({ fetch: undefined } as Anything)).toBe('function')
  expect(typeof nodeTransport({ clientCertificate: undefined, proxy: undefined } as Anything)).toBe('function')
})
