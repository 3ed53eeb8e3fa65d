import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inLanguage } from '../../../src/cli/chinese/diagnosis.js'
import { planted } from '../../doctor/planted/all.js'
import { merchantKey } from '../../vectors/yeepay.js'
import { folder } from '../folder.js'
import { run } from '../run.js'
import { openShops } from '../shops.js'
import { putWrongFiles, readers, wrongUses } from '../wrong.js'
import { strayChinese, strayEnglish } from './strays.js'

// Under --lang zh nothing is said in English but names, and under --lang en nothing in Chinese.

let cwd: string
let shops: Awaited<ReturnType<typeof openShops>>
beforeAll(async () => {
  shops = await openShops()
  cwd = shops.configure(folder())
  putWrongFiles(cwd)
  writeFileSync(join(cwd, 'key.pem'), shops.mock.credentials('wechatpay').privateKey)
  writeFileSync(join(cwd, 'cert.pem'), shops.mock.credentials('wechatpay').certificate)
})

async function speaks(parameters: readonly string[], world: Parameters<typeof run>[1] = {}): Promise<string> {
  const said = await Promise.all(
    ['zh', 'en'].map(async (lang) => {
      const { out, err } = await run([...parameters, '--lang', lang], { cwd, ...world })
      return out + err
    }),
  )
  const [chinese, english] = said as [string, string]
  expect(strayEnglish(chinese), chinese).toEqual([])
  expect(strayChinese(english), english).toEqual([])
  return chinese
}

const commands = ['', 'mock', 'doctor', 'explain', 'init', 'keys', 'qr', 'webhook']
const inner = ['generate', 'convert', 'inspect', 'serial', 'thumbprint'].map((name) => `keys ${name}`)
const others = ['qr emvco', 'qr emvco parse', 'qr emvco build', 'webhook send', 'webhook test']

