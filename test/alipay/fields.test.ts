import { createCipheriv, createDecipheriv } from 'node:crypto'
import { callProvider, decryptFields, encryptFields } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { accountOf, contentKey, openAlipay } from '../support/alipay.js'
import { failure } from '../support/failure.js'

const key = Buffer.from(contentKey, 'base64')
const sealed = (text: string) => {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16))
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')
}
const opened = (text: string) => {
  const cipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16))
  return Buffer.concat([cipher.update(Buffer.from(text, 'base64')), cipher.final()]).toString()
}
const account = accountOf({ encrypted: true })

describe('fields of Alipay’s, one by one', () => {
  it('are encrypted by path, in a copy', async () => {
    const given = { out_biz_no: 'B_1', users: [{ mobile: '13800000000' }, { mobile: '张三' }] }
    const content = await encryptFields(account, given, ['users.*.mobile'])
    expect(content.out_biz_no).toBe('B_1')
    expect(content.users.map(({ mobile }) => opened(mobile))).toEqual(['13800000000', '张三'])
    expect(given.users[0]!.mobile).toBe('13800000000')
  })

  it('are decrypted from an answer: the key of a merchant’s application', async () => {
    const { client } = openAlipay(
      { content: { aes_key: sealed('aYA0GP8JEW+D7/UFaskCWA==') } },
      { encrypted: true },
      { facts: { knownMethod: false } },
    )
    const question = { method: 'alipay.open.auth.app.aes.get', content: { merchant_app_id: '2021000000000001' } }
    const answer = await callProvider(client, { ...question, schema: z.object({ aes_key: z.string() }) })
    expect(await decryptFields(client.account, answer, ['aes_key', 'missing'])).toEqual({
      aes_key: 'aYA0GP8JEW+D7/UFaskCWA==',
    })
  })

  it.each(['mobile', 'users.0'])('refuse the path %s, where there is no text to encrypt', async (path) =>
    expect(await failure(encryptFields(account, { users: [] }, [path]))).toMatchObject({
      code: 'PARAMETERS_INVALID',
      outcome: 'not-sent',
      fields: [{ path, problem: 'is not there' }],
    }),
  )

  it.each(['in the clear', '', sealed('x').slice(0, 8), Buffer.alloc(16, 3).toString('base64')])(
    'refuse to decrypt %j, without repeating it',
    async (phone) => {
      const error = await failure(decryptFields(account, { phone }, ['phone']))
      expect(error).toMatchObject({ code: 'DECRYPTION_FAILED', outcome: 'not-sent' })
      if (phone) expect(JSON.stringify(error)).not.toContain(phone)
    },
  )

  it('need the contentKey', async () => {
    for (const act of [encryptFields, decryptFields])
      expect(await failure(act(accountOf(), { a: 'x' }, ['a']))).toMatchObject({
        code: 'CONFIG_INVALID',
        outcome: 'not-sent',
      })
  })
})
