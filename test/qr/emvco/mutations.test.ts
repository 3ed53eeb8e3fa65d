import { parseMerchantCode, parsePayerCode, rebuildMerchantCode } from 'shroff/qr/emvco'
import { expect, it } from 'vitest'
import { mutate } from '../../fuzz/mutate.js'
import { type Random, randomOf } from '../../fuzz/random.js'
import { crcOf, firstLevel, isWhole } from '../../oracle/emvco.js'
import { merchantCodes } from '../../vectors/emvco/merchant.js'
import { payerCodes } from '../../vectors/emvco/payer.js'

// SHROFF_SEED=… repeats a run.
const seed = Number(process.env.SHROFF_SEED ?? Date.now() % 2 ** 31)
const runs = 10_000

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Half of what is changed gets a right checksum again: else nothing behind it would be reached. */
function mutatedCode(random: Random): string {
  const text = utf8.decode(mutate(bytesOf(random.pick(merchantCodes).payload), 'bytes', random))
  if (random.below(2) === 0) return text
  const body = `${text.replace(/6304.{0,4}$/s, '')}6304`
  return body + crcOf(body)
}

it(`${runs} mutated codes of merchants never crash, and none with a wrong checksum is intact; seed ${seed}`, () => {
  const seen = { intact: 0, broken: 0 }
  for (let run = 0; run < runs; run += 1) {
    const text = mutatedCode(randomOf(seed + run))
    const shown = `seed ${seed}, run ${run}: ${JSON.stringify(text)}`
    const code = parseMerchantCode(text)
    seen[code.intact ? 'intact' : 'broken'] += 1
    for (const { offset } of code.findings) expect(offset >= 0 && offset <= text.length, shown).toBe(true)
    if (!code.intact) {
      expect(Object.keys(code).sort(), shown).toEqual(['findings', 'intact', 'objects'])
      expect(
        code.findings.some(({ breaks }) => breaks),
        shown,
      ).toBe(true)
      continue
    }
    expect(crcOf(text.slice(0, -4)), shown).toBe(text.slice(-4).toUpperCase())
    // The oracle counts characters alone.
    if (code.findings.some(({ code }) => code === 'length-in-bytes')) continue
    expect(isWhole(text), shown).toBe(true)
    expect(rebuildMerchantCode(code.objects), shown).toBe(text.slice(0, -4) + text.slice(-4).toUpperCase())
  }
  expect(seen.intact).toBeGreaterThan(runs / 100)
  expect(seen.broken).toBeGreaterThan(runs / 4)
})

it(`${runs} mutated codes of payers never crash, and say no more than their bytes; seed ${seed}`, () => {
  const seen = { intact: 0, broken: 0 }
  for (let run = 0; run < runs; run += 1) {
    const random = randomOf(seed + run)
    const published = random.pick(payerCodes).text
    // The bytes behind base64, or the base64 itself.
    const text =
      random.below(4) > 0
        ? Buffer.from(mutate(Buffer.from(published, 'base64'), 'bytes', random)).toString('base64')
        : utf8.decode(mutate(bytesOf(published), 'bytes', random))
    const shown = `seed ${seed}, run ${run}: ${JSON.stringify(text)}`
    const code = parsePayerCode(text)
    seen[code.intact ? 'intact' : 'broken'] += 1
    if (!code.intact) {
      expect(code.applications, shown).toBeUndefined()
      continue
    }
    const hex = Buffer.from(text, 'base64').toString('hex').toUpperCase()
    expect(
      code.objects.map(({ tag }) => tag),
      shown,
    ).toEqual(firstLevel(hex).map(({ tag }) => tag))
    for (const { aid, pan } of code.applications) {
      expect(hex, shown).toContain(aid)
      if (pan) expect(hex, shown).toContain(pan)
    }
  }
  expect(seen.intact).toBeGreaterThan(runs / 100)
  expect(seen.broken).toBeGreaterThan(runs / 4)
})

it('every change of one character of a published code is found, but for the case of the checksum’s letters', () => {
  const { payload } = merchantCodes[0]!
  const taken: string[] = []
  for (let at = 0; at < payload.length; at += 1)
    for (let point = 0x20; point < 0x7f; point += 1) {
      const changed = payload.slice(0, at) + String.fromCharCode(point) + payload.slice(at + 1)
      if (changed !== payload && parseMerchantCode(changed).intact) taken.push(changed.slice(-4))
    }
  expect(taken.sort()).toEqual(['A13a', 'a13A'])
})

it('no beginning of a published code of a merchant is intact; of a payer’s, which has no checksum, one that ends between objects', () => {
  for (const { payload } of merchantCodes)
    for (let end = 0; end < payload.length; end += 1)
      expect(parseMerchantCode(payload.slice(0, end)).intact).toBe(false)
  const intact = payerCodes.flatMap(({ name, text }) =>
    Array.from({ length: text.length }, (_, end) => text.slice(0, end))
      .filter((beginning) => parsePayerCode(beginning).intact)
      .map((beginning) => `${name} ${Buffer.from(beginning, 'base64').length}`),
  )
  // The version has 7 bytes, its only application 26; what all applications share comes behind them.
  expect(intact).toEqual(['everything-in-64 33'])
})
