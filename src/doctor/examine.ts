import { same } from '../crypto/certificate.js'
import { publicHalvesOf } from '../crypto/fingerprint.js'
import type { Candidate, Case, Content, NamedKey, Sealed, Shared, Signed, Text, Verifiable } from './case.js'
import type { Cause } from './causes.js'
import { type Diagnosis, diagnosis, differenceOf, type Facts } from './diagnosis.js'
import { readings } from './readings.js'
import { bytesOf, digestOf, recover } from './recover.js'

/** Another account, and what its keys are. */
export type Other = { readonly name: string; readonly keys: readonly NamedKey[] }

export type Circumstances = {
  readonly others: readonly Other[]
  /** Milliseconds since 1970 when it came. */
  readonly now: number
  readonly secrets: readonly (string | undefined)[]
  /** What the error said, for where nothing more is found. */
  readonly told: Pick<Facts, 'told' | 'advice'>
  /** What the error was about, where the signature is not it. */
  readonly about: 'time' | 'key' | 'signature'
}

export function examine(found: Case, around: Circumstances): Promise<Diagnosis> {
  switch (found.scheme) {
    case 'rsa':
      return examineSigned(found, around)
    case 'curve':
      return examineVerifiable(found, around)
    case 'shared':
      return examineShared(found, around)
    default:
      return examineSealed(found, around)
  }
}

async function examineSealed({ tries, otherwise }: Sealed, { told }: Circumstances): Promise<Diagnosis> {
  for (const { name: key, account, cause, open } of tries) {
    const opened = await open().then(
      () => true,
      () => false,
    )
    if (opened) return diagnosis(cause, { key, account })
  }
  return otherwise ? diagnosis(otherwise) : diagnosis('told', told)
}

/** How many texts are tried under each key: a verification takes milliseconds. */
const maximumTried = 100

/** Such a signature shows neither its text nor its key: each is tried, and what fits is certain. What does not is left as it was told. */
async function examineVerifiable(found: Verifiable, around: Circumstances): Promise<Diagnosis> {
  const { expected, keys, text, also = [] } = found
  if (text === undefined) return diagnosis('told', around.told)
  const wanted = keys.find(({ name, account }) => name === expected && account === undefined)
  for (const key of keys) {
    if (!(await some([text, ...also], key.fits))) continue
    const facts: Facts = { key: key.name, expected, account: key.account }
    if (key.account !== undefined) return diagnosis('other-account', facts)
    if (key.whose === 'merchant' && wanted?.whose !== 'merchant') return diagnosis('signed-by-own-key', facts)
    if (wanted && key !== wanted) return diagnosis('other-key', facts)
    return rightOr(found, around, facts)
  }
  let left = maximumTried
  for (const candidate of found.candidates()) {
    if (left-- === 0) break
    for (const key of wanted ? [wanted] : keys)
      if (await key.fits(candidate.text)) return ofCandidate(candidate, found, around, { key: key.name, expected })
  }
  return diagnosis('told', around.told)
}

/** A digest under a shared key cannot be taken apart: whole signatures are compared. */
async function examineShared(found: Shared, around: Circumstances): Promise<Diagnosis> {
  const { signature, text, signed } = found
  const fits = async (made: Text) => String(made).toLowerCase() === signature.trim().toLowerCase()
  if (text === undefined) return diagnosis('shared-key')
  if (await fits(await signed(text))) {
    const rewritten = signature !== (await signed(text))
    return rewritten ? diagnosis('signature-rewritten') : rightOr(found, around, {})
  }
  const candidate = await firstThatFits(found, async (each) => fits(await (each.signed ?? signed)(each.text)))
  return candidate ? ofCandidate(candidate, found, around, {}) : diagnosis('shared-key')
}

type Half = {
  readonly name: string
  readonly whose: NamedKey['whose']
  readonly account?: string
  readonly spki: Uint8Array
}

