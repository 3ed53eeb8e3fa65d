import type { ReceivingAccount } from '../core/account.js'
import { configError, isShroffError, type ShroffError } from '../core/errors.js'
import { type Evidence, evidenceOf } from '../core/evidence.js'
import type { WireRequest } from '../core/transport.js'
import type { Practice } from './case.js'
import { asItCame, asItIsSent } from './causes.js'
import { type Diagnosis, diagnosis } from './diagnosis.js'
import { type Circumstances, examine } from './examine.js'
import { practices } from './practices.js'

export type ExplainOptions = {
  /** Further accounts, whose message it may be: those that share the address, and those of the other environment. */
  accounts?: readonly ReceivingAccount[]
  /** Addresses that the provider may have called, such as your `notifyUrl`: where it signs them, a proxy may have changed them. */
  addresses?: readonly string[]
}

/**
 * Finds out why a message was refused: by which key its signature is, with which hash, and over which text. Takes up to a second,
 * so it is for a person who looks for a mistake, never for the way of a webhook.
 *
 * YeePay's notifications come encrypted, and whoever learns why each of many does not open can decrypt. Ask for a message that was
 * captured, answer its sender before, and show him nothing of it; of an account no more than 50 are opened in a process.
 *
 * What is not found is called `unknown`. An error that is about no signature is `told`: it says what there is to say.
 *
 * @param error What `receiveWebhook` or a call threw, or what `observe` was told; it must be the very error of this process.
 * @example
 * const diagnosis = await explain(error, { accounts: [sandbox, production] })
 * console.log(diagnosis.problem, diagnosis.next)
 */
export async function explain(
  error: unknown,
  { accounts = [], addresses = [] }: ExplainOptions = {},
): Promise<Diagnosis> {
  const failure = isShroffError(error) ? error : undefined
  const told = toldBy(failure)
  const evidence = failure && evidenceIn(failure)
  const practice = evidence && practices[evidence.account.provider]
  if (!practice) return diagnosis('told', told)
  const account = evidence.account as ReceivingAccount
  const others = accounts.filter((one) => one !== account && one.provider === account.provider)
  // What comes in by itself is received; all else is the answer to a question.
  const received = failure.action?.startsWith('receive') === true
  const found = await practice.message(evidence, { code: failure.code, received, others, addresses })
  if (!found) return diagnosis('told', told)
  if (typeof found === 'string') return diagnosis(found)
  const about = abouts[failure.code] ?? 'signature'
  return examine(found, { ...around(practice, account, others), now: evidence.at, told, about })
}

export type ExplainRequestOptions = {
  /** When it was sent, in milliseconds since 1970. Default: now, by the account's clock. */
  at?: number
  /** Further accounts, whose keys may have been taken by mistake. */
  accounts?: readonly ReceivingAccount[]
}

/**
 * The same for what a merchant sent: a request of the mock gateway's journal, or one that was recorded. The account is the
 * merchant's own, with its private key; `right` is a diagnosis too.
 *
 * @throws `CONFIG_INVALID` for an account of a provider that is not known here.
 * @example
 * const refused = mock.journal.find((entry) => entry.kind === 'request' && entry.reply?.status === 401)
 * const diagnosis = await explainRequest(account, refused.request, { at: refused.at })
 */
export async function explainRequest(
  account: ReceivingAccount,
  request: WireRequest,
  { at, accounts = [] }: ExplainRequestOptions = {},
): Promise<Diagnosis> {
  const practice = practices[account?.provider]
  if (!practice) throw configError('explainRequest was given something that is not an account.')
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, text]) => [name.toLowerCase(), text]))
  const found = practice.request(account as never, { ...request, headers })
  if (typeof found === 'string') return diagnosis(found)
  const others = accounts.filter((one) => one !== account && one.provider === account.provider)
  const diagnosed = await examine(found, {
    ...around(practice, account, others),
    now: at ?? account.clock.now(),
    told: {},
    about: 'signature',
  })
  return diagnosed.next === asItCame ? { ...diagnosed, next: asItIsSent } : diagnosed
}

const abouts: Readonly<Record<string, Circumstances['about']>> = { TIMESTAMP_OUT_OF_WINDOW: 'time', KEY_UNKNOWN: 'key' }

const around = (practice: Practice, account: ReceivingAccount, others: readonly ReceivingAccount[]) => ({
  others: others.map((one) => ({ name: practice.nameOf(one as never), keys: practice.keysOf(one as never) })),
  secrets: [account, ...others].flatMap((one) => Object.values(practice.secretsOf(one as never))),
})

/** An error may be the cause of another. */
function evidenceIn(error: ShroffError): Evidence | undefined {
  for (let each: unknown = error, depth = 0; typeof each === 'object' && each !== null && depth < 8; depth += 1) {
    const found = evidenceOf(each)
    if (found) return found
    each = (each as { cause?: unknown }).cause
  }
  return undefined
}

/** In the error's own words, without its further lines. */
const toldBy = (error: ShroffError | undefined) => ({
  told: error?.message.split('\n')[0] ?? 'This is no error of this library.',
  advice: error?.next ?? '',
})
