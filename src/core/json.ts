import { jsonProblem } from '../codec/json.js'
import { parametersError } from './errors.js'

/** @throws `PARAMETERS_INVALID` with the place of what JSON cannot hold, or would change in silence. */
export function mustBeJson(action: string, value: unknown, path = 'body'): void {
  const found = jsonProblem(value)
  if (found)
    throw parametersError(action, [{ path: [path, found.path].filter(Boolean).join('.'), problem: found.problem }])
}

/** @throws `PARAMETERS_INVALID` as {@link mustBeJson}. */
export function writeJson(action: string, value: object): string {
  mustBeJson(action, value)
  return JSON.stringify(value)
}
