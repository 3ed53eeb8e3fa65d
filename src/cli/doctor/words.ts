import type { Io } from '../io.js'
import { line, say } from '../texts.js'
import type { AccountReport } from './configuration.js'
import type { GoLiveRow } from './goLive.js'
import type { MessageReport } from './messages.js'
import { texts } from './texts.js'
import { isJudged } from './unjudged.js'

export function wordsOfMessage(
  io: Io,
  { provider, direction, what, account, right, cause, problem, next }: MessageReport,
): string {
  const verdict = isJudged(cause) ? texts.wrong : texts.unjudged
  const found = right ? line(io, texts.right, problem) : line(io, verdict, problem, cause)
  const head = `${account ?? provider} · ${say(io, texts[direction])} · ${what}`
  return [head, `  ${found}`, `  ${line(io, texts.next, next)}`, ''].join('\n')
}

export function wordsOfAccount(
  io: Io,
  { provider, from, account, keys, findings, unjudged, online }: AccountReport,
): string {
  const lines = [`${account ?? provider} (${from})`]
  const advise = (next: string) => next && lines.push(`    ${line(io, texts.next, next)}`)
  for (const { option, form, algorithm, bits, fingerprint, certificate } of keys) {
    const facts = [
      say(io, form),
      algorithm,
      bits && `${bits} ${say(io, texts.bits)}`,
      fingerprint,
      certificate && `№ ${certificate.serial} / ${certificate.serialDecimal}`,
    ]
    const until = certificate && `– ${certificate.notAfter.slice(0, 10)}`
    lines.push(`  ${line(io, option, [...facts, until].filter(Boolean).join(io.language === 'zh' ? '，' : ', '))}`)
  }
  for (const { option, severity, problem, next } of findings) {
    lines.push(`  ${line(io, texts[severity], line(io, option, problem))}`)
    advise(next)
  }
  if (findings.length === 0) lines.push(`  ${say(io, texts.nothing)}`)
  if (unjudged) lines.push(`  ${line(io, texts.unjudged, unjudged)}`)
  if (online?.error) {
    lines.push(`  ${line(io, texts.wrong, online.error.problem, online.error.code)}`)
    advise(online.error.next)
  } else if (online) {
    lines.push(`  ${line(io, texts.proven, online.proven.join(', '))}`)
    for (const { option, why } of online.unproven) lines.push(`  ${line(io, texts.unproven, line(io, option, why))}`)
  }
  return `${lines.join('\n')}\n`
}

const marks = { yes: '✓', no: '✗', 'by-hand': '·' } as const

export const wordsOfRow = (io: Io, { section, row, result, why }: GoLiveRow): string =>
  `${marks[result]} ${line(io, row, why)}\n    ${section}`
