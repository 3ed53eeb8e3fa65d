import { deflateRawSync } from 'node:zlib'
import { isShroffError } from 'shroff'
import { describe, expect, it } from 'vitest'
import { readStatement } from '../../src/alipay/statement.js'
import type { StatementRow } from '../../src/statement/row.js'
import { unzip } from '../../src/statement/zip.js'
import { sizesBehind, sizesInFront, stored } from './zips.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

async function* inPieces(file: Uint8Array, size = 61) {
  for (let at = 0; at < file.length; at += size) yield new Uint8Array(file.subarray(at, at + size))
}

async function readUntilError(file: Uint8Array, size?: number) {
  const got: StatementRow[] = []
  try {
    for await (const row of readStatement(inPieces(file, size), 1_000_000)) got.push(row)
  } catch (error) {
    if (isShroffError(error)) return { got, error }
    throw error
  }
  return { got, error: undefined }
}

/** A stored ZIP of one file, by hand (APPNOTE 4.3.7): the checksum is of no interest where the text decides. */
function zipOf(content: Uint8Array, changes: { flags?: number; method?: number; crc?: number; size?: number } = {}) {
  const { flags = 0, method = 0, crc = crcOf(content), size = content.length } = changes
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(method, 8)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt32LE(size, 22)
  const directory = Buffer.alloc(46)
  directory.writeUInt32LE(0x02014b50, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  return new Uint8Array(Buffer.concat([header, content, directory, end]))
}

// Bit by bit, in place of a table.
function crcOf(content: Uint8Array) {
  let crc = 0xffffffff
  for (const byte of content) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

async function textOf(zip: string) {
  const texts: string[] = []
  for await (const { content } of unzip(inPieces(bytes(zip)), 1_000_000)) {
    let text = ''
    const decoder = new TextDecoder('gbk')
    for await (const chunk of content) text += decoder.decode(chunk, { stream: true })
    texts.push(text)
  }
  return texts
}

describe('a ZIP', () => {
  it.each([1, 2, 15, 16, 17, 5_000])('is read in pieces of %d bytes', async (size) => {
    for (const zip of [sizesBehind, sizesInFront, stored]) {
      expect(await readUntilError(bytes(zip), size)).toMatchObject({ got: [{}, {}], error: undefined })
    }
  })

  it('has the same content however it was written', async () => {
    const [first, ...others] = await Promise.all([sizesBehind, sizesInFront, stored].map(textOf))
    expect(first).toHaveLength(2)
    expect(first![1]).toContain('乌龙茶 深圳龘')
    for (const other of others) expect(other).toEqual(first)
  })

  it.each([
    ['sizes behind', sizesBehind],
    ['sizes in front', sizesInFront],
    ['stored', stored],
  ])('is refused wherever it is cut: %s', async (_, zip) => {
    const file = bytes(zip)
    for (let length = 0; length < file.length; length += 1) {
      const { error } = await readUntilError(file.subarray(0, length))
      expect([length, error?.code]).toEqual([length, 'BODY_INVALID'])
    }
  })

  it.each([
    ['deflated', sizesInFront],
    ['sizes behind', sizesBehind],
    ['stored', stored],
  ])('with one byte changed gives the same rows or is refused: %s', async (_, zip) => {
    const file = bytes(zip)
    const { got: rows } = await readUntilError(file)
    let refused = 0
    for (let at = 0; at < file.length; at += 1) {
      const changed = new Uint8Array(file)
      changed[at]! ^= 0x20
      const { got, error } = await readUntilError(changed)
      if (error) refused += 1
      else expect([at, got]).toEqual([at, rows])
    }
    // What is left are names, times and the directory.
    expect(refused).toBeGreaterThan(file.length / 2)
  })

  it.each([
    ['that is encrypted', { flags: 1 }],
    ['packed in another way', { method: 12 }],
    ['stored, of unknown length', { flags: 8 }],
    ['with a wrong checksum', { crc: 1 }],
    ['with a wrong length', { size: 5 }],
  ])('%s is refused', async (_, changes) => {
    const { error } = await readUntilError(zipOf(Buffer.from('hello'), changes))
    expect(error?.code).toBe('BODY_INVALID')
  })

  it('that unpacks to too much is not unpacked', async () => {
    const zeros = Buffer.alloc(30_000_000)
    const bomb = zipOf(deflateRawSync(zeros), { method: 8, size: zeros.length })
    const read = async () => {
      for await (const { content } of unzip(inPieces(bomb, 4096), 2 ** 31)) for await (const _ of content);
    }
    await expect(read()).rejects.toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('200 times') })
  })

  it('over the limit of bytes is not read on', async () => {
    const read = async (zip: string) => {
      for await (const { content } of unzip(inPieces(bytes(zip)), 300)) for await (const _ of content);
    }
    for (const zip of [sizesBehind, stored])
      await expect(read(zip)).rejects.toMatchObject({ message: expect.stringContaining('300 bytes') })
  })
})

