import * as z from 'zod/mini'
import { type FieldProblem, parametersError } from './errors.js'

/**
 * Checks what a caller passed to an action, before anything is signed or sent.
 *
 * @returns a copy of what was checked, for the caller may use the object again before the answer comes, and a getter may say
 * something else the second time. What is asked for, what the answer is compared with and what the result says must stay
 * the same. Of `more`, which is written at once, it holds the object itself.
 * @throws `PARAMETERS_INVALID` with every offending field by its path.
 */
export function checkParameters<T>(action: string, schema: z.ZodMiniType, parameters: T): T {
  let fields: FieldProblem[]
  try {
    const result = z.safeParse(schema, parameters, { reportInput: true })
    if (result.success) return result.data as T
    fields = result.error.issues.flatMap((issue) => describeIssue(issue))
  } catch (error) {
    // A getter that throws, or a cycle where JSON is measured.
    throw parametersError(action, [{ path: 'parameters', problem: 'could not be read; see the cause' }], error)
  }
  throw parametersError(action, fields)
}

function describeIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [path, key].filter(Boolean).join('.'),
        problem: 'is not a parameter of this action',
      }))
    case 'invalid_type': {
      const missing = issue.input === undefined || issue.input === null
      return [
        { path: path || 'parameters', problem: `must be ${missing ? 'given, as ' : ''}${article(issue.expected)}` },
      ]
    }
    case 'invalid_value':
      return [{ path, problem: oneOf(issue.values) }]
    case 'invalid_union': {
      // The discriminator, such as a channel, has a value that does not exist.
      const { options = [] } = issue as { options?: readonly unknown[] }
      return [{ path, problem: oneOf(options) }]
    }
    default:
      // Every check of ours brings its own text.
      return [{ path: path || 'parameters', problem: issue.message }]
  }
}

const oneOf = (values: readonly unknown[]) =>
  `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}`

const article = (type: string) => (type === 'int' ? 'an integer' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

/**
 * Builds a schema at first use, so that importing a module costs nothing. Calls of it are marked as pure, so that a bundler
 * drops an unused schema.
 */
export function once<T>(build: () => T): () => T {
  let built: { value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}
