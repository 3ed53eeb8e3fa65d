import { configError, type ShroffError } from './errors.js'

/** What an option must be, and the words for it that follow "must be". Data only, so that importing an account runs nothing. */
export type Rule = {
  /** A pattern that a text must match, a list that it must be in, or a question, which may look at the other options. */
  readonly fits:
    | RegExp
    | readonly unknown[]
    | ((value: unknown, options?: Readonly<Record<string, unknown>>) => boolean)
  readonly wanted: string
  /** It cannot be left out. */
  readonly needed?: true
}

/** What other libraries and the wire call an option, in small letters: its name here, or a sentence on why there is none. */
export type OtherNames = Readonly<Record<string, string>>

/**
 * Refuses what `maker` does not know, and what cannot be right. Nothing is ignored: an option that is not read, such as the
 * address of a sandbox, would send tests to production. Values are never repeated, for any of them may be a secret.
 *
 * @throws `CONFIG_INVALID` naming the option, and for an unknown one the nearest that there is.
 */
export function checkOptions<O>(
  maker: string,
  options: unknown,
  rules: Readonly<Record<keyof O & string, Rule>>,
  otherNames: OtherNames = {},
): void {
  refuseUnknown(maker, options, Object.keys(rules), otherNames)
  for (const [name, { fits, wanted, needed }] of Object.entries<Rule>(rules)) {
    const value = (options as Record<string, unknown>)[name]
    if (value === undefined ? !needed : !isUnset(value) && doesFit(fits, value, options as Record<string, unknown>))
      continue
    const next = isUnset(value)
      ? 'The variable that it is read from is probably not set in this environment.'
      : undefined
    throw configError(`${maker}: ${name} must be ${wanted}; ${shown(value)}.`, next)
  }
}

/** @throws `CONFIG_INVALID` for what is no object, and for the first member that is not known, with the nearest that is. */
export function refuseUnknown(
  maker: string,
  options: unknown,
  known: readonly string[],
  otherNames: OtherNames = {},
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw configError(`${maker} was given no options.`)
  for (const name of Object.keys(options))
    if (!known.includes(name)) throw unknownOption(maker, name, known, otherNames)
}

export function doesFit(fits: Rule['fits'], value: unknown, options?: Readonly<Record<string, unknown>>): boolean {
  if (typeof fits === 'function') return fits(value, options)
  return fits instanceof RegExp ? typeof value === 'string' && fits.test(value) : fits.includes(value)
}

export const yesOrNo: Rule = { fits: [true, false], wanted: 'true or false' }

export const isFunction = (value: unknown): boolean => typeof value === 'function'

/** The rules of what every account can be given for its tests. */
export const testRules = {
  clock: {
    fits: (value: unknown) =>
      isFunction((value as { now?: unknown } | null)?.now) && isFunction((value as { sleep?: unknown } | null)?.sleep),
    wanted: 'an object with the functions now and sleep',
  },
  randomBytes: { fits: isFunction, wanted: 'a function that makes so many random bytes' },
} as const satisfies Record<string, Rule>

/** What is left where a variable was not set: nothing, or the word for it that a template or an env file made. */
export const isUnset = (value: unknown): boolean =>
  value == null || (typeof value === 'string' && /^\s*(undefined|null|NaN)?\s*$/.test(value))

/** Only that there is one: what kind of key it is shows when it is imported. */
export const isKey = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null)

/** What an account lacks that was made without a private key, on purpose or not. */
export const withoutKey = (options: object): string =>
  Object.hasOwn(options, 'privateKey') ? 'privateKey (given, but not set)' : 'privateKey'

/** What is wrong with a value, without the value. */
export function shown(value: unknown): string {
  if (value === undefined) return 'it is not set'
  if (value === null) return 'it is null'
  if (typeof value !== 'string') return `it is ${Array.isArray(value) ? 'a list' : `of the type ${typeof value}`}`
  const word = value.trim()
  if (word === '') return 'it is empty'
  if (isUnset(value)) return `it is the word ${word}`
  const more = [
    word !== value && 'blanks or a line end around them',
    /[^\x20-\x7e\s]/.test(value) && 'others than ASCII among them',
  ].filter(Boolean)
  const { length } = value
  return `this one has ${[`${length} character${length === 1 ? '' : 's'}`, ...more].join(', ')}`
}

function unknownOption(
  maker: string,
  name: string,
  known: readonly string[],
  otherNames: OtherNames,
): ShroffError<'CONFIG_INVALID'> {
  // Whatever stands in the place of a name may be a secret; those of options are short.
  const shownName = /^[A-Za-z_$][\w$-]{0,23}$/.test(name) ? name : 'of such a name'
  const bare = letters(name)
  const other = Object.hasOwn(otherNames, bare) ? otherNames[bare] : nearest(bare, known)
  const next = other?.includes(' ') ? other : other && `Did you mean ${other}?`
  return configError(`${maker} has no option ${shownName}.`, next ?? `There are ${known.join(', ')}.`)
}

const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

function nearest(bare: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => [distance(bare.slice(0, 40), letters(name)), name] as const)
  const [best] = ranked.sort(([a], [b]) => a - b)
  // A third of the letters may differ; what is farther off is no slip of the keyboard.
  return best && best[0] <= Math.max(1, Math.floor(bare.length / 3)) ? best[1] : undefined
}

/** Levenshtein: how many letters must be put in, left out or changed to make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let at = 0; at < b.length; at++)
      next.push(Math.min(row[at + 1]! + 1, next[at]! + 1, row[at]! + (b[at] === letter ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
