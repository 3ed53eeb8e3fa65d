import type { Transport, WireReply, WireRequest } from 'shroff'
import { type Fault, failNext, faults, type MockGateway } from 'shroff/mock'

/**
 * What can happen to a request. `cut`: it reaches nobody. `late`: it is at the provider's door now, and is worked on when
 * the test lands it.
 */
export type Passage = Fault | 'cut' | 'late' | 'good'

/** What happens to the requests, one after the other; with nothing left the line is good. */
export type Line = {
  script: Passage[]
  cut: boolean
  before?: (() => Promise<void>) | undefined
  /** What becomes of an answer on its way back. */
  alter?: ((reply: WireReply) => WireReply) | undefined
  /** What is late, oldest first. */
  late: (() => Promise<unknown>)[]
}

/** Says by an error what is wrong with a request or its answer. */
export type Judge = (request: WireRequest, reply: WireReply) => void

/** Judges one exchange of each kind and remembers which, for an oracle that takes long. */
export function judgeOfEachKind(judged: Set<string>, judge: Judge): Judge {
  return (request, reply) => {
    const kind = `${request.method} ${new URL(request.url).pathname.replace(/\d+/g, '0')} ${reply.status}`
    if (judged.has(kind)) return
    judge(request, reply)
    judged.add(kind)
  }
}

/** A line to a mock that does to each request what the test says; what nothing happens to is judged, if somebody judges. */
export function scriptedLine(
  mock: MockGateway,
  provider: string,
  judge?: { judge: Judge; misjudged: unknown[] },
): { line: Line; transport: Transport } {
  const line: Line = { script: [], cut: false, late: [] }
  const { clock } = mock
  const transport: Transport = async (request, options) => {
    await line.before?.()
    const next = line.script.shift() ?? 'good'
    if (next === 'late') {
      const at = clock.now()
      line.late.push(async () => {
        // The door has let it in at its time, code and signature were fresh then.
        const { now } = clock
        Object.assign(clock, { now: () => at })
        await mock.transport(request, { signal: new AbortController().signal })
        Object.assign(clock, { now })
      })
    }
    if (line.cut || next === 'cut' || next === 'late') throw new DOMException('no answer', 'TimeoutError')
    if (next !== 'good') failNext(mock, { provider, fault: next })
    const well = judge && faults(mock, { provider }).length === 0
    const reply = await mock.transport(request, options)
    if (well)
      try {
        judge.judge(request, reply)
      } catch (error) {
        // Thrown here it would pass for a broken line.
        judge.misjudged.push(error)
      }
    return line.alter?.(reply) ?? reply
  }
  return { line, transport }
}
