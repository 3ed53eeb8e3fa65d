import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundle, sizes, worker } from '../package/bundle.js'
import { manifest, root } from './folder.js'
import type { Result } from './result.js'

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)

/** What is left of a bundle without the sentences that it says to people: texts with a blank in them. */
const withoutSentences = (text: string) => {
  const texts = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g
  const bare = text.replace(texts, (found) => (/\S \S/.test(found) ? '""' : found))
  return gzipSync(bare, { level: 9 }).length
}

/** Why a goal is out of reach, by the use's name. */
const reasons: Partial<Record<keyof typeof sizes, string>> = {
  'QR as SVG': 'The package `qr` alone has 6.1 kB.',
}
const usual =
  'The rest is the forms that keys come in, certificates, and the checks; in a client zod has 7.3 kB, and WeChat Pay’s payment codes by APIv2 2.9.'

/** Whose goal each of the uses in test/package/bundle.ts has, in kB. */
const goals: Partial<Record<keyof typeof sizes, readonly [job: string, most: number]>> = {
  'webhook receive': ['receive WeChat Pay webhooks', 10],
  'Alipay webhook': ['receive Alipay notifications', 10],
  client: ['WeChat Pay client with `fetchTransport`', 24],
  'Alipay client': ['Alipay client with `fetchTransport`', 24],
  'client on ky': ['WeChat Pay client with `http()` on ky', 29],
  'QR as SVG': ['QR code as SVG', 6.5],
  'both behind Gateway': ['both providers behind `Gateway`', 36],
}

const peers = {
  'wechatpay-axios-plugin': "export { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'",
  'wechatpay-node-v3': "export { default } from 'wechatpay-node-v3'",
  'alipay-sdk': "export { AlipaySdk } from 'alipay-sdk'",
  'stripe, whole': "export { default } from 'stripe'",
  'standardwebhooks, webhooks only': "export { Webhook } from 'standardwebhooks'",
  'qr, SVG': "export { default } from 'qr'",
  'uqr, SVG': "export { renderSVG } from 'uqr'",
  'qrcode, SVG': "export { toString } from 'qrcode'",
}

/** What the package's uses add to a bundle, and what it takes on a disk. */
export async function measureSizes(folder: string): Promise<Result> {
  const own = await Promise.all(
    Object.entries(sizes).map(async ([name, { contents, limit }]) => {
      const { text, minified, gzipped } = await bundle(folder, contents, worker)
      return { name: name as keyof typeof sizes, text, minified, gzipped, limit }
    }),
  )
  const others = await Promise.all(
    Object.entries(peers).map(async ([name, contents]) => {
      const size = await bundle(folder, contents, worker).catch(() => undefined)
      return size
        ? [name, kilobytes(size.minified), kilobytes(size.gzipped)]
        : [name, '–', 'needs Node: loads in no browser and no Worker']
    }),
  )
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ unpackedSize: alone }] = JSON.parse(String(packed)) as [{ unpackedSize: number }]
  const whole = alone + installedSize(root, Object.keys(manifest(root).dependencies ?? {}))
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(2)
  const installed = Object.entries(peers)
    .map(([name]) => name.split(',')[0]!)
    .map((name) => [name, '', mebibytes(installedSize(folder, [name]))])
  return {
    title: 'Sizes',
    text:
      'What each use adds to an application’s bundle for a Worker: esbuild, minified and gzip, kB of 1 000 bytes; the figures ' +
      'of `npm run size`. Then what npm puts on the disk, in MiB.',
    tables: [
      {
        columns: ['bundled', 'min, kB', 'min + gzip, kB'],
        rows: [
          ...own.map(({ name, minified, gzipped }) => [`shroff: ${name}`, kilobytes(minified), kilobytes(gzipped)]),
          ...others,
        ],
      },
      {
        columns: ['installed', 'alone, MiB', 'with dependencies, MiB'],
        rows: [['shroff', mebibytes(alone), mebibytes(whole)], ...installed],
      },
    ],
    goals: [
      ...own.flatMap(({ name, text, gzipped, limit }) => {
        const goal = goals[name]
        if (!goal) return []
        const [job, most] = goal
        const bare = `Without the sentences of its errors it has ${kilobytes(withoutSentences(text))} kB.`
        const reason = reasons[name] ?? `${bare} ${usual}`
        const bound = { goal: `≤ ${kilobytes(limit)} kB`, met: gzipped <= limit, reason }
        return [{ job, goal: `≤ ${most} kB`, figure: `${kilobytes(gzipped)} kB`, met: gzipped <= most * 1000, bound }]
      }),
      {
        job: 'installed, without dependencies',
        goal: '≤ 1 MiB',
        figure: `${mebibytes(alone)} MiB`,
        met: alone <= 2 ** 20,
        bound: {
          goal: '≤ 9 MiB',
          met: alone <= 9 * 2 ** 20,
          reason:
            'Two formats, both readable, and all pages of the documentation in two languages. Without blanks and with short names the code would be a third smaller, but then a stack trace says nothing.',
        },
      },
      {
        job: 'installed, with them',
        goal: '≤ 9 MiB',
        figure: `${mebibytes(whole)} MiB`,
        met: whole <= 9 * 2 ** 20,
        bound: { goal: '≤ 11 MiB', met: whole <= 11 * 2 ** 20, reason: 'As the row above.' },
      },
    ],
  }
}

/** The files of these packages and of all that they depend on, found as Node would. */
function installedSize(from: string, names: readonly string[], seen = new Set<string>()): number {
  let sum = 0
  for (const name of names) {
    const folder = find(from, name)
    // An optional one may be absent.
    if (!folder || seen.has(folder)) continue
    seen.add(folder)
    sum += sizeOf(folder) + installedSize(folder, Object.keys(manifest(folder).dependencies ?? {}), seen)
  }
  return sum
}

function find(from: string, name: string): string | undefined {
  for (let at = from; ; at = join(at, '..')) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(folder)) return folder
    if (at === join(at, '..')) return undefined
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sizeOf(path) : lstatSync(path).size
    })
    .reduce((one, other) => one + other, 0)
}
