import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCapture } from '../../../src/cli/capture/readCapture.js'

const read = (text: string) => readCapture(Buffer.from(text)).exchanges[0]!.request!
const bodyOf = (text: string) => Buffer.from(read(text).body ?? []).toString()

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string }
let server: Server
let base: string
let seen: Seen | undefined

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '', headers } = request
    seen = { method, url, headers, body: Buffer.concat(chunks).toString() }
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

// What is read of a command is compared with what curl itself sends for it.
const commands: Record<string, string> = {
  'as Chrome copies it': `curl 'BASE/v3/pay/transactions/native' \\
  -H 'accept: */*' \\
  -H 'authorization: WECHATPAY2-SHA256-RSA2048 mchid="1900000001",nonce_str="a",signature="x==",timestamp="1",serial_no="1F"' \\
  -H 'content-type: application/json' \\
  --data-raw $'{"description":"It\\'s \\u4e4c\\u9f99 \\u0021","amount":{"total":2500}}' \\
  --compressed`,
  'with several data, joined': `curl BASE/gateway.do -d app_id=1 -d 'b=c d' --data-urlencode 'biz_content={"a":"1+1"}'`,
  'short options together, method joined': `curl -sS -XPUT "BASE/a?b=\\$c" -H"x-a:  b" --data-binary "a\\\\b\\$c"`,
  'data in the address': `curl -G BASE/v3/bill/tradebill -d bill_date=2026-01-31 --data-urlencode 'x=(a&'`,
  'json by its own option': `curl --url BASE/x --json '{"a":1}' --max-time 5 -k`,
  'a plain address': 'curl BASE/v3/certificates',
  'continued and quoted in parts': `curl BASE/a"b"'c' \\\n -H 'a: b'\\''c' -d 'x'"y"z`,
}

describe('a curl command', () => {
  it.each(Object.entries(commands))('%s', async (_, given) => {
    const command = given.replaceAll('BASE', base)
    // bash, for $'…' is no part of sh.
    await promisify(execFile)('bash', ['-c', command])
    const { url, method, headers } = read(command)
    const { pathname, search } = new URL(url)
    expect({ method, url: pathname + search, body: bodyOf(command) }).toEqual({
      method: seen!.method,
      url: seen!.url,
      body: seen!.body,
    })
    expect(seen!.headers).toMatchObject(headers)
  })

  it('as Chrome copies it for cmd.exe', () => {
    const command = `curl ^"https://shop.example/v3/pay?a=1^&b=2^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"50^%^\\^"^}^"`
    const { url, headers } = read(command)
    expect([url, headers['content-type'], bodyOf(command)]).toEqual([
      'https://shop.example/v3/pay?a=1&b=2',
      'application/json',
      '{"a":"50%"}',
    ])
  })

  it.each([
    ['curl', /neither HAR/],
    ['curl -H "a: b"', /no address/],
    ["curl 'https://a.example", /not closed/],
    ['curl https://a.example https://b.example', /two addresses/],
    ['curl https://a.example -d @body.json', /names a file/],
    ['curl https://a.example -F a=b', /-F makes a body/],
    ['curl https://a.example --frobnicate', /--frobnicate is not known/],
    ['curl https://a.example -H', /-H has no value/],
    ['curl https://a.example -H nonsense', /no colon/],
  ])('%s: is refused in one line', (command, reason) => {
    expect(() => read(command)).toThrow(reason)
    expect(() => read(command)).toThrow(/^.+$/)
  })
})
