import { configError, plain, ShroffError } from './errors.js'
import type { StandardIssue, StandardSchema } from './standard.js'

/** @throws `CONFIG_INVALID` for what no validator made, before anything is sent: afterwards it would be too late. */
export function mustBeSchema(action: string, schema: unknown): void {
  const { validate } = (schema as Partial<StandardSchema<unknown>> | null)?.['~standard'] ?? {}
  if (schema === undefined || typeof validate === 'function') return
  throw configError(
    `${action}: schema must be a Standard Schema, as Zod, Valibot and ArkType make them.`,
    'See https://standardschema.dev.',
  )
}

/**
 * What the caller's schema makes of a verified answer; without one, the answer as it is.
 *
 * @throws `BODY_INVALID` with the place and the words of each of its issues, three at most.
 */
export async function typedBy<O>(schema: StandardSchema<unknown, O> | undefined, value: unknown): Promise<O> {
  if (!schema) return value as O
  let result: Awaited<ReturnType<(typeof schema)['~standard']['validate']>>
  try {
    result = await schema['~standard'].validate(value)
  } catch (cause) {
    throw misfit('the schema threw while it checked it', cause)
  }
  const { issues } = result
  if (!issues) return result.value
  const more = issues.length > 3 ? `; and ${issues.length - 3} more` : ''
  throw misfit(issues.slice(0, 3).map(described).join('; ') + more)
}

const described = ({ path = [], message }: StandardIssue) => {
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part))
  return `/${names.map((name) => plain(name, 60)).join('/')}: ${plain(message, 200)}`
}

const misfit = (problem: string, cause?: unknown) =>
  new ShroffError('BODY_INVALID', {
    problem: `The answer is verified, but does not fit the schema that was given: ${problem}.`,
    next: 'The provider has done what it was asked, or says where it stands: correct the schema before you ask again.',
    cause,
  })
