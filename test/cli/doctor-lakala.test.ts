import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from 'shroff'
import { createPayment, getPayment, lakala } from 'shroff/lakala'
import { type MockLakalaOptions, mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, deliverWebhooks, pay } from 'shroff/mock'
import { sm } from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { doctorOutput } from '../../src/cli/doctor/doctor.js'
import { tea } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { folder } from './folder.js'
import { run } from './run.js'

const order = { ...tea, channel: 'qr', wallet: 'alipay' } as const

/** An order that is placed, asked for, paid and told of; what went over the wire, and its configuration. */
async function open(mockOptions: MockLakalaOptions = {}) {
  const mock = await createMockGateway({ providers: [mockLakala(mockOptions)], now: noon })
  const credentials = mock.credentials('lakala')
  const client = createClient({ account: lakala(credentials), transport: mock.transport })
  await createPayment(client, order)
  await getPayment(client, { orderId: tea.orderId })
  await pay(mock, { provider: 'lakala', orderId: tea.orderId })
  const told: string[] = []
  await deliverWebhooks(mock, {
    async to(request) {
      const head = [...request.headers].map(([name, value]) => `${name}: ${value}`)
      told.push(
        `POST ${new URL(request.url).pathname} HTTP/1.1\r\nHost: shop.example\r\n${head.join('\r\n')}\r\n\r\n${await request.text()}`,
      )
      return Response.json({ code: 'SUCCESS', message: '执行成功' })
    },
  })
  const { clock: _, sm: __, ...configured } = credentials
  const cwd = folder()
  const configure = (more: object = {}) => {
    const accounts = [{ provider: 'lakala', ...configured, ...more }]
    writeFileSync(join(cwd, 'shroff.config.json'), JSON.stringify({ accounts }))
    return cwd
  }
  configure()
  return { mock, told: told[0]!, cwd, configure }
}

async function doctor(parameters: string[], world: Parameters<typeof run>[1]) {
  const { exit, out, err } = await run(['doctor', ...parameters, '--json'], world)
  if (exit > 1) throw new Error(err)
  return { exit, ...doctorOutput.parse(JSON.parse(out)) }
}
const causesIn = ({ exit, messages }: Awaited<ReturnType<typeof doctor>>) => [
  exit,
  messages!.map(({ provider, direction, cause }) => [provider, direction, cause].join(' ')),
]

describe('shroff doctor knows Lakala:', () => {
  it.each([
    ['as they are', {}],
    ['where orders are encrypted', { sm }],
  ])('all messages %s', async (_, mockOptions) => {
    const { mock, told, cwd } = await open(mockOptions)
    const [exit, found] = causesIn(await doctor(['-'], { cwd, stdin: JSON.stringify(mock.journal) }))
    expect(exit).toBe(0)
    expect(new Set(found as string[])).toEqual(
      new Set(['lakala request right', 'lakala answer right', 'lakala webhook right']),
    )
    expect(causesIn(await doctor(['-'], { cwd, stdin: told }))).toEqual([0, ['lakala webhook right']])
    expect(causesIn(await doctor(['-'], { cwd, stdin: `${told}\n` }))).toEqual([1, ['lakala webhook line-end-added']])
  })

  it('an account, its keys, and what is wrong with them', async () => {
    const { cwd, configure } = await open()
    const { exit, accounts } = await doctor([], { cwd })
    expect([exit, accounts!.map(({ account }) => account)]).toEqual([0, [expect.stringMatching(/^lakala\//)]])
    expect(accounts![0]!.keys.map(({ option, whose }) => [option, whose].join())).toEqual(
      expect.arrayContaining(['platformCertificate,provider', 'privateKey,merchant']),
    )
    const { exit: wrong, accounts: refused } = await doctor([], { cwd: configure({ requestIp: 'no address' }) })
    expect([wrong, refused![0]!.findings]).toMatchObject([1, [{ option: 'requestIp', severity: 'wrong' }]])
    const { out } = await run(['doctor'], { cwd, env: { LANG: 'zh_CN' } })
    expect(out).toContain('本服务器的出口 IP 地址')
  })

  it('an account with the key of its bodies, which needs no more', async () => {
    const { configure } = await open()
    const { accounts } = await doctor([], { cwd: configure({ bodyKey: 'LHo55AjrT4aDhAIBZhb5KQ==' }) })
    // What there is, is the mock’s host.
    expect(accounts![0]!.findings.filter(({ option }) => option !== 'hosts')).toEqual([])
    const { out } = await run(['doctor', '--json'], { cwd: configure({ bodyKey: 'LHo55AjrT4aDhAIBZhb5KQ==' }) })
    expect(out).not.toContain('LHo55Ajr')
  })
})
