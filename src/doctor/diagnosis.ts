import { type Cause, causes } from './causes.js'

/** What was found, and how it is known. Holds no key, no secret, and of the message a few characters at most. */
export type Diagnosis = {
  readonly cause: Cause
  /** In one sentence or two, with the facts of this case. */
  readonly problem: string
  /** What to do now. */
  readonly next: string
  readonly evidence: {
    /** The option whose key made the signature, or decrypts; absent where none that is known here did. */
    readonly key?: string
    /** The option whose key should have. */
    readonly expected?: string
    /** The other account, where the key is its. */
    readonly account?: string
    /** What the signature says that was hashed with. */
    readonly hash?: string
    /** What differs: fields by their names, and ways of writing. */
    readonly changes?: readonly string[]
    /** Where the text that was signed and the one that came part first. */
    readonly difference?: Difference
    /** How far the time is off; negative where it lies ahead. */
    readonly secondsAgo?: number
  }
}

export type Difference = {
  /** Characters, or bytes where it is no text, before the two part. */
  readonly at: number
  /** What was signed from there on: a few characters. */
  readonly signed: string
  /** What stands there in the message. */
  readonly came: string
}

export type Facts = { readonly [Name in keyof Diagnosis['evidence']]?: Diagnosis['evidence'][Name] | undefined } & {
  /** What it should be hashed with. */
  readonly wantedHash?: string
  readonly told?: string
  readonly advice?: string
}

export function diagnosis(cause: Cause, facts: Facts = {}): Diagnosis {
  const { told, advice, wantedHash, ...rest } = facts
  // Several steps may have changed the same.
  const changes = rest.changes && [...new Set(rest.changes)]
  const given = { ...rest, changes }
  const evidence = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const spoken: Readonly<Record<string, string | undefined>> = {
    told,
    advice,
    key: facts.key,
    expected: facts.expected,
    account: facts.account,
    hash: facts.hash,
    wantedHash,
    seconds: facts.secondsAgo === undefined ? undefined : span(facts.secondsAgo),
    changes: changes?.join(', ') || 'the whole of it',
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => spoken[name] ?? '')
  const [problem, next] = causes[cause]
  const { difference } = facts
  const shown = difference
    ? ` At character ${difference.at} was signed ${JSON.stringify(difference.signed)}, and there is ${JSON.stringify(difference.came)}.`
    : ''
  return { cause, problem: fill(problem) + shown, next: fill(next), evidence }
}

function span(secondsAgo: number): string {
  const seconds = Math.round(Math.abs(secondsAgo))
  const hours = Math.floor(seconds / 3600)
  const rest = [hours && `${hours} h`, Math.floor((seconds % 3600) / 60) && `${Math.floor((seconds % 3600) / 60)} min`]
  return seconds < 120 ? `${seconds} s` : rest.filter(Boolean).join(' ')
}

/** Where two texts part. Secrets are taken out of both before, so that the few characters are none of one. */
export function differenceOf(
  signed: string | Uint8Array,
  came: string | Uint8Array,
  secrets: readonly (string | undefined)[],
): Difference | undefined {
  const [one, other] = [signed, came].map((text) => withoutSecrets(lettersOf(text), secrets)) as [string, string]
  if (one === other) return undefined
  let at = 0
  while (one[at] === other[at] && at < one.length) at += 1
  // Not between the halves of a letter.
  if (/[\ud800-\udbff]/.test(one[at - 1] ?? '')) at -= 1
  return { at, signed: one.slice(at, at + shown), came: other.slice(at, at + shown) }
}

/** Enough to see a slash or a name by, and too little for anything personal. */
const shown = 8

const lettersOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : new TextDecoder().decode(text)

const withoutSecrets = (text: string, secrets: readonly (string | undefined)[]): string =>
  secrets.reduce<string>((rest, secret) => (secret ? rest.replaceAll(secret, '•••') : rest), text)
