import type { Io } from '../io.js'
import { say } from '../texts.js'
import type { AccountReport } from './configuration.js'
import type { GoLiveRow } from './goLive.js'
import type { MessageReport } from './messages.js'
import { texts } from './texts.js'

export function wordsOfMessage(
  io: Io,
  { provider, direction, what, account, right, cause, problem, next }: MessageReport,
): string {
  const head = `${account ?? provider} · ${say(io, texts[direction])} · ${what}`
  return [
    head,
    `  ${say(io, right ? texts.right : texts.wrong)} (${cause}): ${problem}`,
    `  ${say(io, texts.next)}: ${next}`,
    '',
  ].join('\n')
}

export function wordsOfAccount(io: Io, { provider, from, account, keys, findings, online }: AccountReport): string {
  const lines = [`${account ?? provider} (${from})`]
  for (const { option, form, bits, fingerprint, certificate } of keys) {
    const facts = [
      form,
      bits && `${bits} bits`,
      fingerprint,
      certificate && `№ ${certificate.serial} / ${certificate.serialDecimal}`,
    ]
    const until = certificate && `– ${certificate.notAfter.slice(0, 10)}`
    lines.push(`  ${option}: ${[...facts, until].filter(Boolean).join(', ')}`)
  }
  for (const { option, severity, problem, next } of findings)
    lines.push(`  ${say(io, texts[severity])}: ${option}: ${problem}`, `    ${say(io, texts.next)}: ${next}`)
  if (findings.length === 0) lines.push(`  ${say(io, texts.nothing)}`)
  if (online?.error)
    lines.push(
      `  ${say(io, texts.wrong)} (${online.error.code}): ${online.error.problem}`,
      `    ${say(io, texts.next)}: ${online.error.next}`,
    )
  else if (online) {
    lines.push(`  ${say(io, texts.proven)}: ${online.proven.join(', ')}`)
    for (const { option, why } of online.unproven) lines.push(`  ${say(io, texts.unproven)}: ${option}: ${why}`)
  }
  return `${lines.join('\n')}\n`
}

const marks = { yes: '✓', no: '✗', 'by-hand': '·' } as const

export const wordsOfRow = ({ section, row, result, why }: GoLiveRow): string =>
  `${marks[result]} ${row}: ${why}\n    ${section}`
