import { type CodeObject, parseMerchantCode, parsePayerCode, rebuildMerchantCode } from 'shroff/qr/emvco'
import { describe, expect, it } from 'vitest'
import { crcOf } from '../../oracle/emvco.js'
import { merchantCodes } from '../../vectors/emvco/merchant.js'

// Each rule, broken alone in a code that keeps all: EMVCo's own sample.
const sample = parseMerchantCode(merchantCodes[0]!.payload).objects
const withObject = (id: string, value: string | undefined): string => {
  const others = sample.filter((object) => object.id !== id)
  return rebuildMerchantCode(value === undefined ? others : [...others, { id, value }])
}
const withObjects = (...more: CodeObject[]) => rebuildMerchantCode([...sample, ...more])
const found = (text: string) =>
  parseMerchantCode(text).findings.map(
    ({ code, object = '-', breaks }) => `${breaks ? 'breaks: ' : ''}${code} ${object}`,
  )
const tlv = (hex: string) =>
  parsePayerCode(Buffer.from(hex, 'hex').toString('base64')).findings.map(
    ({ code, object = '-', breaks, offset }) => `${breaks ? 'breaks: ' : ''}${code} ${object} ${offset}`,
  )

it('the sample itself breaks none', () => {
  expect(found(merchantCodes[0]!.payload)).toEqual([])
})

it.each<[string, string | undefined, string[]]>([
  ['01', '13', ['format 01']],
  ['52', undefined, ['missing 52']],
  ['52', '411', ['format 52']],
  ['53', undefined, ['missing 53']],
  ['53', 'CNY', ['format 53']],
  ['54', '0', ['amount-zero 54']],
  ['54', '0.00', ['amount-zero 54']],
  ['54', '23.721', ['amount-decimals 54']],
  ['54', '98.', []],
  ['54', '98', []],
  ['54', '.5', ['format 54']],
  ['54', '1,000', ['format 54']],
  ['54', '-1', ['format 54']],
  ['54', '1e3', ['format 54']],
  ['54', '12345678901.23', ['format 54']],
  ['55', '04', ['format 55']],
  ['55', '02', ['tip 55']],
  ['55', '03', ['tip 55']],
  ['56', '1.00', ['tip 56']],
  ['57', '5', ['tip 57']],
  ['58', undefined, ['missing 58']],
  ['58', 'cn', ['format 58']],
  ['59', undefined, ['missing 59']],
  ['59', 'a'.repeat(26), ['format 59']],
  ['59', '最佳运输', ['format 59']],
  ['60', undefined, ['missing 60']],
  ['60', 'a'.repeat(16), ['format 60']],
  ['61', '12345678901', ['format 61']],
  ['62', '0000', ['empty 62.00']],
  ['62', 'text', ['template 62']],
  ['62', `0526${'a'.repeat(26)}`, ['format 62.05']],
  ['62', '0902MM', ['format 62.09']],
  ['62', '0901X', ['format 62.09']],
  ['62', '5004text', ['template 62.50']],
  ['62', '50080104text', ['missing 62.50.00']],
  ['64', '0002ZH', ['missing 64.01']],
  ['64', '0103ZHX', ['missing 64.00']],
  ['64', '0003ZHX0101a', ['format 64.00']],
  ['64', `0002ZH0126${'京'.repeat(26)}`, ['format 64.01']],
  ['64', `0002ZH0101京0216${'京'.repeat(16)}`, ['format 64.02']],
  ['91', 'text', ['template 91']],
  ['91', '0104text', ['missing 91.00']],
  ['91', `0033${'a'.repeat(33)}`, ['format 91.00']],
  ['29', 'text', ['template 29']],
  ['65', 'anything 任何', []],
])('an object %s of %j is found', (id, value, findings) => {
  expect(found(withObject(id, value))).toEqual(findings)
})

it('a code without an account, and one that gives an account twice', () => {
  const none = rebuildMerchantCode(sample.filter(({ id }) => id < '02' || id > '51'))
  expect(found(none)).toEqual(['missing 02'])
  expect(found(withObjects({ id: '29', value: '0001a' }))).toEqual(['breaks: duplicate 29'])
  expect(found(withObject('29', '0001a0101b0101c'))).toEqual(['breaks: duplicate 29.01'])
  expect(found(withObject('29', ''))).toEqual(['empty 29', 'template 29'])
})

it('a percentage fee that goes with nothing, is zero, or is none', () => {
  const fee = (percent: string) =>
    found(
      rebuildMerchantCode([
        ...sample.filter(({ id }) => id !== '55'),
        { id: '55', value: '03' },
        { id: '57', value: percent },
      ]),
    )
  expect(fee('5')).toEqual([])
  expect(fee('99.99')).toEqual([])
  expect(fee('0.00')).toEqual(['amount-zero 57'])
  expect(fee('100')).toEqual(['format 57'])
  expect(fee('1.234')).toEqual(['format 57'])
  expect(fee('5%')).toEqual(['format 57'])
})

