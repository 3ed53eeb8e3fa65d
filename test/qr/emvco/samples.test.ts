import { qrPng, qrSvg } from 'shroff/qr'
import {
  buildMerchantCode,
  buildPayerCode,
  type MerchantCodeParameters,
  parseMerchantCode,
  parsePayerCode,
  type ReadObject,
  type ReadTlv,
  rebuildMerchantCode,
} from 'shroff/qr/emvco'
import { describe, expect, it } from 'vitest'
import { berOf, crcOf, isWhole, objectsOf } from '../../oracle/emvco.js'
import { type MerchantSample, merchantCodes, type ObjectTree } from '../../vectors/emvco/merchant.js'
import { type PayerSample, payerCodes, type TlvTree } from '../../vectors/emvco/payer.js'
import { testSamples } from '../../vectors/flip.js'
import { sharedSamples } from '../../vectors/shared.js'
import { readGrid, readPng, svgGrid } from '../decode.js'

const found = (findings: readonly { code: string; object?: string; offset: number }[]) =>
  findings.map(({ code, object = '-', offset }) => `${code} ${object} ${offset}`)
const tree = (objects: readonly ReadObject[]): ObjectTree =>
  objects.map(({ id, value, objects: inner }) => [id, inner ? tree(inner) : value])
const tlvTree = (objects: readonly ReadTlv[]): TlvTree =>
  objects.map(({ tag, value, objects: inner }) => [tag, inner ? tlvTree(inner) : value])

function howBuilt(fields: MerchantSample['expected']['fields'], payload: string): string {
  let text: string
  try {
    text = buildMerchantCode(fields as unknown as MerchantCodeParameters)
  } catch (error) {
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    return 'refused'
  }
  // Whatever its order, it says the same.
  const { intact, findings, objects, ...read } = parseMerchantCode(text)
  expect([intact, findings]).toEqual([true, []])
  expect(isWhole(text)).toBe(true)
  const accounts = [...fields!.accounts].sort((a, b) => Number(a.id) - Number(b.id))
  expect(read).toEqual({ ...fields, accounts })
  return text === payload ? 'as published' : 'written otherwise'
}

describe('what merchants present', () => {
  testSamples<MerchantSample>(merchantCodes, {
    merchant({ payload, expected }) {
      const { intact, findings, objects, ...fields } = parseMerchantCode(payload)
      expect(intact).toBe(expected.intact)
      expect(found(findings)).toEqual(expected.findings)
      // A text that breaks off has no tree to be compared with.
      if (expected.objects.length > 0) expect(tree(objects)).toEqual(expected.objects)
      if (!intact) {
        expect(fields).toEqual({})
        expect(expected.built).toBe('not read')
        return
      }
      expect(rebuildMerchantCode(objects)).toBe(payload)
      expect(fields).toEqual(expected.fields)
      expect(howBuilt(expected.fields, payload)).toBe(expected.built)
    },
  })

  it('has published codes of every kind', () => {
    const counted = (built: string) => merchantCodes.filter(({ expected }) => expected.built === built).length
    expect(['as published', 'written otherwise', 'refused', 'not read'].map(counted)).toEqual([15, 15, 5, 2])
  })

  it.each(merchantCodes)('$name is what the oracle reads, and drawn, reads back', ({ payload, expected }) => {
    expect(isWhole(payload)).toBe(expected.intact)
    if (expected.intact) expect(crcOf(payload.slice(0, -4))).toBe(payload.slice(-4))
    if (expected.intact)
      expect(tree(parseMerchantCode(payload).objects).map(([id]) => id)).toEqual(objectsOf(payload).map(([id]) => id))
    expect(readPng(qrPng(payload, { scale: 4 }))).toBe(payload)
    expect(readGrid(svgGrid(qrSvg(payload)))).toBe(payload)
  })
})

describe('what payers present', () => {
  testSamples<PayerSample>(payerCodes, {
    payer({ text, expected }) {
      const code = parsePayerCode(text)
      expect(found(code.findings)).toEqual(expected.findings)
      expect(tlvTree(code.objects)).toEqual(expected.objects)
      const applications = code.applications!.map((one) => {
        const { pan, track2, cardholder, transparent, commonTransparent } = one
        return { ...one, pan, track2, cardholder, transparent, commonTransparent }
      })
      expect(applications).toEqual(expected.applications)
      expect(buildPayerCode(code.objects)).toBe(text)
    },
  })

  it.each(payerCodes)('$name is what the oracle reads, and drawn, reads back', ({ text }) => {
    const inPairs = (objects: ReturnType<typeof berOf>): TlvTree =>
      objects.map(({ tag, value }) => [tag, typeof value === 'string' ? value : inPairs(value)])
    const hex = Buffer.from(text, 'base64').toString('hex').toUpperCase()
    expect(tlvTree(parsePayerCode(text).objects)).toEqual(inPairs(berOf(hex)))
    expect(readPng(qrPng(text, { scale: 4 }))).toBe(text)
  })
})

// The file beside the clone, where it is kept: nothing of it may be missing here, and its own reading must be this one.
type Shared = {
  name: string
  kind: string
  payload?: string
  base64?: string
  parsed?: object
  cases?: [string, string][]
}
const shared = sharedSamples<Shared>('emvco-qr.json')

it.runIf(shared.length > 0)('every sample is transcribed', () => {
  const here = new Map<string, string>([
    ...merchantCodes.map(({ name, payload }) => [name, payload] as const),
    ...payerCodes.map(({ name, text }) => [name, text] as const),
  ])
  for (const { name, kind, payload = '', base64 = payload, parsed } of shared) {
    if (kind === 'crc16') continue
    expect(here.get(name)).toBe(base64)
    const inner = (pairs: ObjectTree): object =>
      Object.fromEntries(pairs.map(([id, value]) => [id, typeof value === 'string' ? value : inner(value)]))
    if (parsed) expect(inner(tree(parseMerchantCode(payload).objects))).toEqual(parsed)
  }
})

// mercari/go-emv-code:crc16/crc16_test.go; the last is the check value of the catalogue of CRC algorithms.
it.each([
  ['a', '9D77'],
  ['abc', '514A'],
  ['abcdefghij', '4213'],
  ["Nepal premier won't resign.", 'C724'],
  ['123456789', '29B1'],
])('the checksum of %s is %s', async (text, crc) => {
  const { crc16 } = await import('../../../src/codec/crc16.js')
  expect(crc16(new TextEncoder().encode(text)).toString(16).toUpperCase()).toBe(crc)
  expect(crcOf(text)).toBe(crc)
})
