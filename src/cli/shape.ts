import type * as z from 'zod'
import { parameterSchema } from '../core/parameters.js'
import { inChinese } from './chinese/chinese.js'
import { exits, fail } from './fail.js'

/**
 * What a file of JSON holds, by its schema.
 *
 * @throws one line with the first place that is not of its form.
 */
export function readShape<T>(file: string, schema: z.core.$ZodType, tree: unknown): T {
  const checked = parameterSchema<T>(() => schema as never)['~standard'].validate(tree)
  if (!checked.issues) return checked.value
  const [{ path, message }] = checked.issues as [(typeof checked.issues)[number]]
  const where = path.join('.') || 'the file'
  return fail(exits.usage, {
    en: `${file}: ${where} ${message}`,
    zh: `${file}：${inChinese(where)} ${inChinese(message)}`,
  })
}
