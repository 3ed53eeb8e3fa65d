/**
 * A store in Redis or Valkey, alone or as a cluster.
 *
 * @module shroff/store/redis
 */
import { checkOptions } from '../core/options.js'
import { mustHave } from './handle.js'
import { steps } from './redis-scripts.js'
import type { Claimed, Store } from './store.js'

/** ioredis: `new Redis()` or `new Cluster([…])`. */
export type Ioredis = {
  eval(script: string, keys: number, ...keysAndValues: string[]): Promise<unknown>
  defineCommand: unknown
}

/** node-redis: `createClient()` or `createCluster()`; of any other client an object with this function. */
export type NodeRedis = {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

export type RedisStoreOptions = {
  /** Stands before each key in Redis. Default `shroff:`. */
  prefix?: string
  /** Milliseconds after which a key that nobody holds is forgotten, done or not; a day or more. Default 30 days. */
  keep?: number
}

const day = 86_400_000

/**
 * A store in Redis 5 or later, or Valkey, by the server's time. Each step is one script with one key, so that it runs on a cluster
 * too. What Redis forgets in a crash or a failover the store forgets; see docs/stores.md.
 *
 * @throws `CONFIG_INVALID` for what is no client, or options that cannot be right.
 * @example
 * const store = redisStore(new Redis(process.env.REDIS_URL))
 */
export function redisStore(client: Ioredis | NodeRedis, options: RedisStoreOptions = {}): Store {
  checkOptions<RedisStoreOptions>('redisStore', options, {
    prefix: { fits: /^/, wanted: 'a text' },
    keep: {
      fits: (value) => Number.isSafeInteger(value) && (value as number) >= day,
      wanted: 'an integer number of milliseconds, at least 86400000',
    },
  })
  mustHave('redisStore', 'client', client, 'eval')
  const { prefix = 'shroff:', keep = 30 * day } = options
  const run = (script: string, key: string, ...values: (string | number)[]) => {
    const texts = values.map(String)
    return 'defineCommand' in client
      ? client.eval(script, 1, prefix + key, ...texts)
      : client.eval(script, { keys: [prefix + key], arguments: texts })
  }
  const changed = async (...call: Parameters<typeof run>) => (await run(...call)) === 1
  return {
    async claim(key, lease) {
      const said = await run(steps.claim, key, lease, keep)
      const [state, token, value] = said as [Claimed['state'], string, string | null]
      return state === 'claimed' ? { state, token, ...(value !== null && { value }) } : { state }
    },
    renew: (key, token, lease) => changed(steps.renew, key, token, lease, keep),
    write: (key, token, value) => changed(steps.write, key, token, value),
    confirm: (key, token) => changed(steps.confirm, key, token, keep),
    release: (key, token) => changed(steps.release, key, token, keep),
  }
}
