import type { Clock } from 'shroff'
import type { Random } from './random.js'

const second = 1000

/** A step of the shop's that runs now; the next event comes once it has come to its own next wait. */
type Resume<T> = (action: () => T | Promise<T>) => Promise<void>

/** A process of the shop: what it has in memory is gone when it dies, and so is whatever waits in it. */
export type Process = {
  readonly name: string
  readonly alive: boolean
  /** While it is suspended nothing in it runs, its heartbeat neither. */
  readonly suspended: boolean
  readonly clock: Clock
  start(task: () => Promise<void>): void
  /** Waits until an event resumes it. */
  wait<T>(register: (resume: Resume<T>) => void): Promise<T>
  /** Waits that long, then does `action` in one step, as a transaction of a database does. */
  step<T>(milliseconds: number, action: () => T): Promise<T>
}

export type Scheduler = ReturnType<typeof createScheduler>

/**
 * Virtual time, and one event at a time: though signatures are made on real threads, the order of all events is the
 * seed's. Between any two waits of a process it may die or be suspended.
 */
export function createScheduler(random: Random, start: number) {
  let now = start
  const queue: { at: number; tie: number; work: () => Promise<void> | void }[] = []
  let ended = () => {}
  const chaos = {
    /** The chances that a process dies, or is suspended, at a step. */
    death: 0,
    suspension: 0,
    onDeath: (_dead: Process) => {},
    onSuspension: (_suspended: Process) => {},
    /** What no part of the shop expected: a mistake of the simulation. */
    onFailure: (_error: unknown) => {},
  }

  const later = (milliseconds: number, work: () => Promise<void> | void) => {
    queue.push({ at: now + Math.max(0, milliseconds), tie: random.next(), work })
  }

  /** Runs a task's code until it waits again, or ends. */
  const until = (run: () => void) =>
    new Promise<void>((resolve) => {
      ended = resolve
      run()
    })

  function createProcess(name: string): Process {
    const state = { alive: true, until: 0 }
    const never = new Promise<never>(() => {})
    /** Whether it goes on here. */
    const survives = (again: () => Promise<void> | void): boolean => {
      if (!state.alive) return false
      if (random.chance(chaos.death)) {
        state.alive = false
        chaos.onDeath(process)
        return false
      }
      if (now >= state.until && random.chance(chaos.suspension)) {
        chaos.onSuspension(process)
        state.until = now + random.between(20 * second, 60 * second)
      }
      if (now >= state.until) return true
      later(state.until - now, again)
      return false
    }
    const wait: Process['wait'] = (register) => {
      if (!state.alive) return never
      return new Promise((resolve, reject) => {
        let done = false
        register(async function resume(action) {
          if (done || !survives(() => resume(action))) return
          done = true
          let told: () => void
          try {
            const value = await action()
            told = () => resolve(value)
          } catch (error) {
            told = () => reject(error)
          }
          await until(told)
        })
        // Whoever called waits from here on.
        ended()
      })
    }
    const process: Process = {
      name,
      get alive() {
        return state.alive
      },
      get suspended() {
        return now < state.until
      },
      wait,
      step: (milliseconds, action) => wait((resume) => later(milliseconds, () => resume(action))),
      start(task) {
        later(0, () => {
          if (!state.alive) return
          return until(() => {
            task().then(
              () => state.alive && ended(),
              (error: unknown) => {
                if (!state.alive) return
                chaos.onFailure(error)
                ended()
              },
            )
          })
        })
      },
      clock: {
        now: () => now,
        sleep: (milliseconds, signal) =>
          wait((resume) => {
            later(milliseconds, () => resume(() => {}))
            const stop = () =>
              later(0, () =>
                resume(() => {
                  throw signal?.reason
                }),
              )
            if (signal?.aborted) stop()
            else signal?.addEventListener('abort', stop, { once: true })
          }),
      },
    }
    return process
  }

  return {
    now: () => now,
    later,
    chaos,
    createProcess,
    /** Until nothing is left to happen. */
    async run() {
      while (queue.length > 0) {
        let first = 0
        for (let place = 1; place < queue.length; place += 1) {
          const [one, best] = [queue[place]!, queue[first]!]
          if (one.at < best.at || (one.at === best.at && one.tie < best.tie)) first = place
        }
        const [event] = queue.splice(first, 1)
        now = Math.max(now, event!.at)
        await event!.work()
      }
    },
  }
}
