import { systemClock } from '../core/account.js'
import type { Machine } from './io.js'

/** This process, its terminal and its environment. */
export function machine(): Machine {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  // Whoever reads has read enough, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3))
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    async readStdin(limit) {
      const chunks: Uint8Array[] = []
      let length = 0
      // Leaving the loop closes it, which ends whoever still writes.
      for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
        chunks.push(chunk)
        length += chunk.length
        if (length > limit) break
      }
      return Buffer.concat(chunks)
    },
    env: process.env,
    cwd: process.cwd(),
    terminal: process.stdout.isTTY === true,
    clock: systemClock,
    signal: ending.signal,
  }
}
