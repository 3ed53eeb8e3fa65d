import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, ShroffError } from '../../src/core/errors.js'
import { markdownOf, refusals } from './refusals.js'

// The tables of the runbook, in both languages, are the rows of the source. WRITE_DOCS=1 writes them.

const pages = {
  en: new URL('../../docs/runbook.md', import.meta.url),
  zh: new URL('../../docs/zh/runbook.md', import.meta.url),
}

describe.each(Object.entries(refusals))('the table of %s', (name, tables) => {
  it.each(['en', 'zh'] as const)('is what the rows say (%s)', (language) => {
    const page = readFileSync(pages[language], 'utf8')
    const [before, after] = page.split(`<!-- rows: ${name} -->\n`)
    const end = after?.indexOf('<!-- end of rows -->') ?? -1
    // Without its end a table would be written over all that follows it.
    expect(end, `the end of the rows of ${name}`).toBeGreaterThan(-1)
    const wanted = `${markdownOf(tables, language)}\n`
    if (process.env.WRITE_DOCS)
      writeFileSync(pages[language], `${before}<!-- rows: ${name} -->\n${wanted}${after!.slice(end)}`)
    else expect(after!.slice(0, end)).toBe(wanted)
  })

  it('has each code of an action once, and none with a prefix', () => {
    for (const [action, rows] of Object.entries(tables)) {
      const codes = rows.flatMap(([joined]) => joined.toLowerCase().split(' '))
      // The first row decides, so that a charge can put its own before those of placing an order.
      const known = /or `face`$|under an agreement$|^any$/.test(action) ? [...new Set(codes)] : codes
      expect({ action, codes: known }).toEqual({ action, codes: [...new Set(codes)] })
      // Sub codes of YeePay’s platform have dots of their own.
      for (const code of codes) expect(code).toMatch(/^((isv|sys)(\.[a-z0-9-]+)+|[a-z0-9_-]+)$/)
    }
  })
})

/** Each code once, or it does not compile. */
const codes: Record<ErrorCode, true> = {
  CONFIG_INVALID: true,
  PARAMETERS_INVALID: true,
  SIGNING_FAILED: true,
  ABORTED: true,
  TIMEOUT: true,
  TRANSPORT_FAILED: true,
  TRANSFER_IN_FLIGHT: true,
  ORDER_BUSY: true,
  JOURNAL_FAILED: true,
  BODY_INVALID: true,
  SIGNATURE_MISSING: true,
  SIGNATURE_INVALID: true,
  SIGNATURE_PROBE: true,
  TIMESTAMP_OUT_OF_WINDOW: true,
  KEY_UNKNOWN: true,
  DECRYPTION_FAILED: true,
  REPLY_MISMATCH: true,
  MESSAGE_AMBIGUOUS: true,
  WEBHOOK_NOT_OURS: true,
  REQUEST_REFUSED: true,
  SIGNATURE_REFUSED: true,
  NOT_PERMITTED: true,
  ORDER_NOT_FOUND: true,
  ORDER_ID_USED: true,
  ORDER_CLOSED: true,
  ORDER_PAID: true,
  REFUND_NOT_FOUND: true,
  REFUND_REFUSED: true,
  BALANCE_TOO_LOW: true,
  PAYER_REFUSED: true,
  STATEMENT_NOT_READY: true,
  RATE_LIMITED: true,
  PROVIDER_UNAVAILABLE: true,
  PROVIDER_ERROR: true,
}

it.each([
  ['en', 'Money', 'Look at', 'Wake', ':'],
  ['zh', '钱', '看', '叫醒', '：'],
] as const)(
  'has a place for each code (%s), where the docs of its error lead',
  (language, money, look, wake, colon) => {
    const lines = [money, look, wake].map((title) => `\\n- \\*\\*${title}${colon}\\*\\* .+`).join('')
    const places = readFileSync(pages[language], 'utf8').matchAll(new RegExp(`^### ([A-Z_]+)\\n${lines}$`, 'gm'))
    expect([...places].map(([, code]) => code).sort()).toEqual(Object.keys(codes).sort())
    const { docs } = new ShroffError('ORDER_ID_USED', { problem: 'It is used.' })
    expect(docs).toBe('docs/runbook.md#order_id_used')
  },
)
