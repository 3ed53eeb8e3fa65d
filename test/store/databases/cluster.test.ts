import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { type Ioredis, type NodeRedis, redisStore } from 'shroff/store/redis'
import { expect, inject, it } from 'vitest'
import { freePort } from '../../quickstarts/run.js'
import { waitUntil } from '../wait.js'
import { driver } from './drivers.js'
import { startRedis } from './servers.js'

// Three nodes: `npm run full:stores`. The contract runs on one server; what is different here is where a script is sent.
it.skipIf(!process.env.STORE_EVENTS)(
  'runs on a Redis Cluster of three nodes, by ioredis and by node-redis',
  async ({ skip, onTestFinished }) => {
    if (!inject('redis')) return skip('Redis is not installed')
    const ports: number[] = []
    for (const name of ['node-1', 'node-2', 'node-3']) {
      const [port, bus] = [await freePort(), await freePort()]
      const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(bus)]
      const server = await startRedis(
        inject('scratch'),
        ['--port', String(port), '--bind', '127.0.0.1', ...cluster],
        name,
      )
      if ('missing' in server) return skip(server.missing)
      onTestFinished(server.end)
      ports.push(port)
    }
    const nodes = ports.map((port) => `127.0.0.1:${port}`)
    execFileSync('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-yes'])

    type Io = Ioredis & { disconnect(): void }
    type Node = NodeRedis & { connect(): Promise<unknown>; close(): Promise<unknown> }
    const io = new (driver<{ Cluster: new (nodes: object[]) => Io }>(inject('drivers'), 'ioredis').Cluster)(
      ports.map((port) => ({ host: '127.0.0.1', port })),
    )
    onTestFinished(() => io.disconnect())
    const rootNodes = nodes.map((node) => ({ url: `redis://${node}` }))
    const node = driver<{ createCluster(options: object): Node }>(inject('drivers'), 'redis').createCluster({
      rootNodes,
    })
    await node.connect()
    onTestFinished(async () => void (await node.close()))
    const [one, other] = [redisStore(io), redisStore(node)]
    // Each node has to hear from the others first that the cluster is whole.
    await waitUntil(
      async () =>
        (await Promise.all([one.claim(randomUUID(), 1), other.claim(randomUUID(), 1)]).catch(() => [])).length === 2,
    )

    const run = randomUUID()
    for (let count = 0; count < 300; count += 1) {
      const key = `${run} ${count}`
      const [holder, rival] = count % 2 ? [one, other] : [other, one]
      const { token } = (await holder.claim(key, 60_000)) as { token: string }
      expect(await rival.claim(key, 60_000)).toEqual({ state: 'busy' })
      expect(await rival.renew(key, token, 60_000)).toBe(true)
      expect(await rival.write(key, token, '茶')).toBe(true)
      expect(await holder.release(key, token)).toBe(true)
      const next = (await rival.claim(key, 60_000)) as { token: string }
      expect(next).toMatchObject({ state: 'claimed', value: '茶' })
      expect(await holder.confirm(key, token)).toBe(false)
      expect(await holder.confirm(key, next.token)).toBe(true)
      expect(await rival.claim(key, 60_000)).toEqual({ state: 'done' })
    }
    // They lie on all three.
    for (const port of ports)
      expect(Number(execFileSync('redis-cli', ['-p', String(port), 'dbsize'], { encoding: 'utf8' }))).toBeGreaterThan(
        50,
      )
  },
)
