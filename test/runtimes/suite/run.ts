import type { MockAlipayCredentials } from 'shroff/alipay/mock'
import type { MockWechatpayCredentials } from 'shroff/wechatpay/mock'
import type { Library } from '../library.js'
import type { SmExchange } from '../second-sm.js'
import { cryptoTests } from './crypto.js'
import { orderTests, serverTests } from './orders.js'
import { outputTests } from './output.js'
import { publishedTests } from './published.js'
import { roundTests } from './rounds.js'
import { smTests } from './sm.js'
import { fetchWays, nodeWay, secureWays, transportTests } from './transports.js'

/** Where the suite runs, and what is known of it. */
export type Place = {
  /** Base URL of the harness. */
  harness: string
  /** Names this run to the harness. */
  id: string
  /** Which `#crypto` the package must take. */
  crypto: 'node' | 'web'
  isBrowser?: boolean
  /** How often at most a request arrives that was cut off on a kept connection, where not once: the runtime's own affair. */
  fetchRepeats?: Record<string, number>
  /** What can be said where `fetch` does not say that the connection was refused. */
  refusedConnection?: 'unknown'
}

/** What the harness tells about itself. */
export type Environment = {
  /** The mock gateway. */
  mock: { wechatpay: string; alipay: string }
  server: string
  secureServer: string
  proxy: string
  refusingProxy: string
  /** A port at which nobody listens. */
  closed: string
  wechatpay: Omit<MockWechatpayCredentials, 'clock'>
  alipay: Omit<Extract<MockAlipayCredentials, { alipayPublicKey: string }>, 'clock'>
  /** Messages that another author’s SM2 and SM4 have made. */
  sm: SmExchange
  /** `pfx` in base64. */
  certificates: { ca: string; client: { cert: string; key: string }; pfx: string; passphrase: string }
}

/** What the misbehaving server has received; the body in base64. */
export type Arrived = { method: string; url: string; headers: Record<string, string>; body: string }

export type Report = {
  results: { name: string; error?: string | undefined }[]
  /** A QR code of `content`, drawn twice; the PNG in base64. */
  content?: string
  svg?: string
  png?: string
  /** What this runtime has made of each of these messages. */
  sm?: { signature: string; ciphertext: string }[]
}

export type Context = {
  library: Library
  place: Place
  environment: Environment
  /** Asks the harness. */
  ask<T>(path: string): Promise<T>
  report: Report
}

export type Test = { name: string; run(context: Context): Promise<void> }

/** Runs everything that this runtime allows, one after the other, and reports to the harness. */
export async function run(library: Library, place: Place): Promise<void> {
  const ask = async <T>(path: string) => (await fetch(place.harness + path)).json() as Promise<T>
  const report: Report = { results: [] }
  const context: Context = { library, place, ask, report, environment: await ask<Environment>('/environment') }
  const ways = [...fetchWays, ...(library.node ? [nodeWay] : [])]
  const tests = [
    ...cryptoTests('web', ({ webCrypto }) => webCrypto),
    ...(library.nodeCrypto ? cryptoTests('node', ({ nodeCrypto }) => nodeCrypto) : []),
    ...outputTests,
    ...publishedTests,
    ...smTests,
    ...roundTests,
    ...ways.flatMap(transportTests),
    ...ways.flatMap(orderTests),
    ...(library.node ? [...secureWays.flatMap(transportTests), ...serverTests] : []),
  ]
  for (const { name, run } of tests) {
    const error = await run(context).then(
      () => undefined,
      (thrown: unknown) => String((thrown as Error)?.stack ?? thrown),
    )
    report.results.push({ name, ...(error !== undefined && { error }) })
  }
  await fetch(`${place.harness}/report?id=${place.id}`, { method: 'POST', body: JSON.stringify(report) })
}