describe('the help of', () => {
  it.each([...commands, ...inner, ...others])('shroff %s', async (name) => {
    const help = await speaks([...name.split(' ').filter(Boolean), '--help'])
    expect(help).toMatch(/^用法：/)
    expect(help).not.toMatch(/\((default|choices)/)
  })
})

describe('what is refused:', () => {
  it.each(wrongUses)('shroff %j', async (parameters) => {
    expect(await speaks(parameters)).toMatch(/^shroff: .*[\u4e00-\u9fff]/)
  })

  it.each(Object.entries(readers))('shroff %s', async (_, parameters) => {
    for (const file of ['missing', 'binary', 'large', 'folder', 'no.json'])
      await speaks(parameters.map((one) => (one === 'FILE' ? file : one)))
  })
})

describe('what is found:', () => {
  it('in keys, codes and folders', async () => {
    for (const file of ['key.pem', 'cert.pem']) {
      await speaks(['keys', 'inspect', file])
      await speaks(['keys', 'thumbprint', file])
    }
    await speaks(['keys', 'serial', '68759529225'])
    await speaks(['keys', 'convert', 'key.pem', '--to', 'spki', '--out', 'public.pem'])
    await speaks(['init', 'shop'])
    await speaks(['doctor'])
    await speaks(['doctor', '--go-live'])
    await speaks(['doctor', '-'], { stdin: JSON.stringify(shops.mock.journal) })
  })

  it.each<[string, (own: Record<string, unknown>) => object]>([
    ['a number of letters', (own) => ({ ...own, merchantId: 'abc ' })],
    ['a variable that is not set', (own) => ({ ...own, apiV3Key: { env: 'NOT_SET' } })],
    ['an option that there is not', (own) => ({ ...own, mchid: '1' })],
    ['no such option at all', (own) => ({ ...own, colour: 'red' })],
    ['swapped keys', (own) => ({ ...own, platformKeys: { PUB_KEY_ID_1: own.privateKey } })],
    ['the own public key', (own) => ({ ...own, platformKeys: { PUB_KEY_ID_1: own.certificate } })],
    ['a broken key', (own) => ({ ...own, privateKey: String(own.privateKey).slice(0, 400) })],
    ['production with the mock’s keys', ({ mock: _, ...own }) => own],
    ['a strange host', (own) => ({ ...own, hosts: ['https://pay.example'] })],
    ['a host with a path', (own) => ({ ...own, hosts: ['https://pay.example/v3'] })],
    ['another serial', (own) => ({ ...own, serial: '0A' })],
    ['no key', ({ privateKey: _, ...own }) => own],
    ['no certificate', ({ certificate: _c, serial: _s, ...own }) => own],
    ['no platform key', (own) => ({ ...own, platformKeys: {} })],
    [
      'two modes of Alipay',
      () => ({ provider: 'alipay', appId: '2021000122672388', alipayPublicKey: 'x', certificates: {} }),
    ],
    ['no mode of Alipay', () => ({ provider: 'alipay', appId: '2021000122672388' })],
    ['half a pair of UnionPay', () => ({ provider: 'unionpay', merchantId: '777290058110048', certificate: 'x' })],
    ['nobody to trust', () => ({ provider: 'unionpay', merchantId: '777290058110048' })],
    ['no key of YeePay’s', () => ({ provider: 'yeepay', appKey: 'app_1', merchantId: '1', privateKey: 'x' })],
    ['no YeePay merchant', () => ({ provider: 'yeepay', appKey: 'app_1', privateKey: 'x', yeepayPublicKey: 'x' })],
    [
      'YeePay’s published key',
      () => ({
        provider: 'yeepay',
        appKey: 'app_1',
        merchantId: '1',
        privateKey: merchantKey,
        yeepayPublicKey: merchantKey,
      }),
    ],
    [
      'half of Baidu’s',
      () => ({ provider: 'baidu', dealId: '1', appKey: 'M', platformKey: 'x', unsafeSha1: true, clientId: 'a' }),
    ],
    ['SHA-1 that nobody has taken on', () => ({ provider: 'baidu', dealId: '1', appKey: 'M', platformKey: 'x' })],
    ['a short key of QQ Wallet’s', () => ({ provider: 'qqpay', merchantId: '1900000109', apiKey: 'short' })],
    ['no client id', () => ({ provider: 'antom', antomPublicKey: 'x' })],
  ])('in an account with %s', async (_, change) => {
    const place = folder()
    mkdirSync(place, { recursive: true })
    shops.configure(place, { accounts: [change(shops.accounts[0] as Record<string, unknown>)] })
    await speaks(['doctor'], { cwd: place })
    await speaks(['doctor', '--go-live'], { cwd: place })
  })

  it('in every message with a planted mistake', async () => {
    const strays: string[] = []
    for (const { diagnose } of planted) {
      const found = await diagnose()
      const { problem, next } = inLanguage({ language: 'zh' }, found)
      if (found.cause !== 'told') strays.push(...strayEnglish(problem + next))
      strays.push(...strayChinese(found.problem + found.next))
    }
    expect(strays).toEqual([])
  })

  it('in a webhook that is not ours, or is none', async () => {
    const { wechatpay } = shops.webhookOf
    for (const stdin of [
      wechatpay.replace(/\r\n\r\n[\s\S]*$/, '\r\n\r\n{}'),
      wechatpay.replace(/wechatpay-serial: .*\r\n/i, 'wechatpay-serial: ABC\r\n'),
      'POST /notify HTTP/1.1\r\nHost: a.example\r\nWechatpay-Signature: x\r\n\r\n',
    ])
      await speaks(['doctor', '-'], { stdin })
    await speaks(['doctor', '-'], { stdin: wechatpay, cwd: folder(), env: {} })
  })

  it('of an error: its own words are quoted', async () => {
    const error = { code: 'WEBHOOK_NOT_OURS', outcome: 'not-sent', message: 'It says what nobody has translated.' }
    const { out } = await run(['explain', '--lang', 'zh'], { stdin: JSON.stringify(error) })
    const quoted = '  原文：It says what nobody has translated.\n'
    expect(out).toContain(quoted)
    expect(strayEnglish(out.replace(quoted, ''))).toEqual([])
  })
})
