import { type CallProviderParameters, callProvider, callProviderParameters } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { failure } from '../support/failure.js'
import { accountOf, certificateOf, openUnionpay, rootKey, txnTime } from '../support/unionpay.js'

const path = '/gateway/api/backTransReq.do'
const fields = {
  txnType: '77',
  txnSubType: '02',
  bizType: '000301',
  channelType: '07',
  orderId: 'S0001001',
  txnTime,
  accType: '01',
  accNo: '6216261000000000018',
}
const given = { path, fields }

describe('a transaction without an action', () => {
  it('is signed like any other, and what comes is its verified fields', async () => {
    const { client, sent, requests } = openUnionpay({ activateStatus: '1' })
    const answer = await callProvider(client, { path, fields: { ...fields, reserved: '', backUrl: undefined } })
    expect(requests[0]!.url).toBe(`https://gateway.95516.com${path}`)
    expect(sent[0]).toMatchObject({ ...fields, version: '5.1.0', accessType: '0', merId: '777290058167151' })
    expect(sent[0]).not.toHaveProperty('reserved')
    expect(sent[0]).not.toHaveProperty('backUrl')
    expect(answer).toMatchObject({ orderId: 'S0001001', respCode: '00', activateStatus: '1' })
  })

  it('may say that it is a platform’s', async () => {
    const { client, sent } = openUnionpay({})
    await callProvider(client, { path, fields: { ...fields, accessType: '2', subMerId: '1001' } })
    expect(sent[0]).toMatchObject({ accessType: '2', subMerId: '1001' })
  })

  it('is typed by a schema, and refused by it', async () => {
    const { client } = openUnionpay({ activateStatus: '1' })
    const schema = z.object({ activateStatus: z.enum(['0', '1']) })
    const { activateStatus } = await callProvider(client, { ...given, schema })
    expect(activateStatus satisfies '0' | '1').toBe('1')
    const wrong = z.object({ tokenPayData: z.string() })
    const error = await failure(callProvider(client, { ...given, schema: wrong }))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true })
    expect(error.message).toContain('/tokenPayData')
  })

  it('that is refused says so, and is unknown where nobody has a row for it', async () => {
    const refused = await failure(callProvider(openUnionpay({ respCode: '13' }).client, given))
    expect(refused).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected', providerCode: '13' })
    const other = await failure(callProvider(openUnionpay({ respCode: '71' }).client, given))
    expect(other).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      next: expect.stringMatching(/^Ask what/),
    })
  })

  it('whose answer a stranger signed is not believed', async () => {
    const stranger = { privateKey: rootKey, certificate: await certificateOf('A STRANGER', rootKey, 'A ROOT', rootKey) }
    const error = await failure(callProvider(openUnionpay({}, accountOf(), stranger).client, given))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'unknown', authentic: false })
  })

  it.each([
    [false, 1],
    [true, 3],
  ])('repeatable: %s is sent %i times where no answer comes', async (repeatable, times) => {
    const { client } = openUnionpay({})
    let tries = 0
    const transport = async () => {
      tries += 1
      throw new Error('the connection broke')
    }
    const error = await failure(callProvider({ ...client, transport, attempts: 3 }, { ...given, repeatable }))
    expect([error.outcome, tries]).toEqual(['unknown', times])
  })

  it.each<[string, object, code: string, says: string]>([
    ['no path', { fields }, 'CONFIG_INVALID', 'path'],
    ['another host', { path: 'https://shop.example/gateway/api/backTransReq.do', fields }, 'CONFIG_INVALID', 'path'],
    ['a path that leads elsewhere', { path: '/gateway/api/../x.do', fields }, 'CONFIG_INVALID', 'path'],
    ['no fields', { path }, 'PARAMETERS_INVALID', 'fields'],
    ['a list of fields', { path, fields: [] }, 'PARAMETERS_INVALID', 'fields'],
    ['a number', { path, fields: { txnAmt: 2500 } }, 'PARAMETERS_INVALID', 'fields.txnAmt'],
    ['a name that is none', { path, fields: { 'a&b': '1' } }, 'PARAMETERS_INVALID', 'fields.a&b'],
    ['a field inside another', { path, fields: { reserved: 'a=1&txnAmt=1' } }, 'PARAMETERS_INVALID', 'fields.reserved'],
    ...['a[1', 'a]', '{a=1}', 'a&b', 'a=1', 'a\r\nb'].map(
      // An answer repeats it without any escape, and could then never be read.
      (reqReserved) =>
        [`${reqReserved} to be repeated`, { path, fields: { reqReserved } }, 'PARAMETERS_INVALID', 'reqReserved'] as [
          string,
          object,
          string,
          string,
        ],
    ),
    ['a brace in a brace', { path, fields: { reserved: '{a={b}' } }, 'PARAMETERS_INVALID', 'fields.reserved'],
    // As many looks as there are braces would take minutes.
    ['a million braces', { path, fields: { reserved: '{'.repeat(1e6) } }, 'PARAMETERS_INVALID', 'fields.reserved'],
    ['an unknown option', { path, body: fields }, 'CONFIG_INVALID', 'Did you mean fields?'],
    ['a schema that is none', { path, fields, schema: {} }, 'CONFIG_INVALID', 'schema'],
    ...['version', 'encoding', 'certId', 'signMethod', 'signPubKeyCert', 'signature', 'merId'].map(
      (name) => [name, { path, fields: { [name]: '1' } }, 'CONFIG_INVALID', name] as [string, object, string, string],
    ),
  ])('%s is refused before anything is sent', async (_, parameters, code, says) => {
    const { client, sent } = openUnionpay({})
    const wrong = parameters as CallProviderParameters
    const error = await failure(callProvider(client, wrong))
    expect(error).toMatchObject({ code, outcome: 'not-sent' })
    expect(error.message).toContain(says)
    expect(sent).toEqual([])
    expect(callProviderParameters['~standard'].validate(wrong).issues).toHaveLength(1)
  })
})
