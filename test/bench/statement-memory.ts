/**
 * Peak memory of reading a statement and of reconciling it, each in a process of its own:
 * `npx tsx test/bench/statement-memory.ts`. The figures in docs/statements.md come from here.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw, createGzip } from 'node:zlib'
import { readStatement as readAlipay } from '../../src/alipay/statement.js'
import { crc32 } from '../../src/codec/crc32.js'
import { type OpenOrder, reconcile } from '../../src/statement/reconcile.js'
import type { StatementRow } from '../../src/statement/row.js'
import { namedSha1, readStatement as readWechatpay } from '../../src/wechatpay/statement.js'

// Numbers without a pattern that would make the file smaller than a real one.
const number = (place: number, digits: number) =>
  String((place * 2_654_435_761) % 10 ** Math.min(digits, 12)).padStart(digits, '0')
const orderId = (place: number) => `T${number(place, 12)}${place}`
const yuan = (place: number) => `${(place % 900) + 1}.${String(place % 100).padStart(2, '0')}`
const fen = (place: number) => ((place % 900) + 1) * 100 + (place % 100)

const wechatpayColumns =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const alipayColumns =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）,备注'

function* wechatpayFile(count: number) {
  yield `${wechatpayColumns}\r\n`
  let sum = 0
  for (let place = 0; place < count; place += 1) {
    sum += fen(place)
    const cells = ['2026-03-03 10:20:30', 'wxd678efh567hg6787', '1900007291', '0', '', `42000${number(place, 23)}`]
    const rest = [
      orderId(place),
      `oUpF8${number(place, 20)}`,
      'NATIVE',
      'SUCCESS',
      'OTHERS',
      'CNY',
      yuan(place),
      '0.00',
    ]
    const last = ['0', '0', '0.00', '0.00', '', '', '乌龙茶', '', '0.15000', '0.60%', yuan(place), '0.00', '']
    yield `${[...cells, ...rest, ...last].map((cell) => `\`${cell}`).join(',')}\r\n`
  }
  const total = `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`
  yield '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n'
  yield `\`${count},\`${total},\`0.00,\`0.00,\`0.00000,\`${total},\`0.00\r\n`
}

function* alipayFile(count: number) {
  yield `${alipayColumns}\r\n`
  let sum = 0
  for (let place = 0; place < count; place += 1) {
    sum += fen(place)
    const numbers = [`2026030322${number(place, 18)}\t`, `${orderId(place)}\t`, '交易\t', 'tea']
    const rest = ['2026-03-03 10:20:00', '2026-03-03 10:20:30', '*(159****5620)\t', yuan(place), yuan(place)]
    yield `${[...numbers, ...rest, '\t', '-0.15', ''].join(',')}\r\n`
  }
  const total = `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`
  yield `#交易合计：${count}笔，商家实收共${total}元，商家优惠共0.00元\r\n`
  yield '#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元\r\n'
}

/** Batches of lines as bytes. */
function* batches(lines: Iterable<string>, encode: (text: string) => Uint8Array) {
  let batch = ''
  for (const line of lines) {
    batch += line
    if (batch.length < 65_536) continue
    yield encode(batch)
    batch = ''
  }
  yield encode(batch)
}

function gbkEncoder() {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), lead * 256 + trail)
  return (text: string) =>
    Uint8Array.from(
      Array.from(text).flatMap((character) => {
        const code = character < '\x80' ? character.charCodeAt(0) : codes.get(character)!
        return code < 256 ? [code] : [code >> 8, code & 255]
      }),
    )
}

