import { isShroffError, type ShroffError } from './errors.js'
import { type ParameterIssue, type ParameterSchema, schemaOf } from './standard.js'

/** A check that throws, as a Standard Schema: for actions whose parameters no schema library describes. */
export function schemaOfCheck<P extends object>(check: (given: P) => void): ParameterSchema<P> {
  return schemaOf((value) => {
    try {
      check(value as P)
      return { value: { ...(value as P) } }
    } catch (error) {
      if (!isShroffError(error)) throw error
      return { issues: issuesOf(error) }
    }
  })
}

/** A mistake in a call as such has no field; its first line names it. */
const issuesOf = ({ fields, message }: ShroffError): ParameterIssue[] =>
  fields?.map(({ path, problem }) => ({ path: path.split('.'), message: problem })) ?? [
    { path: [], message: message.split('\n')[0]! },
  ]
