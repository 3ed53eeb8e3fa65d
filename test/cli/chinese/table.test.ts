import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chinese, table } from '../../../src/cli/chinese/chinese.js'
import { codes } from '../../../src/cli/chinese/codes.js'
import { sentencesOf } from './sentences.js'

const providers = ['wechatpay', 'alipay', 'antom', 'unionpay', 'lakala', 'qqpay', 'yeepay', 'baidu']
const withLedgers = [...providers, 'xrpl', 'circle', 'ripple-payments']
const accountFiles = providers.flatMap((name) => ['account', 'options', 'ready'].map((file) => `${name}/${file}.ts`))

describe('what the command line may have to say of the library’s own words is in the table:', () => {
  it.each<[string, string[]]>([
    [
      'findings of the doctor',
      sentencesOf(
        [
          'doctor/key-findings.ts',
          'doctor/inspectAccount.ts',
          'xrpl/doctor.ts',
          'circle/doctor.ts',
          'baidu/doctor.ts',
          'yeepay/doctor.ts',
          'qqpay/doctor.ts',
        ],
        ['wrong', 'doubtful'],
      ),
    ],
    ['refused captures', sentencesOf(['cli/capture'], ['SyntaxError'])],
    [
      'what ready and check leave open',
      sentencesOf(
        withLedgers.flatMap((name) => [`${name}/ready.ts`, `${name}/check.ts`]),
        [],
        ['why'],
      ),
    ],
    [
      'what options must be',
      sentencesOf(
        [
          ...accountFiles,
          'xrpl/options.ts',
          'circle/options.ts',
          'ripple-payments/options.ts',
          'core/account.ts',
          'core/options.ts',
        ],
        [],
        ['wanted'],
      ),
    ],
    ['forms of keys', sentencesOf(['crypto/key.ts'], ['unreadable'], ['given']).filter((text) => text !== 'a X')],
    [
      'differences of JSON',
      sentencesOf(['doctor/json-styles.ts'], [], ['spaces', 'slashes', 'decimals', 'blanks', 'objects']),
    ],
  ])('%s', (_, sentences) => {
    expect(sentences.length).toBeGreaterThan(4)
    expect(sentences.filter((text) => chinese(text) === undefined)).toEqual([])
  })

  it('of what accounts refuse', () => {
    const refused = sentencesOf(
      [
        ...accountFiles,
        'unionpay/certificates.ts',
        'wechatpay/certificates.ts',
        'wechatpay/schemes.ts',
        'lakala/certificates.ts',
        'yeepay/unwrap.ts',
      ],
      ['configError'],
    )
    // Of calls that no command makes.
    const isCall = /^forSubMerchant|^This is not an? |^Pass the result of/
    const without = refused.filter((text) => !isCall.test(text) && chinese(text.replace(/^\w+: /, '')) === undefined)
    expect(without).toEqual([])
  })
})

it('nothing is in the table that nobody says any more', () => {
  const root = join(import.meta.dirname, '../../../src')
  const said = execFileSync('grep', ['-rh', '--include=*.ts', '--exclude-dir=chinese', '', root], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const partsOf = (english: string) => english.split('{}').filter((part) => part.length > 3 || part === english)
  const plain = said.replaceAll("\\'", "'").replaceAll('\\\\', '\\')
  // Put together of pieces.
  const isPieced = /refused; nothing was sent\.$/
  expect(
    Object.keys(table).filter(
      (english) => !isPieced.test(english) && !partsOf(english).some((part) => plain.includes(part.trim())),
    ),
  ).toEqual([])
})

it('a fact of the case stays as it is, and a phrase within is said too', () => {
  expect(chinese('privateKey holds a certificate, and the private key is wanted.')).toBe(
    'privateKey 里是证书，应为私钥',
  )
  expect(
    chinese(
      'wechatpay: merchantId must be the merchant number (商户号 mchid), digits as a string; this one has 3 characters, blanks or a line end around them.',
    ),
  ).toBe('wechatpay：merchantId 应为商户号（mchid），数字组成的字符串；这里有 3 个字符，前后有空格或换行')
  expect(chinese('log.entries is nobody’s')).toBeUndefined()
})

it('every code has its sentence', () => {
  for (const sentence of Object.values(codes)) expect(sentence).toMatch(/^[\u4e00-\u9fff]/)
})
