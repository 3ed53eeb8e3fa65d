import { jsonProblem } from '../codec/json.js'
import { parametersError } from './errors.js'

/** @throws `PARAMETERS_INVALID` with the place of what JSON cannot hold, or would change in silence. */
export function mustBeJson(action: string, value: unknown, path = 'body'): void {
  const found = jsonProblem(value)
  if (found)
    throw parametersError(action, [{ path: [path, found.path].filter(Boolean).join('.'), problem: found.problem }])
}

/** @throws `PARAMETERS_INVALID` for a text or a number, also one that is JSON already: it is written here. */
export function mustBeObject(action: string, path: string, value: unknown): void {
  if (typeof value === 'object' && value !== null) return
  throw parametersError(action, [
    { path, problem: `must be an object, which is written as JSON; a ${typeof value} came` },
  ])
}

/** @throws `PARAMETERS_INVALID` as {@link mustBeJson}. */
export function writeJson(action: string, value: object): string {
  mustBeJson(action, value)
  return JSON.stringify(value)
}

/** The caller's own members below ours, member by member; one that we leave out does not wipe out the caller's. */
export function withMore(given: object | undefined, ours: object): object {
  const merged: Record<string, unknown> = { ...given }
  for (const [name, value] of Object.entries(ours)) {
    if (value === undefined) continue
    merged[name] = isPlain(value) && isPlain(merged[name]) ? withMore(merged[name], value) : value
  }
  return merged
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