async function examineSigned(found: Signed, around: Circumstances): Promise<Diagnosis> {
  const { expected, hash: wantedHash = 'SHA-256', signed = async (text: Text) => text } = found
  const halves = await halvesOf(found, around.others)
  const right = found.text === undefined ? undefined : bytesOf(await signed(found.text))
  const wanted = halves.find(({ name, account }) => name === expected && account === undefined)
  const own = halves.filter(({ whose, account }) => whose === 'merchant' && account === undefined)
  const isOwn = wanted?.whose === 'provider' && own.some(({ spki }) => same(spki, wanted.spki))
  for (const [signature, changes] of readings(found.signature, found.alphabet)) {
    for (const half of halves) {
      const made = await recover(half.spki, signature, right)
      if (!made) continue
      const { name: key, account, whose } = half
      const hash = made.form === 'digest' ? made.hash : undefined
      const facts: Facts = { key, expected, account, hash, wantedHash }
      if (account !== undefined) return diagnosis('other-account', facts)
      if (whose === 'merchant' && wanted?.whose !== whose) return diagnosis('signed-by-own-key', facts)
      if (made.form === 'pss') return diagnosis('wrong-padding', facts)
      if (made.form === 'bare') return diagnosis('bare-digest', facts)
      if (hash !== wantedHash) return diagnosis('wrong-hash', facts)
      if (wanted && !same(wanted.spki, half.spki)) return diagnosis('other-key', facts)
      const fits = async (text: Text) => (await digestOf(made.hash, bytesOf(text))) === made.digest
      if (!right) return diagnosis('text-not-kept', facts)
      const others = found.also ?? []
      if ((await fits(right)) || (await some(others, async (text) => fits(await signed(text)))))
        return changes.length > 0
          ? diagnosis('signature-rewritten', { ...facts, changes })
          : rightOr(found, around, facts)
      const candidate = await firstThatFits(found, async (each) => fits(await (each.signed ?? signed)(each.text)))
      return candidate ? ofCandidate(candidate, found, around, facts) : diagnosis('unknown', facts)
    }
  }
  return diagnosis(isOwn ? 'own-key-configured' : 'no-key-fits', { expected })
}

/** Expected keys first, so that a key in two places is told by the right one. */
async function halvesOf({ keys, expected }: Signed, others: readonly Other[]): Promise<Half[]> {
  const all = [...keys].sort((a, b) => Number(b.name === expected) - Number(a.name === expected))
  const halves = async (given: readonly NamedKey[], account?: string) =>
    (
      await Promise.all(
        given.map(async ({ name, whose, input }) =>
          // A key that cannot be read, or does not leave its HSM, has made nothing that could be known.
          (input === undefined ? [] : await publicHalvesOf(input).catch(() => [])).map((spki) => ({
            name,
            whose,
            spki,
            ...(account !== undefined && { account }),
          })),
        ),
      )
    ).flat()
  const found: Half[] = await halves(all)
  const whose = all[0]?.whose
  for (const { name, keys: theirs } of others)
    for (const half of await halves(theirs, name))
      if (half.whose === whose && !found.some(({ spki }) => same(spki, half.spki))) found.push(half)
  return found
}

/** How much text is hashed at most, so that a long message does not hold up the process for more than a second. */
const budget = 64_000_000

async function firstThatFits(
  { candidates }: Pick<Signed, 'candidates'>,
  fits: (candidate: Candidate) => Promise<boolean>,
): Promise<Candidate | undefined> {
  let left = budget
  for (const candidate of candidates()) {
    left -= candidate.text.length + 200
    if (left < 0) return undefined
    if (await fits(candidate)) return candidate
  }
  return undefined
}

function ofCandidate(
  { cause, changes, text }: Candidate,
  found: { readonly text: Text | undefined },
  { secrets }: Circumstances,
  facts: Facts,
): Diagnosis {
  const difference = found.text === undefined ? undefined : differenceOf(text, found.text, secrets)
  return diagnosis(cause, { ...facts, changes, ...(difference && { difference }) })
}

const minute = 60

/** Zones are whole hours apart, or half ones, and 14 at most. */
function isZone(seconds: number): boolean {
  const rest = seconds % (30 * minute)
  return seconds > 59 * minute && seconds < 14.5 * 60 * minute && Math.min(rest, 30 * minute - rest) <= minute
}

async function rightOr(
  { signedAt, fresh, holds = 5 * minute, beside, content }: Signed | Verifiable | Shared,
  around: Circumstances,
  facts: Facts,
): Promise<Diagnosis> {
  const { now, told, about } = around
  const ago = signedAt === undefined ? 0 : (now - signedAt) / 1000
  if (ago >= holds || ago <= -5 * minute) {
    const cause: Cause = fresh || ago < 0 ? (isZone(Math.abs(ago)) ? 'time-zone' : 'clock') : 'clock-or-late'
    return diagnosis(cause, { ...facts, secondsAgo: Math.round(ago) })
  }
  if (about === 'key') return diagnosis('key-name-differs', facts)
  if (content && !(await isOf(content))) return ofContent(content, around, facts)
  if (beside) return diagnosis(beside, facts)
  return about === 'signature' && told.told === undefined
    ? diagnosis('right', facts)
    : diagnosis('told', { ...facts, ...told })
}

const isOf = ({ digest, hash, text, also = [] }: Content): Promise<boolean> =>
  some([text, ...also], async (one) => (await hash(one)) === digest)

async function some<T>(given: readonly T[], fits: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of given) if (await fits(one)) return true
  return false
}

/** What was hashed in place of what came: a hash tells no less of its text than a signature. */
async function ofContent(content: Content, around: Circumstances, facts: Facts): Promise<Diagnosis> {
  const { digest, hash } = content
  const candidate = await firstThatFits(
    content,
    async ({ text, signed }) => digest === (signed ? String(await signed(text)) : await hash(text)),
  )
  return candidate ? ofCandidate(candidate, content, around, facts) : diagnosis('other-content', facts)
}
