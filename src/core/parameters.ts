import * as z from 'zod/mini'
import { jsonProblem } from '../codec/json.js'
import { cutInside, isCutInside } from '../codec/text.js'
import { type FieldProblem, parametersError } from './errors.js'
import { once } from './once.js'
import { type UrlLimits, urlProblem } from './public-url.js'
import { type ParameterIssue, type ParameterSchema, schemaOf } from './standard.js'

/**
 * What an action takes, built at first use, so that importing a module costs nothing. Calls of it are marked as pure, so that a
 * bundler drops what is unused.
 */
export function parameterSchema<P>(build: () => z.ZodMiniType): ParameterSchema<P> {
  const schema = once(build)
  return schemaOf((value) => {
    const result = z.safeParse(schema(), value, { reportInput: true })
    if (result.success) return { value: result.data as P }
    return { issues: result.error.issues.flatMap(describeIssue) }
  })
}

/** An order by its number alone, where its payer's code was charged before. */
export const orderAlone = /* @__PURE__ */ parameterSchema<{ orderId: string; payerCode?: undefined }>(() =>
  z.strictObject({ orderId: existing(), payerCode: z.optional(z.undefined()) }),
)

/**
 * Checks what a caller passed to an action, before anything is signed or sent.
 *
 * @returns a copy of what was checked, for the caller may use the object again before the answer comes, and a getter may say
 * something else the second time. What is asked for, what the answer is compared with and what the result says must stay
 * the same. Of `more`, which is written at once, it holds the object itself.
 * @throws `PARAMETERS_INVALID` with every offending field by its path.
 */
export function checkParameters<P, T extends P>(action: string, schema: ParameterSchema<P>, parameters: T): T {
  let fields: FieldProblem[]
  try {
    const result = schema['~standard'].validate(parameters)
    if (!result.issues) return result.value as T
    fields = result.issues.map(({ path, message }) => ({ path: path.join('.') || 'parameters', problem: message }))
  } catch (error) {
    // A getter that throws, or a cycle where JSON is measured.
    throw parametersError(action, [{ path: 'parameters', problem: 'could not be read; see the cause' }], error)
  }
  throw parametersError(action, fields)
}

function describeIssue(issue: z.core.$ZodIssue): ParameterIssue[] {
  const path = issue.path.map(String)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a parameter of this action' }))
    case 'invalid_type': {
      const missing = issue.input === undefined || issue.input === null
      // A type that needs more words than its name has brought them.
      const wanted = /^an? /.test(issue.message) ? issue.message : article(issue.expected)
      const said = `must be ${missing ? 'given, as ' : ''}${wanted}`
      return [{ path, message: missing ? said : `${said}; ${came(issue)} came` }]
    }
    case 'invalid_value':
      return [{ path, message: oneOf(issue.values) }]
    case 'invalid_union': {
      // The discriminator, such as a channel, has a value that does not exist.
      const { options = [] } = issue as { options?: readonly unknown[] }
      return [{ path, message: oneOf(options) }]
    }
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ path, message }))
    default:
      // Every check of ours brings its own text.
      return [{ path, message: issue.message }]
  }
}

const oneOf = (values: readonly unknown[]) =>
  `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}`

