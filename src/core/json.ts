import { parametersError } from './errors.js'

/** @throws `PARAMETERS_INVALID` for what JSON cannot hold: a cycle, a bigint, a `toJSON` that fails. */
export function writeJson(action: string, value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    const problem = (error as Error | undefined)?.message ?? 'cannot be written as JSON'
    throw parametersError(action, [{ path: 'parameters', problem }], error)
  }
}
