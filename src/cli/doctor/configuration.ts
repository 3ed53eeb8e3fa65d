import * as z from 'zod'
import { check as checkAlipay } from '../../alipay/check.js'
import { ready as readyAlipay } from '../../alipay/ready.js'
import { check as checkAntom } from '../../antom/check.js'
import { ready as readyAntom } from '../../antom/ready.js'
import { check as checkBaidu } from '../../baidu/check.js'
import { ready as readyBaidu } from '../../baidu/ready.js'
import { check as checkCircle } from '../../circle/check.js'
import { ready as readyCircle } from '../../circle/ready.js'
import type { Account, ReceivingAccount } from '../../core/account.js'
import type { CheckResult } from '../../core/check.js'
import { createClient } from '../../core/client.js'
import { isShroffError } from '../../core/errors.js'
import type { Proof } from '../../core/proof.js'
import type { Finding } from '../../doctor/finding.js'
import { inspectAccount } from '../../doctor/inspectAccount.js'
import { rails } from '../../doctor/practices.js'
import { check as checkLakala } from '../../lakala/check.js'
import { ready as readyLakala } from '../../lakala/ready.js'
import { check as checkQqpay } from '../../qqpay/check.js'
import { ready as readyQqpay } from '../../qqpay/ready.js'
import { check as checkRipplePayments } from '../../ripple-payments/check.js'
import { ready as readyRipplePayments } from '../../ripple-payments/ready.js'
import { fetchTransport } from '../../transport/fetch.js'
import { check as checkUnionpay } from '../../unionpay/check.js'
import { ready as readyUnionpay } from '../../unionpay/ready.js'
import { check as checkWechatpay } from '../../wechatpay/check.js'
import { ready as readyWechatpay } from '../../wechatpay/ready.js'
import { check as checkXrpl } from '../../xrpl/check.js'
import { ready as readyXrpl } from '../../xrpl/ready.js'
import { check as checkYeepay } from '../../yeepay/check.js'
import { ready as readyYeepay } from '../../yeepay/ready.js'
import { told } from '../chinese/told.js'
import { type Configured, optionsOf, type Provider, providers } from '../config.js'
import type { Io } from '../io.js'
import { say } from '../texts.js'
import { unjudged } from './unjudged.js'

const certificate = z.strictObject({
  serial: z.string(),
  serialDecimal: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
})

export const accountOutput = z.strictObject({
  provider: z.enum(providers),
  /** Where it is configured. */
  from: z.string(),
  /** Such as `wechatpay/1900000001`; absent where the options make no account. */
  account: z.optional(z.string()),
  keys: z.array(
    z.strictObject({
      option: z.string(),
      whose: z.enum(['provider', 'merchant']),
      form: z.string(),
      algorithm: z.optional(z.literal('SM2')),
      bits: z.optional(z.int()),
      fingerprint: z.optional(z.string()),
      certificate: z.optional(certificate),
    }),
  ),
  findings: z.array(
    z.strictObject({
      option: z.string(),
      severity: z.enum(['wrong', 'doubtful']),
      problem: z.string(),
      next: z.string(),
    }),
  ),
  /** What is not judged, where there are no keys to look at. */
  unjudged: z.optional(z.string()),
  /** With --online. */
  online: z.optional(
    z.strictObject({
      proven: z.array(z.string()),
      unproven: z.array(z.strictObject({ option: z.string(), why: z.string() })),
      /** Seconds that this machine’s clock is ahead of the provider’s. */
      clockAhead: z.optional(z.int()),
      error: z.optional(z.strictObject({ code: z.string(), problem: z.string(), next: z.string() })),
    }),
  ),
})

export type AccountReport = z.output<typeof accountOutput>

