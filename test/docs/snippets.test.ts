import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setupServer } from 'msw/node'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, deliverWebhooks, pay } from 'shroff/mock'
import { mswHandlers } from 'shroff/mock/msw'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pages, readPage, root } from './pages.js'

// Every block of TypeScript in the README and the documentation is type-checked and run as it stands. What a reader's
// keys and WeChat Pay would be is the environment and the network: the mock gateway stands behind both.

const folder = `${root}test/docs/.snippets/`
const snippets = pages.flatMap((document) =>
  readPage(document).code.map((code, index) => ({
    document,
    name: `block ${index + 1}`,
    path: `${folder}${document.replace(/\W/g, '_')}_${index + 1}.ts`,
    code,
  })),
)

// They are written for production, whose accounts refuse the keys that the mock ships with; fresh ones for each page take long.
vi.mock('../../src/mock/keys/fingerprints.js', () => ({ mockFingerprints: [] }))

const server = setupServer()

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { path, code } of snippets) writeFileSync(path, code)
})

test('the README and its Chinese twin have the same code', () => {
  const code = (document: string) =>
    snippets
      .filter((snippet) => snippet.document === document)
      .map(({ code }) => withoutComments(code).replaceAll("'乌龙茶'", "'Oolong tea'"))
  expect(code('README.md')).toHaveLength(4)
  expect(code('docs/zh/README.md')).toEqual(code('README.md'))
})

test('the first payment in the README is the example that npm start prints', () => {
  expect(readFileSync(`${root}README.md`, 'utf8')).toContain(readFileSync(`${root}examples/first-payment.ts`, 'utf8'))
})

test('all snippets type-check', () => {
  const { config } = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`)
  const paths = snippets.map(({ path }) => path)
  const program = ts.createProgram(paths, options)
  // Of the snippets alone: all that they import is checked by `npm run typecheck`.
  const problems = paths
    .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
  expect(problems).toEqual([])
}, 180_000)

describe.each([...new Set(snippets.map(({ document }) => document))])('%s', (document) => {
  let mock: Awaited<ReturnType<typeof openGateway>>

  // Anew for each document, since a snippet about msw closes its own server and with it the interception.
  beforeAll(async () => {
    server.listen({
      onUnhandledRequest({ method, url }) {
        // What a snippet listens on itself.
        if (new URL(url).hostname !== '127.0.0.1') throw new Error(`${method} ${url}: nobody answers there`)
      },
    })
    mock = await openGateway()
  })

  afterAll(() => {
    server.close()
    vi.unstubAllEnvs()
  })

  test.each(snippets.filter((snippet) => snippet.document === document))('$name runs', async ({ path }) => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { notify } = (await import(path)) as { notify?: (request: Request) => Promise<Response> }
    if (notify) {
      // It has to take the webhook about the order that the first snippet of the document placed, also twice.
      await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
      const reports = await deliverWebhooks(mock, { to: notify, times: 2 })
      expect(reports.map(({ status }) => status)).toEqual([200, 200])
    }
    expect(errors).not.toHaveBeenCalled()
  })
})

async function openGateway() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
  const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = mock.credentials('wechatpay')
  const [[id, key]] = Object.entries(platformKeys) as [[string, string]]
  vi.stubEnv('WECHATPAY_MERCHANT_ID', merchantId)
  vi.stubEnv('WECHATPAY_APP_ID', appId)
  vi.stubEnv('WECHATPAY_SERIAL', serial)
  vi.stubEnv('WECHATPAY_PRIVATE_KEY', privateKey)
  vi.stubEnv('WECHATPAY_API_V3_KEY', apiV3Key)
  vi.stubEnv('WECHATPAY_PUBLIC_KEY_ID', id)
  vi.stubEnv('WECHATPAY_PUBLIC_KEY', key)
  const alipay = mock.credentials('alipay')
  vi.stubEnv('ALIPAY_APP_ID', alipay.appId)
  vi.stubEnv('ALIPAY_PRIVATE_KEY', alipay.privateKey)
  vi.stubEnv('ALIPAY_PUBLIC_KEY', alipay.alipayPublicKey)
  server.resetHandlers(...mswHandlers(mock))
  return mock
}

const withoutComments = (code: string) => code.replace(/\s*\/\/.*$/gm, '')
