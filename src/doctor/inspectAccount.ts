import type { ReceivingAccount } from '../core/account.js'
import { configError, plain } from '../core/errors.js'
import { isLoopback } from '../core/loopback.js'
import type { Practice, Rail } from './case.js'
import { doubtful, type Finding, wrong } from './finding.js'
import { factsOf, type KeyFacts, type KnownKey } from './key-facts.js'
import { keyFindings } from './key-findings.js'
import { practices, rails } from './practices.js'

/** What is to be seen of an account without asking anybody. */
export type AccountInspection = {
  /** Names the account, such as `wechatpay/1900000001`. */
  readonly account: string
  /** Its keys and certificates, by their options. */
  readonly keys: readonly KeyFacts[]
  /** What is wrong, or may be; empty where nothing was found, which proves no key: `ready` and `check` prove the rest. */
  readonly findings: readonly Finding[]
}

export type InspectAccountOptions = {
  /** The true time in milliseconds since 1970, such as a server's `Date` header says: shows how far the account's clock is off. */
  trueTime?: number
}

/**
 * Looks at a configuration as it stands, all of it, where `ready` ends at the first fault: forms, lengths, pairs, certificates and
 * their times, the clock, hosts, and environments that are mixed. Sends nothing and shows no secret.
 *
 * @throws `CONFIG_INVALID` for what is not an account.
 * @example
 * const { findings } = await inspectAccount(account)
 * for (const { option, severity, problem, next } of findings) console.log(severity, option, problem, next)
 */
export async function inspectAccount(
  account: ReceivingAccount,
  { trueTime }: InspectAccountOptions = {},
): Promise<AccountInspection> {
  const practice: Practice | Rail | undefined = practices[account?.provider] ?? rails[account?.provider]
  if (!practice) throw configError('inspectAccount was given something that is not an account.')
  const given = practice.keysOf(account as never).filter(({ input }) => input !== undefined)
  const known = (await Promise.all(given.map(factsOf))).filter((key) => key !== undefined)
  const halves = known.map(({ facts: { option }, spki }) => ({ option, spki }))
  return {
    account: practice.nameOf(account as never),
    keys: known.map(({ facts }) => facts),
    findings: [
      ...(await keyFindings(
        account,
        given,
        known,
        practice.algorithmsOf?.(account as never),
        practice.secretsOf?.(account as never),
      )),
      ...clockOf(account.clock.now(), trueTime),
      ...hostsOf(account as ReceivingAccount & Hosted, practice, known),
      ...(practice.findingsOf?.(account as never, halves) ?? []),
    ],
  }
}

function clockOf(now: number, trueTime: number | undefined): Finding[] {
  const next = 'Set the machine’s time by NTP.'
  if (!(now > Date.UTC(2025, 0, 1))) return [wrong('clock', `The clock says ${textOfTime(now)}.`, next)]
  const off = trueTime === undefined ? 0 : Math.round((now - trueTime) / 1000)
  // A signed time is refused from five minutes on.
  if (Math.abs(off) < 60) return []
  const finding = Math.abs(off) < 300 ? doubtful : wrong
  return [finding('clock', `The clock is ${Math.abs(off)} s ${off > 0 ? 'fast' : 'slow'}.`, next)]
}

const textOfTime = (time: number): string => (Number.isFinite(time) ? new Date(time).toISOString() : 'no time')

/** Some accounts have others for some of their calls, which by default are the same. */
const hostLists = (account: object): [option: string, list: readonly string[]][] =>
  Object.entries(account).filter(([name, list]) => /hosts$/i.test(name) && Array.isArray(list))

type Hosted = { readonly hosts: readonly string[] }

function hostsOf(account: ReceivingAccount & Hosted, practice: Practice | Rail, known: readonly KnownKey[]): Finding[] {
  const { hosts, mock } = account
  const found: Finding[] = []
  const { production, sandbox: test } = practice.hosts
  const lists = hostLists(account)
  const called = lists.flatMap(([, list]) => list)
  const areOf = (list: readonly string[]) => called.some((host) => list.includes(host))
  const isLive = areOf(production) && !areOf(test)
  if (areOf(production) && areOf(test) && production.every((host) => !test.includes(host)))
    found.push(
      wrong('hosts', 'The hosts are of production and of the sandbox.', 'An account is of one environment: make two.'),
    )
  const strange = (host: string) => ![...production, ...test].includes(host) && !isLoopback(host)
  for (const [option, list] of lists)
    for (const host of list.filter((one) => strange(one) && (option === 'hosts' || !hosts.includes(one))))
      found.push(
        doubtful(
          option,
          `${plain(host, 80)} is none of the provider’s hosts.`,
          'It may be a proxy of your own; else leave the option out.',
        ),
      )
  if (mock && hosts.some((host) => [...production, ...test].includes(host)))
    found.push(
      doubtful(
        'hosts',
        'The account is a mock gateway’s, and its host is the provider’s own.',
        'A transport in process leads it to the mock; over a network give hosts.',
      ),
    )
  // The authority of UnionPay's test environment has it in its name.
  const certificates = known.filter(({ facts }) => facts.certificate && /\btest\b/i.test(facts.certificate.issuer))
  for (const { facts } of certificates)
    if (isLive)
      found.push(
        wrong(
          facts.option,
          `${facts.option} was issued by a test authority (${plain(facts.certificate!.issuer, 80)}), and the account is for production.`,
          'Take the certificates of one environment.',
        ),
      )
  const numbers = practice.environmentOf?.(account as never)
  // The mock’s numbers are of that range, too.
  if (numbers === 'sandbox' && isLive && !mock)
    found.push(
      wrong(
        'hosts',
        'The account’s number is of the test environment, and its host is production.',
        'Say sandbox: true, or take the number of production.',
      ),
    )
  return found
}
