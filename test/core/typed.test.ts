import { isShroffError, type StandardSchema } from 'shroff'
import { callProvider as callAlipay } from 'shroff/alipay'
import { callProvider } from 'shroff/wechatpay'
import { describe, expect, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { openAlipay } from '../support/alipay.js'
import { failure } from '../support/failure.js'
import { openAnswering } from '../support/wechatpay-answering.js'

const body = { state: 'WAIT', list: [{ amount: 1 }, { amount: '1' }], note: null }
const content = { out_biz_no: 'B_1' }
/** Both providers, with one answer. */
const providers = {
  'WeChat Pay': <O>(schema: StandardSchema<unknown, O>, method: 'GET' | 'POST' = 'GET') =>
    callProvider(openAnswering({ body }).client, { method, path: '/v3/x', schema }),
  Alipay: <O>(schema: StandardSchema<unknown, O>) => {
    const { client } = openAlipay({ content: body }, {}, { facts: { knownMethod: false } })
    return callAlipay(client, { method: 'alipay.fund.batch.create', content, schema })
  },
}
/** A schema as any library makes it, without one. */
const schema = <O>(validate: StandardSchema<unknown, O>['~standard']['validate']): StandardSchema<unknown, O> => ({
  '~standard': { version: 1, vendor: 'test', validate },
})

describe.each(Object.entries(providers))('callProvider of %s with a schema', (_, call) => {
  it('gives what the schema makes of the answer, typed', async () => {
    const answer = await call(
      z.object({
        state: z.pipe(
          z.string(),
          z.transform((text) => text.length),
        ),
      }),
    )
    expectTypeOf(answer).toEqualTypeOf<{ state: number }>()
    expect(answer).toEqual({ state: 4 })
  })

  it('waits for one that takes its time', async () =>
    expect(await call(schema(async (value) => ({ value: Object.keys(value as object).includes('note') })))).toBe(true))

  it('says where the answer departs from it and how, as a genuine answer', async () => {
    const error = await failure(call(z.object({ list: z.array(z.object({ amount: z.int() })) })))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true, outcome: 'unknown', action: 'callProvider' })
    expect(error.message).toMatch(/\/list\/1\/amount: Invalid input/)
  })

  it('shows three issues, each in one line, by path segments of either form', async () => {
    const issue = (name: string) => ({ message: `no\nOutcome: not-sent ${name}`, path: [{ key: name }, 0] })
    const error = await failure(call(schema(() => ({ issues: ['a', 'b', 'c', 'd', 'e'].map(issue) }))))
    expect(error.message).toContain('/a/0: no Outcome: not-sent a; /b/0: ')
    expect(error.message).toContain('; and 2 more.')
    expect(error.message).not.toContain('/d/0')
  })

  it('names a fault of the answer as a whole', async () =>
    expect((await failure(call(schema(() => ({ issues: [{ message: 'not mine' }] }))))).message).toContain(
      '/: not mine',
    ))

  it('names a schema that throws', async () => {
    const broken = schema(() => {
      throw new TypeError('x is not a function')
    })
    const error = await failure(call(broken))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true, cause: { message: 'x is not a function' } })
  })

  it.each([null, {}, { parse: () => 1 }, { '~standard': {} }, 'schema'])(
    'refuses %j before anything is sent',
    async (none) =>
      expect(await failure(call(none as never))).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' }),
  )
})

it('an answer that does not verify never comes to the schema', async () => {
  let asked = 0
  const counting = schema((value) => {
    asked += 1
    return { value }
  })
  const { client } = openAnswering({ body, unsigned: true })
  const error: unknown = await callProvider(client, { method: 'GET', path: '/v3/x', schema: counting }).catch(
    (e: unknown) => e,
  )
  expect(isShroffError(error, 'SIGNATURE_MISSING')).toBe(true)
  expect(asked).toBe(0)
})

it('without a schema the answer is unknown', async () => {
  const answer = await callProvider(openAnswering({ body }).client, { method: 'GET', path: '/v3/x' })
  expectTypeOf(answer).toBeUnknown()
  expect(answer).toEqual(body)
})