async function make(provider: string, count: number, path: string): Promise<string> {
  if (provider === 'wechatpay') {
    const hash = createHash('sha1')
    const hashed = function* () {
      for (const bytes of batches(wechatpayFile(count), (text) => Buffer.from(text))) {
        hash.update(bytes)
        yield bytes
      }
    }
    await pipeline(Readable.from(hashed()), createGzip(), createWriteStream(path))
    return hash.digest('hex')
  }
  let crc = 0
  const sizes = { packed: 0, unpacked: 0 }
  const file = function* () {
    for (const bytes of batches(alipayFile(count), gbkEncoder())) {
      crc = crc32(bytes, crc)
      sizes.unpacked += bytes.length
      yield bytes
    }
  }
  const zip = new Transform({
    transform(chunk: Buffer, _, done) {
      // A local header with the sizes behind, before the first byte.
      if (sizes.packed === 0) this.push(Buffer.from('504b030414000800080000002100', 'hex'))
      if (sizes.packed === 0) this.push(Buffer.alloc(16))
      sizes.packed += chunk.length
      done(null, chunk)
    },
    flush(done) {
      const end = Buffer.alloc(16 + 46 + 22)
      end.writeUInt32LE(0x08074b50, 0)
      end.writeUInt32LE(crc, 4)
      end.writeUInt32LE(sizes.packed, 8)
      end.writeUInt32LE(sizes.unpacked, 12)
      end.writeUInt32LE(0x02014b50, 16)
      end.writeUInt32LE(0x06054b50, 62)
      end.writeUInt16LE(1, 70)
      end.writeUInt16LE(1, 72)
      this.push(end)
      done()
    },
  })
  await pipeline(Readable.from(file()), createDeflateRaw(), zip, createWriteStream(path))
  return ''
}

const open = (path: string): AsyncIterable<Uint8Array> => createReadStream(path)
const maximumBytes = 2 ** 31

async function read(provider: string, path: string, sha1: string) {
  const rows: AsyncIterable<StatementRow> =
    provider === 'wechatpay'
      ? readWechatpay(() => open(path), { hash: namedSha1(sha1), provisional: false, maximumBytes })
      : readAlipay(open(path), maximumBytes)
  let count = 0
  let sum = 0
  for await (const { amount } of rows) {
    count += 1
    sum += amount.value
  }
  return { count, sum }
}

async function match(count: number, path: string, sha1: string) {
  function* orders(): Generator<OpenOrder> {
    for (let place = 0; place < count; place += 1)
      yield { orderId: orderId(place), amount: { currency: 'CNY', value: fen(place) } }
  }
  const rows = readWechatpay(() => open(path), { hash: namedSha1(sha1), provisional: false, maximumBytes })
  const { matched, missing, surplus, differing } = await reconcile(rows, orders())
  if (missing.length + surplus.length + differing.length > 0) throw new Error('the two sides should be the same')
  return { count: matched }
}

async function child([job, provider, count, path, sha1]: string[]) {
  const started = performance.now()
  if (job === 'make') return console.log(JSON.stringify({ sha1: await make(provider!, Number(count), path!) }))
  const result = job === 'read' ? await read(provider!, path!, sha1!) : await match(Number(count), path!, sha1!)
  if (result.count !== Number(count)) throw new Error(`${result.count} rows of ${count}`)
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ peak: Math.round(peak), seconds: (performance.now() - started) / 1000 }))
}

// Left alone, V8 collects late, and later the longer a process runs. A small heap shows what is needed.
const smallHeap = ['--max-semi-space-size=1', '--max-old-space-size=32']

function run(words: string[], flags: string[] = []) {
  const given = [...flags, '--import', 'tsx', import.meta.filename, ...words]
  const { stdout, stderr, status } = spawnSync(process.execPath, given)
  if (status !== 0) throw new Error(String(stderr))
  return JSON.parse(String(stdout)) as { sha1: string; peak: number; seconds: number }
}

function parent() {
  const folder = mkdtempSync(join(tmpdir(), 'statement-'))
  try {
    for (const [provider, jobs] of [
      ['wechatpay', ['read', 'reconcile']],
      ['alipay', ['read']],
    ] as const) {
      for (const count of ['1', '100000', '1000000']) {
        const path = join(folder, `${provider}-${count}`)
        const { sha1 } = run(['make', provider, count, path])
        for (const job of jobs) {
          const { peak, seconds } = run([job, provider, count, path, sha1])
          const small =
            job === 'read' ? `, in a heap of 32 MiB ${run([job, provider, count, path, sha1], smallHeap).peak}` : ''
          console.log(`${provider} ${job} ${count} rows: peak ${peak} MiB${small}, ${seconds.toFixed(1)} s`)
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const words = process.argv.slice(2)
if (words.length > 0) await child(words)
else parent()
