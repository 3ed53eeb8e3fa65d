import { describe, expect, it } from 'vitest'
import { wasNotSent } from '../../src/core/transport.js'
import { fetchTransport, notSent } from '../../src/index.js'
import { markUnsent } from '../../src/transport/unsent.js'

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })

describe('an error of the platform’s', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s came before the first byte', (code) => {
    expect(wasNotSent(markUnsent(coded(code)))).toBe(true)
    expect(wasNotSent(markUnsent(new TypeError('fetch failed', { cause: coded(code) })))).toBe(true)
    // A connection that stood, and broke.
    for (const syscall of ['read', 'write']) expect(wasNotSent(markUnsent(coded(code, { syscall })))).toBe(false)
  })

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_SSL_WRONG_VERSION', 'econnrefused', 'XECONNREFUSED'])(
    '%s may have come after it',
    (code) => expect(wasNotSent(markUnsent(coded(code)))).toBe(false),
  )

  it.each([undefined, null, 'ECONNREFUSED', 5])('%j is handed on as it is', (thrown) => {
    expect(markUnsent(thrown)).toBe(thrown)
    expect(wasNotSent(thrown)).toBe(false)
  })
})

describe('fetchTransport', () => {
  const request = { method: 'POST', url: 'https://api.example/pay', headers: {} }
  const { signal } = new AbortController()

  it('does not take the word of a fetch that is the caller’s for a connection of its own', async () => {
    const fetch = async () => {
      throw coded('ECONNREFUSED')
    }
    const error = await fetchTransport({ fetch })(request, { signal }).catch((thrown: unknown) => thrown)
    expect(wasNotSent(error)).toBe(false)
  })

  it('hands on the mark that such a fetch sets itself', async () => {
    const fetch = async () => {
      throw notSent(coded('ECONNREFUSED'))
    }
    const error = await fetchTransport({ fetch })(request, { signal }).catch((thrown: unknown) => thrown)
    expect(wasNotSent(error)).toBe(true)
  })
})

it('a mark is not seen in a log, and a frozen error goes without', () => {
  expect(Object.keys(notSent(coded('x')))).toEqual(['code'])
  const frozen = Object.freeze(new Error('x'))
  expect(notSent(frozen)).toBe(frozen)
  expect(wasNotSent(frozen)).toBe(false)
})