const article = (type: string) => (type === 'int' ? 'an integer' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

/** What came in place of the type: with its value where no text is wanted, since a text may be a name or a card's number. */
function came({ expected, input }: z.core.$ZodIssueInvalidType): string {
  const type = Array.isArray(input) ? 'array' : typeof input
  if (expected !== 'string' && (type === 'string' || type === 'number' || type === 'boolean'))
    return `${article(type)}, ${type === 'string' ? `'${String(input).slice(0, 40)}'` : input},`
  if (type !== 'object') return article(type)
  const kind = Object.prototype.toString.call(input).slice(8, -1)
  return kind === 'Object' ? 'an object' : kind === 'Date' ? 'an invalid Date' : article(kind)
}

// What follows are the schemas that providers share. Limits in them are the provider's, never ours.

/** A check that finds its own words, or nothing to say. */
export const unless = <T>(problemOf: (value: T) => string | undefined, path: PropertyKey[] = []) =>
  z.check<T>(({ value, issues }) => {
    const message = problemOf(value)
    if (message !== undefined) issues.push({ code: 'custom', message, path: [...path], input: value, continue: true })
  })

/** A text of 1 to `maximum` characters: the widest reading of "长度". */
export const textUpTo = (maximum: number) => text((given) => lengthProblem(given, maximum))

/** A text about which `problemOf` has nothing to say, cut inside no character. */
export const text = (problemOf: (text: string) => string | undefined) =>
  z.string().check(unless((given) => problemOf(given) ?? (isCutInside(given) ? cutInside : undefined)))

export const lengthProblem = (given: string, maximum: number): string | undefined =>
  given === '' || [...given].length > maximum ? `must be 1 to ${maximum} characters` : undefined

/** A text of this form, and what to say of one that has another. */
export const form = (pattern: RegExp, problem: string) => z.string().check(z.regex(pattern, { error: problem }))

/**
 * A number of something that exists. Whoever made it did so by other limits than those of making one here, another system of the
 * shop's or the provider itself; so it is refused only where it cannot be asked for.
 */
export const existing = () =>
  text((number) => {
    if (number === '' || number.length > 128) return 'must be 1 to 128 characters'
    if (/\p{Cc}/u.test(number)) return 'must not have control characters in it'
    // It stands in a path, which these would leave.
    return number === '.' || number === '..' ? 'must be a number' : undefined
  })

/** CNY in fen, from `least` to `most`. */
export const yuanAmount = ({ least = 1, most = Number.MAX_SAFE_INTEGER } = {}) =>
  z.strictObject(
    {
      currency: z.literal('CNY', { error: "must be 'CNY'" }),
      value: z.number().check(
        unless((value) => {
          if (Number.isSafeInteger(value) && value >= least && value <= most) return
          const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `at least ${least}`
          return `must be an integer number of fen, ${range}; amount('25.00', 'CNY') makes one from a decimal text`
        }),
      ),
    },
    { error: ({ code }) => (code === 'invalid_type' ? "an amount, such as amount('25.00', 'CNY')" : undefined) },
  )

/** A bare number: of fen inside details of goods, and of goods. */
export const count = (least = 0) =>
  z
    .number()
    .check(
      unless((value) =>
        Number.isSafeInteger(value) && value >= least ? undefined : `must be an integer, at least ${least}`,
      ),
    )

/** A moment, from 1970 to 9999; it is written in China time, with a year of four digits. */
export const moment = () =>
  z.date({ error: "a Date, such as new Date('2026-12-01T18:00:00+08:00')" }).check(
    unless((date) => {
      const inside = date.getTime() >= 0 && date.getTime() < Date.UTC(9999, 11, 31)
      return inside ? undefined : 'must be a Date between 1970 and 9999'
    }),
  )

/** An absolute http(s) address. */
export const webUrl = (limits: UrlLimits) => text((address) => urlProblem(address, limits))

/** One of these members and no other, checked on the object that has them. */
export const exactlyOne = <N extends string>(first: N, ...others: N[]) =>
  unless<{ [K in N]?: unknown }>(
    (given) => {
      const there = [first, ...others].filter((name) => given[name] !== undefined)
      if (there.length === 1) return
      const rest = others.join(' or ')
      return there.length === 0
        ? `must be given, or ${rest} in its place`
        : `must not be given together with ${there.at(-1)}`
    },
    [first],
  )

/** Further members in the provider's own spelling, of which JSON changes nothing. */
export const more = () =>
  z.optional(
    z.looseObject({}).check(
      unless((given) => {
        const found = jsonProblem(given)
        return found && `${found.path} ${found.problem}`
      }),
    ),
  )