describe('what breaks a code', () => {
  const { payload } = merchantCodes[0]!
  const withCrc = (body: string) => `${body}6304${crcOf(`${body}6304`)}`

  it.each<[string, string, string[]]>([
    ['a wrong checksum', `${payload.slice(0, -4)}A13B`, ['breaks: crc-wrong 63']],
    ['no checksum', payload.slice(0, -8), ['breaks: crc-missing 63']],
    [
      'a checksum in another object’s value',
      `0002015912aaaa6304${crcOf('0002015912aaaa6304')}`,
      ['breaks: crc-missing 63'],
    ],
    ['an object behind the checksum', `${payload}6601a`, ['breaks: crc-missing 63']],
    ['two checksums', withCrc(payload), ['breaks: duplicate 63']],
    ['no length', withCrc(`${payload.slice(0, -8)}59xx`), ['breaks: structure -', 'breaks: crc-missing 63']],
    ['nothing of EMVCo’s', 'https://qr.alipay.com/bax07651xvtprxfkmxyf00a9', ['breaks: not-emv -']],
  ])('%s', (_, text, findings) => {
    expect(found(text).filter((one) => one.startsWith('breaks'))).toEqual(findings)
  })
})

it.each<[string, CodeObject, string[]]>([
  [
    'a phone of no Thai',
    {
      id: '30',
      objects: [
        { id: '00', value: 'A000000677010111' },
        { id: '01', value: '0801234567' },
      ],
    },
    ['scheme 30.01'],
  ],
  ['nobody', { id: '30', objects: [{ id: '00', value: 'A000000677010111' }] }, ['scheme 30']],
  [
    'two at once',
    {
      id: '30',
      objects: [
        { id: '00', value: 'A000000677010111' },
        { id: '01', value: '0066801234567' },
        { id: '02', value: '1234567890123' },
      ],
    },
    ['scheme 30'],
  ],
  [
    'no bank',
    {
      id: '38',
      objects: [
        { id: '00', value: 'A000000727' },
        { id: '01', value: '0101a' },
        { id: '02', value: 'QRIBFTTA' },
      ],
    },
    ['scheme 38'],
  ],
  [
    'another service',
    {
      id: '38',
      objects: [
        { id: '00', value: 'A000000727' },
        { id: '01', value: '00069704360101a' },
        { id: '02', value: 'QRPUSH' },
      ],
    },
    ['scheme 38.02'],
  ],
])('an account of %s is told, and stays a template', (_, account, findings) => {
  const text = withObjects(account)
  expect(found(text)).toEqual(findings)
  const code = parseMerchantCode(text)
  expect(code.intact && code.accounts.find(({ id }) => id === account.id)?.scheme).toBe('template')
})

it.each<[string, string, string[]]>([
  ['another version', '8505435056303261094F07A00000005555555A011F', ['breaks: bad-version 85 0', 'missing-pan 61 7']],
  [
    'a version of two digits',
    '85054350563032' + '6109' + '4F07A0000000555555',
    ['breaks: bad-version 85 0', 'missing-pan 61 7'],
  ],
  ['no application', '85054350563031', ['breaks: no-application-template 61 0']],
  [
    'an application without its number',
    '85054350563031' + '6103' + '5A0112',
    ['breaks: no-application-template 61 0', 'no-aid 61 7'],
  ],
  [
    'a number that is too short',
    '85054350563031' + '6106' + '4F04A0000000',
    ['breaks: no-application-template 61 0', 'no-aid 61 7', 'format 4F 9'],
  ],
  [
    'two cards',
    '85054350563031' + '610F' + '4F07A0000000555555' + '5A0112' + '5A0134',
    ['breaks: duplicate-data-object 5A 7'],
  ],
  [
    'a card in what all share too',
    '85054350563031' + '610C' + '4F07A0000000555555' + '5A0112' + '6203' + '5A0134',
    ['breaks: duplicate-data-object 5A 7'],
  ],
  [
    'a card that is not that of the track',
    '85054350563031' + '6115' + '4F07A0000000555555' + '5707' + '12D1912201123F' + '5A0113',
    ['format 5A 7'],
  ],
  [
    'two of what all share',
    '85054350563031' + '610C' + '4F07A0000000555555' + '5A0112' + '6200' + '6200',
    ['breaks: duplicate-data-object 62 23'],
  ],
  ['what all share first', '85054350563031' + '6200' + '610C' + '4F07A0000000555555' + '5A0112', ['order - 0']],
  ['three applications', `85054350563031${'610C4F07A00000005555555A0112'.repeat(3)}`, ['order - 0']],
  [
    'a length in two bytes that needs one',
    '85054350563031' + '61810C' + '4F07A0000000555555' + '5A0112',
    ['length-form - 7'],
  ],
  ['a length without end', '85054350563031' + '6180', ['breaks: bad-ber - 7']],
  ['an object that runs over', '85054350563031' + '6109' + '4F08A0000000555555', ['breaks: bad-ber - 9']],
  ['a transparent template that is no BER', '85054350563031' + '610F' + '4F07A0000000555555' + '5A0112' + '6301FF', []],
])('a payer’s code with %s', (_, hex, findings) => {
  expect(tlv(hex)).toEqual(findings)
})
