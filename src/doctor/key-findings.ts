import type { ReceivingAccount } from '../core/account.js'
import { type GivenKeys, refuseMockKeys } from '../core/mock-keys.js'
import { same } from '../crypto/certificate.js'
import type { Algorithm, NamedKey } from './case.js'
import { doubtful, type Finding, wrong } from './finding.js'
import type { KnownKey } from './key-facts.js'

/** What is wrong with an account's keys, each alone and beside the others. */
export async function keyFindings(
  account: ReceivingAccount,
  given: readonly NamedKey[],
  known: readonly KnownKey[],
  algorithms: readonly Algorithm[] = ['RSA'],
  secrets: Readonly<Record<string, string | undefined>> = {},
): Promise<Finding[]> {
  const now = account.clock.now()
  return [
    ...known.flatMap((key) => [...formOf(key, algorithms), ...timesOf(key, now)]),
    ...pairsOf(known),
    ...(algorithms.length > 1 ? kindsOf(known) : []),
    ...(await Promise.all(given.map((key) => mockKeyOf(account, key)))).flat(),
    ...(
      await Promise.all(
        Object.entries(secrets).map(([name, text]) => ofMock(account, name, { secrets: { [name]: text } })),
      )
    ).flat(),
  ]
}

const day = 86_400_000

/** Whether it is the kind of key that its option wants, and long enough. */
function formOf(
  { facts: { option, whose, form, bits, algorithm }, isPrivate, spki, least }: KnownKey,
  algorithms: readonly Algorithm[],
): Finding[] {
  if (form === 'a Signer') return []
  const wantsPrivate = option === 'privateKey'
  if (isPrivate !== wantsPrivate) {
    const wanted = wantsPrivate ? 'the private key' : 'a public key or a certificate'
    return [
      wrong(
        option,
        `${option} holds ${form}, and ${wanted} is wanted.`,
        'Two files or variables are probably swapped.',
      ),
    ]
  }
  const kind = algorithm ?? (bits === undefined ? undefined : 'RSA')
  if (kind && !algorithms.includes(kind))
    return [
      wrong(
        option,
        `${option} is an ${kind} key, and the account speaks ${algorithms.join(' or ')}.`,
        'Give keys of the algorithm that the application is registered for; for SM2 the option sm, where there is one.',
      ),
    ]
  if (!spki && form !== 'a CryptoKey')
    return [
      wrong(
        option,
        `${option} holds ${form}, which is no RSA key that can be read.`,
        'Copy the whole file again, from its BEGIN to its END line.',
      ),
    ]
  if (bits === undefined || bits >= 2048) return []
  if (bits >= least)
    return [
      doubtful(
        option,
        `${option} has ${bits} bits: a key so short can be broken.`,
        'Ask the provider for a longer one.',
      ),
    ]
  const isYours = whose === 'merchant'
  const next = isYours
    ? 'Make a new pair.'
    : 'Take the provider’s current key. Where Baidu’s console shows no longer one, say unsafeShortPlatformKey: true.'
  return [wrong(option, `${option} has ${bits} bits; ${least} is the least.`, next)]
}

function timesOf({ facts: { option, certificate } }: KnownKey, now: number): Finding[] {
  if (!certificate) return []
  const { notBefore, notAfter } = certificate
  const left = notAfter.getTime() - now
  if (now < notBefore.getTime())
    return [
      wrong(option, `${option} is valid only from ${notBefore.toISOString()}.`, 'Check the clock of this machine.'),
    ]
  if (left < 0)
    return [wrong(option, `${option} expired on ${notAfter.toISOString()}.`, 'Take the current certificate.')]
  if (left > 30 * day) return []
  return [
    doubtful(
      option,
      `${option} expires on ${notAfter.toISOString()}.`,
      'Order the next one now; both may be valid for a while.',
    ),
  ]
}

function pairsOf(known: readonly KnownKey[]): Finding[] {
  const found: Finding[] = []
  const equal = (one: KnownKey, other: KnownKey) =>
    one.spki !== undefined && other.spki !== undefined && same(one.spki, other.spki)
  const merchants = known.filter(({ facts }) => facts.whose === 'merchant')
  const own = merchants.find(({ isPrivate }) => isPrivate)
  for (const each of merchants)
    if (own?.spki && each !== own && each.spki && !equal(own, each))
      found.push(
        wrong(
          each.facts.option,
          `${each.facts.option} is not the other half of ${own.facts.option}.`,
          'Take both from one download, or make the certificate of this key’s request again.',
        ),
      )
  const theirs = known.filter(({ facts }) => facts.whose === 'provider')
  for (const [place, each] of theirs.entries()) {
    if (merchants.some((mine) => equal(mine, each)))
      found.push(
        wrong(
          each.facts.option,
          `${each.facts.option} is your own public key, with which the provider signs nothing.`,
          'Take the provider’s key: the console shows both beside each other.',
        ),
      )
    const before = theirs.slice(0, place).find((other) => equal(other, each))
    if (before)
      found.push(
        doubtful(
          each.facts.option,
          `${each.facts.option} and ${before.facts.option} are one and the same key.`,
          'Each of the provider’s keys has a name of its own.',
        ),
      )
  }
  return found
}

/** What the merchant signs by is what the provider answers by: RSA, or SM2 where one of the keys is of it. */
function kindsOf(known: readonly KnownKey[]): Finding[] {
  const kindOf = ({ facts }: KnownKey) => facts.algorithm ?? 'RSA'
  if (known.every((key) => kindOf(key) === 'RSA')) return []
  const own = known.find(({ facts, isPrivate }) => facts.whose === 'merchant' && isPrivate)
  const theirs = known.filter(({ facts }) => facts.whose === 'provider')
  if (!own || theirs.length === 0 || theirs.some((key) => kindOf(key) === kindOf(own))) return []
  const { option } = own.facts
  return [
    wrong(
      option,
      `${option} is an ${kindOf(own)} key, and all of the provider’s are ${kindOf(theirs[0]!)} keys.`,
      'Give the provider’s key of the same algorithm, or your own.',
    ),
  ]
}

const mockKeyOf = (account: ReceivingAccount, { name, input, half }: NamedKey) =>
  ofMock(account, name, { keys: { [name]: half ?? input } })

async function ofMock(account: ReceivingAccount, name: string, given: GivenKeys): Promise<Finding[]> {
  try {
    await refuseMockKeys(account, given)
    return []
  } catch {
    return [
      wrong(
        name,
        `${name} is a key of the mock gateway, or cannot be read.`,
        'Everybody has the mock gateway’s keys: take the provider’s, and your own.',
      ),
    ]
  }
}
