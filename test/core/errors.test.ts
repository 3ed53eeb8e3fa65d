import { inspect } from 'node:util'
import { isShroffError, ShroffError } from 'shroff'
import { describe, expect, it } from 'vitest'
import { configError, parametersError, withFacts } from '../../src/core/errors.js'

const facts = { problem: 'It went wrong.', outcome: 'unknown' } as const

describe('isShroffError', () => {
  it.each([undefined, null, 'error', 5, {}, new Error('x'), { name: 'ShroffError', code: 'TIMEOUT' }])(
    'is not fooled by %s',
    (error) => {
      expect(isShroffError(error)).toBe(false)
    },
  )

  it('asks for the code', () => {
    const error = new ShroffError('TIMEOUT', facts)
    expect([isShroffError(error, 'TIMEOUT'), isShroffError(error, 'ABORTED')]).toEqual([true, false])
  })

  it('knows the error of another copy of the package, by its registered symbol', () => {
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('shroff.error'), { value: facts })
    expect(isShroffError(foreign)).toBe(true)
  })
})

describe('the cause of an error', () => {
  it('drops what HTTP clients hang onto theirs', () => {
    const cause = Object.assign(new Error('socket'), {
      request: { headers: { authorization: 'hunter2' } },
      code: 'EPIPE',
    })
    const error = new ShroffError('TRANSPORT_FAILED', { ...facts, cause })
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('hunter2')
    expect(error.cause).toMatchObject({ message: 'socket', code: 'EPIPE', stack: cause.stack })
  })

  it.each(['text', 5, null, { secret: 'hunter2' }])('is left out when it is no error: %j', (cause) => {
    expect(new ShroffError('TRANSPORT_FAILED', { ...facts, cause })).not.toHaveProperty('cause')
  })

  it('may be a ring', () => {
    const first = new Error('first')
    first.cause = new Error('second', { cause: first })
    expect(new ShroffError('TRANSPORT_FAILED', { ...facts, cause: first }).cause).toHaveProperty('message', 'first')
  })

  it('keeps the causes of the cause', () => {
    const cause = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) })
    expect(new ShroffError('TRANSPORT_FAILED', { ...facts, cause }).cause).toMatchObject({
      name: 'TypeError',
      cause: { code: 'ECONNRESET' },
    })
  })
})

describe('a ShroffError', () => {
  const error = new ShroffError('REQUEST_REFUSED', {
    problem: 'WeChat Pay refused createPayment.',
    outcome: 'rejected',
    providerCode: 'PARAM_ERROR',
    providerMessage: '参数错误',
    status: 400,
    next: 'Correct the request.',
    requestId: '08F7-1',
    fields: [{ path: 'amount.value', problem: 'must be given' }],
    authentic: undefined,
  })

  it('reads as a text for a person', () => {
    expect(error.message).toBe(
      [
        'WeChat Pay refused createPayment.',
        '  amount.value: must be given',
        '  Provider: PARAM_ERROR (HTTP 400) 参数错误',
        '  Outcome: rejected',
        '  Next: Correct the request.',
        '  Request-ID: 08F7-1',
        '  Docs: docs/runbook.md#request_refused',
      ].join('\n'),
    )
  })

  it('has no member for a fact that does not apply', () => expect(error).not.toHaveProperty('authentic'))

  it('serialises with its message', () => {
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'REQUEST_REFUSED',
      message: error.message,
      status: 400,
    })
  })

  it('keeps the rest when some facts change', () => {
    expect(withFacts(error, { outcome: 'unknown' })).toMatchObject({
      outcome: 'unknown',
      status: 400,
      requestId: '08F7-1',
    })
  })

  it('says of its own mistakes that nothing was sent', () => {
    expect([configError('x').outcome, parametersError('x', []).outcome]).toEqual(['not-sent', 'not-sent'])
  })
})
