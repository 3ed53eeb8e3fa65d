import * as z from 'zod'
import type { ReceivingAccount } from '../../core/account.js'
import { isLoopback } from '../../core/loopback.js'
import { isPrivateUrl } from '../../core/public-url.js'
import type { Config } from '../config.js'
import type { Io } from '../io.js'
import { pageOf, say, type Text } from '../texts.js'
import { type AccountReport, prove } from './configuration.js'
import { texts } from './texts.js'

/** A row of docs/going-live.md; `by-hand` where no program can see it. */
export const goLiveOutput = z.strictObject({
  section: z.string(),
  row: z.string(),
  result: z.enum(['yes', 'no', 'by-hand']),
  why: z.string(),
})

export type GoLiveRow = z.output<typeof goLiveOutput>

/** As far as it says which environment it is of. */
type Opened = ReceivingAccount & { hosts?: readonly string[]; sandbox?: boolean; network?: string }

/** What of the list can be ticked off by looking, and what somebody has to. */
export async function reportGoLive(io: Io, config: Config, reports: readonly AccountReport[]): Promise<GoLiveRow[]> {
  const rows: GoLiveRow[] = []
  const add = (section: string, name: Text, no: readonly string[], yes: Text | undefined, otherwise = texts.byHand) =>
    rows.push({
      section: `${pageOf(io, 'going-live.md')}#${section}`,
      row: say(io, name),
      result: no.length > 0 ? 'no' : yes ? 'yes' : 'by-hand',
      why: no.length > 0 ? no.join('; ') : say(io, yes ?? otherwise),
    })
  const before = 'before-you-switch'
  const proofs = await Promise.all(config.accounts.map(async (one) => ({ one, ...(await prove(io, one)) })))
  const notReady = proofs.flatMap(({ one, error }) => (error ? [`${one.from}: ${error}`] : []))
  const none = config.accounts.length === 0 ? [say(io, texts.noAccounts)] : []
  add(before, texts.rowReady, [...none, ...notReady], texts.allReady)

  const asked = reports.filter(({ online }) => online)
  const failed = asked.flatMap(({ account, online }) => (online!.error ? [`${account}: ${online!.error.problem}`] : []))
  const late = asked.flatMap(({ account, online }) =>
    Math.abs(online!.clockAhead ?? 0) >= 30 ? [`${account}: ${online!.clockAhead} s`] : [],
  )
  add(before, texts.rowCheck, [...failed, ...late], asked.length > 0 ? texts.allChecked : undefined, texts.notAsked)

  const accounts = config.accounts.flatMap((one): Opened[] => {
    try {
      return [one.open()]
    } catch {
      // Told by its own row.
      return []
    }
  })
  const trial = accounts.flatMap(({ provider, mock, hosts = [], sandbox, network = 'mainnet' }) => [
    ...(mock ? [`${provider}: mock: true`] : []),
    ...hosts
      .filter((host) => isLoopback(host) || /sandbox|alipaydev|\.test\./.test(host))
      .map((host) => `${provider}: ${host}`),
    ...(sandbox ? [`${provider}: sandbox`] : []),
    ...(network === 'mainnet' ? [] : [`${provider}: ${network}`]),
  ])
  add(before, texts.rowProduction, [...none, ...trial], texts.isProduction)

  const inline = config.accounts.filter((one) => one.inline).map(({ from }) => `${from}: privateKey`)
  add(before, texts.rowSecrets, inline, undefined)
  add(before, texts.rowStored, [], undefined)
  const addresses = config.notifyUrls.filter((url) => !url.startsWith('https://') || isPrivateUrl(url))
  add(
    before,
    texts.rowNotify,
    addresses.map((url) => `${url}: ${say(io, texts.notPublic)}`),
    undefined,
  )
  add(before, texts.rowRunbook, [], undefined)

  const ending = reports.flatMap(({ account, keys }) =>
    keys.flatMap(({ option, certificate }) => {
      if (!certificate) return []
      const left = (Date.parse(certificate.notAfter) - io.clock.now()) / 86_400_000
      return left < 30 ? [`${account}: ${option}: ${certificate.notAfter.slice(0, 10)}`] : []
    }),
  )
  const withCertificate = reports.some(({ keys }) => keys.some(({ certificate }) => certificate))
  add('what-has-to-run-beside-it', texts.rowCertificates, ending, withCertificate ? texts.notEnding : undefined)
  add('what-has-to-run-beside-it', texts.rowSweep, [], undefined)
  add('what-has-to-run-beside-it', texts.rowStatement, [], undefined)
  add('the-first-hour', texts.rowFirstHour, [], undefined)
  add('what-to-alarm-on', texts.rowAlarms, [], undefined)
  return rows
}
