import { type ChildProcess, fork } from 'node:child_process'
import { randomOf } from '../../simulation/random.js'
import { waitUntil } from '../wait.js'
import type { Said, Task } from './worker.js'

type Delivery = { id: number; event: string; ended?: (how: string) => void }
type Worker = { child: ChildProcess; isReady: boolean; isStopped: boolean; inFlight: Map<number, Delivery> }

const atOnce = 8

/**
 * A provider and what befalls a shop: delivers each event three times, in an order that the seed decides, to two processes, and
 * again whatever was not answered as received. At points that the seed decides a process is killed, or is stopped until the
 * other has got what it held, and continued.
 */
export async function deliver(
  program: string,
  task: Task,
  { events, seed, kills, stops }: { events: string[]; seed: number; kills: number; stops: number },
): Promise<{ answers: Map<string, number>; takenOver: number }> {
  const random = randomOf(seed)
  const queue: Delivery[] = [...events, ...events, ...events].map((event, id) => ({ id, event }))
  for (let at = queue.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at)
    ;[queue[at], queue[other]] = [queue[other]!, queue[at]!]
  }
  const points = [...new Array(kills).fill('kill'), ...new Array(stops).fill('stop')]
    .map((what: 'kill' | 'stop') => ({ what, at: random.between(1, events.length / 2) }))
    .sort((one, other) => one.at - other.at)
  const answers = new Map<string, number>()
  const workers: Worker[] = [start(), start()]
  let missing = queue.length
  let probes = 0
  let takenOver = 0
  /** What is to be stopped in the middle: it takes its time. */
  let slow: Delivery | undefined
  /** The events that somebody has been sent. */
  const given = new Set<string>()
  let failure: unknown

  function start(): Worker {
    const child = fork(program, [JSON.stringify(task)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [],
    })
    const worker: Worker = { child, isReady: false, isStopped: false, inFlight: new Map() }
    child.on('message', (said: Said) => ('id' in said ? answered(worker, said) : reached(worker, said)))
    child.on('exit', (code) => {
      if (code) failure = new Error(`A process of the shop ended with ${code}.`)
      // Its connections are cut: the provider sends them again.
      for (const delivery of worker.inFlight.values()) again(delivery, 'cut')
      if (missing > 0 && failure === undefined) workers[workers.indexOf(worker)] = start()
    })
    return worker
  }
  function answered({ inFlight }: Worker, { id, how }: { id: number; how: string }) {
    const delivery = inFlight.get(id)!
    inFlight.delete(id)
    answers.set(how, (answers.get(how) ?? 0) + 1)
    if (slow === delivery) {
      // It was done before, or another has it.
      slow = undefined
      points.unshift({ what: 'stop', at: 0 })
    }
    if (delivery.ended) delivery.ended(how)
    else if (how === 'received' || how === 'repeated') missing -= 1
    else return again(delivery, how)
    send()
  }
  function again(delivery: Delivery, how: string) {
    if (delivery.ended) return delivery.ended(how)
    // A provider waits longer; here it only must not spin.
    setTimeout(() => {
      queue.push(delivery)
      send()
    }, 20)
  }
  function reached(worker: Worker, { at, event }: { at: string; event?: string }) {
    if (at === 'ready') {
      worker.isReady = true
      return send()
    }
    const isThis = slow && slow.event === event && worker.inFlight.has(slow.id)
    if (at === 'working' && isThis) return void stop(worker, event!).catch((error) => (failure = error))
    if (points[0]?.what !== 'kill' || given.size < points[0].at || !isCalm() || random.chance(0.7)) return
    points.shift()
    worker.isReady = false
    worker.child.kill('SIGKILL')
  }
  /** One thing at a time. */
  function isCalm() {
    return slow === undefined && workers.every(({ isReady, isStopped }) => isReady && !isStopped)
  }
  /** Past the lease: until the other process, which is sent the same event, has got it. */
  async function stop(worker: Worker, event: string) {
    slow = undefined
    worker.isStopped = true
    worker.child.kill('SIGSTOP')
    const other = workers.find((one) => one !== worker)!
    let said = ''
    await waitUntil(async () => {
      said = await new Promise<string>((ended) => give(other, { id: --probes, event, ended }))
      return said !== 'busy'
    })
    if (said === 'received') takenOver += 1
    else points.unshift({ what: 'stop', at: 0 })
    worker.child.kill('SIGCONT')
    worker.isStopped = false
    send()
  }
  function give(worker: Worker, delivery: Delivery) {
    worker.inFlight.set(delivery.id, delivery)
    worker.child.send({ id: delivery.id, event: delivery.event, isSlow: delivery === slow })
  }
  function send() {
    // While one starts the other would do it all.
    while (workers.every(({ isReady }) => isReady)) {
      const free = workers.filter(({ isStopped, inFlight }) => !isStopped && inFlight.size < atOnce)
      const isDue = points[0]?.what === 'stop' && given.size >= points[0].at && isCalm()
      // What nobody has worked on yet is kept for calm times, so that there is always something to disturb.
      const place = queue.findIndex(({ event }) => given.has(event) || isCalm())
      const fresh = isDue ? queue.findIndex(({ event }) => !given.has(event)) : -1
      const [delivery] = queue.splice(fresh >= 0 ? fresh : place, place < 0 || free.length === 0 ? 0 : 1)
      if (!delivery) return
      if (fresh >= 0) {
        points.shift()
        slow = delivery
      }
      given.add(delivery.event)
      give(random.pick(free), delivery)
    }
  }

  try {
    await waitUntil(() => {
      if (failure) throw failure
      return missing === 0 && !workers.some(({ isStopped }) => isStopped)
    }, 500_000)
  } finally {
    missing = 0
    for (const { child } of workers) child.kill('SIGKILL')
  }
  return { answers, takenOver }
}
