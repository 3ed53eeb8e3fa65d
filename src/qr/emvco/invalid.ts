import { type FieldProblem, ShroffError } from '../../core/errors.js'

export function invalid(action: string, fields: readonly FieldProblem[]): ShroffError<'PARAMETERS_INVALID'> {
  const problem = 'The code cannot be built.'
  return new ShroffError('PARAMETERS_INVALID', { problem, fields, action, outcome: 'not-sent' })
}
