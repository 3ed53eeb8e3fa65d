import { type Seed, seed } from '../../mock/index.js'
import { seedSchema } from '../../mock/server/control/seed.js'
import { chinese } from '../chinese/chinese.js'
import { exits, fail } from '../fail.js'
import { readText } from '../files.js'
import type { Io } from '../io.js'
import type { WholeGateway } from '../providers.js'
import { readShape } from '../shape.js'

/** Reads the file before anything is started; `plant` puts it in. */
export async function readSeed(io: Io, path: string): Promise<Seed> {
  let given: unknown
  try {
    given = JSON.parse(await readText(io, path))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    fail(exits.usage, { en: `${path} is no JSON: ${error.message}`, zh: `${path} 不是 JSON` })
  }
  return readShape(path, seedSchema, given)
}

/** Gives the codes of the payers. */
export async function plant(mock: WholeGateway, path: string, wanted: Seed): Promise<string[]> {
  try {
    return await seed(mock, wanted)
  } catch (error) {
    const { message } = error as Error
    return fail(exits.usage, {
      en: `${path}: ${message}`,
      zh: `${path}：${chinese(message) ?? '其中有一步模拟网关做不到'}`,
    })
  }
}
