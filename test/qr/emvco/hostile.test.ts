import { inspect } from 'node:util'
import {
  buildPayerCode,
  type CodeObject,
  chooseApplication,
  parseMerchantCode,
  parsePayerCode,
  rebuildMerchantCode,
  type TlvObject,
} from 'shroff/qr/emvco'
import { describe, expect, it } from 'vitest'
import { crcOf } from '../../oracle/emvco.js'
import { merchantCodes } from '../../vectors/emvco/merchant.js'
import { payerCodes } from '../../vectors/emvco/payer.js'

const withCrc = (body: string) => `${body}6304${crcOf(`${body}6304`)}`
const codesOf = (findings: readonly { code: string }[]) => findings.map(({ code }) => code)
// biome-ignore lint/suspicious/noExplicitAny: what callers without types pass
type Anything = any

describe.each([
  ['parseMerchantCode', parseMerchantCode as Anything],
  ['parsePayerCode', parsePayerCode as Anything],
])('%s survives', (_, parse) => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', {}],
    ['a list', ['a']],
    ['bytes', new Uint8Array(3)],
    ['an empty text', ''],
    ['a blank', ' '],
    ['a zero byte', '\u0000'],
    ['a checksum’s head alone', '6304'],
    ['a checksum alone', '63041D0F'],
    ['half a character', '\ud83c'],
    ['half a character behind', '00020101\ud83c'],
    ['one object', '00020101'],
    ['a WeChat Pay address', 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'],
    ['a UnionPay address', 'https://qr.95516.com/00010000/01234567890123456789012345678901'],
    ['a payment code of digits', '6212345678901234567'],
    ['one object 500 times', '000201'.repeat(500)],
    ['digits', '9'.repeat(3_000)],
    ['a million letters', 'a'.repeat(1_000_000)],
    ['the head of a payer’s code', 'hQVDUFY'],
    ['its version alone', 'hQVDUFYwMQ=='],
    ['it, endless', `hQVDUFYwMW${'F'.repeat(1_000_000)}`],
  ])('%s', (_, text) => {
    const { intact, findings } = parse(text) as { intact: boolean; findings: { breaks: boolean; problem: string }[] }
    expect(intact).toBe(false)
    expect(findings.some(({ breaks }) => breaks)).toBe(true)
    // A stranger's text may be anything, and endless: no finding repeats it.
    for (const { problem } of findings) expect(problem.length).toBeLessThan(120)
  })
})

it('a text as long as the largest code, all of objects, is read once through', () => {
  const body = `000201${'0200'.repeat(1_765)}`
  const { intact, findings } = parseMerchantCode(withCrc(body))
  expect(intact).toBe(false)
  expect(codesOf(findings).filter((code) => code === 'duplicate')).toHaveLength(1_764)
  const longer = parseMerchantCode(withCrc(`000201${'0200'.repeat(1_775)}`))
  expect(longer).toEqual({
    intact: false,
    objects: [],
    findings: [expect.objectContaining({ code: 'too-long', breaks: true })],
  })
})

it('a code of over 512 characters is read, with a finding', () => {
  const account = (id: string) => ({
    id,
    objects: [
      { id: '00', value: 'a'.repeat(32) },
      { id: '01', value: 'b'.repeat(59) },
    ],
  })
  const ids = ['26', '27', '28', '29', '30', '31']
  const text = rebuildMerchantCode([{ id: '00', value: '01' }, ...ids.map(account)])
  const code = parseMerchantCode(text)
  expect(code.intact).toBe(true)
  expect(codesOf(code.findings)).toContain('too-long')
})

it('objects deeper than any template are not built, be they a ring', () => {
  const ring: { id: string; objects: CodeObject[] } = { id: '26', objects: [] }
  ring.objects.push(ring)
  const refused = expect.objectContaining({ code: 'PARAMETERS_INVALID' })
  expect(() => rebuildMerchantCode([ring])).toThrow(refused)
  const loop: { tag: string; objects: TlvObject[] } = { tag: '61', objects: [] }
  loop.objects.push(loop)
  expect(() => buildPayerCode([loop])).toThrow(refused)
})

it.each<[string, Anything]>([
  ['nothing', undefined],
  ['no list', {}],
  ['a hole', [null]],
  ['an id of one digit', [{ id: '1', value: 'a' }]],
  ['an id that is a number', [{ id: 26, value: 'a' }]],
  ['100 characters', [{ id: '26', value: 'a'.repeat(100) }]],
  ['a million characters', [{ id: '26', value: 'a'.repeat(1_000_000) }]],
  ['half a character', [{ id: '59', value: '\ud83c' }]],
  ['no value', [{ id: '26' }]],
  ['a template of 100 characters', [{ id: '26', objects: [{ id: '00', value: 'a'.repeat(96) }] }]],
])('rebuildMerchantCode refuses %s', (_, objects) => {
  expect(() => rebuildMerchantCode(objects)).toThrow(
    expect.objectContaining({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action: 'rebuildMerchantCode' }),
  )
})

