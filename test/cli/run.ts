import type { Machine } from '../../src/cli/io.js'
import { main } from '../../src/cli/main.js'

export type Ran = { exit: number; out: string; err: string }

/** Runs a command in this process, in a world of its own. */
export async function run(
  parameters: readonly string[],
  world: Partial<Machine> & { stdin?: string } = {},
): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const { stdin = '', ...rest } = world
  const exit = await main(parameters, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    readStdin: async () => new TextEncoder().encode(stdin),
    env: { LANG: 'en_GB.UTF-8' },
    cwd: '/',
    terminal: false,
    clock: { now: () => Date.parse('2026-03-04T12:00:00+08:00'), sleep: async () => {} },
    signal: new AbortController().signal,
    ...rest,
  })
  return { exit, out: out.join(''), err: err.join('') }
}