const columns =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店名称,订单金额（元）,商家实收（元）,券名称,退款批次号/请求号,服务费（元）,备注'
const payment = '2026\t,T_1\t,交易\t,tea,2026-03-03 10:20:00,2026-03-03 10:20:30,East,25.00,25.00,half price,\t,-0.15,'
const refund = '2026\t,T_1\t,退款\t,tea,2026-03-03 10:20:00,2026-03-03 23:59:59,East,-5.00,-5.00,,R_1\t,0.03,'
const totals = [
  '#交易合计：1笔，商家实收共25.00元，商家优惠共0.00元',
  '#退款合计：1笔，商家实收退款共-5.00元，商家优惠退款共0.00元',
]
const file = ['#支付宝业务明细查询', columns, payment, refund, '#列表结束', ...totals].join('\n')

/** Characters outside ASCII as GBK, by the runtime's own decoder run backwards over the few that are used. */
const read = (text: string) => readUntilError(zipOf(gbk(text)))
function gbk(text: string) {
  const decoder = new TextDecoder('gbk')
  const out: number[] = []
  for (const character of text) {
    if (character < '\x80') out.push(character.charCodeAt(0))
    else out.push(...(codes.get(character) ?? find(character, decoder)))
  }
  return Uint8Array.from(out)
}
const codes = new Map<string, [number, number]>()
function find(character: string, decoder: TextDecoder): [number, number] {
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (decoder.decode(Uint8Array.of(lead, trail)) === character) {
        codes.set(character, [lead, trail])
        return [lead, trail]
      }
  throw new Error(`GBK has no ${character}`)
}

describe('the list in an Alipay statement', () => {
  it('is read', async () => {
    expect(await read(file)).toMatchObject({ got: [{ kind: 'payment' }, { kind: 'refund' }], error: undefined })
  })

  it.each([
    ['in the goods’ name', payment.replace(',tea,', ',tea, green, a=b,'), '商品名称', 'tea, green, a=b'],
    ['in the remark', `${payment}one, two,three`, '备注', 'one, two,three'],
    ['in both', `${payment.replace(',tea,', ',tea,green,')}x,y`, '商品名称', 'tea,green'],
    ['in the shop’s name', payment.replace('East', 'East, second floor'), '门店名称', 'East, second floor'],
  ])('takes a comma %s for what it is', async (_, row, name, text) => {
    const { got, error } = await read(file.replace(payment, row))
    expect(error).toBeUndefined()
    expect(got[0]).toMatchObject({ amount: { value: 2500 }, fee: { value: 15 }, raw: { [name]: text } })
  })

  // Two texts stand side by side, so which of them has it cannot be told.
  it('refuses a comma between a coupon’s name and a refund’s number, with the place', async () => {
    const { got, error } = await read(file.replace('half price', 'half price,today only'))
    expect(got).toEqual([])
    expect(error).toMatchObject({ code: 'BODY_INVALID' })
    expect(error?.message).toMatch(
      /refused at line 3, order "T_1": it has 14 cells where there are 13 columns, and can be read in several ways/,
    )
  })

  it('takes a comma in a coupon’s name where amounts follow it, in a payment and in a refund', async () => {
    const wide = columns.replace('券名称,', '券名称,商家红包消费金额（元）,')
    const text = file
      .replace(columns, wide)
      .replace('half price,', '满10减1,限时,0.00,')
      .replace('-5.00,-5.00,,R_1', '-5.00,-5.00,满10减1,限时,0.00,1001')
    const { got, error } = await read(text)
    expect(error).toBeUndefined()
    expect(got).toMatchObject([
      { fee: { value: 15 }, raw: { 券名称: '满10减1,限时' } },
      { refundId: '1001', amount: { value: 500 }, fee: { value: -3 }, raw: { 券名称: '满10减1,限时' } },
    ])
  })

  it('names the line and the order of a row that it refuses for anything else', async () => {
    const { error } = await read(file.replace('-5.00,-5.00', '-5.00,5,00'))
    expect(error?.message).toMatch(/at line 4, order "T_1"/)
  })

  it.each([
    ['an injected amount', file.replace(',tea,', ',tea,2026-03-03 10:20:00,2026-03-03 10:20:30,East,1.00,1.00,')],
    [
      'a row in a name, of the same sums',
      file.replace(',tea,', ',tea,2026-03-03 10:20:00,2026-03-02 10:20:30,East,25.00,25.00,,,-0.15,'),
    ],
    ['a comma in another place', file.replace('T_1\t', 'T_1,2\t')],
    ['a count that is wrong', file.replace('#交易合计：1笔', '#交易合计：2笔')],
    ['a sum that is wrong', file.replace('共25.00元', '共25.01元')],
    ['a sum of refunds that is wrong', file.replace('共-5.00元', '共-5.01元')],
    ['a row missing', file.replace(`${refund}\n`, '')],
    ['no totals', [columns, payment, refund].join('\n')],
    ['half its totals', [columns, payment, refund, totals[0]].join('\n')],
    ['a row behind its totals', `${file}\n${payment}`],
    ['a row between its totals', [columns, payment, totals[0], refund, totals[1]].join('\n')],
    ['another kind of business', file.replace('退款\t', '转账\t')],
    ['a negative payment', file.replace('25.00,25.00', '-25.00,25.00')],
    ['no list', '#支付宝业务汇总查询\n门店编号,门店名称\n1,2\n'],
  ])('is refused with %s', async (_, text) => {
    expect((await read(text)).error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
  })
})