it.each<[string, Anything]>([
  ['nothing', undefined],
  ['a hole', [null]],
  ['a tag of half a byte', [{ tag: '8', value: '' }]],
  ['a tag that does not end', [{ tag: '9F', value: '' }]],
  ['a tag that goes on', [{ tag: '5A01', value: '' }]],
  ['letters that are no digits', [{ tag: '5A', value: 'XY' }]],
  ['half a byte', [{ tag: '5A', value: '123' }]],
  ['no value', [{ tag: '5A' }]],
  ['more than a code holds', [{ tag: '5A', value: '00'.repeat(2_300) }]],
])('buildPayerCode refuses %s', (_, objects) => {
  expect(() => buildPayerCode(objects)).toThrow(
    expect.objectContaining({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action: 'buildPayerCode' }),
  )
})

it.each([0x7f, 0x80, 0xff, 0x100, 2_000])('an object of %i bytes is built and read back', (length) => {
  const head = [
    { tag: '85', value: '4350563031' },
    { tag: '61', objects: [{ tag: '4F', value: 'A000000333010101' }] },
  ]
  const { objects } = parsePayerCode(buildPayerCode([...head, { tag: '9F10', value: 'AB'.repeat(length) }]))
  expect(objects.at(-1)).toMatchObject({ tag: '9F10', value: 'AB'.repeat(length) })
})

it('templates without end are read six levels deep, and the rest stays bytes', () => {
  let objects: TlvObject[] = []
  for (let depth = 0; depth < 6; depth += 1) objects = [{ tag: 'E1', objects }]
  const bytes = Buffer.from(buildPayerCode([{ tag: '85', value: '4350563031' }]), 'base64')
  const nested = (levels: number): Buffer => {
    let inner: Buffer = Buffer.alloc(0)
    for (let at = 0; at < levels; at += 1)
      inner = Buffer.concat([
        Buffer.from(inner.length < 128 ? [0xe1, inner.length] : [0xe1, 0x82, inner.length >> 8, inner.length & 255]),
        inner,
      ])
    return inner
  }
  const { objects: read } = parsePayerCode(Buffer.concat([bytes, nested(500)]).toString('base64'))
  let [deepest, levels] = [read[1], 1]
  while (deepest?.objects?.[0]) [deepest, levels] = [deepest.objects[0], levels + 1]
  expect(levels).toBe(6)
})

describe('what a log gets of a payer’s code', () => {
  const { text, expected } = payerCodes[1]!
  const secrets = ['1234567890123458', 'CARDHOLDER', '9F2608584FD385FA234BCC', '43415244484F4C4445522F454D56']

  it('holds no card', () => {
    const code = parsePayerCode(text)
    const application = chooseApplication(code, ['A000000055'])!
    const views = [code, application, { ...application }, structuredClone(application)].flatMap((value) => [
      JSON.stringify(value),
      inspect(value, { depth: 20, showHidden: true }),
    ])
    for (const secret of secrets) for (const view of views) expect(view).not.toContain(secret)
    expect(application.pan).toBe(expected.applications[0]!.pan)
  })

  it('nor does a finding', () => {
    const code = parsePayerCode(payerCodes.find(({ name }) => name.includes('transit'))!.text)
    expect(JSON.stringify(code.findings)).not.toMatch(/1107004|3131303730/)
  })
})

it('chooseApplication takes what the shop prefers, by the beginning of its number, and nothing of a broken code', () => {
  const code = parsePayerCode(payerCodes[1]!.text)
  expect(chooseApplication(code, ['A0000000666666', 'A0000000555555'])?.label).toBe('Product2')
  expect(chooseApplication(code, ['a0000000'])?.label).toBe('Product1')
  expect(chooseApplication(code, ['A000000333', ''])).toBeUndefined()
  expect(chooseApplication(parsePayerCode('hQVDUFYw'), ['A0000000'])).toBeUndefined()
})

it('reads a code whose lengths count bytes, and says so', () => {
  const { payload } = merchantCodes[0]!
  const inBytes = payload.slice(0, -8).replace('64200002ZH0104最佳运输0202北京', '64320002ZH0112最佳运输0206北京')
  const code = parseMerchantCode(withCrc(inBytes))
  expect(code).toMatchObject({ intact: true, translation: { language: 'ZH', name: '最佳运输', city: '北京' } })
  expect(code.findings).toEqual([expect.objectContaining({ code: 'length-in-bytes', breaks: false })])
})
