import { type FieldProblem, parametersError } from './errors.js'

/** What is made of one text; what it throws with `problem` is told with the text's place. */
export type Change = (text: string, path: string) => Promise<string>

/**
 * A copy of an object in which the texts at these paths are changed, all others as they were. `receivers.0.name` and
 * `receivers.*.name`, each of a list, are paths.
 *
 * @param missing What a path that leads to nothing is: a slip that would leave a text as it is, or nothing to do.
 * @throws `PARAMETERS_INVALID` for a path that leads to no text.
 */
export async function changeMembers<T>(
  action: string,
  body: T,
  paths: readonly string[],
  missing: 'refused' | 'passed over',
  change: Change,
): Promise<T> {
  const wrong = (path: string, problem: string) => parametersError(action, [{ path, problem } satisfies FieldProblem])
  const at = async (value: unknown, [step, ...rest]: readonly string[], place: readonly string[]): Promise<unknown> => {
    const path = place.join('.')
    if (value === undefined || value === null) {
      if (missing === 'refused') throw wrong(path, 'is not there')
      return value
    }
    if (step === undefined) {
      if (typeof value !== 'string') throw wrong(path, `must be a text; a ${typeof value} came`)
      return change(value, path)
    }
    if (typeof value !== 'object') throw wrong(path, `must be an object or a list; a ${typeof value} came`)
    const within = (name: string, member: unknown) => at(member, rest, [...place, name])
    if (Array.isArray(value)) {
      const chosen = value.map((_, index) => step === '*' || step === String(index))
      if (step !== '*' && !chosen.includes(true)) return within(step, undefined).then(() => value)
      return Promise.all(value.map((item, index) => (chosen[index] ? within(String(index), item) : item)))
    }
    if (!Object.hasOwn(value, step)) return within(step, undefined).then(() => value)
    const changed = await within(step, (value as Record<string, unknown>)[step])
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, name === step ? changed : member]))
  }
  let changed: unknown = body
  for (const path of paths) changed = await at(changed, path.split('.'), [])
  return changed as T
}
