import { toBase64 } from '#crypto'
import { utf8 } from '../crypto/bytes.js'
import { bodies, decoded } from '../doctor/bodies.js'
import type { Around, Candidate, Found, Half, Practice, Text } from '../doctor/case.js'
import { type Finding, wrong } from '../doctor/finding.js'
import type { YeepayAccount } from './account.js'
import { answerText, resultText } from './canonical.js'
import { bySignature, expectedOf, held, isOfOther, keysOf } from './doctor-keys.js'
import { notice, smNotice } from './doctor-notices.js'
import { request } from './doctor-requests.js'
import { nameOf } from './name.js'
import { fileHost, productionHosts, sandboxHost } from './wire.js'

/** What the doctor knows of YeePay: what it signs, and what merchants do wrong with it. */
export const yeepayPractice: Practice = {
  nameOf,
  // Read when they are asked for: a bundler cannot drop a constant that reads another's members.
  hosts: {
    get production() {
      return [...productionHosts, fileHost]
    },
    get sandbox() {
      return [sandboxHost]
    },
  },
  environmentOf: ({ appKey }: YeepayAccount) => (appKey.startsWith('sandbox_') ? 'sandbox' : undefined),
  algorithmsOf: (account: YeepayAccount) => [held(account).sm ? 'SM2' : 'RSA'],
  keysOf,
  secretsOf: () => ({}),
  findingsOf,
  message({ account, kind, parts }, around) {
    const own = account as YeepayAccount
    if (kind === 'notice') return notice(own, parts, around)
    return kind === 'sm-notice' ? smNotice(own, parts, around) : answer(own, parts, around)
  },
  request,
}

type Parts = Readonly<Record<string, string | Uint8Array | undefined>>

function answer(account: YeepayAccount, parts: Parts, { others }: Around): Found {
  const { sign, serial } = parts as { sign: string; serial?: string }
  const body = parts.body as Uint8Array | undefined
  if (isOfOther(account, sign.split('$')[1])) return 'other-algorithm'
  const write = (content: Text) => answerText(decoded(content) ?? '')
  const text = body && write(body)
  const result = text && resultText(text)
  return {
    ...bySignature(account, sign, others),
    expected: expectedOf(account, serial),
    text,
    ...(result && { also: [result] }),
    *candidates(): Generator<Candidate> {
      if (!body) return
      yield { cause: 'blanks', text: body }
      // Without its blanks first, or their lack would count as a difference.
      for (const each of bodies(text ? utf8(text) : body)) {
        const made = write(each.text)
        const inner = resultText(made)
        yield { ...each, text: made }
        if (inner) yield { ...each, text: inner }
      }
    },
  }
}

/** Keys that stand on public pages, by the begin of their modulus in Base64. */
const published: readonly (readonly [begin: string, whose: 'production' | 'sandbox' | 'samples'])[] = [
  ['6p0XWjscY+gs', 'production'],
  ['4g7dPL+CBeuz', 'sandbox'],
  ['ohkd0mUeTRN4', 'samples'],
  ['1elq7N2bRFcK', 'samples'],
]

function findingsOf({ hosts, mock }: YeepayAccount, halves: readonly Half[]): Finding[] {
  if (mock) return []
  const isSandbox = hosts.includes(sandboxHost)
  return halves.flatMap(({ option, spki }) => {
    const whose = spki && published.find(([begin]) => toBase64(spki).slice(44).startsWith(begin))?.[1]
    if (whose === 'samples')
      return [
        wrong(
          option,
          `${option} is a key of YeePay’s published samples, whose private half everybody has.`,
          'Take the keys of your own application.',
        ),
      ]
    if (whose === undefined || (whose === 'sandbox') === isSandbox) return []
    return [
      wrong(
        option,
        `${option} is YeePay’s key of ${whose}, and the account is of ${isSandbox ? 'sandbox' : 'production'}.`,
        'Take keys, application and hosts of one environment.',
      ),
    ]
  })
}