const tools = {
  wechatpay: { ready: readyWechatpay, check: checkWechatpay },
  alipay: { ready: readyAlipay, check: checkAlipay },
  unionpay: { ready: readyUnionpay, check: checkUnionpay },
  antom: { ready: readyAntom, check: checkAntom },
  xrpl: { ready: readyXrpl, check: checkXrpl },
  circle: { ready: readyCircle, check: checkCircle },
  'ripple-payments': { ready: readyRipplePayments, check: checkRipplePayments },
  lakala: { ready: readyLakala, check: checkLakala },
  qqpay: { ready: readyQqpay, check: checkQqpay },
  yeepay: { ready: readyYeepay, check: checkYeepay },
  baidu: { ready: readyBaidu, check: checkBaidu },
} as unknown as Record<
  Provider,
  {
    ready: (account: ReceivingAccount) => Promise<Proof>
    check: (client: object, options: object) => Promise<CheckResult>
  }
>

/** All that is to be seen of an account; with `online` by one call to the provider as well. */
export async function reportAccount(io: Io, one: Configured, { online = false } = {}): Promise<AccountReport> {
  const { provider, from } = one
  let account: ReceivingAccount
  try {
    account = one.open({ clock: io.clock })
  } catch (error) {
    if (!isShroffError(error)) throw error
    const option = optionIn(provider, error.message)
    return { provider, from, keys: [], findings: [{ option, severity: 'wrong', ...told(io, error) }] }
  }
  const row = unjudged[provider]
  if (row)
    return reportUnjudged(io, one, account, {
      unjudged: say(io, row.account),
      name: row.nameOf(account as never),
      online,
    })
  const inspected = await inspectAccount(account)
  const report: AccountReport = {
    provider,
    from,
    account: inspected.account,
    keys: inspected.keys.map(({ certificate: of, ...key }) => ({
      ...key,
      ...(of && {
        certificate: { ...of, notBefore: of.notBefore.toISOString(), notAfter: of.notAfter.toISOString() },
      }),
    })),
    findings: inWords(io, inspected.findings),
  }
  return online ? { ...report, online: await ask(io, provider, account) } : report
}

const inWords = (io: Io, findings: readonly Finding[]) =>
  findings.map((one) => ({ ...one, problem: say(io, one.problem), next: say(io, one.next) }))

/** What is written down is tried by `ready`, and the rest is not claimed. */
async function reportUnjudged(
  io: Io,
  one: Configured,
  opened: ReceivingAccount,
  { unjudged: said, name, online }: { unjudged: string; name: string; online: boolean },
): Promise<AccountReport> {
  const { provider, from } = one
  const { error: problem } = await prove(io, one)
  const option = optionIn(provider, problem ?? '')
  return {
    ...{ provider, from, account: name, keys: [], unjudged: said },
    findings: [
      ...(problem === undefined ? [] : [{ option, severity: 'wrong' as const, problem, next: '' }]),
      ...(rails[provider] ? inWords(io, (await inspectAccount(opened)).findings) : []),
    ],
    ...(online && { online: await ask(io, provider, opened) }),
  }
}

/** `ready` of this account: what it proves without the provider, or what is wrong. */
export async function prove(io: Io, one: Configured): Promise<{ error?: string }> {
  try {
    await tools[one.provider].ready(one.open({ clock: io.clock }))
    return {}
  } catch (error) {
    if (!isShroffError(error)) throw error
    return { error: told(io, error).problem }
  }
}

async function ask(
  io: Io,
  provider: Provider,
  account: ReceivingAccount,
): Promise<NonNullable<AccountReport['online']>> {
  try {
    const client = createClient({ account: account as Account, transport: fetchTransport() })
    const { proven, unproven, clockAheadSeconds } = await tools[provider].check(client, { signal: io.signal })
    return {
      proven: [...proven],
      unproven: unproven.map(({ option, why }) => ({ option, why: say(io, why) })),
      ...(clockAheadSeconds !== undefined && { clockAhead: clockAheadSeconds }),
    }
  } catch (error) {
    if (!isShroffError(error)) throw error
    return { proven: [], unproven: [], error: { code: error.code, ...told(io, error) } }
  }
}

/** Errors of accounts name it behind the provider, as in `alipay: appId is …`. */
function optionIn(provider: Provider, problem: string): string {
  const [, named = ''] = /^\w+: `?([\w.]+)/.exec(problem) ?? []
  return optionsOf(provider).includes(named.split('.')[0]!) ? named : 'account'
}
