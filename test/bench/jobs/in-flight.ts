import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { amount, createClient } from 'shroff'
import { nodeTransport } from 'shroff/node'
import { createPayment, wechatpay } from 'shroff/wechatpay'
import { sealReply } from '../../oracle/wechatpay.js'
import { report } from '../result.js'
import { serve } from '../server.js'
import { platform, platformSerial, wechatpayOptions } from '../shop.js'

const inFlight = 1000

// A provider that takes two seconds for each answer, so that a thousand wait while five hundred a second come and go.
if (process.send) serve(2000)
else await bench()

async function bench() {
  const server = fork(process.argv[1]!, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const body = JSON.stringify({ code_url: 'weixin://wxpay/bizpayurl?pr=p4lpSuKzz' })
  const sealed = sealReply({
    privateKey: platform.privateKey,
    serial: platformSerial,
    now: Date.now(),
    nonce: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
    body,
  })
  server.send({ '/v3/pay/transactions/native': { headers: sealed.headers, body } })
  const [port] = (await once(server, 'message')) as [number]

  const account = wechatpay({ ...wechatpayOptions, hosts: [`http://127.0.0.1:${port}`] })
  const client = createClient({ account, transport: nodeTransport({ maxSockets: inFlight }), retry: { attempts: 1 } })
  let count = 0
  const create = () => {
    count += 1
    return createPayment(client, {
      channel: 'qr',
      orderId: `T-${count}-order`,
      amount: amount('25.00', 'CNY'),
      description: 'Oolong tea',
      notifyUrl: 'https://shop.example/notify',
    })
  }
  await Promise.all(Array.from({ length: 50 }, create))
  const live = () => {
    gc!()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const idle = { live: live(), resident: process.memoryUsage.rss() }

  // Each that ends begins another, so that there are always as many, for ten thousand calls.
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  let resident = 0
  let held = 0
  let left = 10_000
  const worker = async (_: unknown, place: number) => {
    // Not all in one turn of the event loop, which no shop's payers come in.
    await setTimeout(2 * place)
    if (place === inFlight - 1) held = live() - idle.live
    while (left > 0) {
      left -= 1
      await create()
      resident = Math.max(resident, process.memoryUsage.rss() - idle.resident)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  const seconds = (performance.now() - start) / 1000
  delay.disable()
  server.disconnect()

  // The histogram counts from timer to timer, and so each millisecond of its own resolution too.
  const p99 = delay.percentile(99) / 1e6 - 1
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  report({
    title: 'A thousand calls in flight',
    text:
      'Ten thousand orders created over `nodeTransport`, a thousand at any time, by a server on this machine that takes two ' +
      'seconds for each: how long the event loop gets no turn, and what the process grows by over its idle size.',
    tables: [
      {
        columns: ['', ''],
        rows: [
          ['event-loop delay, p50', `${(delay.percentile(50) / 1e6 - 1).toFixed(1)} ms`],
          ['event-loop delay, p99', `${p99.toFixed(1)} ms`],
          ['memory over idle, what is held', mebibytes(held)],
          ['the process over its idle size, garbage included', mebibytes(resident)],
          ['orders per second', (10_000 / seconds).toFixed(0)],
        ],
      },
    ],
    goals: [
      {
        job: '1 000 calls in flight: event-loop delay, p99',
        goal: '≤ 20 ms',
        figure: `${p99.toFixed(1)} ms`,
        met: p99 <= 20,
      },
      {
        job: 'the same: memory held over idle',
        goal: '≤ 64 MiB',
        figure: mebibytes(held),
        met: held <= 64 * 2 ** 20,
      },
    ],
  })
}
