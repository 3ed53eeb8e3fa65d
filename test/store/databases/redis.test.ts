import { type Ioredis, type NodeRedis, redisStore } from 'shroff/store/redis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { storeContract } from '../contract.js'
import { waitUntil } from '../wait.js'
import { driver } from './drivers.js'

type Io = Ioredis & { call(...parts: (string | number)[]): Promise<unknown>; quit(): Promise<unknown> }
type Node = NodeRedis & { connect(): Promise<unknown>; close(): Promise<unknown> }

const [drivers, socket] = [inject('drivers'), inject('redis')]

describe.skipIf(!socket)('Redis', () => {
  let io: Io
  let node: Node
  beforeAll(async () => {
    io = new (driver<{ Redis: new (path: string) => Io }>(drivers, 'ioredis').Redis)(socket)
    node = driver<{ createClient(options: object): Node }>(drivers, 'redis').createClient({ socket: { path: socket } })
    await node.connect()
  })
  afterAll(async () => {
    await io?.quit()
    await node?.close()
  })

  storeContract('Redis, by ioredis and by node-redis', async () => ({
    stores: [redisStore(io), redisStore(node)],
    async lapse(key) {
      await io.call('HSET', `shroff:${key}`, 'lease_until', '1')
    },
    async forget(key) {
      await io.call('DEL', `shroff:${key}`)
    },
    async pass(milliseconds) {
      const now = async () => {
        const [seconds, micros] = (await io.call('TIME')) as string[]
        return Number(seconds) * 1000 + Number(micros) / 1000
      }
      const start = await now()
      await waitUntil(async () => (await now()) > start + milliseconds)
    },
  }))

  it('forgets each key so long after its lease, or after it was done or given back', async () => {
    const day = 86_400_000
    const store = redisStore(io, { keep: day, prefix: 'shop:' })
    // PEXPIRETIME is of Redis 7.
    const left = async (key: string) => Number(await io.call('PTTL', `shop:${key}`)) / 1000
    const within = async (key: string, seconds: number) => {
      expect(await left(key)).toBeGreaterThan(seconds - 30)
      expect(await left(key)).toBeLessThanOrEqual(seconds)
    }
    const token = async (key: string) => ((await store.claim(key, 1_000_000)) as { token: string }).token
    const held = await token('held')
    await within('held', 86_400 + 1000)
    await store.renew('held', held, 2_000_000)
    await within('held', 86_400 + 2000)
    await store.write('held', held, 'text')
    await within('held', 86_400 + 2000)
    await store.release('held', held)
    await within('held', 86_400)
    await store.confirm('done', await token('done'))
    await within('done', 86_400)
    expect(await io.call('HGETALL', 'shop:done')).not.toContain('value')
  })

  it.each([
    [{ keep: 3600_000 }, 'keep must be an integer number of milliseconds, at least 86400000'],
    [{ prefix: 7 }, 'prefix must be a text'],
    [{ ttl: 1 }, 'has no option ttl'],
  ])('refuses %o', (options, problem) => {
    expect(() => redisStore(io, options as never)).toThrow(problem)
  })
})
