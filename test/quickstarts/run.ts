import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Vitest's own variables would have the frameworks run for a test.
const own = /^(NODE_ENV|VITEST.*|TEST|DEV|PROD|MODE|NODE_OPTIONS|FORCE_COLOR)$/
export const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
}

/** Starts a program that stays. */
export function start(cwd: string, [program, ...parameters]: string[], environment: Record<string, string> = {}) {
  const child = spawn(program!, parameters, { cwd, env: { ...env, ...environment } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
      child.emit('said')
    })
  const closed = once(child, 'close')
  const ended = closed.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}:\n${output}`)))
  ended.catch(() => {})
  return {
    said: () => output,
    /** Resolves when it has said this. Rejects if it ends before. */
    async says(words: string) {
      while (!output.includes(words)) await Promise.race([once(child, 'said'), ended])
    },
    /** Resolves when it answers there. */
    async answers(url: string) {
      const attempt = () => fetch(url).then(Boolean, () => false)
      while (!(await attempt())) await Promise.race([new Promise((resolve) => setImmediate(resolve)), ended])
    },
    async end() {
      child.kill()
      await closed
    },
    closed,
  }
}

/** What a program printed that ends by itself, and how it ended. */
export async function run(cwd: string, command: string[], environment?: Record<string, string>): Promise<string> {
  const { closed, said } = start(cwd, command, environment)
  const [code] = await closed
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${said()}`)
  return said()
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
