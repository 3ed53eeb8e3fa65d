import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { toNode } from 'shroff/webhook/node'
import { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { splitCommand } from '../../src/cli/capture/shell.js'
import { failure } from '../support/failure.js'
import { strayChinese, strayEnglish } from './chinese/strays.js'
import { folder } from './folder.js'
import { run } from './run.js'
import { openShops } from './shops.js'

// The sessions of the page of the tools, in both languages, are what the commands print. WRITE_DOCS=1 writes them.

const root = join(import.meta.dirname, '../..')
let cwd: string
let server: Server

beforeAll(async () => {
  const shops = await openShops()
  cwd = shops.configure(folder(), { accounts: shops.accounts.slice(0, 4) })
  const put = (name: string, text: string) => writeFileSync(join(cwd, name), text)
  const webhook = shops.webhookOf.wechatpay
  put('webhook.http', webhook)
  const [head, body] = webhook.split('\r\n\r\n') as [string, string]
  put('webhook-as-it-was-logged.http', `${head}\r\n\r\n${JSON.stringify(JSON.parse(body))}\n`)
  put('apiclient_cert.pem', shops.mock.credentials('wechatpay').certificate)
  put('code.json', JSON.stringify(code))
  put('code.txt', (await run(['qr', 'emvco', 'build', 'code.json'], { cwd })).out)
  const account = wechatpay(shops.mock.credentials('wechatpay'))
  const { receiveWebhook } = await import('shroff/wechatpay')
  const request = { headers: {}, body: '{}', encoding: 'utf8' } as const
  put('error.json', JSON.stringify(await failure(receiveWebhook(account, request))))

  const live = wechatpay((await openShops({ now: undefined })).mock.credentials('wechatpay'))
  const handler = webhookHandler({ accounts: [wechatpayWebhooks(live)], store: memoryStore(), onEvent() {} })
  server = createServer(toNode(handler)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close().closeAllConnections())

const code = {
  initiation: 'dynamic',
  accounts: [{ scheme: 'fps', fpsId: '1660695' }],
  categoryCode: '5812',
  amount: { currency: 'HKD', value: 100 },
  country: 'HK',
  name: 'TEA HOUSE',
  city: 'HK',
}

it.each([
  ['docs/cli-tools.md', 'en_GB.UTF-8'],
  ['docs/zh/cli-tools.md', 'zh_CN.UTF-8'],
])('the sessions of %s', async (page, LANG) => {
  const path = join(root, page)
  const text = readFileSync(path, 'utf8')
  let written = text
  for (const [block, inside] of text.matchAll(/^```console\n(.*?)^```$/gms)) {
    const commands = inside!.split('\n').filter((line) => line.startsWith('$ '))
    const told: string[] = []
    for (const command of commands) {
      const said = await session(command.slice(2), LANG)
      told.push(command, said)
      // The fields of a code have names, and an error’s own words are quoted.
      const words = command.includes('emvco') ? '' : said.replace(/^ +原文.*$/m, '')
      expect(LANG.startsWith('zh') ? strayEnglish(words) : strayChinese(words), command).toEqual([])
    }
    written = written.replace(block, () => `\`\`\`console\n${told.filter(Boolean).join('\n')}\n\`\`\``)
  }
  if (process.env.WRITE_DOCS) writeFileSync(path, written)
  else expect(text, 'WRITE_DOCS=1 writes it').toBe(written)
})

async function session(command: string, LANG: string): Promise<string> {
  const port = String((server.address() as AddressInfo).port)
  const [line, file] = command.split(' < ') as [string, string?]
  const stdin = file ? readFileSync(join(cwd, file), 'utf8') : ''
  const [, ...parameters] = splitCommand(
    line.replace(':3000', `:${port}`).replace('generate ', 'generate --force ').replace('convert ', 'convert --force '),
  )
  const clock = parameters[0] === 'webhook' ? { now: () => Date.now(), sleep: async () => {} } : undefined
  const { exit, out, err } = await run(parameters, { cwd, stdin, env: { LANG }, ...(clock && { clock }) })
  const shown = `${out}${err}`
    .replaceAll(`:${port}`, ':3000')
    // What differs from run to run.
    .replace(/\d+ ms/g, '3 ms')
    .replace(/W\d{13}(\d)/g, 'W1772596800000$1')
    .replace(/^(MII.*\n)(?:[\w+/=]+\n)+/gm, 'MII…\n')
  const lines = shown.trimEnd().split('\n')
  return [...lines.map((one) => one.trimEnd()), ...(exit === 0 ? [] : [`[${exit}]`])].join('\n')
}
