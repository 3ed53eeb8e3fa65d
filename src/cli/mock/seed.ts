import { parameterSchema } from '../../core/parameters.js'
import { type Seed, seed } from '../../mock/index.js'
import { seedSchema } from '../../mock/server/control/table.js'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import type { Io } from '../io.js'
import type { WholeGateway } from '../providers.js'

/** Reads the file before anything is started; `plant` puts it in. */
export async function readSeed(io: Io, path: string): Promise<Seed> {
  let given: unknown
  try {
    given = JSON.parse(await readText(io, path))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    fail(exits.usage, { en: `${path} is no JSON: ${error.message}`, zh: `${path} 不是 JSON：${error.message}` })
  }
  const checked = parameterSchema<Seed>(() => seedSchema)['~standard'].validate(given)
  if (!checked.issues) return checked.value
  const [{ path: place, message }] = checked.issues as [(typeof checked.issues)[number]]
  const where = place.join('.') || 'the file'
  return fail(exits.usage, { en: `${path}: ${where} ${message}`, zh: `${path}：${where} ${message}` })
}

/** Gives the codes of the payers. */
export async function plant(mock: WholeGateway, path: string, wanted: Seed): Promise<string[]> {
  try {
    return await seed(mock, wanted)
  } catch (error) {
    const { message } = error as Error
    return fail(exits.usage, `${path}: ${message}`)
  }
}
